package pagewalk.engine.proc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.task.Task;
import pagewalk.engine.view.ProcessView;

/** What the kernel's log says of a kill, without the time (mm/oom_kill.c dump_header(), dump_tasks()). */
public final class OomLog {
    private static final String HEAD = "[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem"
            + " pgtables_bytes swapents oom_score_adj name";
    /** Kernel values of our gfp bits, in the order of the names (include/linux/gfp_types.h). */
    private static final int[] BITS = {
        Gfp.DMA,
        1,
        Gfp.HIGHMEM,
        2,
        Gfp.DMA32,
        4,
        Gfp.MOVABLE,
        8,
        Gfp.RECLAIMABLE,
        16,
        Gfp.HIGH,
        32,
        Gfp.IO,
        64,
        Gfp.FS,
        128,
        Gfp.DIRECT_RECLAIM,
        1 << 10,
        Gfp.KSWAPD_RECLAIM,
        1 << 11,
        Gfp.RETRY_MAYFAIL,
        1 << 14,
        Gfp.NOFAIL,
        1 << 15,
        Gfp.NORETRY,
        1 << 16,
        Gfp.MEMALLOC,
        1 << 17,
        Gfp.ACCOUNT,
        1 << 22
    };

    private static final int HARDWALL = 1 << 20;
    private static final int PAGE_KB = 4;
    private static final int PAGE_BYTES = 4096;

    private OomLog() {}

    /** Who asked for what; a null task stands for the kernel itself. */
    public static List<String> invoked(@Nullable Task task, int gfp, int order) {
        boolean movable = (gfp & (Gfp.HIGHMEM | Gfp.MOVABLE)) == (Gfp.HIGHMEM | Gfp.MOVABLE);
        int mask = movable ? HARDWALL : 0;
        for (int i = 0; i < BITS.length; i += 2) {
            mask |= (gfp & BITS[i]) != 0 ? BITS[i + 1] : 0;
        }
        String name = movable ? "(GFP_HIGHUSER_MOVABLE)" : gfp == Gfp.KERNEL ? "(GFP_KERNEL)" : "";
        name = gfp == (Gfp.KERNEL | Gfp.ACCOUNT) ? "(GFP_KERNEL_ACCOUNT)" : name;
        return List.of((task == null ? "kernel" : task.comm()) + " invoked oom-killer: gfp_mask=0x"
                + Integer.toHexString(mask) + name + ", order=" + order + ", oom_score_adj="
                + (task == null ? 0 : task.oomScoreAdj()));
    }

    /** The table of all processes. */
    public static List<String> tasks(ProcessView view) {
        List<String> lines = new ArrayList<>();
        lines.add("Tasks state (memory values in pages):");
        lines.add(HEAD);
        for (int pid = 1; pid < view.nextPid(); pid++) {
            Task task = view.task(pid);
            AddressSpace mm = view.space(pid);
            if (task != null && mm != null) {
                lines.add(row(task, mm));
            }
        }
        return lines;
    }

    private static String row(Task task, AddressSpace mm) {
        StringBuilder text = new StringBuilder("[");
        ProcText.right(text, task.pid(), 7);
        text.append("]");
        long[] values = {
            task.uid(),
            task.pid(),
            mm.totalPages(),
            mm.rss(),
            mm.rssAnon(),
            mm.rssFile(),
            mm.rssShared(),
            (long) mm.root().tables() * PAGE_BYTES,
            mm.swapEntries(),
            task.oomScoreAdj()
        };
        int[] widths = {5, 5, 8, 8, 8, 8, 9, 8, 8, 13};
        for (int i = 0; i < values.length; i++) {
            text.append(' ');
            ProcText.right(text, Long.toString(values[i]), widths[i]);
        }
        return text.append(' ').append(task.comm()).toString();
    }

    /** Who was killed, and what it had. */
    public static List<String> killed(Task task, AddressSpace mm, boolean allocating) {
        String why = allocating ? "Out of memory (oom_kill_allocating_task)" : "Out of memory";
        return List.of(
                "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,"
                        + "task_memcg=/,task="
                        + task.comm() + ",pid=" + task.pid() + ",uid=" + task.uid(),
                why + ": Killed process " + task.pid() + " (" + task.comm() + ") total-vm:" + kb(mm.totalPages())
                        + ", anon-rss:" + kb(mm.rssAnon()) + ", file-rss:" + kb(mm.rssFile()) + ", shmem-rss:"
                        + kb(mm.rssShared()) + ", UID:" + task.uid() + " pgtables:"
                        + kb(mm.root().tables())
                        + " oom_score_adj:" + task.oomScoreAdj());
    }

    private static String kb(long pages) {
        return pages * PAGE_KB + "kB";
    }
}
