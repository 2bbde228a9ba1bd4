package pagewalk.engine.util;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What everything else stands on. */
final class UtilTest {
    @Test
    void checksSayWhatShouldHaveHeld() {
        Check.that(true, "fine");
        Check.index(0, 1, "i");
        IllegalStateException plain = assertThrows(IllegalStateException.class, () -> Check.that(false, "rule"));
        assertEquals("PW-CHECK rule", plain.getMessage());
        IllegalStateException named =
                assertThrows(IllegalStateException.class, () -> Check.that(false, "rule", "order", 11));
        assertEquals("PW-CHECK rule: order=11", named.getMessage());
        for (int index : new int[] {-1, 3, Integer.MIN_VALUE}) {
            IllegalStateException outside =
                    assertThrows(IllegalStateException.class, () -> Check.index(index, 3, "pfn"));
            assertEquals("PW-CHECK index within 0..2: pfn=" + index, outside.getMessage());
        }
    }

    @Test
    void bitsAreThoseOfTheKernel() {
        assertEquals(32, Bits.lowestSetBit(0));
        assertEquals(3, Bits.lowestSetBit(8));
        assertEquals(512, Bits.alignDown(1023, 9));
        assertEquals(1024, Bits.alignUp(513, 9));
        assertEquals(512, Bits.alignUp(512, 9));
        assertTrue(Bits.isAligned(1024, 10));
        assertFalse(Bits.isAligned(1025, 10));
        assertTrue(Bits.isAligned(7, 0));
        assertEquals("deadbeef", Bits.hex8(0xdeadbeef));
        assertEquals("00000001", Bits.hex8(1));
    }

    @Test
    void aListGrowsInsertsAndShortens() {
        IntList list = new IntList(0);
        List<Integer> model = new ArrayList<>();
        Xorshift random = new Xorshift(12, 1);
        for (int i = 0; i < 500; i++) {
            int at = random.below(model.size() + 1);
            list.insert(at, i);
            model.add(at, i);
        }
        assertArrayEquals(model.stream().mapToInt(x -> x).toArray(), list.toArray());
        assertEquals(model.get(499), list.last());
        IntList copy = list.copy();
        list.set(0, -7);
        list.truncate(3);
        assertEquals(3, list.size());
        assertEquals(500, copy.size());
        assertNotEquals(-7, copy.get(0));
        copy.add(1);
        assertEquals(1, copy.get(500));
        assertThrows(IllegalStateException.class, () -> list.get(3));
        assertThrows(IllegalStateException.class, () -> list.set(-1, 0));
        assertThrows(IllegalStateException.class, () -> list.insert(5, 0));
        assertThrows(IllegalStateException.class, () -> list.truncate(4));
        assertThrows(IllegalStateException.class, () -> list.truncate(-1));
        assertThrows(IllegalStateException.class, () -> new IntList().last());
    }

    @Test
    void aMapAgreesWithJavasOwn() {
        IntMap map = new IntMap();
        Map<Integer, Integer> model = new HashMap<>();
        Xorshift random = new Xorshift(12, 2);
        for (int i = 0; i < 20_000; i++) {
            int key = random.below(3) << 12 | random.below(3000);
            map.put(key, i);
            model.put(key, i);
        }
        IntMap copy = map.copy();
        copy.put(1, -5);
        for (int key = 0; key < 3 << 12; key++) {
            assertEquals(model.getOrDefault(key, IntMap.NIL), map.get(key));
        }
        assertEquals(-5, copy.get(1));
        assertEquals(IntMap.NIL, map.get(-1));
        assertEquals(IntMap.NIL, map.get(Integer.MIN_VALUE));
        assertThrows(IllegalStateException.class, () -> map.put(-1, 0));
        map.put(Integer.MAX_VALUE, 9);
        assertEquals(9, map.get(Integer.MAX_VALUE));
    }

    @Test
    void aSeedGivesTheSameNumbersForEver() {
        Xorshift random = new Xorshift(0, 1);
        int[] first = {random.nextInt(), random.nextInt(), random.nextInt()};
        assertArrayEquals(PINNED, first);
        assertNotEquals(new Xorshift(1, 0).nextInt(), new Xorshift(0, 1).nextInt());
        assertNotEquals(0, new Xorshift(0, 0).nextInt());
    }

    /** Marsaglia's recurrence, computed by another program. */
    private static final int[] PINNED = {57564000, 1443287974, 397684696};

    @Test
    void drawsStayInTheirBoundsAndReachThem() {
        Xorshift random = new Xorshift(12, 3);
        int[] hits = new int[7];
        for (int i = 0; i < 70_000; i++) {
            hits[random.below(7)]++;
        }
        for (int hit : hits) {
            assertTrue(hit > 9_500 && hit < 10_500, "even within five percent: " + hit);
        }
        boolean low = false;
        boolean high = false;
        for (int i = 0; i < 200; i++) {
            int drawn = random.between(-2, 2);
            assertTrue(drawn >= -2 && drawn <= 2);
            low |= drawn == -2;
            high |= drawn == 2;
        }
        assertTrue(low && high);
        assertEquals(0, random.below(1));
        assertTrue(random.below(Integer.MAX_VALUE) >= 0);
        assertThrows(IllegalStateException.class, () -> random.below(0));
    }
}
