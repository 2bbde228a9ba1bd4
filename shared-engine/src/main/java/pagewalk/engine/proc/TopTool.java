package pagewalk.engine.proc;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.task.Task;
import pagewalk.engine.view.ProcessView;

/**
 * The screen of top of procps 4.0.2, in batch mode and sorted by memory ({@code top -b -n1 -o %MEM}), without its first
 * line and the line of the processors, because the machine has no clock.
 */
public final class TopTool {
    private static final int PAGE_KB = 4;
    private static final int MEBI = 10;

    private TopTool() {}

    /** The screen. */
    public static String print(String meminfo, ProcessView view) {
        StringBuilder text = new StringBuilder();
        tasks(text, view);
        memory(text, meminfo);
        text.append("\n    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n");
        long total = ProcValues.of(meminfo, "MemTotal:");
        for (Task task : byMemory(view)) {
            row(text, view, task, total);
        }
        return text.toString();
    }

    private static void tasks(StringBuilder text, ProcessView view) {
        int[] counts = new int[4];
        for (int pid = 1; pid < view.nextPid(); pid++) {
            Task task = view.task(pid);
            if (task != null) {
                counts[0]++;
                counts[task.isZombie() ? 3 : isRunning(view, pid) ? 1 : 2]++;
            }
        }
        text.append("Tasks: ");
        ProcText.right(text, counts[0], 3);
        text.append(" total, ");
        ProcText.right(text, counts[1], 3);
        text.append(" running, ");
        ProcText.right(text, counts[2], 3);
        text.append(" sleeping,   0 stopped, ");
        ProcText.right(text, counts[3], 3);
        text.append(" zombie\n");
    }

    private static void memory(StringBuilder text, String meminfo) {
        long total = ProcValues.of(meminfo, "MemTotal:");
        long free = ProcValues.of(meminfo, "MemFree:");
        long cache = ProcValues.of(meminfo, "Buffers:")
                + ProcValues.of(meminfo, "Cached:")
                + ProcValues.of(meminfo, "SReclaimable:");
        text.append("MiB Mem :");
        amount(text, total, " total,");
        amount(text, free, " free,");
        amount(text, FreeTool.used(meminfo), " used,");
        amount(text, cache, " buff/cache     \n");
        long swap = ProcValues.of(meminfo, "SwapTotal:");
        long swapFree = ProcValues.of(meminfo, "SwapFree:");
        text.append("MiB Swap:");
        amount(text, swap, " total,");
        amount(text, swapFree, " free,");
        amount(text, swap - swapFree, " used.");
        amount(text, ProcValues.of(meminfo, "MemAvailable:"), " avail Mem \n");
    }

    private static void amount(StringBuilder text, long kilobytes, String what) {
        ProcText.right(text, FreeTool.tenths(FreeTool.rounded(kilobytes), MEBI), 9);
        text.append(what);
    }

    private static boolean isRunning(ProcessView view, int pid) {
        for (int cpu = 0; cpu < view.cpus(); cpu++) {
            if (view.running(cpu) == pid) {
                return true;
            }
        }
        return false;
    }

    private static List<Task> byMemory(ProcessView view) {
        List<Task> sorted = new ArrayList<>();
        for (int pid = 1; pid < view.nextPid(); pid++) {
            Task task = view.task(pid);
            if (task != null) {
                int at = sorted.size();
                while (at > 0 && rss(view, sorted.get(at - 1)) < rss(view, task)) {
                    at--;
                }
                sorted.add(at, task);
            }
        }
        return sorted;
    }

    private static int rss(ProcessView view, Task task) {
        AddressSpace mm = view.space(task.pid());
        return mm == null ? 0 : mm.rss();
    }

    private static void row(StringBuilder text, ProcessView view, Task task, long totalKb) {
        AddressSpace mm = view.space(task.pid());
        long rss = mm == null ? 0 : (long) mm.rss() * PAGE_KB;
        ProcText.right(text, task.pid(), 7);
        String user = task.uid() == 0 ? "root" : Integer.toString(task.uid());
        text.append(' ').append(user).append(" ".repeat(Math.max(0, 8 - user.length())));
        text.append("  20   0");
        ProcText.right(text, Long.toString(mm == null ? 0 : mm.totalPages() * PAGE_KB), 8);
        ProcText.right(text, Long.toString(rss), 7);
        ProcText.right(text, mm == null ? 0 : (mm.rssFile() + mm.rssShared()) * PAGE_KB, 7);
        text.append(mm == null ? " Z" : isRunning(view, task.pid()) ? " R" : " S")
                .append("   0.0");
        long share = totalKb == 0 ? 0 : rss * 1000 / totalKb;
        ProcText.right(text, share / 10 + "." + share % 10, 6);
        text.append("   0:00.00 ").append(task.comm()).append('\n');
    }
}
