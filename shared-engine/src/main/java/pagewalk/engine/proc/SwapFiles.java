package pagewalk.engine.proc;

import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.swap.SwapSpace;

/** /proc/swaps, and the lines of /proc/vmstat that reclaim counts (mm/swapfile.c, mm/vmstat.c). */
public final class SwapFiles {
    private static final int PAGE_KB = 4;
    private static final int PATH_WIDTH = 40;

    private SwapFiles() {}

    /** /proc/swaps, its columns parted as swap_show() does. */
    public static String swaps(SwapSpace swap) {
        StringBuilder text = new StringBuilder("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
        for (int device = 0; device < swap.devices(); device++) {
            if (swap.has(device)) {
                text.append(swap.path(device));
                int width = swap.path(device).length();
                text.append(width < PATH_WIDTH ? " ".repeat(PATH_WIDTH - width) : " ");
                long size = (long) swap.pages(device) * PAGE_KB;
                long used = (long) swap.inUse(device) * PAGE_KB;
                text.append("partition\t").append(size).append(size < 10_000_000 ? "\t\t" : "\t");
                text.append(used).append(used < 10_000_000 ? "\t\t" : "\t");
                text.append(swap.priority(device)).append('\n');
            }
        }
        return text.toString();
    }

    /** The counters that are modelled, in the kernel's order; no others. */
    public static String vmstat(LruVec vec, SwapSpace swap, int writeback) {
        StringBuilder text = new StringBuilder();
        line(text, "nr_inactive_anon", vec.lists.size(LruLists.INACTIVE_ANON));
        line(text, "nr_active_anon", vec.lists.size(LruLists.ACTIVE_ANON));
        line(text, "nr_inactive_file", vec.lists.size(LruLists.INACTIVE_FILE));
        line(text, "nr_active_file", vec.lists.size(LruLists.ACTIVE_FILE));
        line(text, "nr_unevictable", vec.lists.size(LruLists.UNEVICTABLE));
        for (Count count : Count.values()) {
            if (count == Count.NR_VMSCAN_WRITE) {
                line(text, "nr_writeback", writeback);
            } else if (count == Count.PSWPIN) {
                line(text, "nr_swapcached", swap.cached());
            }
            line(text, count.word(), vec.stat.get(count));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, int value) {
        text.append(name).append(' ').append(value).append('\n');
    }
}
