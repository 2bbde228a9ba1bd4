package pagewalk.engine.zone;

import java.util.List;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntList;

/**
 * How many free blocks of each order a zone has, which is all that /proc/buddyinfo tells.
 *
 * @param node the memory node
 * @param name the zone's name
 * @param counts free blocks of order 0 to 10
 */
public record ZoneCounts(int node, String name, List<Integer> counts) {
    private static final int TOP = FreeLists.ORDERS - 1;

    public ZoneCounts {
        counts = List.copyOf(counts);
        Check.that(isZoneName(name), "a zone has a name");
        Check.that(counts.size() == FreeLists.ORDERS, "a zone has a count for each order", "counts", counts.size());
    }

    /** Whether {@code text} can be a zone's name: one to 16 letters or digits, as the kernel's own are. */
    public static boolean isZoneName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int letter = c | 0x20;
            if (!(c >= '0' && c <= '9') && !(letter >= 'a' && letter <= 'z' && c < 0x80)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 16;
    }

    /**
     * Frames that zones need together when each starts at {@link #nextStart} after the one before; {@link
     * Integer#MAX_VALUE} for more than {@code most}.
     */
    public static int spanned(List<ZoneCounts> zones, int most) {
        int end = 0;
        for (ZoneCounts zone : zones) {
            int spanned = zone.spanned();
            if (spanned > most || end > most) {
                return Integer.MAX_VALUE;
            }
            end = nextStart(end) + spanned;
        }
        return end > most ? Integer.MAX_VALUE : end;
    }

    /**
     * Frames that {@link #layOut} needs: every free block, and below order 10 one used block between two free ones of
     * an order; at most {@link Integer#MAX_VALUE}.
     */
    public int spanned() {
        long pages = 0;
        for (int order = 0; order <= TOP; order++) {
            int free = counts.get(order);
            int used = order < TOP && free > 0 ? free - 1 : 0;
            pages += ((long) free + used) << order;
        }
        return pages >= Integer.MAX_VALUE ? Integer.MAX_VALUE : Math.max((int) pages, 1);
    }

    /**
     * Places the blocks. The counts do not say where the blocks are, so this is the layout: from the zone's start,
     * largest order first, ascending; between two free blocks of one order below 10 lies one used block of that order,
     * since the two would otherwise merge. Lists are in ascending order of pfn, head first.
     *
     * @param startPfn a multiple of 1024
     * @param type the migratetype of all the zone's pageblocks
     */
    public ZoneState layOut(int startPfn, int type) {
        int[][][] lists = new int[FreeLists.ORDERS][type + 1][0];
        IntList used = new IntList();
        int at = startPfn;
        for (int order = TOP; order >= 0; order--) {
            int free = counts.get(order);
            int[] pfns = new int[free];
            for (int i = 0; i < free; i++) {
                if (i > 0 && order < TOP) {
                    used.add(at);
                    used.add(order);
                    at += 1 << order;
                }
                pfns[i] = at;
                at += 1 << order;
            }
            lists[order][type] = pfns;
        }
        int spanned = Math.max(at - startPfn, 1);
        return new ZoneState(node, name, startPfn, spanned, lists, used.toArray(), new int[0]);
    }

    /** The first multiple of 1024 at or after {@code pfn}: where the next zone can start. */
    public static int nextStart(int pfn) {
        return Bits.alignUp(pfn, TOP);
    }
}
