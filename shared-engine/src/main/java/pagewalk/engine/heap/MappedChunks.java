package pagewalk.engine.heap;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntMap;

/** Chunks that are mappings of their own: one row of numbers each, in the order in which they were mapped. */
final class MappedChunks {
    static final int NONE = -1;
    /** Most of them at one time (DEFAULT_MMAP_MAX). */
    static final int MOST = 65536;

    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = Chunks.PAGE - 1;
    /** Bytes of the size field of the chunk behind, which a mapped chunk has not. */
    private static final int SIZE_SZ = 8;

    private final Arena arena;
    private final HeapSpace space;
    /** Number of the first page of each; a row without pages is out of use. */
    private int[] lowPage = new int[4];

    private int[] highPage = new int[4];
    private int[] pages = new int[4];
    /** Bytes that the program asked for, low and high half, and the number of the command. */
    private int[] askedLow = new int[4];

    private int[] askedHigh = new int[4];
    private int[] command = new int[4];
    private int rows;
    /** The first row that is out of use; the others are chained by {@link #command}. */
    private int spare = NONE;
    /** Rows by their first page, as far as an int can tell. */
    private IntMap byPage = new IntMap();

    private int count;
    private long totalPages;

    MappedChunks(Arena arena, HeapSpace space) {
        this.arena = arena;
        this.space = space;
    }

    MappedChunks copy(Arena newArena, HeapSpace newSpace) {
        MappedChunks copy = new MappedChunks(newArena, newSpace);
        copy.lowPage = lowPage.clone();
        copy.highPage = highPage.clone();
        copy.pages = pages.clone();
        copy.askedLow = askedLow.clone();
        copy.askedHigh = askedHigh.clone();
        copy.command = command.clone();
        copy.rows = rows;
        copy.spare = spare;
        copy.byPage = byPage.copy();
        copy.count = count;
        copy.totalPages = totalPages;
        return copy;
    }

    int count() {
        return count;
    }

    /** Rows, in use or not. */
    int rows() {
        return rows;
    }

    boolean isUsed(int row) {
        return pages[row] > 0;
    }

    /** Bytes of all of them (mp_.mmapped_mem). */
    long bytes() {
        return totalPages << PAGE_SHIFT;
    }

    /** The address of the chunk's header. */
    long address(int row) {
        return ((long) highPage[row] << 32 | lowPage[row] & 0xffffffffL) << PAGE_SHIFT;
    }

    long size(int row) {
        return (long) pages[row] << PAGE_SHIFT;
    }

    int command(int row) {
        return command[row];
    }

    long asked(int row) {
        return (long) askedHigh[row] << 32 | askedLow[row] & 0xffffffffL;
    }

    void note(int row, long bytes, int by) {
        askedLow[row] = (int) bytes;
        askedHigh[row] = (int) (bytes >>> 32);
        command[row] = by;
    }

    /** The row whose mapping holds {@code at}; {@link #NONE} if none does. */
    int rowAt(long at) {
        int likely = byPage.get((int) (at >> PAGE_SHIFT) & Integer.MAX_VALUE);
        if (likely != NONE && holds(likely, at)) {
            return likely;
        }
        for (int row = rows - 1; row >= 0; row--) {
            if (holds(row, at)) {
                return row;
            }
        }
        return NONE;
    }

    private boolean holds(int row, long at) {
        return pages[row] > 0 && at >= address(row) && at - address(row) < size(row);
    }

    /** Pages of a mapping for a chunk of {@code needed} bytes. */
    private static long pagesFor(long needed) {
        return (needed + SIZE_SZ + PAGE_MASK) >>> PAGE_SHIFT;
    }

    /** Maps a chunk (sysmalloc_mmap()); {@link #NONE} if the system does not. */
    int map(long needed) {
        long length = pagesFor(needed) << PAGE_SHIFT;
        long at = length >>> PAGE_SHIFT > Integer.MAX_VALUE ? HeapSpace.FAILED : space.mmap(length);
        if (at == HeapSpace.FAILED) {
            return NONE;
        }
        int row = freeRow();
        setPlace(row, at, length);
        count++;
        Arena.check(space.touch(at), HeapComplaint.SEGMENTATION_FAULT);
        tell(EventKind.HEAP_MAPPED, Rule.HEAP_MMAP, row);
        return row;
    }

    private int freeRow() {
        if (spare != NONE) {
            int row = spare;
            spare = command[row];
            return row;
        }
        if (rows == pages.length) {
            int more = rows * 2;
            lowPage = Arrays.copyOf(lowPage, more);
            highPage = Arrays.copyOf(highPage, more);
            pages = Arrays.copyOf(pages, more);
            askedLow = Arrays.copyOf(askedLow, more);
            askedHigh = Arrays.copyOf(askedHigh, more);
            command = Arrays.copyOf(command, more);
        }
        return rows++;
    }

    private void setPlace(int row, long at, long length) {
        totalPages += (length >>> PAGE_SHIFT) - pages[row];
        lowPage[row] = (int) (at >> PAGE_SHIFT);
        highPage[row] = (int) (at >> (PAGE_SHIFT + 32));
        pages[row] = (int) (length >>> PAGE_SHIFT);
        byPage.put(lowPage[row] & Integer.MAX_VALUE, row);
    }

    /** Unmaps a chunk (munmap_chunk()). */
    void unmap(int row) {
        long at = address(row);
        long length = size(row);
        int gone = pages[row];
        count--;
        totalPages -= gone;
        pages[row] = 0;
        command[row] = spare;
        spare = row;
        space.munmap(at, length);
        arena.tell(EventKind.HEAP_UNMAPPED, Rule.HEAP_MUNMAP, highPage[row], lowPage[row], gone, count);
    }

    /** Makes a chunk larger or smaller (mremap_chunk()); false if the system does not. */
    boolean remap(int row, long needed) {
        long length = pagesFor(needed) << PAGE_SHIFT;
        if (length == size(row)) {
            return true;
        }
        boolean sane = length >>> PAGE_SHIFT <= Integer.MAX_VALUE;
        long at = sane ? space.mremap(address(row), size(row), length) : HeapSpace.FAILED;
        if (at == HeapSpace.FAILED) {
            return false;
        }
        setPlace(row, at, length);
        tell(EventKind.HEAP_MAPPED, Rule.HEAP_MREMAP, row);
        return true;
    }

    /** Lets a freed chunk teach the allocator what is large (__libc_free()). */
    void learn(int row) {
        long size = size(row);
        if (size >= arena.mmapThreshold && size < UserHeap.MAX_THRESHOLD) {
            arena.mmapThreshold = (int) size;
            arena.trimThreshold = 2 * arena.mmapThreshold;
            arena.tell(EventKind.HEAP_THRESHOLD, Rule.HEAP_THRESHOLD, arena.mmapThreshold, arena.trimThreshold, 0, 0);
        }
    }

    private void tell(EventKind kind, Rule rule, int row) {
        arena.tell(kind, rule, highPage[row], lowPage[row], pages[row], count);
    }

    int ints() {
        return pages.length * 6;
    }

    void digest(Digest into) {
        for (int row = 0; row < rows; row++) {
            into.fold(lowPage[row], highPage[row], pages[row], askedLow[row], askedHigh[row]);
            into.fold(command[row]);
        }
    }
}
