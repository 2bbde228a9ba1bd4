package pagewalk.engine.heap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** Finds a chunk of the arena for a request, from the quickest place to the slowest (_int_malloc()). */
final class Allocating {
    /** What a search answers that found no memory. */
    static final int NONE = Integer.MIN_VALUE;

    /** Most chunks of the unsorted bin that one request sorts before it looks elsewhere (MAX_ITERS). */
    private static final int MOST_SORTED = 10_000;

    private final Arena arena;
    private final Chunks chunks;
    private final Tcache tcache;
    private final FastBins fastBins;
    private final Bins bins;
    private final Morecore morecore;
    private final MappedChunks mapped;

    Allocating(UserHeap.Parts parts) {
        arena = parts.arena();
        chunks = arena.chunks;
        tcache = parts.tcache();
        fastBins = parts.fastBins();
        bins = parts.bins();
        morecore = parts.morecore();
        mapped = parts.mapped();
    }

    /**
     * Finds a chunk of {@code size} bytes, a chunk's size.
     *
     * @param wanted the bytes that are really needed, where they do not fit an int; only a mapping can have so many
     * @return its place, {@link #NONE} if there is no memory, or {@code -1 - row} for a chunk that was mapped
     */
    int allocate(int size, long wanted) {
        if (size <= Arena.MAX_FAST) {
            int p = fastBins.get(size);
            if (p != Chunks.NULL) {
                return p;
            }
        }
        if (Arena.isSmall(size)) {
            int p = fromSmallBin(size);
            if (p != Chunks.NULL) {
                return p;
            }
        } else if (arena.haveFast) {
            fastBins.consolidate(Rule.HEAP_CONSOLIDATE_LARGE);
        }
        return search(size, wanted);
    }

    /** Takes the oldest chunk of exactly this size, and hands others of its bin to the cache. */
    private int fromSmallBin(int size) {
        int index = Arena.binIndex(size);
        int bin = -index;
        int p = chunks.bk(bin);
        if (p == bin) {
            arena.tell(EventKind.HEAP_LOOKED, Rule.HEAP_SMALL_GET, index, 0, 0, size);
            return Chunks.NULL;
        }
        int before = chunks.bk(p);
        Arena.check(chunks.fd(before) == p, HeapComplaint.SMALL_LINKS);
        takeLast(p, size, bin);
        arena.tell(EventKind.HEAP_TAKEN, Rule.HEAP_SMALL_GET, p, size, index, 0);
        while (tcache.hasRoom(size) && chunks.bk(bin) != bin) {
            int other = chunks.bk(bin);
            takeLast(other, size, bin);
            tcache.put(other, size, Rule.HEAP_STASH_SMALL);
        }
        return p;
    }

    private void takeLast(int p, int size, int bin) {
        int before = chunks.bk(p);
        chunks.setInUseBehind(p, size);
        chunks.setBk(bin, before);
        chunks.setFd(before, bin);
    }

    private int search(int size, long wanted) {
        boolean cacheExact = tcache.takes(size);
        boolean kept = false;
        while (true) {
            int found = sortUnsorted(size, cacheExact);
            if (found > Chunks.NULL) {
                return found;
            }
            kept |= found == KEPT;
            if (kept) {
                return tcache.get(size);
            }
            int p = fromBins(size);
            if (p != Chunks.NULL) {
                return p;
            }
            if (arena.topSize() >= size + Chunks.MIN_SIZE) {
                return fromTop(size);
            }
            if (!arena.haveFast) {
                return fromSystem(size, wanted);
            }
            fastBins.consolidate(Rule.HEAP_CONSOLIDATE_TOP);
        }
    }

    /** What sorting answers when chunks of the right size went to the cache. */
    private static final int KEPT = -1;

    /** Empties the unsorted bin, oldest chunk first, until one serves. */
    private int sortUnsorted(int size, boolean cacheExact) {
        int kept = Chunks.NULL;
        int sorted = 0;
        while (sorted < MOST_SORTED && chunks.bk(Arena.UNSORTED) != Arena.UNSORTED) {
            int p = chunks.bk(Arena.UNSORTED);
            int before = chunks.bk(p);
            int bytes = chunks.size(p);
            checkUnsorted(p, bytes, before);
            if (Arena.isSmall(size)
                    && before == Arena.UNSORTED
                    && p == arena.lastRemainder
                    && bytes > size + Chunks.MIN_SIZE) {
                return splitRemainder(p, bytes, size);
            }
            bins.takeUnsorted(p, before);
            if (bytes != size) {
                bins.sort(p, bytes);
                sorted++;
                continue;
            }
            chunks.setInUseBehind(p, size);
            if (!cacheExact || !tcache.hasRoom(size)) {
                arena.tell(EventKind.HEAP_TAKEN, Rule.HEAP_EXACT, p, size, 1, 0);
                return p;
            }
            tcache.put(p, size, Rule.HEAP_EXACT_CACHED);
            kept = KEPT;
        }
        return kept;
    }

    private void checkUnsorted(int p, int bytes, int before) {
        Arena.check(bytes > Chunks.HEADER && bytes <= arena.systemMem, HeapComplaint.UNSORTED_SIZE);
        int next = p + bytes;
        int nextHead = chunks.head(next);
        boolean sane = nextHead >= Chunks.HEADER && nextHead <= arena.systemMem;
        Arena.check(sane, HeapComplaint.UNSORTED_NEXT_SIZE);
        Arena.check(chunks.prevSize(next) == bytes, HeapComplaint.UNSORTED_PREV_SIZE);
        Arena.check(chunks.fd(before) == p && chunks.fd(p) == Arena.UNSORTED, HeapComplaint.UNSORTED_LINKS);
        Arena.check((nextHead & Chunks.PREV_INUSE) == 0, HeapComplaint.UNSORTED_PREV_INUSE);
    }

    /** Takes a small chunk off what the last small request left: neighbours in time are neighbours in memory. */
    private int splitRemainder(int p, int bytes, int size) {
        int rest = p + size;
        int left = bytes - size;
        chunks.setBk(Arena.UNSORTED, rest);
        chunks.setFd(Arena.UNSORTED, rest);
        arena.lastRemainder = rest;
        chunks.setBk(rest, Arena.UNSORTED);
        chunks.setFd(rest, Arena.UNSORTED);
        if (!Arena.isSmall(left)) {
            chunks.setFdNext(rest, Chunks.NULL);
            chunks.setBkNext(rest, Chunks.NULL);
        }
        chunks.setHead(p, size | Chunks.PREV_INUSE);
        chunks.setHead(rest, left | Chunks.PREV_INUSE);
        chunks.setFoot(rest, left);
        arena.tell(EventKind.HEAP_SPLIT, Rule.HEAP_LAST_REMAINDER, p, size, rest, left);
        return p;
    }

    /** Takes the best chunk that is sorted: of its own large bin, or the last of the next full one. */
    private int fromBins(int size) {
        int index = Arena.binIndex(size);
        int p = Chunks.NULL;
        if (!Arena.isSmall(size)) {
            p = bins.bestOf(index, size);
        }
        Rule why = Rule.HEAP_BEST_FIT;
        if (p == Chunks.NULL) {
            arena.tell(EventKind.HEAP_LOOKED, why(size), index, 0, 0, size);
            p = bins.nextFull(index + 1);
            why = Rule.HEAP_BINMAP;
        }
        if (p == Chunks.NULL) {
            arena.tell(EventKind.HEAP_LOOKED, Rule.HEAP_BINMAP, Chunks.BINS - 1, 0, 0, size);
            return Chunks.NULL;
        }
        int bytes = chunks.size(p);
        bins.unlink(p);
        arena.tell(EventKind.HEAP_TAKEN, why, p, bytes, Arena.binIndex(bytes), size);
        return split(p, bytes, size, why);
    }

    private static Rule why(int size) {
        return Arena.isSmall(size) ? Rule.HEAP_SMALL_GET : Rule.HEAP_BEST_FIT;
    }

    private int split(int p, int bytes, int size, Rule why) {
        int left = bytes - size;
        if (left < Chunks.MIN_SIZE) {
            chunks.setInUseBehind(p, bytes);
            arena.tell(EventKind.HEAP_SPLIT, Rule.HEAP_WHOLE, p, bytes, 0, left);
            return p;
        }
        int rest = p + size;
        boolean small = Arena.isSmall(size);
        chunks.setHead(p, size | Chunks.PREV_INUSE);
        chunks.setHead(rest, left | Chunks.PREV_INUSE);
        chunks.setFoot(rest, left);
        if (small && why == Rule.HEAP_BINMAP) {
            arena.lastRemainder = rest;
        }
        arena.tell(EventKind.HEAP_SPLIT, Rule.HEAP_SPLIT, p, size, rest, left);
        HeapComplaint ifBroken = why == Rule.HEAP_BINMAP ? HeapComplaint.UNSORTED_REST_2 : HeapComplaint.UNSORTED_REST;
        bins.putUnsorted(rest, left, Rule.HEAP_SPLIT, ifBroken);
        return p;
    }

    private int fromTop(int size) {
        int p = arena.top;
        int left = arena.topSize() - size;
        Arena.check(arena.topSize() <= arena.systemMem, HeapComplaint.TOP_SIZE);
        chunks.setHead(p, size | Chunks.PREV_INUSE);
        arena.setTop(p + size, left);
        arena.tell(EventKind.HEAP_SPLIT, Rule.HEAP_TOP_SPLIT, p, size, p + size, left);
        return p;
    }

    private int fromSystem(int size, long wanted) {
        arena.tell(
                EventKind.HEAP_LOOKED,
                Rule.HEAP_TOP_SPLIT,
                Arena.TOP_CODE,
                Math.max(arena.top, 0),
                arena.topSize(),
                size);
        if (wanted >= arena.mmapThreshold && mapped.count() < MappedChunks.MOST) {
            int row = mapped.map(wanted);
            if (row != MappedChunks.NONE) {
                return -1 - row;
            }
        }
        boolean grown = wanted < Places.BREAK_END && morecore.grow(size);
        return grown && arena.topSize() >= size + Chunks.MIN_SIZE ? fromTop(size) : NONE;
    }
}
