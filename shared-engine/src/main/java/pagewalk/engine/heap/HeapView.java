package pagewalk.engine.heap;

import java.util.Arrays;

/** Looks at a heap; valid at every event, also in the middle of a call, where a chunk may not be what it will be. */
public final class HeapView {
    /** A chunk that the program holds. */
    public static final int IN_USE = 0;
    /** In the thread's cache. */
    public static final int CACHED = 1;
    /** In a fast bin. */
    public static final int FAST = 2;
    /** In the unsorted, a small or a large bin. */
    public static final int FREE = 3;
    /** The end of the heap, from which the system can take back. */
    public static final int TOP = 4;
    /** What belongs to the C library: the cache itself, and the headers that end an old top. */
    public static final int OWN = 5;

    private final Arena arena;
    private final Chunks chunks;
    private final Places places;
    private final MappedChunks mapped;
    private final Ledger ledger;

    HeapView(Arena arena, Places places, MappedChunks mapped, Ledger ledger) {
        this.arena = arena;
        chunks = arena.chunks;
        this.places = places;
        this.mapped = mapped;
        this.ledger = ledger;
    }

    /**
     * One chunk of the arena.
     *
     * @param place its distance from the first page of the heap
     * @param size its bytes, header included
     * @param kind one of the constants
     * @param asked bytes that the program asked for; -1 if it does not hold it
     * @param command number of the command that asked; -1 likewise
     */
    public record Chunk(int place, int size, int kind, int asked, int command) {}

    /**
     * A chunk that is a mapping of its own.
     *
     * @param address of its header
     * @param size its bytes
     * @param asked bytes that the program asked for
     * @param command number of the command that asked
     */
    public record Mapping(long address, long size, long asked, int command) {}

    /** Whether the heap has memory. */
    public boolean isUsed() {
        return arena.top != Arena.NO_TOP;
    }

    /** Address of the first page of the heap, where place 0 is; -1 before there is one. */
    public long base() {
        return places.base();
    }

    public long addressOf(int place) {
        return places.addressOf(place);
    }

    /** Bytes of the arena, what it has from the system. */
    public int systemBytes() {
        return arena.systemMem;
    }

    /** Bytes from which a chunk is mapped. */
    public int mmapThreshold() {
        return arena.mmapThreshold;
    }

    /** Bytes of a top that is trimmed. */
    public int trimThreshold() {
        return arena.trimThreshold;
    }

    /** Bytes of the top. */
    public int topBytes() {
        return arena.topSize();
    }

    /** The first place from {@code from} on to which the program holds a pointer; -1 if there is none. */
    public int nextHeld(int from) {
        return ledger.next(from);
    }

    /** Bytes that the program asked for when it got the pointer to this place. */
    public int asked(int mem) {
        return ledger.asked(mem);
    }

    /** Index of the command that asked for what is at this place. */
    public int command(int mem) {
        return ledger.command(mem);
    }

    /** Pointers into the arena that the program holds. */
    public int live() {
        return ledger.live();
    }

    /** Whether the program holds a pointer to this place. */
    public boolean holds(int mem) {
        return ledger.holds(mem);
    }

    /** Chunks by address, from the first page of the heap to its top, as their sizes say. */
    public Chunk[] chunks() {
        Chunk[] all = new Chunk[16];
        int count = 0;
        int[] cached = places(2);
        int[] fast = places(1);
        int place = places.firstOffset() + 15 & -16;
        while (isUsed() && place < Places.BREAK_END) {
            int size = chunks.size(place);
            boolean last = place == arena.top || size < Chunks.HEADER || size >= Chunks.PLACES;
            if (count == all.length) {
                all = Arrays.copyOf(all, count * 2);
            }
            all[count++] = chunk(place, size, cached, fast);
            if (last) {
                break;
            }
            place += size;
        }
        return Arrays.copyOf(all, count);
    }

    private Chunk chunk(int place, int size, int[] cached, int[] fast) {
        int mem = place + Chunks.HEADER;
        if (ledger.holds(mem)) {
            return new Chunk(place, size, IN_USE, ledger.asked(mem), ledger.command(mem));
        }
        return new Chunk(place, size, kind(place, size, cached, fast), -1, -1);
    }

    /** What a chunk is that the program does not hold. */
    int kind(int place, int size) {
        return kind(place, size, places(2), places(1));
    }

    private int kind(int place, int size, int[] cached, int[] fast) {
        if (place == arena.top) {
            return TOP;
        }
        if (Arrays.binarySearch(cached, place) >= 0) {
            return CACHED;
        }
        if (Arrays.binarySearch(fast, place) >= 0) {
            return FAST;
        }
        return (chunks.word(place + size + 8) & Chunks.PREV_INUSE) == 0 ? FREE : OWN;
    }

    /** Places of the chunks in all caches (2) or fast bins (1), sorted. */
    private int[] places(int which) {
        int[] all = new int[0];
        int bins = which == 1 ? Arena.FAST_BINS : Arena.TCACHE_BINS;
        for (int i = 0; i < bins; i++) {
            int[] more = which == 1 ? fastBin(i) : cache(i);
            int from = all.length;
            all = Arrays.copyOf(all, from + more.length);
            System.arraycopy(more, 0, all, from, more.length);
        }
        Arrays.sort(all);
        return all;
    }

    /** Places of the chunks in a bin of the thread's cache, 0 to 63, the next to be taken first. */
    public int[] cache(int index) {
        int link = arena.cacheEntry[index];
        return mangledList(link <= Chunks.NULL ? link : link - Chunks.HEADER, Chunks.HEADER, Arena.TCACHE_COUNT);
    }

    /** Places of the chunks in a fast bin, 0 to 6, the next to be taken first. */
    public int[] fastBin(int index) {
        return mangledList(arena.fast[index], 0, 1 << 20);
    }

    private int[] mangledList(int first, int offset, int most) {
        int[] list = new int[Math.min(most, 8)];
        int count = 0;
        for (int p = first; p > Chunks.NULL && count < most; ) {
            if (count == list.length) {
                list = Arrays.copyOf(list, count * 2);
            }
            list[count++] = p;
            int next = chunks.mangled(p);
            p = next <= Chunks.NULL ? next : next - offset;
        }
        return Arrays.copyOf(list, count);
    }

    /** Places of the chunks in bin 1 (unsorted) to 126, from its front on. */
    public int[] bin(int index) {
        int[] list = new int[8];
        int count = 0;
        for (int p = chunks.fd(-index); p > Chunks.NULL; p = chunks.fd(p)) {
            if (count == list.length) {
                list = Arrays.copyOf(list, count * 2);
            }
            list[count++] = p;
            if (count > Chunks.PLACES >> 5) {
                break;
            }
        }
        return Arrays.copyOf(list, count);
    }

    /** Whether the map says that a bin may have chunks. */
    public boolean isMarked(int index) {
        return (arena.binmap[index >> 5] & 1 << (index & 31)) != 0;
    }

    /** Bytes of the chunk at a place. */
    public int sizeAt(int place) {
        return chunks.size(place);
    }

    /** What stands before the chunk at a place: the size of the one before it, while that is free. */
    public int prevSizeAt(int place) {
        return chunks.prevSize(place);
    }

    /** Whether the chunk before the one at a place is in use, as its header says. */
    public boolean prevInUse(int place) {
        return chunks.prevInUse(place);
    }

    /** The next chunk of another size in a large bin. */
    public int nextSize(int place) {
        return chunks.fdNext(place);
    }

    /** Chunks that are mappings of their own. */
    public Mapping[] mappings() {
        Mapping[] all = new Mapping[mapped.count()];
        int count = 0;
        for (int row = 0; row < mapped.rows(); row++) {
            if (mapped.isUsed(row)) {
                all[count++] =
                        new Mapping(mapped.address(row), mapped.size(row), mapped.asked(row), mapped.command(row));
            }
        }
        return all;
    }
}
