package pagewalk.engine.proc;

import pagewalk.engine.swap.SwapSpace;

/** /proc/swaps (mm/swapfile.c swap_show()). */
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
                text.append(swap.isFile(device) ? "file\t\t" : "partition\t")
                        .append(size)
                        .append(size < 10_000_000 ? "\t\t" : "\t");
                text.append(used).append(used < 10_000_000 ? "\t\t" : "\t");
                text.append(swap.priority(device)).append('\n');
            }
        }
        return text.toString();
    }
}
