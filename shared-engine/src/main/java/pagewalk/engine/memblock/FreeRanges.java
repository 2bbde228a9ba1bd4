package pagewalk.engine.memblock;

import static pagewalk.engine.memblock.RegionTable.below;

/**
 * Walks the free ranges: what is memory and not reserved, piece by piece (__next_mem_range()).
 *
 * <p>A piece never crosses the edge of a memory range, even if the next one touches it with other flags. Memory that
 * is marked {@link Memblock#NOMAP} is passed over. Pieces are cut to the limits of the search.
 */
final class FreeRanges {
    private final RegionTable memory;
    private final RegionTable reserved;
    private final boolean up;
    private final long from;
    private final long to;
    private int region;
    /** Gap {@code i} lies before reserved range {@code i}; the last one after all of them. */
    private int gap;

    private long base;
    private long end;

    FreeRanges(RegionTable memory, RegionTable reserved, boolean up, long from, long to) {
        this.memory = memory;
        this.reserved = reserved;
        this.up = up;
        this.from = from;
        this.to = to;
        this.region = up ? 0 : memory.count() - 1;
        this.gap = up ? 0 : reserved.count();
    }

    /** Moves to the next piece that is not empty; false at the end. */
    boolean next() {
        while (region >= 0 && region < memory.count()) {
            boolean usable = (memory.flags(region) & Memblock.NOMAP) == 0;
            while (usable && gap >= 0 && gap <= reserved.count()) {
                cut();
                gap += up ? 1 : -1;
                if (below(base, end)) {
                    return true;
                }
            }
            region += up ? 1 : -1;
            gap = up ? 0 : reserved.count();
        }
        return false;
    }

    long base() {
        return base;
    }

    long end() {
        return end;
    }

    private void cut() {
        long gapBase = gap == 0 ? 0 : reserved.end(gap - 1);
        long gapEnd = gap == reserved.count() ? -1L : reserved.base(gap);
        base = highest(highest(memory.base(region), gapBase), from);
        end = lowest(lowest(memory.end(region), gapEnd), to);
    }

    private static long highest(long a, long b) {
        return below(a, b) ? b : a;
    }

    private static long lowest(long a, long b) {
        return below(a, b) ? a : b;
    }
}
