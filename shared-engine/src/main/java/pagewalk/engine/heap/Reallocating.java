package pagewalk.engine.heap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** Makes a chunk of the arena larger or smaller, where it is or elsewhere (_int_realloc()). */
final class Reallocating {
    private final Arena arena;
    private final Chunks chunks;
    private final Bins bins;
    private final Freeing freeing;
    private final Morecore morecore;
    private final Allocating allocating;

    Reallocating(UserHeap.Parts parts, Allocating allocating) {
        arena = parts.arena();
        chunks = arena.chunks;
        bins = parts.bins();
        freeing = parts.freeing();
        morecore = parts.morecore();
        this.allocating = allocating;
    }

    /** Frees a chunk and looks at the top if so much came together. */
    void release(int p) {
        if (freeing.free(p)) {
            morecore.trim(Morecore.TOP_PAD);
        }
    }

    /**
     * Resizes the chunk at {@code p} of {@code oldSize} bytes to {@code size}, a chunk's size.
     *
     * @param wanted the bytes that are really needed, where they do not fit an int
     * @return as {@link Allocating#allocate}
     */
    int resize(int p, int oldSize, int size, long wanted) {
        Arena.check(oldSize > Chunks.HEADER && oldSize < arena.systemMem, HeapComplaint.REALLOC_OLD_SIZE);
        int next = p + oldSize;
        int nextHead = chunks.head(next);
        int nextSize = Chunks.sizeOf(nextHead);
        Arena.check(nextHead > Chunks.HEADER && nextSize < arena.systemMem, HeapComplaint.REALLOC_NEXT_SIZE);
        if (oldSize >= size) {
            return shrink(p, oldSize, size, Rule.HEAP_REALLOC_SAME);
        }
        int both = oldSize + nextSize;
        if (next == arena.top && both >= size + Chunks.MIN_SIZE) {
            chunks.setHead(p, size | chunks.head(p) & Chunks.FLAGS);
            arena.setTop(p + size, both - size);
            arena.tell(EventKind.HEAP_RESIZED, Rule.HEAP_REALLOC_TOP, p, size, p + size, both - size);
            return p;
        }
        if (next != arena.top && !chunks.prevInUse(next + nextSize) && both >= size) {
            bins.unlink(next);
            return shrink(p, both, size, Rule.HEAP_REALLOC_NEXT);
        }
        return move(p, oldSize, size, wanted);
    }

    private int move(int p, int oldSize, int size, long wanted) {
        int next = p + oldSize;
        int got = allocating.allocate(size, wanted);
        if (got == Allocating.NONE) {
            return Allocating.NONE;
        }
        if (got == next) {
            return shrink(p, oldSize + chunks.size(got), size, Rule.HEAP_REALLOC_NEXT);
        }
        copy(p, oldSize, got);
        release(p);
        return got;
    }

    /** Copies what the program had at {@code p}; the bytes of a mapped chunk are not ours to keep. */
    void copy(int p, int oldSize, int got) {
        if (got >= 0) {
            chunks.copyWords(p + Chunks.HEADER, got + Chunks.HEADER, oldSize - 8);
        }
        arena.tell(EventKind.HEAP_COPIED, Rule.HEAP_REALLOC_MOVE, p, oldSize - 8, Math.max(0, got), 0);
    }

    /** Frees the end of a chunk of {@code whole} bytes that needs {@code size} only. */
    private int shrink(int p, int whole, int size, Rule rule) {
        int left = whole - size;
        int flags = chunks.head(p) & Chunks.FLAGS;
        if (left < Chunks.MIN_SIZE) {
            chunks.setHead(p, whole | flags);
            chunks.setInUseBehind(p, whole);
            arena.tell(EventKind.HEAP_RESIZED, rule, p, whole, 0, 0);
            return p;
        }
        int rest = p + size;
        chunks.setHead(p, size | flags);
        chunks.setHead(rest, left | Chunks.PREV_INUSE);
        chunks.setInUseBehind(rest, left);
        arena.tell(EventKind.HEAP_RESIZED, rule, p, size, rest, left);
        release(rest);
        return p;
    }
}
