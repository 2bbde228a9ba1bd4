package pagewalk.engine.rmap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowInts;

/** What Linux keeps in struct page for the frames of processes and files: flags, owner, place in it, map count. */
public final class FrameMaps {
    public static final int NIL = -1;
    /** A page of a process alone, without a file. */
    public static final int ANON = 1;
    /** A page of a file's cache. */
    public static final int FILE = 1 << 1;
    /** A page of shared memory, which is a file without a disk. */
    public static final int SHMEM = 1 << 2;
    /** Holds a page table. */
    public static final int TABLE = 1 << 3;
    /** The page of zeros that everybody reads. */
    public static final int ZERO = 1 << 4;
    /** No other process has the anonymous page (PG_anon_exclusive). */
    public static final int EXCLUSIVE = 1 << 5;
    /** Newer than its file (PG_dirty). */
    public static final int DIRTY = 1 << 6;

    public static final int REFERENCED = 1 << 7;
    public static final int MLOCKED = 1 << 8;
    /** Touching it begins the next readahead (PG_readahead). */
    public static final int READAHEAD = 1 << 9;
    /** A page of the kernel that every process may map, such as the vdso. */
    public static final int KERNEL = 1 << 10;

    /** A page of the pool of huge pages. */
    public static final int HUGE = 1 << 11;

    /** On a list of the LRU, and nobody has taken it off to work on it (PG_lru). */
    public static final int LRU = 1 << 21;

    public static final int ACTIVE = 1 << 12;
    /** Has no file behind it, so it is swapped and not written back (PG_swapbacked). */
    public static final int SWAPBACKED = 1 << 13;
    /** Was active before it was given up, or is now (PG_workingset). */
    public static final int WORKINGSET = 1 << 14;
    /** On its way to the disk (PG_writeback). */
    public static final int WRITEBACK = 1 << 15;

    public static final int UNEVICTABLE = 1 << 16;
    public static final int SWAPCACHE = 1 << 17;
    /** Somebody works on it, so reclaim passes it over (PG_locked, or a reference more than expected). */
    public static final int PINNED = 1 << 18;
    /** A file system holds on to what it reads through the page, such as a superblock. */
    public static final int BUFFERS = 1 << 19;
    /** What a file system holds on to was written by itself, though the page still says it is dirty. */
    public static final int BUFFERS_CLEAN = 1 << 20;
    /** To be moved to the tail when it is written; the same bit as {@link #READAHEAD}, as in Linux (PG_reclaim). */
    public static final int RECLAIM = READAHEAD;

    /** The first page of a block that is one page to the LRU (PG_head of a large folio). */
    public static final int LARGE = 1 << 26;
    /** Another page of such a block. */
    public static final int TAIL = 1 << 27;

    /** Pages of such a block (HPAGE_PMD_NR). */
    public static final int LARGE_PAGES = 512;

    /** A frame of the pool of compressed pages. */
    public static final int ZSPAGE = 1 << 22;
    /** Three bits: what a page that may be swapped holds, as far as a compressor cares. */
    public static final int FILL_SHIFT = 23;

    public static final int FILL = 7 << FILL_SHIFT;

    private static final int KINDS = ANON | FILE | SHMEM | TABLE | ZERO | KERNEL | HUGE | ZSPAGE;

    private final int basePfn;
    private final CowInts flags;
    private final CowInts counts;
    private final CowInts owners;
    private final CowInts indexHi;
    private final CowInts indexLo;
    private int held;

    /** No frame belongs to anybody yet. */
    public FrameMaps(int basePfn, int frames) {
        this.basePfn = basePfn;
        flags = new CowInts(frames, 0);
        counts = new CowInts(frames, 0);
        owners = new CowInts(frames, NIL);
        indexHi = new CowInts(frames, 0);
        indexLo = new CowInts(frames, 0);
    }

    private FrameMaps(FrameMaps other) {
        basePfn = other.basePfn;
        flags = other.flags.copy();
        counts = other.counts.copy();
        owners = other.owners.copy();
        indexHi = other.indexHi.copy();
        indexLo = other.indexLo.copy();
        held = other.held;
    }

    public FrameMaps copy() {
        return new FrameMaps(this);
    }

    /** Frames that belong to processes, files or page tables. */
    public int held() {
        return held;
    }

    /** Whether the frame belongs to a process, a file or a page table. */
    public boolean isHeld(int pfn) {
        return pfn >= basePfn && pfn - basePfn < flags.length() && (flags.get(pfn - basePfn) & KINDS) != 0;
    }

    /** The frame gets an owner: {@code kind} of the constants, and the number of its anon_vma or file. */
    public void own(int pfn, int kind, int owner, int hi, int lo) {
        int at = pfn - basePfn;
        Check.that(flags.get(at) == 0, "a new frame has no owner", "pfn", pfn);
        flags.set(at, kind);
        owners.set(at, owner);
        indexHi.set(at, hi);
        indexLo.set(at, lo);
        counts.set(at, 0);
        held++;
    }

    /** The frame goes back to the allocator. */
    public void disown(int pfn) {
        int at = pfn - basePfn;
        Check.that(counts.get(at) == 0, "nobody maps a frame that is freed", "pfn", pfn);
        flags.set(at, 0);
        owners.set(at, NIL);
        held--;
    }

    /** The flags of a frame. */
    public int flags(int pfn) {
        return flags.get(pfn - basePfn);
    }

    /** Whether a frame has one of the flags. */
    public boolean is(int pfn, int flag) {
        return (flags.get(pfn - basePfn) & flag) != 0;
    }

    /** Sets flags. */
    public void mark(int pfn, int flag) {
        flags.set(pfn - basePfn, flags.get(pfn - basePfn) | flag);
    }

    /** Takes flags away. */
    public void unmark(int pfn, int flag) {
        flags.set(pfn - basePfn, flags.get(pfn - basePfn) & ~flag);
    }

    /** Whether a frame is one of a block (folio_test_large()). */
    public boolean isLarge(int pfn) {
        return (flags.get(pfn - basePfn) & (LARGE | TAIL)) != 0;
    }

    /** The frame that stands for a page: the first of its block, or itself (page_folio()). */
    public int head(int pfn) {
        return (flags.get(pfn - basePfn) & TAIL) != 0 ? pfn & -LARGE_PAGES : pfn;
    }

    /** Pages that a head stands for (folio_nr_pages()). */
    public int pages(int pfn) {
        return (flags.get(pfn - basePfn) & LARGE) != 0 ? LARGE_PAGES : 1;
    }

    /** Entries that map the frame. */
    public int mapCount(int pfn) {
        return counts.get(pfn - basePfn);
    }

    /** One entry more maps the frame; returns how many do. */
    public int map(int pfn) {
        int count = counts.get(pfn - basePfn) + 1;
        counts.set(pfn - basePfn, count);
        return count;
    }

    /** One entry less maps the frame; returns how many do. */
    public int unmap(int pfn) {
        int count = counts.get(pfn - basePfn) - 1;
        Check.that(count >= 0, "a map count is not negative", "pfn", pfn);
        counts.set(pfn - basePfn, count);
        return count;
    }

    /** The anon_vma or the file of the frame. */
    public int owner(int pfn) {
        return owners.get(pfn - basePfn);
    }

    /** An anonymous page belongs to another anon_vma from now on (folio_move_anon_rmap()). */
    public void setOwner(int pfn, int owner) {
        owners.set(pfn - basePfn, owner);
    }

    /** A page leaves or enters the swap cache without being freed: an anonymous page is what it was before it. */
    public void become(int pfn, int kind, int owner, int hi, int lo) {
        int at = pfn - basePfn;
        flags.set(at, flags.get(at) & ~KINDS | kind);
        owners.set(at, owner);
        indexHi.set(at, hi);
        indexLo.set(at, lo);
    }

    /** Upper int of the page's place in its file or address space. */
    public int indexHi(int pfn) {
        return indexHi.get(pfn - basePfn);
    }

    /** Lower int of the page's place. */
    public int indexLo(int pfn) {
        return indexLo.get(pfn - basePfn);
    }

    /** Folds every frame that belongs to somebody. */
    public void digest(Digest into) {
        into.fold(held);
        for (int i = 0; held > 0 && i < flags.length(); i++) {
            if ((flags.get(i) & KINDS) != 0) {
                into.fold(i);
                into.fold(flags.get(i), counts.get(i), owners.get(i), indexHi.get(i), indexLo.get(i));
            }
        }
    }

    /** Bytes that these take beside a copy; all their bytes beside null. */
    public int bytesBeside(@Nullable FrameMaps other) {
        return flags.bytesBeside(other == null ? null : other.flags)
                + counts.bytesBeside(other == null ? null : other.counts)
                + owners.bytesBeside(other == null ? null : other.owners)
                + indexHi.bytesBeside(other == null ? null : other.indexHi)
                + indexLo.bytesBeside(other == null ? null : other.indexLo);
    }
}
