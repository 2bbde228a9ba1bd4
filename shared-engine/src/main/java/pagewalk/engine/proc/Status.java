package pagewalk.engine.proc;

import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.task.Task;
import pagewalk.engine.view.ProcessView;

/** /proc/PID/status and statm: a process and its memory in numbers (fs/proc/array.c, fs/proc/task_mmu.c task_mem()). */
public final class Status {
    private static final int PAGE_KB = 4;

    private Status() {}

    /** /proc/PID/status: who it is, and the lines about memory; a zombie has none. */
    public static String status(ProcessView view, int pid) {
        Task task = view.task(pid);
        AddressSpace mm = view.space(pid);
        StringBuilder text = new StringBuilder();
        if (task == null) {
            return "";
        }
        line(text, "Name", task.comm());
        line(text, "Umask", "0022");
        line(text, "State", mm == null ? "Z (zombie)" : isRunning(view, pid) ? "R (running)" : "S (sleeping)");
        line(text, "Tgid", Integer.toString(pid));
        line(text, "Ngid", "0");
        line(text, "Pid", Integer.toString(pid));
        line(text, "PPid", Integer.toString(task.parent()));
        line(text, "TracerPid", "0");
        if (mm != null) {
            memory(text, mm);
        }
        line(text, "Threads", "1");
        return text.toString();
    }

    private static boolean isRunning(ProcessView view, int pid) {
        for (int cpu = 0; cpu < view.cpus(); cpu++) {
            if (view.running(cpu) == pid) {
                return true;
            }
        }
        return false;
    }

    private static void memory(StringBuilder text, AddressSpace mm) {
        long code = codePages(mm);
        kb(text, "VmPeak", mm.peakPages());
        kb(text, "VmSize", mm.totalPages());
        kb(text, "VmLck", mm.lockedPages());
        kb(text, "VmPin", 0);
        kb(text, "VmHWM", mm.peakRss());
        kb(text, "VmRSS", mm.rss());
        kb(text, "RssAnon", mm.rssAnon());
        kb(text, "RssFile", mm.rssFile());
        kb(text, "RssShmem", mm.rssShared());
        kb(text, "VmData", mm.dataPages());
        kb(text, "VmStk", mm.stackPages());
        kb(text, "VmExe", code);
        kb(text, "VmLib", mm.codePages() - code);
        kb(text, "VmPTE", mm.root().tables());
        kb(text, "VmSwap", mm.swapEntries());
        kb(text, "HugetlbPages", mm.hugeFrames());
    }

    private static long codePages(AddressSpace mm) {
        return (mm.endCode() + 0xfff >>> 12) - (mm.startCode() >>> 12);
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(label).append(":\t").append(value).append('\n');
    }

    private static void kb(StringBuilder text, String label, long pages) {
        text.append(label).append(":\t");
        ProcText.right(text, Long.toString(pages * PAGE_KB), 8);
        text.append(" kB\n");
    }

    /** /proc/PID/statm: seven numbers of pages. */
    public static String statm(ProcessView view, int pid) {
        AddressSpace mm = view.space(pid);
        if (mm == null) {
            return "0 0 0 0 0 0 0\n";
        }
        int shared = mm.rssFile() + mm.rssShared();
        return mm.totalPages() + " " + mm.rss() + " " + shared + " " + codePages(mm) + " 0 "
                + (mm.dataPages() + mm.stackPages()) + " 0\n";
    }
}
