package pagewalk.engine.zone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.digest.Digest;

/** Zones, their lists, and counts that become zones. */
final class ZoneTest {
    private static Zone zone() {
        return new Zone(0, "Normal", 100, 2000, true);
    }

    private static String digest(Zone zone) {
        Digest digest = new Digest();
        zone.digest(digest);
        return digest.hex();
    }

    @Test
    void aPageblockIsAligned512AndTheEdgesHaveTheirOwn() {
        Zone zone = zone();
        zone.setType(511, Zone.UNMOVABLE);
        assertEquals(Zone.UNMOVABLE, zone.typeOf(100));
        assertEquals(Zone.MOVABLE, zone.typeOf(512));
        assertEquals(Zone.UNMOVABLE, zone.typeOf(511));
        assertEquals(Zone.MOVABLE, zone.typeOf(1999));
        assertThrows(IllegalStateException.class, () -> zone.typeOf(99));
        assertThrows(IllegalStateException.class, () -> zone.typeOf(2000));
        assertThrows(IllegalStateException.class, () -> zone.setType(100, 4));
        assertThrows(IllegalStateException.class, () -> new Zone(0, "Normal", 5, 5, false));
        assertThrows(IllegalStateException.class, () -> new Zone(0, "Normal", -1, 5, false));
    }

    @Test
    void listsKeepTheirOrder() {
        FreeLists lists = zone().lists();
        lists.addTail(128, 2, 1);
        lists.addHead(136, 2, 1);
        lists.addTail(144, 2, 1);
        assertArrayEquals(new int[] {136, 128, 144}, lists.pfns(2, 1));
        assertEquals(12, lists.freePages());
        lists.remove(128, 2, 1);
        lists.remove(144, 2, 1);
        lists.addTail(152, 2, 1);
        assertArrayEquals(new int[] {136, 152}, lists.pfns(2, 1));
        lists.remove(136, 2, 1);
        lists.remove(152, 2, 1);
        assertEquals(0, lists.freePages());
        assertEquals(FreeLists.NIL, lists.head(2, 1));
    }

    @Test
    void aBlockIsRemovedFromItsOwnListOnly() {
        FreeLists lists = zone().lists();
        lists.addTail(128, 2, 1);
        lists.addTail(136, 2, 1);
        assertThrows(IllegalStateException.class, () -> lists.remove(128, 2, 4));
        lists.remove(136, 2, 1);
        assertThrows(IllegalStateException.class, () -> lists.remove(136, 2, 1));
        assertThrows(IllegalStateException.class, () -> lists.addHead(99, 0, 0));
        assertThrows(IllegalStateException.class, () -> lists.addHead(128, 11, 0));
        assertThrows(IllegalStateException.class, () -> lists.addHead(128, 0, 4));
    }

    @Test
    void theDigestSeesListsTheirOrderAndTypes() {
        Zone zone = zone();
        String empty = digest(zone);
        zone.lists().addHead(128, 2, 1);
        String one = digest(zone);
        assertNotEquals(empty, one);
        zone.lists().addHead(136, 2, 1);
        String two = digest(zone);
        Zone other = zone();
        other.lists().addHead(136, 2, 1);
        assertNotEquals(one, digest(other));
        other.lists().addHead(128, 2, 1);
        assertNotEquals(two, digest(other), "the same blocks in another order");
        Zone copy = zone.copy();
        assertEquals(two, digest(copy));
        copy.setType(512, Zone.UNMOVABLE);
        assertNotEquals(two, digest(copy));
        assertEquals(two, digest(zone));
        Zone otherType = zone();
        otherType.lists().addHead(128, 2, 2);
        assertNotEquals(one, digest(otherType));
    }

    @Test
    void aCopyTakesOnlyWhatWasWrittenSince() {
        Zone zone = zone();
        int references = 4 * 4 + 4;
        assertEquals(references + 4096 + 4, zone.bytesBeside(null), "links in chunks of 4 KiB, and a byte a pageblock");
        Zone copy = zone.copy();
        assertEquals(references, copy.bytesBeside(zone));
        zone.lists().addHead(128, 2, 1);
        assertEquals(references + 4096, copy.bytesBeside(zone));
        copy.setType(512, Zone.UNMOVABLE);
        assertEquals(references + 4096 + 4, copy.bytesBeside(zone));
    }

    @Test
    void zoneNamesAreShortAndPlain() {
        for (String good : List.of("DMA", "DMA32", "Normal", "HighMem", "a", "z", "A", "Z", "0", "9", "x".repeat(16))) {
            assertTrue(ZoneCounts.isZoneName(good), good);
        }
        for (String bad :
                List.of("", "a b", "a:b", "é", "ñ", "a/", "`", "{", "@", "[", ":", "x".repeat(17), "\u0141")) {
            assertFalse(ZoneCounts.isZoneName(bad), bad);
        }
    }

    @Test
    void countsSpanTheirBlocksAndOneUsedBlockBetween() {
        assertEquals(1, counts(0, 0).spanned());
        assertEquals(1, counts(1, 0).spanned());
        assertEquals(5, counts(3, 0).spanned());
        assertEquals(2 * 1024, counts(0, 2).spanned());
        assertEquals(5 + 2 * 1024, counts(3, 2).spanned());
        assertEquals(Integer.MAX_VALUE, counts(0, 1 << 24).spanned());
        assertEquals(1024 + 5, ZoneCounts.spanned(List.of(counts(2, 0), counts(3, 0)), 5000));
        assertEquals(1029, ZoneCounts.spanned(List.of(counts(2, 0), counts(3, 0)), 1029));
        assertEquals(Integer.MAX_VALUE, ZoneCounts.spanned(List.of(counts(2, 0), counts(3, 0)), 1028));
        assertThrows(IllegalStateException.class, () -> new ZoneCounts(0, "DMA", List.of(1, 2, 3)));
        assertThrows(
                IllegalStateException.class,
                () -> new ZoneCounts(0, "D A", counts(0, 0).counts()));
    }

    private static ZoneCounts counts(int singles, int largest) {
        return new ZoneCounts(0, "DMA", List.of(singles, 0, 0, 0, 0, 0, 0, 0, 0, 0, largest));
    }
}
