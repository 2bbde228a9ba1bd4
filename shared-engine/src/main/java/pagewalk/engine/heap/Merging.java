package pagewalk.engine.heap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** What happens between neighbours: no two free chunks of the bins lie side by side. */
final class Merging {
    private final Arena arena;
    private final Chunks chunks;
    private final Bins bins;

    Merging(Arena arena, Bins bins) {
        this.arena = arena;
        chunks = arena.chunks;
        this.bins = bins;
    }

    /** Where a chunk begins once a free one before it is taken in. */
    int back(int p, int size, HeapComplaint ifBroken) {
        if (chunks.prevInUse(p)) {
            return p;
        }
        int before = chunks.prevSize(p);
        int start = p - before;
        Arena.check(start >= 0, HeapComplaint.SEGMENTATION_FAULT);
        Arena.check(chunks.size(start) == before, ifBroken);
        bins.unlink(start);
        arena.tell(EventKind.HEAP_MERGED, Rule.HEAP_MERGE_BACK, start, before + size, start, before);
        return start;
    }

    /** Bytes of a chunk once a free one at {@code next} behind it is taken in; otherwise tells that one of it. */
    int forward(int start, int size, int next) {
        int nextSize = chunks.size(next);
        if (chunks.prevInUse(next + nextSize)) {
            chunks.clearInUse(next);
            return size;
        }
        bins.unlink(next);
        arena.tell(EventKind.HEAP_MERGED, Rule.HEAP_MERGE_FORWARD, start, size + nextSize, next, nextSize);
        return size + nextSize;
    }

    /** Makes a chunk that borders on the top part of it. */
    void intoTop(int start, int size) {
        int gone = arena.top;
        int gained = arena.topSize();
        arena.setTop(start, size + gained);
        arena.tell(EventKind.HEAP_MERGED, Rule.HEAP_MERGE_TOP, start, size + gained, gone, gained);
    }
}
