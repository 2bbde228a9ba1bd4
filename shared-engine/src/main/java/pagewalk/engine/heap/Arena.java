package pagewalk.engine.heap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/**
 * What the C library knows of its heap beside the chunks: the main arena (struct malloc_state), the thread's cache
 * (struct tcache_perthread_struct) and the settings (struct malloc_par), as numbers.
 */
final class Arena {
    static final int TCACHE_BINS = 64;
    static final int TCACHE_COUNT = 7;
    /** Bytes of the cache itself, which is the first chunk of the heap. */
    static final int TCACHE_BYTES = 0x280;
    /** Largest chunk of a fast bin (global_max_fast). */
    static final int MAX_FAST = 128;

    static final int FAST_BINS = 7;
    static final int UNSORTED = -1;
    /** No top yet. */
    static final int NO_TOP = -1;

    static final int DEFAULT_THRESHOLD = 128 * 1024;

    /** Numbers that stand for bins in events, beside 1 to 127 for the arena's own. */
    static final int FAST_CODE = 200;

    static final int TCACHE_CODE = 300;
    static final int TOP_CODE = 400;

    final Chunks chunks;
    final int[] fast = new int[FAST_BINS];
    final int[] binmap = new int[Chunks.BINS >> 5];
    final int[] cacheCount = new int[TCACHE_BINS];
    final int[] cacheEntry = new int[TCACHE_BINS];
    private final Events events;

    int top = NO_TOP;
    int lastRemainder;
    boolean haveFast;
    boolean contiguous = true;
    /** Whether the thread has its cache. */
    boolean cached;

    int systemMem;
    int maxSystemMem;
    int mmapThreshold = DEFAULT_THRESHOLD;
    int trimThreshold = DEFAULT_THRESHOLD;

    Arena(Events events) {
        this.events = events;
        chunks = new Chunks();
    }

    private Arena(Arena other, Events events) {
        this.events = events;
        chunks = other.chunks.copy();
        System.arraycopy(other.fast, 0, fast, 0, fast.length);
        System.arraycopy(other.binmap, 0, binmap, 0, binmap.length);
        System.arraycopy(other.cacheCount, 0, cacheCount, 0, TCACHE_BINS);
        System.arraycopy(other.cacheEntry, 0, cacheEntry, 0, TCACHE_BINS);
        top = other.top;
        lastRemainder = other.lastRemainder;
        haveFast = other.haveFast;
        contiguous = other.contiguous;
        cached = other.cached;
        systemMem = other.systemMem;
        maxSystemMem = other.maxSystemMem;
        mmapThreshold = other.mmapThreshold;
        trimThreshold = other.trimThreshold;
    }

    Arena copy(Events newEvents) {
        return new Arena(this, newEvents);
    }

    int topSize() {
        return top == NO_TOP ? 0 : chunks.size(top);
    }

    void setTop(int place, int size) {
        top = place;
        chunks.setHead(place, size | Chunks.PREV_INUSE);
    }

    void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }

    /** Throws what ends the process unless {@code holds}: one of the checks of malloc.c. */
    static void check(boolean holds, HeapComplaint complaint) {
        if (!holds) {
            throw new HeapAbort(complaint);
        }
    }

    /** The int that stands for a chunk's size; no chunk of the arena is as large as the largest. */
    static int clip(long size) {
        return size >= Chunks.PLACES ? Chunks.PLACES : (int) size;
    }

    static boolean isSmall(int size) {
        return size < 1024;
    }

    /** Bytes of the chunk for a request (request2size()). */
    static long chunkFor(long bytes) {
        return Math.max(Chunks.MIN_SIZE, Math.min(bytes, Long.MAX_VALUE - 32) + 23 & -16L);
    }

    /** The bin of a free chunk (bin_index(), largebin_index_64()). */
    static int binIndex(int size) {
        if (isSmall(size)) {
            return size >> 4;
        }
        if (size >> 6 <= 48) {
            return 48 + (size >> 6);
        }
        if (size >> 9 <= 20) {
            return 91 + (size >> 9);
        }
        if (size >> 12 <= 10) {
            return 110 + (size >> 12);
        }
        if (size >> 15 <= 4) {
            return 119 + (size >> 15);
        }
        return size >> 18 <= 2 ? 124 + (size >> 18) : 126;
    }

    /** The fast bin of a chunk; not below 0 and perhaps above the last (fastbin_index()). */
    static int fastIndex(int size) {
        return (size >> 4) - 2;
    }

    /** The bin of the thread's cache for a chunk; perhaps above the last (csize2tidx()). */
    static int cacheIndex(int size) {
        return (size - 17) >> 4;
    }

    int bytesBeside(@Nullable Arena other) {
        return chunks.bytesBeside(other == null ? null : other.chunks) + 1024;
    }

    void digest(Digest into) {
        chunks.digest(into);
        for (int link : fast) {
            into.fold(link);
        }
        for (int map : binmap) {
            into.fold(map);
        }
        for (int i = 0; i < TCACHE_BINS; i++) {
            into.fold(cacheCount[i]);
            into.fold(cacheEntry[i]);
        }
        into.fold(top);
        into.fold(lastRemainder);
        into.fold((haveFast ? 1 : 0) | (contiguous ? 2 : 0) | (cached ? 4 : 0));
        into.fold(systemMem);
        into.fold(maxSystemMem);
        into.fold(mmapThreshold);
        into.fold(trimThreshold);
    }
}
