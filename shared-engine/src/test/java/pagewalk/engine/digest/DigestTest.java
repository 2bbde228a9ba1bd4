package pagewalk.engine.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagewalk.engine.util.Xorshift;

/** Fingerprints differ when anything differs. */
final class DigestTest {
    @Test
    void orderMatters() {
        Digest a = new Digest();
        a.fold(1);
        a.fold(2);
        Digest b = new Digest();
        b.fold(2);
        b.fold(1);
        assertNotEquals(a.hex(), b.hex());
    }

    @Test
    void smallStepsNeverCollide() {
        Set<String> seen = new HashSet<>();
        for (int head = 0; head < 4; head++) {
            for (int i = 0; i < 10_000; i++) {
                int[] arg = {i % 10, i / 10 % 10, i / 100 % 10, i / 1000 - 1};
                Digest digest = new Digest();
                digest.fold(head, arg[0], arg[1], arg[2], arg[3]);
                assertTrue(seen.add(digest.hex()), head + ": " + i);
            }
        }
    }

    @Test
    void everyArgumentReachesBothLanes() {
        Xorshift random = new Xorshift(11, 1);
        for (int i = 0; i < 5000; i++) {
            int[] arg = {random.below(1 << 14), random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt()};
            Digest start = new Digest();
            start.fold(random.nextInt());
            Digest plain = start.copy();
            plain.fold(arg[0], arg[1], arg[2], arg[3], arg[4]);
            for (int k = 0; k < 5; k++) {
                int[] other = arg.clone();
                other[k] ^= 1 << random.below(k == 0 ? 14 : 32);
                Digest changed = start.copy();
                changed.fold(other[0], other[1], other[2], other[3], other[4]);
                changed.fold(0);
                Digest reference = plain.copy();
                reference.fold(0);
                assertNotEquals(reference.high(), changed.high(), "argument " + k);
                assertNotEquals(reference.low(), changed.low(), "argument " + k);
            }
        }
    }

    @Test
    void neighbouringStatesDoNotCollideOverAMillionSteps() {
        Xorshift random = new Xorshift(11, 2);
        Digest digest = new Digest();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            digest.fold(random.below(40), random.below(64), random.below(11), random.below(3), -1);
            assertTrue(seen.add(((long) digest.high() << 32) | (digest.low() & 0xffffffffL)), "step " + i);
        }
    }

    @Test
    void textIsFoldedWithItsLength() {
        assertNotEquals(of("ab", ""), of("a", "b"));
        assertNotEquals(of("", "a"), of("a", ""));
        assertEquals(of("x", "y"), of("x", "y"));
    }

    private static String of(String first, String second) {
        Digest digest = new Digest();
        digest.fold(first);
        digest.fold(second);
        return digest.hex();
    }

    @Test
    void hexIsSixteenLowerCaseDigits() {
        assertEquals("0000000fffffffff", Digest.hex(15, -1));
        assertEquals("243f6a8885a308d3", new Digest().hex());
        Digest digest = new Digest();
        Digest copy = digest.copy();
        copy.fold(1);
        assertEquals("243f6a8885a308d3", digest.hex(), "a copy folds on its own");
    }
}
