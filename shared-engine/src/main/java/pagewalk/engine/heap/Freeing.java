package pagewalk.engine.heap;

import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** Takes chunks of the arena back (_int_free()). */
final class Freeing {
    /** A chunk of this size that came together calls for a look at the fast bins and the top. */
    private static final int CONSOLIDATION_THRESHOLD = 65536;

    private final Arena arena;
    private final Chunks chunks;
    private final Tcache tcache;
    private final FastBins fastBins;
    private final Bins bins;
    private final Merging merging;

    Freeing(Arena arena, Tcache tcache, FastBins fastBins, Bins bins, Merging merging) {
        this.arena = arena;
        chunks = arena.chunks;
        this.tcache = tcache;
        this.fastBins = fastBins;
        this.bins = bins;
        this.merging = merging;
    }

    /**
     * Frees the chunk at {@code p}.
     *
     * @return whether so much is free in one piece now that the top should be looked at ({@link Morecore#trim})
     */
    boolean free(int p) {
        int head = chunks.head(p);
        int size = Chunks.sizeOf(head);
        // A size of 0 would reach around the end of all addresses, like one that is nearly as large as they are.
        Arena.check(size != 0 && (p & 15) == 0, HeapComplaint.FREE_INVALID_POINTER);
        Arena.check(size >= Chunks.MIN_SIZE && (size & 15) == 0, HeapComplaint.FREE_INVALID_SIZE);
        if (tcache.takes(size)) {
            tcache.refuseTwice(p, size);
            if (tcache.hasRoom(size)) {
                tcache.put(p, size, Rule.HEAP_TCACHE_PUT);
                return false;
            }
        }
        if (size <= Arena.MAX_FAST) {
            fastBins.put(p, size);
            return false;
        }
        int whole = join(p, size);
        if (whole < CONSOLIDATION_THRESHOLD) {
            return false;
        }
        if (arena.haveFast) {
            fastBins.consolidate(Rule.HEAP_CONSOLIDATE_FREE);
        }
        return arena.topSize() >= arena.trimThreshold;
    }

    /** Merges a chunk with its free neighbours and puts it away; returns the bytes of what it has become. */
    private int join(int p, int size) {
        Arena.check(p != arena.top, HeapComplaint.FREE_TOP);
        int next = p + size;
        boolean beyond = arena.contiguous && next >= arena.top + arena.topSize();
        Arena.check(!beyond, HeapComplaint.FREE_OUT);
        Arena.check(chunks.prevInUse(next), HeapComplaint.FREE_PREV);
        int nextHead = chunks.head(next);
        boolean sane = nextHead > Chunks.HEADER && Chunks.sizeOf(nextHead) < arena.systemMem;
        Arena.check(sane, HeapComplaint.NEXT_SIZE_NORMAL);
        int start = merging.back(p, size, HeapComplaint.FREE_PREV_SIZE);
        int whole = size + (p - start);
        if (next == arena.top) {
            merging.intoTop(start, whole);
            return arena.topSize();
        }
        whole = merging.forward(start, whole, next);
        chunks.setHead(start, whole | Chunks.PREV_INUSE);
        chunks.setFoot(start, whole);
        bins.putUnsorted(start, whole, Rule.HEAP_UNSORTED_PUT, HeapComplaint.FREE_UNSORTED);
        return whole;
    }
}
