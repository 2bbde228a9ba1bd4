package pagewalk.web.pressure;

import pagewalk.engine.lru.LruLists;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.view.PressureView;
import pagewalk.engine.view.ReclaimMoment;

/** What there is to say about a page of the lists: its kind, its place, its flags. */
final class PageWords {
    /** Kinds in the order of {@link PressureView}'s constants. */
    static final String[] KINDS = {"anonymous", "shared memory", "file, clean", "file, dirty"};

    private static final String[] LISTS = {"inactive anon", "active anon", "inactive file", "active file", "unevictable"
    };

    /** Pages that are counted to the tail of a list; further away it is only said to be more. */
    private static final int FAR = 4096;

    private static final int[] FLAGS = {
        FrameMaps.REFERENCED,
        FrameMaps.DIRTY,
        FrameMaps.WRITEBACK,
        FrameMaps.WORKINGSET,
        FrameMaps.SWAPCACHE,
        FrameMaps.MLOCKED,
        FrameMaps.PINNED
    };
    private static final String[] NAMES = {
        "referenced", "dirty", "writeback", "workingset", "swap cache", "mlocked", "held by a reader"
    };

    private PageWords() {}

    /** What a page is: its kind, and of a file which page of which; empty where nobody has it any more. */
    static String what(Now now, int pfn) {
        PressureView view = now.view();
        if (!isPage(view, pfn)) {
            return "given up at this moment";
        }
        FrameMaps frames = now.processes().frames();
        int kind = view.kind(pfn);
        if (kind == PressureView.ANON) {
            return KINDS[kind];
        }
        String path = now.processes().state().files().path(frames.owner(pfn));
        return "page " + frames.indexLo(pfn) + " of " + path + (kind == PressureView.SHMEM ? ", " + KINDS[kind] : "");
    }

    /** What a page is and its flags. */
    static String about(Now now, int pfn) {
        return isPage(now.view(), pfn) ? what(now, pfn) + ", " + flags(now.view(), pfn) : what(now, pfn);
    }

    /** The flags of a page in words. */
    static String flags(PressureView view, int pfn) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < FLAGS.length; i++) {
            if ((view.flags(pfn) & FLAGS[i]) != 0) {
                text.append(text.length() == 0 ? "" : ", ").append(NAMES[i]);
            }
        }
        if (view.block(pfn) > 1) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append("a block of ")
                    .append(view.block(pfn))
                    .append(" pages");
        }
        if (view.waitsToMove(pfn)) {
            text.append(text.length() == 0 ? "" : ", ").append("waits to be moved");
        }
        return text.length() == 0 ? "no flags" : text.toString();
    }

    /** Where a page is: its list and how far from the tail, the batch, or somebody's hand. */
    static String place(PressureView view, ReclaimMoment moment, int pfn) {
        int list = view.list(pfn);
        if (list == LruLists.UNEVICTABLE) {
            return "unevictable: counted, on no list";
        }
        if (list >= 0) {
            int place = view.place(pfn, FAR);
            String from = place == 0 ? "at the tail" : place < 0 ? "far from the tail" : place + " before the tail";
            return LISTS[list] + ", " + from + " of " + view.pages(list);
        }
        if (has(moment.hand(), pfn)) {
            return "taken off its list: somebody decides about it";
        }
        return has(view.coming(), pfn) ? "with the processor, on its way to a list" : "on no list";
    }

    private static boolean has(pagewalk.engine.util.IntList list, int pfn) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == pfn) {
                return true;
            }
        }
        return false;
    }

    /** Whether processes or files have the frame, so that the lists may know it. */
    static boolean isPage(PressureView view, int pfn) {
        int kinds = FrameMaps.ANON | FrameMaps.FILE | FrameMaps.SHMEM;
        return pfn >= 0 && view.isHeld(pfn) && (view.flags(pfn) & kinds) != 0;
    }
}
