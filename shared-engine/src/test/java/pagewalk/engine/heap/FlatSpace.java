package pagewalk.engine.heap;

import java.util.Arrays;

/**
 * An address space with a break and mappings and nothing below them: for a heap that stands alone, as when a recording
 * is replayed. Mappings go to the highest gap that holds them, as Linux places them.
 */
public final class FlatSpace implements HeapSpace {
    private static final long HEAP = 0x555555559000L;
    private static final long TOP = 0x7ffff7c00000L;
    private static final long MOST = 1L << 46;

    private long brk = HEAP;
    /** The break stays below this. */
    private long fence = TOP;
    /** First addresses and lengths of mappings, highest first. */
    private long[] start = new long[4];

    private long[] length = new long[4];
    private int count;

    /** An independent copy. */
    public FlatSpace copy() {
        FlatSpace copy = new FlatSpace();
        copy.brk = brk;
        copy.fence = fence;
        copy.start = start.clone();
        copy.length = length.clone();
        copy.count = count;
        return copy;
    }

    /** Where the break was at first. */
    public static long heapStart() {
        return HEAP;
    }

    /** From now on the break cannot move past {@code pages} pages above where it is. */
    public void fence(int pages) {
        fence = Math.min(fence, pageUp(brk) + ((long) pages << 12));
    }

    private static long pageUp(long bytes) {
        return (bytes + Chunks.PAGE - 1) & -(long) Chunks.PAGE;
    }

    @Override
    public long sbrk(long increment) {
        long old = brk;
        long to = brk + increment;
        boolean stays = pageUp(to) <= pageUp(brk);
        if (to < HEAP || (!stays && pageUp(to) + Chunks.PAGE > fence)) {
            return increment == 0 ? old : FAILED;
        }
        brk = to;
        return old;
    }

    @Override
    public long mmap(long bytes) {
        return bytes > MOST ? FAILED : insert(gapFor(bytes), bytes);
    }

    private long insert(long at, long bytes) {
        if (count == start.length) {
            start = Arrays.copyOf(start, count * 2);
            length = Arrays.copyOf(length, count * 2);
        }
        int place = count;
        while (place > 0 && start[place - 1] < at) {
            start[place] = start[place - 1];
            length[place] = length[place - 1];
            place--;
        }
        start[place] = at;
        length[place] = bytes;
        count++;
        return at;
    }

    /** Where as many bytes fit that end as high as possible. */
    private long gapFor(long bytes) {
        long end = TOP;
        for (int i = 0; i < count && end - (start[i] + length[i]) < bytes; i++) {
            end = start[i];
        }
        return end - bytes;
    }

    private int find(long address) {
        for (int i = 0; i < count; i++) {
            if (address >= start[i] && address - start[i] < length[i]) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean munmap(long address, long bytes) {
        int at = find(address);
        if (at < 0) {
            return false;
        }
        count--;
        System.arraycopy(start, at + 1, start, at, count - at);
        System.arraycopy(length, at + 1, length, at, count - at);
        return true;
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        int at = find(address);
        if (at < 0 || newLength > MOST) {
            return FAILED;
        }
        long above = at == 0 ? TOP : start[at - 1];
        if (above - address >= newLength) {
            length[at] = newLength;
            return address;
        }
        long to = insert(gapFor(newLength), newLength);
        munmap(address, oldLength);
        return to;
    }

    @Override
    public void discard(long address, long bytes) {}

    @Override
    public boolean isMapped(long address) {
        return address >= HEAP && address < pageUp(brk) || find(address) >= 0;
    }

    @Override
    public boolean touch(long address) {
        return true;
    }
}
