package pagewalk.web.pressure;

import pagewalk.engine.lru.LruLists;
import pagewalk.engine.util.IntList;
import pagewalk.engine.view.PressureView;
import pagewalk.engine.view.ReclaimMoment;

/** The pages of each lane that are drawn: those that come, the four lists, and those in reclaim's hand. */
final class LruLanes {
    static final int LANES = 6;
    /** Pages that wait with the processor. */
    static final int COMING = 0;
    /** Pages that are off the lists because somebody decides about them. */
    static final int HAND = 5;

    /** The list of each lane; none for the first and the last. */
    private static final int[] LISTS = {
        -1, LruLists.ACTIVE_ANON, LruLists.INACTIVE_ANON, LruLists.ACTIVE_FILE, LruLists.INACTIVE_FILE, -1
    };

    private static final String[] NAMES = {
        "coming", "active anon", "inactive anon", "active file", "inactive file", "taken off"
    };
    private static final int[][] NONE = new int[LANES][0];

    /** Entries of a list up to which they are counted. */
    private static final int COUNTED = 20_000;

    private final int[] counts = new int[LANES];
    private final int[] sizes = new int[LANES];
    private int[][] pages = NONE;

    /** Counts the lanes at a moment. */
    void count(PressureView view, IntList coming, ReclaimMoment moment) {
        for (int lane = COMING + 1; lane < HAND; lane++) {
            counts[lane] = view.entries(LISTS[lane], COUNTED);
            sizes[lane] = view.pages(LISTS[lane]);
        }
        counts[COMING] = coming.size();
        counts[HAND] = moment.hand().size();
        sizes[COMING] = counts[COMING];
        sizes[HAND] = counts[HAND];
    }

    /** Takes the pages that the layout has room for. */
    void take(PressureView view, IntList coming, ReclaimMoment moment, LruLayout layout) {
        pages = new int[LANES][];
        pages[COMING] = coming.toArray();
        pages[HAND] = moment.hand().toArray();
        for (int lane = COMING + 1; lane < HAND; lane++) {
            int head = layout.headPart(lane);
            int[] newest = new int[head];
            view.fromHead(LISTS[lane], newest);
            int[] oldest = new int[layout.tailPart(lane)];
            view.fromTail(LISTS[lane], oldest);
            int[] all = new int[head + oldest.length];
            System.arraycopy(newest, 0, all, 0, head);
            for (int i = 0; i < oldest.length; i++) {
                all[all.length - 1 - i] = oldest[i];
            }
            pages[lane] = all;
        }
    }

    /** Pages of a lane; a block counts as many as it has. */
    int size(int lane) {
        return sizes[lane];
    }

    /** What each lane has to draw, a block of pages as one, those that are not drawn too. */
    int[] counts() {
        return counts;
    }

    /** Drawn pages of a lane, the head first. */
    int[] pages(int lane) {
        return pages[lane];
    }

    /** What a lane is called. */
    static String name(int lane) {
        return NAMES[lane];
    }

    /** The list of a lane, or -1. */
    static int list(int lane) {
        return LISTS[lane];
    }

    /** The lane of a list. */
    static int laneOf(int list) {
        for (int lane = 0; lane < LANES; lane++) {
            if (LISTS[lane] == list) {
                return lane;
            }
        }
        return COMING;
    }

    /** The lane in which a page is drawn; -1 if it is not drawn. */
    int laneWith(int pfn) {
        for (int lane = 0; lane < LANES; lane++) {
            if (indexOf(lane, pfn) >= 0) {
                return lane;
            }
        }
        return -1;
    }

    /** Which drawn page of a lane a page is; -1 for none. */
    int indexOf(int lane, int pfn) {
        for (int i = 0; i < pages[lane].length; i++) {
            if (pages[lane][i] == pfn) {
                return i;
            }
        }
        return -1;
    }
}
