package pagewalk.engine;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.buddy.AllocRequest;
import pagewalk.engine.buddy.MemoryPressure;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.oom.Badness;
import pagewalk.engine.oom.Candidates;
import pagewalk.engine.oom.VictimSearch;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.proc.OomLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.task.Task;
import pagewalk.engine.task.Tasks;

/**
 * The last help of the slow path: a process is killed, and its memory is free at once (mm/oom_kill.c out_of_memory()).
 * What others helped with before stays as it was.
 */
final class OomKiller implements MemoryPressure, Candidates {
    /** What a process ends with that SIGKILL ended. */
    private static final int KILLED = 128 + 9;

    private final MemoryPressure others;
    private final ProcessMemory processes;
    private final OomState state;
    private final Recorder events;

    OomKiller(MemoryPressure others, ProcessMemory processes, OomState state, Recorder events) {
        this.others = others;
        this.processes = processes;
        this.state = state;
        this.events = events;
    }

    private Tasks tasks() {
        return processes.tasks();
    }

    /** Whether there ever was a process: a machine without any refuses what it has no page for. */
    boolean isOn() {
        return tasks().isUsed();
    }

    /** Memory and swap, in pages. */
    int totalPages() {
        return processes.calls().state().accounts().ramPages()
                + processes.calls().state().accounts().swapPages();
    }

    @Override
    public int after(int pid) {
        for (int next = pid + 1; next < tasks().nextPid(); next++) {
            Task task = tasks().find(next);
            if (task != null && !task.isZombie()) {
                return next;
            }
        }
        return 0;
    }

    @Override
    public int pages(int pid) {
        AddressSpace mm = tasks().space(pid);
        return mm.rss() + mm.swapEntries() + mm.root().tables();
    }

    @Override
    public int adj(int pid) {
        return tasks().get(pid).oomScoreAdj();
    }

    @Override
    public boolean isOrigin(int pid) {
        return tasks().get(pid).isOomOrigin();
    }

    @Override
    public boolean kill(AllocRequest request) {
        if (!isOn()) {
            return others.kill(request);
        }
        int current = processes.current();
        if (state.dying != 0 || (request.gfp() & Gfp.FS) == 0) {
            Rule why = state.dying != 0 ? Rule.OOM_DYING : Rule.OOM_NO_FS;
            tell(EventKind.OOM_PASSED, why, current, request.order(), 0, 0);
            return false;
        }
        tell(EventKind.OOM_BEGUN, Rule.OOM_BEGIN, current, request.order(), request.gfp(), totalPages());
        state.write(OomLog.invoked(task(current), request.gfp(), request.order()));
        if (state.panicOnOom != 0) {
            String which = state.panicOnOom == 2 ? "compulsory" : "system-wide";
            panic(Rule.OOM_PANIC_SET, request, "Out of memory: " + which + " panic_on_oom is enabled");
            return false;
        }
        boolean allocating = state.killAllocating != 0 && current != 0 && adj(current) != Badness.ADJ_MIN;
        int victim = allocating ? current : new VictimSearch(this, events).find(totalPages());
        if (victim == VictimSearch.NOBODY) {
            state.write(List.of("Out of memory and no killable processes..."));
            panic(Rule.OOM_DEADLOCK, request, "System is deadlocked on memory");
            return false;
        }
        end(victim, allocating);
        return true;
    }

    private void end(int victim, boolean allocating) {
        AddressSpace mm = tasks().space(victim);
        if (state.dumpTasks != 0) {
            state.write(OomLog.tasks(processes.view()));
        }
        state.write(OomLog.killed(tasks().get(victim), mm, allocating));
        Rule rule = allocating ? Rule.OOM_ALLOCATING : Rule.OOM_VICTIM;
        int files = mm.rssFile() + mm.rssShared();
        tell(EventKind.OOM_KILLED, rule, victim, mm.rssAnon(), files, mm.root().tables());
        state.kills++;
        if (victim == processes.current()) {
            state.dying = victim;
            return;
        }
        tasks().exit(victim, KILLED);
        if (processes.current() == 0) {
            processes.finish();
        }
    }

    private void panic(Rule rule, AllocRequest request, String why) {
        tell(EventKind.PANIC, rule, processes.current(), request.order(), 0, 0);
        state.panic = why;
        state.write(List.of("Kernel panic - not syncing: " + why));
    }

    private @Nullable Task task(int pid) {
        return pid == 0 ? null : tasks().find(pid);
    }

    /**
     * Carries out a command for which the frames may not suffice. If its own process becomes the victim, what it did
     * until then goes with it, and the process ends.
     */
    Reply carryOut(Supplier<Reply> command) {
        Reply reply = Reply.DONE;
        try {
            reply = command.get();
        } catch (OutOfFrames none) {
            dropUnowned();
            // A panic is told by the machine, and a victim's end below.
            reply = state.panic == null ? new Reply.Refused(new Refusal(Reason.OUT_OF_FRAMES, 0, 0, 0, null)) : reply;
        }
        int victim = state.dying;
        if (victim != 0) {
            state.dying = 0;
            tasks().exit(victim, KILLED);
            reply = new Reply.Ended("SIGKILL", "Out of memory");
        }
        processes.finish();
        return reply;
    }

    /** A process takes swap out of use: if memory runs out meanwhile, it goes first (set_current_oom_origin()). */
    Reply swapOff(int pid, Supplier<Reply> command, Runnable end) {
        tasks().get(pid).setOomOrigin(true);
        Reply reply = carryOut(command);
        Task task = tasks().find(pid);
        if (task != null) {
            task.setOomOrigin(false);
        }
        end.run();
        return reply;
    }

    /** Takes apart the address spaces of a fork or an exec that did not come to its end (dup_mm(), mmput()). */
    private void dropUnowned() {
        MmState mms = processes.calls().state();
        for (int id = 0; id < mms.spaces(); id++) {
            AddressSpace space = mms.find(id);
            if (space != null && !isOwned(id)) {
                processes.calls().exit(space);
            }
        }
    }

    private boolean isOwned(int id) {
        for (int pid = after(0); pid != 0; pid = after(pid)) {
            if (tasks().get(pid).mm() == id) {
                return true;
            }
        }
        return false;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }

    @Override
    public void wakeKswapd(AllocRequest request) {
        others.wakeKswapd(request);
    }

    @Override
    public int compact(AllocRequest request, int priority) {
        return others.compact(request, priority);
    }

    @Override
    public void compacted(AllocRequest request, int zone) {
        others.compacted(request, zone);
    }

    @Override
    public boolean couldCompact(AllocRequest request) {
        return others.couldCompact(request);
    }

    @Override
    public int reclaim(AllocRequest request) {
        return others.reclaim(request);
    }

    @Override
    public int reclaimable(int zone) {
        return others.reclaimable(zone);
    }
}
