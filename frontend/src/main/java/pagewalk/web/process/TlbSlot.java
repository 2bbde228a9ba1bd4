package pagewalk.web.process;

import pagewalk.engine.task.Task;
import pagewalk.engine.tlb.TlbView;
import pagewalk.engine.view.ProcessView;

/** What the kernel knows of a slot of a processor: whose it is, and whether it has heard of all changes. */
final class TlbSlot {
    /** The number of the kernel's own context. */
    private static final int KERNEL = 1;

    private TlbSlot() {}

    /** The process whose address space has a context number; 0 for the kernel's and for one that is gone. */
    static int pidOf(ProcessView view, TlbView tlb, int context) {
        for (int pid = 1; context > KERNEL && pid < view.nextPid(); pid++) {
            Task task = view.task(pid);
            if (task != null && !task.isZombie() && tlb.context(task.mm()) == context) {
                return pid;
            }
        }
        return 0;
    }

    private static int generation(ProcessView view, TlbView tlb, int pid) {
        Task task = view.task(pid);
        return task == null ? 0 : tlb.generation(task.mm());
    }

    /** Whether the address space of a slot changed since. */
    static boolean isBehind(ProcessView view, TlbView tlb, int cpu, int slot) {
        int pid = pidOf(view, tlb, tlb.slotContext(cpu, slot));
        return pid != 0 && tlb.slotGeneration(cpu, slot) < generation(view, tlb, pid);
    }

    /** What a slot says, in a few words. */
    static String words(ProcessView view, TlbView tlb, int cpu, int slot) {
        int context = tlb.slotContext(cpu, slot);
        if (context == 0) {
            return "empty";
        }
        if (context == KERNEL) {
            return "the kernel's own";
        }
        int pid = pidOf(view, tlb, context);
        if (pid == 0) {
            return "context " + context + ", which is gone";
        }
        int had = tlb.slotGeneration(cpu, slot);
        int now = generation(view, tlb, pid);
        String state = had < now ? "▲ behind, at generation " + had + " of " + now : "✓ up to date, generation " + now;
        return "pid " + pid + ", " + state + (tlb.isUserMarked(cpu, slot) ? ", ▲ program's half to be flushed" : "");
    }

    /** What a processor has loaded, in words. */
    static String loaded(ProcessView view, TlbView tlb, int cpu) {
        int pid = Owners.pidOf(view, tlb.loaded(cpu));
        var mm = pid == 0 ? null : view.space(pid);
        if (mm == null) {
            return "the kernel's own page table";
        }
        String lazy = tlb.isLazy(cpu) ? ", lazy: the kernel runs and only borrows it" : "";
        return "page table of pid " + pid + ", CR3 → pfn " + mm.root().pgd() + lazy;
    }
}
