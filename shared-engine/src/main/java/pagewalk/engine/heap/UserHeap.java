package pagewalk.engine.heap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/**
 * The heap of one process as its C library keeps it: malloc(), calloc(), realloc(), free() and what goes with them.
 *
 * <p>A call that ends the process (see {@link #complaint}) leaves the heap as it was at that moment.
 */
public final class UserHeap {
    /** No larger chunk raises the threshold from which chunks are mapped (DEFAULT_MMAP_THRESHOLD_MAX). */
    static final int MAX_THRESHOLD = 32 << 20;

    private static final int MALLOC = 0;
    private static final int CALLOC = 1;
    private static final int REALLOC = 2;
    /** A request of the C library itself, for the thread's cache. */
    private static final int OWN = 3;

    private final HeapSpace space;
    private final Arena arena;
    private final Places places;
    private final MappedChunks mapped;
    private final Ledger ledger;
    private final Pointers pointers;
    private final Tcache tcache;
    private final Freeing freeing;
    private final Morecore morecore;
    private final FastBins fastBins;
    private final Allocating allocating;
    private final Reallocating reallocating;
    private final Touches touches;
    private @Nullable HeapComplaint complaint;

    /** The parts of a heap that work on the same chunks. */
    record Parts(
            Arena arena,
            Tcache tcache,
            FastBins fastBins,
            Bins bins,
            Freeing freeing,
            Morecore morecore,
            MappedChunks mapped) {}

    /** A heap that has no memory yet, in a process whose system calls go to {@code space}. */
    public UserHeap(HeapSpace space, Events events) {
        this(space, new Arena(events), new Places(), null, new Ledger());
    }

    private UserHeap(HeapSpace space, Arena arena, Places places, @Nullable MappedChunks mappings, Ledger ledger) {
        this.space = space;
        this.arena = arena;
        this.places = places;
        this.ledger = ledger;
        mapped = mappings == null ? new MappedChunks(arena, space) : mappings;
        pointers = new Pointers(arena, places, space);
        touches = new Touches(arena, places, ledger, view());
        tcache = new Tcache(arena);
        Bins bins = new Bins(arena);
        Merging merging = new Merging(arena, bins);
        fastBins = new FastBins(arena, tcache, bins, merging);
        freeing = new Freeing(arena, tcache, fastBins, bins, merging);
        morecore = new Morecore(arena, places, space, freeing);
        Parts parts = new Parts(arena, tcache, fastBins, bins, freeing, morecore, mapped);
        allocating = new Allocating(parts);
        reallocating = new Reallocating(parts, allocating);
        arena.chunks.standOn(new Chunks.Pages() {
            @Override
            public boolean touched(int place) {
                return space.touch(places.addressOf(place));
            }

            @Override
            public boolean isMapped(int place) {
                return place < Chunks.PLACES && places.isKnown(place) && space.isMapped(places.addressOf(place));
            }
        });
    }

    /** An independent copy that works on another machine's process. */
    public UserHeap copy(HeapSpace newSpace, Events newEvents) {
        Arena newArena = arena.copy(newEvents);
        MappedChunks newMapped = mapped.copy(newArena, newSpace);
        UserHeap copy = new UserHeap(newSpace, newArena, places.copy(), newMapped, ledger.copy());
        copy.complaint = complaint;
        return copy;
    }

    /** The heap of a child: the same memory, and the next write to any page of it is a first one in both. */
    public UserHeap fork(HeapSpace newSpace, Events newEvents) {
        UserHeap child = copy(newSpace, newEvents);
        child.arena.chunks.share();
        arena.chunks.share();
        return child;
    }

    /** What the last call ended the process with; null if it goes on. */
    public @Nullable HeapComplaint complaint() {
        return complaint;
    }

    /** Whether malloc() refuses such a request before it looks at anything: more than PTRDIFF_MAX bytes. */
    public static boolean isTooLarge(long bytes) {
        return bytes < 0;
    }

    /** Makes the thread's cache if there is none (tcache_init()). */
    private void begin() {
        complaint = null;
        if (arena.cached) {
            return;
        }
        int size = Arena.clip(Arena.chunkFor(Arena.TCACHE_BYTES));
        asked(Rule.HEAP_TCACHE_INIT, Arena.TCACHE_BYTES, size, OWN);
        int got = allocating.allocate(size, size);
        if (got != Allocating.NONE) {
            arena.cached = true;
            arena.chunks.zero(got + Chunks.HEADER, Arena.TCACHE_BYTES);
        }
    }

    private void asked(Rule rule, long bytes, int size, int call) {
        arena.tell(EventKind.HEAP_ASKED, rule, (int) bytes, (int) (bytes >>> 32), size, call);
    }

    /**
     * Allocates {@code bytes}, 0 to PTRDIFF_MAX, for the command of this number.
     *
     * @return the address; 0 if there is no memory
     */
    public long malloc(long bytes, int command) {
        try {
            begin();
            int got = allocate(bytes);
            return given(got, bytes, command);
        } catch (HeapAbort abort) {
            return ended(abort);
        }
    }

    private int allocate(long bytes) {
        long wanted = Arena.chunkFor(bytes);
        int size = Arena.clip(wanted);
        asked(Rule.HEAP_CHUNK_SIZE, bytes, size, MALLOC);
        return tcache.has(size) ? tcache.get(size) : allocating.allocate(size, wanted);
    }

    /** Allocates {@code bytes} that are zero: as {@link #malloc}, but never from the thread's cache. */
    public long calloc(long bytes, int command) {
        try {
            begin();
            if (isTooLarge(bytes)) {
                return given(Allocating.NONE, bytes, command);
            }
            long wanted = Arena.chunkFor(bytes);
            int size = Arena.clip(wanted);
            asked(Rule.HEAP_CALLOC, bytes, size, CALLOC);
            int oldTop = arena.top;
            // What lies above the highest end that the top ever had is zero already.
            int used = Math.max(arena.topSize(), arena.maxSystemMem + places.firstOffset() - oldTop);
            int got = allocating.allocate(size, wanted);
            if (got >= 0) {
                int whole = arena.chunks.size(got);
                arena.chunks.zero(got + Chunks.HEADER, (got == oldTop ? Math.min(whole, used) : whole) - 8);
            }
            return given(got, bytes, command);
        } catch (HeapAbort abort) {
            return ended(abort);
        }
    }

    private long given(int got, long bytes, int command) {
        if (got == Allocating.NONE) {
            arena.tell(EventKind.HEAP_NONE, Rule.HEAP_NO_MEMORY, (int) bytes, (int) (bytes >>> 32), 0, 0);
            return 0;
        }
        if (got < 0) {
            int row = -1 - got;
            mapped.note(row, bytes, command);
            tellMapped(EventKind.HEAP_GIVEN_MAPPED, Rule.HEAP_MMAP, row);
            return mapped.address(row) + Chunks.HEADER;
        }
        int mem = got + Chunks.HEADER;
        boolean twice = ledger.holds(mem);
        int size = arena.chunks.size(got);
        ledger.note(mem, (int) bytes, command);
        arena.tell(EventKind.HEAP_GIVEN, Rule.HEAP_HEADER, mem, size - 8, (int) bytes, 0);
        if (twice) {
            arena.tell(EventKind.HEAP_UNNOTICED, Rule.HEAP_STALE, mem, size, 1, 0);
        }
        return places.addressOf(mem);
    }

    private void tellMapped(EventKind kind, Rule rule, int row) {
        long at = mapped.address(row) >> 12;
        arena.tell(kind, rule, (int) (at >> 32), (int) at, (int) (mapped.size(row) >> 12), mapped.count());
    }

    private long ended(HeapAbort abort) {
        complaint = abort.complaint();
        Rule rule = switch (abort.complaint()) {
            case SEGMENTATION_FAULT -> Rule.HEAP_SEGV;
            case ENDLESS -> Rule.HEAP_ENDLESS;
            default -> Rule.HEAP_CHECK;
        };
        arena.tell(EventKind.HEAP_ENDED, rule, abort.complaint().code(), 0, 0, 0);
        return 0;
    }

    /** Gives the memory at {@code at} back; address 0 is allowed and nothing happens. */
    public void free(long at) {
        complaint = null;
        if (at == 0) {
            arena.tell(EventKind.HEAP_RETURNED, Rule.HEAP_FREE_NULL, 0, 0, 0, 0);
            return;
        }
        try {
            int row = mapped.rowAt(at - 8);
            if (row != MappedChunks.NONE && at - Chunks.HEADER == mapped.address(row)) {
                tellMapped(EventKind.HEAP_RETURNED_MAPPED, Rule.HEAP_MUNMAP, row);
                mapped.learn(row);
                mapped.unmap(row);
            } else {
                freeInArena(at);
            }
        } catch (HeapAbort abort) {
            ended(abort);
        }
    }

    private void freeInArena(long at) {
        int mem = pointers.placeOf(at, HeapComplaint.MUNMAP_INVALID_POINTER, HeapComplaint.FREE_INVALID_POINTER);
        begin();
        int p = mem - Chunks.HEADER;
        boolean held = ledger.holds(mem);
        arena.tell(EventKind.HEAP_RETURNED, Rule.HEAP_HEADER, mem, arena.chunks.size(p), 0, 0);
        ledger.drop(mem);
        reallocating.release(p);
        if (!held) {
            arena.tell(EventKind.HEAP_UNNOTICED, Rule.HEAP_STALE, mem, 0, 0, 0);
        }
    }

    /** Resizes what is at {@code at}; as malloc() for address 0, as free() for no bytes. */
    public long realloc(long at, long bytes, int command) {
        if (at == 0) {
            return malloc(bytes, command);
        }
        if (bytes == 0) {
            free(at);
            return 0;
        }
        try {
            int row = mapped.rowAt(at - 8);
            boolean own = row != MappedChunks.NONE && at - Chunks.HEADER == mapped.address(row);
            return own ? reallocMapped(row, bytes, command) : reallocInArena(at, bytes, command);
        } catch (HeapAbort abort) {
            return ended(abort);
        }
    }

    private long reallocMapped(int row, long bytes, int command) {
        complaint = null;
        long wanted = Arena.chunkFor(bytes);
        asked(Rule.HEAP_CHUNK_SIZE, bytes, Arena.clip(wanted), REALLOC);
        if (isTooLarge(bytes)) {
            return given(Allocating.NONE, bytes, command);
        }
        if (mapped.remap(row, wanted)) {
            return given(-1 - row, bytes, command);
        }
        if (mapped.size(row) - 8 >= wanted) {
            return given(-1 - row, bytes, command);
        }
        begin();
        int got = allocate(bytes);
        if (got == Allocating.NONE) {
            return given(got, bytes, command);
        }
        if (got >= 0) {
            arena.chunks.zero(got + Chunks.HEADER, Arena.clip(mapped.size(row)) - Chunks.HEADER);
        }
        mapped.unmap(row);
        return given(got, bytes, command);
    }

    private long reallocInArena(long at, long bytes, int command) {
        int mem = pointers.placeOf(at, HeapComplaint.MREMAP_INVALID_POINTER, HeapComplaint.REALLOC_INVALID_POINTER);
        begin();
        int p = mem - Chunks.HEADER;
        int oldSize = arena.chunks.size(p);
        Arena.check(oldSize != 0, HeapComplaint.REALLOC_INVALID_POINTER);
        if (isTooLarge(bytes)) {
            return given(Allocating.NONE, bytes, command);
        }
        long wanted = Arena.chunkFor(bytes);
        asked(Rule.HEAP_CHUNK_SIZE, bytes, Arena.clip(wanted), REALLOC);
        boolean held = ledger.holds(mem);
        int got = reallocating.resize(p, oldSize, Arena.clip(wanted), wanted);
        if (got == Allocating.NONE) {
            got = allocate(bytes);
            if (got != Allocating.NONE) {
                reallocating.copy(p, oldSize, got);
                reallocating.release(p);
            }
        }
        if (got != Allocating.NONE) {
            ledger.drop(mem);
        }
        long to = given(got, bytes, command);
        if (!held) {
            arena.tell(EventKind.HEAP_UNNOTICED, Rule.HEAP_STALE, mem, 0, 0, 0);
        }
        return to;
    }

    /** Gives free memory back to the system, but for {@code pad} bytes of the top (malloc_trim()); whether any went. */
    public boolean trim(long pad) {
        complaint = null;
        try {
            fastBins.consolidate(Rule.HEAP_DISCARD);
            boolean discarded = morecore.discardFree();
            return morecore.trim(pad) || discarded;
        } catch (HeapAbort abort) {
            ended(abort);
            return false;
        }
    }

    /** Counts what is free (mallinfo2()); for a heap whose lists lead into themselves the process ends. */
    public @Nullable Mallinfo mallinfo() {
        complaint = null;
        try {
            return new Recount(arena).mallinfo(mapped);
        } catch (HeapAbort abort) {
            ended(abort);
            return null;
        }
    }

    /** Bytes that the program may use at {@code at}, which it holds (malloc_usable_size()); 0 for what it does not. */
    public long usable(long at) {
        int row = mapped.rowAt(at);
        if (row != MappedChunks.NONE) {
            return mapped.size(row) - Chunks.HEADER;
        }
        int mem = places.placeOf(at);
        return mem >= Chunks.HEADER && ledger.holds(mem) ? arena.chunks.size(mem - Chunks.HEADER) - 8 : 0;
    }

    /** Bytes that the arena has from the system. */
    public int arenaBytes() {
        return arena.systemMem;
    }

    /** Bytes of the top. */
    public int topBytes() {
        return arena.topSize();
    }

    /** No more pages than this can a call touch that asks for so many bytes. */
    public int pagesFor(long bytes) {
        return (arena.systemMem >> 12) + (int) (Math.min(bytes & Long.MAX_VALUE, MAX_THRESHOLD) >> 12) + 40;
    }

    /** What becomes of loads and stores of the program. */
    public Touches touches() {
        return touches;
    }

    /** Looks at the heap; its answers are of the moment they are given. */
    public HeapView view() {
        return new HeapView(arena, places, mapped, ledger);
    }

    /** Bytes of the numbers that the heap keeps, for limits. */
    public int bytes() {
        return arena.chunks.bytes() + ledger.bytes() + mapped.ints() * 4;
    }

    /** Bytes that this takes beside {@code other}, a copy of it; all its bytes beside null. */
    public int bytesBeside(@Nullable UserHeap other) {
        return arena.bytesBeside(other == null ? null : other.arena)
                + (other == null ? ledger.bytes() : ledger.bytesBeside(other.ledger))
                + mapped.ints() * 4
                + 512;
    }

    public void digest(Digest into) {
        arena.digest(into);
        places.digest(into);
        mapped.digest(into);
        ledger.digest(into);
    }
}
