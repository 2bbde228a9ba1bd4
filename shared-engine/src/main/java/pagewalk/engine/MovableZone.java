package pagewalk.engine;

import pagewalk.engine.util.Bits;

/**
 * Where ZONE_MOVABLE begins when kernelcore= or movablecore= asks for one: its frames come out of the highest zone
 * (mm/mm_init.c find_zone_movable_pfns_for_nodes(), for one node).
 */
final class MovableZone {
    /** No frame of the machine is in it. */
    static final int NOWHERE = Integer.MAX_VALUE;

    private static final int MAX_PAGE_ORDER = 10;
    private static final int PAGE_SHIFT = 12;

    private MovableZone() {}

    /**
     * The first pfn of the zone, or {@link #NOWHERE}.
     *
     * @param pages first pfn and the pfn after the last of each range of memory
     * @param zoneEnds where the lower zones end
     */
    static int startPfn(Firmware firmware, int[] pages, int[] zoneEnds) {
        long total = 0;
        for (int i = 0; i < pages.length; i += 2) {
            total += pages[i + 1] - pages[i];
        }
        long core = firmware.kernelcore() >>> PAGE_SHIFT;
        if (firmware.movablecore() > 0) {
            long movable = (firmware.movablecore() >>> PAGE_SHIFT) + (1 << MAX_PAGE_ORDER) - 1 >> MAX_PAGE_ORDER;
            core = Math.max(core, total - Math.min(total, movable << MAX_PAGE_ORDER));
        }
        int end = pages[pages.length - 1];
        if (core == 0 && firmware.movablecore() == 0 || core >= total) {
            return NOWHERE;
        }
        int start = Bits.alignUp(coreEnd(core, pages, lowestOfHighest(end, zoneEnds)), MAX_PAGE_ORDER);
        return start < end ? start : NOWHERE;
    }

    /** The first address of the highest zone that has memory. */
    private static int lowestOfHighest(int end, int[] zoneEnds) {
        int lowest = 0;
        for (int zoneEnd : zoneEnds) {
            lowest = zoneEnd < end ? zoneEnd : lowest;
        }
        return lowest;
    }

    /** The pfn at which {@code core} pages lie below, but none below {@code lowest}. */
    private static int coreEnd(long core, int[] pages, int lowest) {
        long left = core;
        int at = pages[0];
        for (int i = 0; i < pages.length; i += 2) {
            int from = pages[i];
            if (from < lowest) {
                left -= Math.min(left, Math.min(pages[i + 1], lowest) - from);
                at = Math.min(pages[i + 1], lowest);
                from = lowest;
            }
            if (from < pages[i + 1]) {
                long size = Math.min(pages[i + 1] - from, left);
                at = from + (int) size;
                left -= size;
                if (left == 0) {
                    return at;
                }
            }
        }
        return at;
    }
}
