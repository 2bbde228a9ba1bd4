package pagewalk.engine.view;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.Thp;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.task.Task;
import pagewalk.engine.task.Tasks;
import pagewalk.engine.tlb.TlbView;

/** Looks at processes, address spaces, page tables and their frames; valid at every event. */
public final class ProcessView {
    private final MmState state;
    private final Tasks tasks;
    private final @Nullable TlbView tlb;
    private final @Nullable ReclaimView reclaim;

    private final @Nullable Thp thp;

    public ProcessView(MmState state, Tasks tasks, @Nullable TlbView tlb, @Nullable ReclaimView reclaim) {
        this(state, tasks, tlb, reclaim, null);
    }

    public ProcessView(
            MmState state, Tasks tasks, @Nullable TlbView tlb, @Nullable ReclaimView reclaim, @Nullable Thp thp) {
        this.thp = thp;
        this.reclaim = reclaim;
        this.tlb = tlb;
        this.state = state;
        this.tasks = tasks;
    }

    /** Pids below this have been given out. */
    public int nextPid() {
        return tasks.nextPid();
    }

    /** The process with a pid; null if there is none, or none any more. */
    public @Nullable Task task(int pid) {
        return tasks.find(pid);
    }

    /** The translation buffers; null for a machine without them. */
    public @Nullable TlbView tlb() {
        return tlb;
    }

    /** The LRU, swap and reclaim; null for a machine that does not reclaim. */
    public @Nullable ReclaimView reclaim() {
        return reclaim;
    }

    /** Transparent huge pages; null for a machine without them. */
    public @Nullable Thp thp() {
        return thp;
    }

    /** CPUs there are. */
    public int cpus() {
        return tasks.cpus();
    }

    /** The pid that runs on a CPU; 0 for none. */
    public int running(int cpu) {
        return tasks.running(cpu);
    }

    /** The address space of a process; null if it has exited. */
    public @Nullable AddressSpace space(int pid) {
        Task task = tasks.find(pid);
        return task == null || task.isZombie() ? null : state.space(task.mm());
    }

    public Vmas vmas() {
        return state.vmas();
    }

    public PageTables tables() {
        return state.tables();
    }

    /** Owners and map counts of frames. */
    public FrameMaps frames() {
        return state.frames();
    }

    /** All that address spaces are made of. */
    public MmState state() {
        return state;
    }
}
