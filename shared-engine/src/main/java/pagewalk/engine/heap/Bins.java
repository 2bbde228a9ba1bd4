package pagewalk.engine.heap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** The doubly linked bins of the arena: unsorted (1), small (2 to 63), large (64 to 126), and the map of full ones. */
final class Bins {
    private final Arena arena;
    private final Chunks chunks;

    Bins(Arena arena) {
        this.arena = arena;
        chunks = arena.chunks;
    }

    /** Takes a free chunk out of the bin it is in (unlink_chunk()). */
    void unlink(int p) {
        int size = chunks.size(p);
        Arena.check(size == chunks.prevSize(p + size), HeapComplaint.UNLINK_SIZE);
        int fd = chunks.fd(p);
        int bk = chunks.bk(p);
        Arena.check(chunks.bk(fd) == p && chunks.fd(bk) == p, HeapComplaint.UNLINK_LINKS);
        chunks.setBk(fd, bk);
        chunks.setFd(bk, fd);
        if (!Arena.isSmall(size) && chunks.fdNext(p) != Chunks.NULL) {
            unlinkSizes(p, fd);
        }
    }

    /** Takes a chunk out of the ring of sizes; if it led its size, the next one of that size leads now. */
    private void unlinkSizes(int p, int fd) {
        int after = chunks.fdNext(p);
        int before = chunks.bkNext(p);
        Arena.check(chunks.bkNext(after) == p && chunks.fdNext(before) == p, HeapComplaint.UNLINK_NEXTSIZE);
        if (fd > Chunks.NULL && chunks.fdNext(fd) == Chunks.NULL) {
            if (after == p) {
                chunks.setFdNext(fd, fd);
                chunks.setBkNext(fd, fd);
            } else {
                chunks.setFdNext(fd, after);
                chunks.setBkNext(fd, before);
                chunks.setBkNext(after, fd);
                chunks.setFdNext(before, fd);
            }
        } else {
            chunks.setBkNext(after, before);
            chunks.setFdNext(before, after);
        }
    }

    /** Puts a chunk, whose header is written, at the front of the unsorted bin. */
    void putUnsorted(int p, int size, Rule rule, HeapComplaint ifBroken) {
        int first = chunks.fd(Arena.UNSORTED);
        Arena.check(chunks.bk(first) == Arena.UNSORTED, ifBroken);
        chunks.setFd(p, first);
        chunks.setBk(p, Arena.UNSORTED);
        if (!Arena.isSmall(size)) {
            chunks.setFdNext(p, Chunks.NULL);
            chunks.setBkNext(p, Chunks.NULL);
        }
        chunks.setFd(Arena.UNSORTED, p);
        chunks.setBk(first, p);
        arena.tell(EventKind.HEAP_BINNED, rule, p, size, 1, 0);
    }

    /** Takes the oldest chunk out of the unsorted bin. */
    void takeUnsorted(int p, int before) {
        Arena.check(chunks.fd(before) == p, HeapComplaint.UNSORTED_TAKE);
        chunks.setBk(Arena.UNSORTED, before);
        chunks.setFd(before, Arena.UNSORTED);
    }

    /** Puts a chunk from the unsorted bin where its size belongs. */
    void sort(int p, int size) {
        int index = Arena.binIndex(size);
        int next = Arena.isSmall(size) ? chunks.fd(-index) : placeBySize(p, size, -index);
        int before = chunks.bk(next);
        Arena.check(Arena.isSmall(size) || chunks.fd(before) == next, HeapComplaint.LARGE_LINKS);
        arena.binmap[index >> 5] |= 1 << (index & 31);
        chunks.setBk(p, before);
        chunks.setFd(p, next);
        chunks.setBk(next, p);
        chunks.setFd(before, p);
        Rule rule = Arena.isSmall(size) ? Rule.HEAP_SORT_SMALL : Rule.HEAP_SORT_LARGE;
        arena.tell(EventKind.HEAP_BINNED, rule, p, size, index, Math.max(0, next));
    }

    /** The chunk (or bin) that a chunk goes before in a large bin, largest first; enters it in the ring of sizes. */
    private int placeBySize(int p, int size, int bin) {
        int first = chunks.fd(bin);
        if (first == bin) {
            chunks.setFdNext(p, p);
            chunks.setBkNext(p, p);
            return bin;
        }
        int smallest = chunks.bk(bin);
        if (size < chunks.size(smallest)) {
            int last = chunks.bkNext(first);
            chunks.setFdNext(p, first);
            chunks.setBkNext(p, last);
            chunks.setBkNext(first, p);
            chunks.setFdNext(last, p);
            return bin;
        }
        int at = first;
        while (size < chunks.size(at)) {
            at = chunks.fdNext(at);
        }
        if (size == chunks.size(at)) {
            // Behind the one that leads its size, so that the ring stays as it is.
            return chunks.fd(at);
        }
        int larger = chunks.bkNext(at);
        chunks.setFdNext(p, at);
        chunks.setBkNext(p, larger);
        Arena.check(chunks.fdNext(larger) == at, HeapComplaint.LARGE_NEXTSIZE);
        chunks.setBkNext(at, p);
        chunks.setFdNext(larger, p);
        return at;
    }

    /** The smallest chunk of a large bin that holds {@code needed}; {@link Chunks#NULL} if its largest does not. */
    int bestOf(int index, int needed) {
        int bin = -index;
        int first = chunks.fd(bin);
        if (first == bin || chunks.size(first) < needed) {
            return Chunks.NULL;
        }
        int p = chunks.bkNext(first);
        while (chunks.size(p) < needed) {
            arena.tell(EventKind.HEAP_LOOKED, Rule.HEAP_BEST_FIT, index, p, chunks.size(p), needed);
            p = chunks.bkNext(p);
        }
        boolean alone = p == chunks.bk(bin) || chunks.size(p) != chunks.size(chunks.fd(p));
        return alone ? p : chunks.fd(p);
    }

    /**
     * The last chunk of the first full bin from {@code from} on; {@link Chunks#NULL} if there is none. The map may be
     * wrong about a bin that has become empty, and is put right here.
     */
    int nextFull(int from) {
        int index = from;
        while (index < Chunks.BINS) {
            int rest = arena.binmap[index >> 5] >>> (index & 31);
            if (rest == 0) {
                index = (index | 31) + 1;
                continue;
            }
            index += Integer.numberOfTrailingZeros(rest);
            int last = chunks.bk(-index);
            if (last != -index) {
                return last;
            }
            arena.binmap[index >> 5] &= ~(1 << (index & 31));
            index++;
        }
        return Chunks.NULL;
    }
}
