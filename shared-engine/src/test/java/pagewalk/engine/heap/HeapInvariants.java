package pagewalk.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

/** What must hold of a heap between two calls, counted anew from its chunks. */
final class HeapInvariants {
    private HeapInvariants() {}

    static void check(HeapView heap, Mallinfo info, String where) {
        if (!heap.isUsed()) {
            assertEquals(0, info.arena(), where);
            return;
        }
        Map<Integer, Integer> binOf = bins(heap, where);
        int at = 0;
        int free = 0;
        int blocks = 0;
        int fast = 0;
        boolean freeBefore = false;
        HeapView.Chunk[] chunks = heap.chunks();
        for (HeapView.Chunk chunk : chunks) {
            assertEquals(at, chunk.place(), where + ": chunks follow each other");
            assertTrue(chunk.size() >= 32 && chunk.size() % 16 == 0 || chunk == chunks[chunks.length - 1], where);
            boolean binned = chunk.kind() == HeapView.FREE;
            assertFalse(binned && freeBefore, where + ": free neighbours merge, at " + at);
            assertEquals(!freeBefore, heap.prevInUse(at), where + ": prev_inuse at " + at);
            assertEquals(binned, binOf.containsKey(at), where + ": a free chunk is in one bin, at " + at);
            if (binned) {
                assertEquals(chunk.size(), heap.prevSizeAt(at + chunk.size()), where + ": its size stands behind it");
            }
            freeBefore = binned;
            free += binned || chunk.kind() >= HeapView.FAST && chunk.kind() <= HeapView.TOP ? chunk.size() : 0;
            blocks += binned || chunk.kind() == HeapView.TOP ? 1 : 0;
            fast += chunk.kind() == HeapView.FAST ? 1 : 0;
            assertTrue(chunk.kind() != HeapView.IN_USE || chunk.asked() <= chunk.size() - 8, where);
            at += chunk.size();
        }
        assertEquals(HeapView.TOP, chunks[chunks.length - 1].kind(), where + ": the last one is the top");
        assertEquals(heap.systemBytes(), at, where + ": chunks are all of the arena");
        assertEquals(free, info.fordblks(), where);
        assertEquals(at - free, info.uordblks(), where);
        assertEquals(blocks, info.ordblks(), where);
        assertEquals(fast, info.smblks(), where);
        assertEquals(heap.mappings().length, info.hblks(), where);
        cache(heap, where);
    }

    /** The bin of each chunk that is in one; checks each bin's order. */
    private static Map<Integer, Integer> bins(HeapView heap, String where) {
        Map<Integer, Integer> binOf = new HashMap<>();
        for (int bin = 1; bin < 127; bin++) {
            int[] places = heap.bin(bin);
            int before = Integer.MAX_VALUE;
            for (int place : places) {
                assertEquals(null, binOf.put(place, bin), where + ": in two bins, " + place);
                int size = heap.sizeAt(place);
                if (bin > 1) {
                    assertEquals(bin, Arena.binIndex(size), where + ": the bin of its size");
                    assertTrue(size <= before, where + ": largest first in bin " + bin);
                    assertTrue(heap.isMarked(bin), where + ": the map knows of bin " + bin);
                }
                if (bin >= 64) {
                    assertEquals(size != before, heap.nextSize(place) != 0, where + ": the first of a size leads it");
                }
                before = size;
            }
        }
        return binOf;
    }

    private static void cache(HeapView heap, String where) {
        for (int index = 0; index < 64; index++) {
            int[] places = heap.cache(index);
            assertTrue(places.length <= 7, where);
            for (int place : places) {
                assertEquals(index, Arena.cacheIndex(heap.sizeAt(place)), where + ": the cache of its size");
                assertFalse(heap.holds(place + 16), where + ": nobody holds what is cached");
            }
        }
        for (int index = 0; index < 7; index++) {
            for (int place : heap.fastBin(index)) {
                assertEquals(index, Arena.fastIndex(heap.sizeAt(place)), where + ": the fast bin of its size");
            }
        }
    }
}
