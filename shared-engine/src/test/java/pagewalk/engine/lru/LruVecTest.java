package pagewalk.engine.lru;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.event.Events;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;

/** Lists, batches, drifting counters and refault distances, by hand. */
final class LruVecTest {
    private final FrameMaps frames = new FrameMaps(0, 4000);
    private final LruVec vec =
            new LruVec(new LruLists(0, 1, new int[] {4000}, frames, Events.NONE), frames, Events.NONE);

    private void file(int pfn) {
        frames.own(pfn, FrameMaps.FILE, 0, 0, pfn);
        vec.batches.add(pfn);
    }

    @Test
    void thirtyOnePagesComeToTheListsTogetherTheLastAtTheHead() {
        for (int pfn = 0; pfn < 30; pfn++) {
            file(pfn);
        }
        assertEquals(0, vec.lists.size(LruLists.INACTIVE_FILE));
        file(30);
        assertEquals(31, vec.lists.size(LruLists.INACTIVE_FILE));
        assertEquals(30, vec.lists.head(LruLists.INACTIVE_FILE));
        assertEquals(0, vec.lists.tail(LruLists.INACTIVE_FILE));
    }

    @Test
    void aPageIsMarkedAtItsFirstUseAndActiveAtItsSecond() {
        file(7);
        vec.batches.drain();
        vec.accessed(7);
        assertTrue(frames.is(7, FrameMaps.REFERENCED));
        vec.accessed(7);
        assertFalse(frames.is(7, FrameMaps.REFERENCED | FrameMaps.ACTIVE), "it waits in a batch");
        vec.batches.drain();
        assertEquals(7, vec.lists.head(LruLists.ACTIVE_FILE));
        assertEquals(1, vec.stat.get(Count.PGACTIVATE));
        assertEquals(1, vec.age());
    }

    @Test
    void scansSeeSizesOnlyWhenTheyChangedByMoreThanTheThreshold() {
        file(1);
        file(2);
        vec.batches.drain();
        assertEquals(0, vec.lists.known(LruLists.INACTIVE_FILE));
        file(3);
        vec.batches.drain();
        assertEquals(3, vec.lists.known(LruLists.INACTIVE_FILE), "3 is more than the threshold of 2");
        file(4);
        vec.batches.drain();
        assertEquals(3, vec.lists.known(LruLists.INACTIVE_FILE, 0));
        vec.lists.settle();
        assertEquals(4, vec.lists.known(LruLists.INACTIVE_FILE, 0));
    }

    /** calculate_normal_threshold(): 2 * fls(cpus) * (1 + fls(units of 128 MiB)), at most 125. */
    @ParameterizedTest
    @CsvSource({"32767,1,2", "32768,1,4", "65536,1,6", "32768,2,8", "1048576,8,56", "4194304,8,72", "2147483647,64,125"
    })
    void thresholds(int pages, int cpus, int threshold) {
        assertEquals(threshold, Drift.threshold(pages, cpus));
    }

    @Test
    void aPageThatComesBackInTimeIsActiveAndOneThatWasActiveCosts() {
        for (int pfn = 100; pfn < 140; pfn++) {
            frames.own(pfn, FrameMaps.FILE, 0, 0, pfn);
            frames.mark(pfn, FrameMaps.ACTIVE);
            vec.batches.add(pfn);
        }
        vec.batches.drain();
        vec.lists.settle();
        frames.own(1, FrameMaps.FILE, 0, 0, 1);
        frames.mark(1, FrameMaps.WORKINGSET);
        int shadow = vec.evict(1);
        vec.grow(39);
        frames.disown(1);
        frames.own(2, FrameMaps.FILE, 0, 0, 1);
        vec.refault(2, shadow);
        assertTrue(frames.is(2, FrameMaps.ACTIVE), "distance 40, and 40 active pages");
        assertTrue(frames.is(2, FrameMaps.WORKINGSET));
        assertEquals(1, vec.stat.get(Count.WORKINGSET_RESTORE_FILE));
        assertEquals(16, vec.fileCost(), "32, halved since it is more than a quarter of 40 pages");
        frames.own(3, FrameMaps.FILE, 0, 0, 2);
        vec.refault(3, shadow);
        assertFalse(frames.is(3, FrameMaps.ACTIVE), "distance 41");
    }

    @ParameterizedTest
    @CsvSource({"1,0", "32768,1", "8388606,31", "12345,3"})
    void aSwapEntryKeepsSlotAndDeviceAndIsNotPresent(int slot, int device) {
        for (boolean exclusive : new boolean[] {true, false}) {
            int lo = SwapPte.lo(slot, exclusive);
            assertTrue(SwapPte.is(lo));
            assertEquals(slot, SwapPte.offset(lo));
            assertEquals(device, SwapPte.device(SwapPte.hi(device)));
            assertEquals(exclusive, SwapPte.isExclusive(lo));
            assertFalse(SwapPte.isExclusive(SwapPte.shared(lo)));
        }
    }
}
