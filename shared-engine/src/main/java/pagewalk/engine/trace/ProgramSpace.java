package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.heap.HeapSpace;

/**
 * The addresses of a program that does nothing but allocate: its break, and ranges that are mapped from the top down,
 * as a process of the machine has them without randomness (mm/mmap.c arch_get_unmapped_area_topdown(), mm/mremap.c).
 * There are no frames behind them, and so no fault and no lack of memory; the machine is where those are.
 */
final class ProgramSpace implements HeapSpace {
    /** Where the heap of a program begins (ELF_ET_DYN_BASE, and the pages of a program without an image). */
    private static final long HEAP = 0x555555559000L;

    /** Below this mappings are put: the end of addresses, less the room for the stack (mmap_base()). */
    private static final long TOP = 0x7ffff7fff000L;

    private static final long PAGE_MASK = 0xfff;

    private long brk = HEAP;
    /** Ranges in ascending order, first and last plus one in turn; neighbours are one range. */
    private long[] ends = new long[16];

    private int count;

    @Override
    public long sbrk(long increment) {
        long before = brk;
        if (before + increment < HEAP || count > 0 && before + increment > ends[0]) {
            return FAILED;
        }
        brk += increment;
        return before;
    }

    @Override
    public long mmap(long length) {
        long size = length + PAGE_MASK & ~PAGE_MASK;
        long high = TOP;
        for (int i = count; i > 0; i -= 2) {
            if (high - ends[i - 1] >= size) {
                break;
            }
            high = ends[i - 2];
        }
        if (high - size < brk + PAGE_MASK) {
            return FAILED;
        }
        add(high - size, high);
        return high - size;
    }

    /** The place of the first end that is above {@code address}. */
    private int above(long address) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (ends[middle] > address) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void add(long start, long end) {
        int at = above(start);
        boolean joinsBelow = at > 0 && ends[at - 1] == start;
        boolean joinsAbove = at < count && ends[at] == end;
        if (joinsBelow && joinsAbove) {
            replace(at - 1, 2);
        } else if (joinsBelow) {
            ends[at - 1] = end;
        } else if (joinsAbove) {
            ends[at] = start;
        } else {
            replace(at, 0, start, end);
        }
    }

    /** Puts numbers in the place of {@code gone} others. */
    private void replace(int at, int gone, long... put) {
        int size = count - gone + put.length;
        if (size > ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        System.arraycopy(ends, at + gone, ends, at + put.length, count - at - gone);
        System.arraycopy(put, 0, ends, at, put.length);
        count = size;
    }

    @Override
    public boolean munmap(long address, long length) {
        long end = address + (length + PAGE_MASK & ~PAGE_MASK);
        int at = above(address);
        if ((at & 1) == 0 || ends[at] < end) {
            return false;
        }
        boolean fromStart = ends[at - 1] == address;
        boolean toEnd = ends[at] == end;
        if (fromStart && toEnd) {
            replace(at - 1, 2);
        } else if (fromStart) {
            ends[at - 1] = end;
        } else if (toEnd) {
            ends[at] = address;
        } else {
            replace(at, 0, address, end);
        }
        return true;
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        long oldSize = oldLength + PAGE_MASK & ~PAGE_MASK;
        long size = newLength + PAGE_MASK & ~PAGE_MASK;
        if (size <= oldSize) {
            return size == oldSize || munmap(address + size, oldSize - size) ? address : FAILED;
        }
        int at = above(address);
        long next = at + 1 < count ? ends[at + 1] : TOP;
        if (ends[at] == address + oldSize && next - ends[at] >= size - oldSize) {
            add(ends[at], address + size);
            return address;
        }
        long to = mmap(size);
        return to == FAILED || munmap(address, oldSize) ? to : FAILED;
    }

    @Override
    public void discard(long address, long length) {
        // There is nothing behind an address that could be given back.
    }

    @Override
    public boolean isMapped(long address) {
        return address >= HEAP && address < brk || (above(address) & 1) == 1;
    }

    @Override
    public boolean touch(long address) {
        return isMapped(address);
    }
}
