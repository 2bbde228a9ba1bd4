package pagewalk.engine.heap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** The fast bins: singly linked stacks of small chunks that keep their neighbours from merging. */
final class FastBins {
    private final Arena arena;
    private final Chunks chunks;
    private final Tcache tcache;
    private final Bins bins;
    private final Merging merging;

    FastBins(Arena arena, Tcache tcache, Bins bins, Merging merging) {
        this.arena = arena;
        chunks = arena.chunks;
        this.tcache = tcache;
        this.bins = bins;
        this.merging = merging;
    }

    /** Takes the chunk that came last and hands others to the cache; {@link Chunks#NULL} if none is there. */
    int get(int size) {
        int index = Arena.fastIndex(size);
        int p = arena.fast[index];
        if (p == Chunks.NULL) {
            arena.tell(EventKind.HEAP_LOOKED, Rule.HEAP_FAST_GET, Arena.FAST_CODE + index, 0, 0, size);
            return Chunks.NULL;
        }
        Arena.check(aligned(p), HeapComplaint.FAST_UNALIGNED);
        arena.fast[index] = chunks.mangled(p);
        Arena.check(Arena.fastIndex(chunks.size(p)) == index, HeapComplaint.FAST_CORRUPTION);
        arena.tell(EventKind.HEAP_TAKEN, Rule.HEAP_FAST_GET, p, size, Arena.FAST_CODE + index, 0);
        while (tcache.hasRoom(size) && arena.fast[index] != Chunks.NULL) {
            int other = arena.fast[index];
            Arena.check(aligned(other), HeapComplaint.FAST_STASH_UNALIGNED);
            arena.fast[index] = chunks.mangled(other);
            tcache.put(other, size, Rule.HEAP_STASH_FAST);
        }
        return p;
    }

    private static boolean aligned(int p) {
        return p != Chunks.WILD && (p & 15) == 0;
    }

    /** Puts a chunk on its stack. */
    void put(int p, int size) {
        int nextSize = chunks.head(p + size);
        boolean sane = nextSize < 0 ? false : nextSize > Chunks.HEADER && Chunks.sizeOf(nextSize) < arena.systemMem;
        Arena.check(sane, HeapComplaint.NEXT_SIZE_FAST);
        arena.haveFast = true;
        int index = Arena.fastIndex(size);
        int old = arena.fast[index];
        Arena.check(old != p, HeapComplaint.FASTTOP);
        chunks.setMangled(p, old);
        arena.fast[index] = p;
        arena.tell(EventKind.HEAP_BINNED, Rule.HEAP_FAST_PUT, p, size, Arena.FAST_CODE + index, 0);
    }

    /** Merges all that is in the fast bins with its neighbours (malloc_consolidate()). */
    void consolidate(Rule why) {
        arena.haveFast = false;
        arena.tell(EventKind.HEAP_CONSOLIDATING, why, count(), 0, 0, 0);
        for (int index = 0; index < Arena.FAST_BINS; index++) {
            int p = arena.fast[index];
            arena.fast[index] = Chunks.NULL;
            while (p != Chunks.NULL) {
                Arena.check(aligned(p), HeapComplaint.CONSOLIDATE_UNALIGNED);
                Arena.check(Arena.fastIndex(chunks.size(p)) == index, HeapComplaint.CONSOLIDATE_SIZE);
                int next = chunks.mangled(p);
                merge(p);
                p = next;
            }
        }
    }

    private void merge(int p) {
        int size = chunks.size(p);
        int start = merging.back(p, size, HeapComplaint.CONSOLIDATE_PREV_SIZE);
        int whole = size + (p - start);
        int next = p + size;
        if (next == arena.top) {
            merging.intoTop(start, whole);
            return;
        }
        whole = merging.forward(start, whole, next);
        int first = chunks.fd(Arena.UNSORTED);
        chunks.setHead(start, whole | Chunks.PREV_INUSE);
        chunks.setFoot(start, whole);
        Arena.check(first != Chunks.NULL, HeapComplaint.SEGMENTATION_FAULT);
        bins.putUnsorted(start, whole, Rule.HEAP_UNSORTED_PUT, HeapComplaint.SEGMENTATION_FAULT);
    }

    /** Chunks in all fast bins, as far as they can be counted. */
    int count() {
        int count = 0;
        for (int link : arena.fast) {
            int p = link;
            while (p > Chunks.NULL && count < 100_000) {
                count++;
                p = chunks.mangled(p);
            }
        }
        return count;
    }
}
