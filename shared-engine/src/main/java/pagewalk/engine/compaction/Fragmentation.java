package pagewalk.engine.compaction;

import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;

/** How fragmented the free memory of a zone is, by its counts alone (mm/vmstat.c fill_contig_page_info()). */
public final class Fragmentation {
    private static final int SCALE = 1000;

    private Fragmentation() {}

    /**
     * Why a request of {@code order} fails: -1000 if it does not, towards 0 for lack of memory, towards 1000 for
     * fragmentation; 0 if nothing is free (__fragmentation_index()).
     */
    public static int index(FreeLists lists, int order) {
        int blocks = 0;
        for (int o = 0; o < FreeLists.ORDERS; o++) {
            blocks += lists.count(o);
        }
        if (blocks == 0) {
            return 0;
        }
        if (suitablePages(lists, order) > 0) {
            return -SCALE;
        }
        long asked = (long) lists.freePages() * SCALE / (1 << order);
        return SCALE - (int) ((SCALE + asked) / blocks);
    }

    /** Thousandths of the free pages that a request of {@code order} cannot use (unusable_free_index()). */
    public static int unusable(FreeLists lists, int order) {
        return share(lists, order, SCALE, SCALE);
    }

    /** Percent of the free pages that lie in blocks smaller than a huge page (fragmentation_score_zone()). */
    public static int score(FreeLists lists) {
        return share(lists, Zone.PAGEBLOCK_ORDER, 100, 0);
    }

    private static int share(FreeLists lists, int order, int whole, int ofNothing) {
        int free = lists.freePages();
        return free == 0 ? ofNothing : (int) ((long) (free - suitablePages(lists, order)) * whole / free);
    }

    private static int suitablePages(FreeLists lists, int order) {
        int pages = 0;
        for (int o = order; o < FreeLists.ORDERS; o++) {
            pages += lists.count(o) << o;
        }
        return pages;
    }
}
