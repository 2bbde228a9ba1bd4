package pagewalk.engine.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** All processes of a machine (kernel/fork.c, kernel/exit.c). */
public final class Tasks {
    private static final int NIL = -1;

    private final Events events;
    private final SystemCalls calls;
    private final int limit;
    /** By pid, which only grows; a null was waited for. */
    private final List<@Nullable Task> tasks;
    /** For each CPU the pid that runs there, 0 for none. */
    private final IntList running;

    private int alive;
    private @Nullable TaskWatch watch;
    private CpuLoader loader = CpuLoader.NONE;

    /** No process yet; at most {@code limit} at one time. */
    public Tasks(SystemCalls calls, int cpus, int limit, Events events) {
        this.calls = calls;
        this.limit = limit;
        this.events = events;
        tasks = new ArrayList<>();
        tasks.add(null);
        running = new IntList();
        for (int cpu = 0; cpu < cpus; cpu++) {
            running.add(0);
        }
    }

    private Tasks(Tasks other, SystemCalls calls, Events events) {
        this.calls = calls;
        this.events = events;
        limit = other.limit;
        tasks = new ArrayList<>();
        for (Task task : other.tasks) {
            tasks.add(task == null ? null : new Task(task));
        }
        running = other.running.copy();
        alive = other.alive;
    }

    /** The same processes over another copy of their address spaces. */
    public Tasks copy(SystemCalls newCalls, Events newEvents) {
        return new Tasks(this, newCalls, newEvents);
    }

    /** From now on {@code newWatch} hears of forks, execs and exits. */
    public void watchedBy(TaskWatch newWatch) {
        watch = newWatch;
    }

    /** From now on {@code hearer} is told what processors run. */
    public void loadBy(CpuLoader hearer) {
        loader = hearer;
    }

    /** Whether there was ever a process. */
    public boolean isUsed() {
        return tasks.size() > 1;
    }

    /** CPUs there are. */
    public int cpus() {
        return running.size();
    }

    /** Processes that are there, zombies among them. */
    public int count() {
        return alive;
    }

    /** Pids below this have been given out. */
    public int nextPid() {
        return tasks.size();
    }

    /** The process with a pid; null if there is none, or none any more. */
    public @Nullable Task find(int pid) {
        return pid > 0 && pid < tasks.size() ? tasks.get(pid) : null;
    }

    /** The process with a pid, which must be there. */
    public Task get(int pid) {
        Task task = find(pid);
        if (task == null) {
            throw new IllegalStateException("PW-CHECK the process is there: pid=" + pid);
        }
        return task;
    }

    /** The address space of a process that has not exited. */
    public AddressSpace space(int pid) {
        return calls.state().space(get(pid).mm);
    }

    /** The pid that runs on a CPU; 0 for none. */
    public int running(int cpu) {
        return running.get(cpu);
    }

    /** Why no process can be made now; null if one can. */
    public @Nullable Refusal full() {
        return alive >= limit ? new Refusal(Reason.TASKS_FULL, limit, 0, 0, null) : null;
    }

    /** A process with an empty program and no parent; returns its pid. */
    public int spawn(String comm, boolean dies) {
        AddressSpace mm = calls.begin();
        Task task = add(0, comm, mm);
        task.dies = dies;
        tell(EventKind.TASK_MADE, Rule.TASK_SPAWN, task.pid, 0, mm.root().pgd(), mm.id());
        return task.pid;
    }

    private Task add(int parent, String comm, AddressSpace mm) {
        Task task = new Task(tasks.size(), parent, comm, mm.id());
        tasks.add(task);
        alive++;
        return task;
    }

    /** fork(): the child's pid, or -1, and nothing changed, if more memory may not be promised. */
    public int fork(int pid) {
        Task parent = get(pid);
        AddressSpace mm = calls.fork(space(pid));
        if (mm == null) {
            return NIL;
        }
        Task child = add(pid, parent.comm, mm);
        child.dies = parent.dies;
        child.oomScoreAdj = parent.oomScoreAdj;
        child.uid = parent.uid;
        tell(EventKind.TASK_MADE, Rule.TASK_FORK, child.pid, pid, mm.root().pgd(), mm.id());
        if (watch != null) {
            watch.forked(pid, child.pid);
        }
        return child.pid;
    }

    /** execve(): a process goes on with another address space, and the old one goes. */
    public void replace(int pid, AddressSpace mm, String comm) {
        if (watch != null) {
            watch.execed(pid);
        }
        Task task = get(pid);
        AddressSpace old = space(pid);
        task.mm = mm.id();
        task.comm = comm;
        tell(EventKind.TASK_EXEC, Rule.TASK_EXEC, pid, old.id(), mm.root().pgd(), mm.id());
        for (int cpu = 0; cpu < running.size(); cpu++) {
            if (running.get(cpu) == pid) {
                loader.load(cpu, mm.id());
            }
        }
        calls.exit(old);
    }

    /** exit(): memory goes now; the rest when the parent waits, or at once if there is none. */
    public void exit(int pid, int code) {
        if (watch != null) {
            watch.exited(pid);
        }
        Task task = get(pid);
        for (int cpu = 0; cpu < running.size(); cpu++) {
            if (running.get(cpu) == pid) {
                running.set(cpu, 0);
                loader.idle(cpu);
            }
        }
        AddressSpace mm = space(pid);
        task.mm = NIL;
        task.exitCode = code;
        calls.exit(mm);
        tell(EventKind.TASK_EXITED, Rule.TASK_EXIT, pid, code, task.parent, 0);
        for (int other = 1; other < tasks.size(); other++) {
            Task child = tasks.get(other);
            if (child != null && child.parent == pid) {
                child.parent = 0;
                if (child.isZombie()) {
                    reap(child);
                }
            }
        }
        if (task.parent == 0) {
            reap(task);
        }
    }

    private void reap(Task task) {
        tasks.set(task.pid, null);
        alive--;
        tell(EventKind.TASK_REAPED, Rule.TASK_WAIT, task.pid, task.parent, task.exitCode, 0);
    }

    /** The first child of a process that has exited; -1 if none has, -2 if there is no child at all. */
    public int exitedChild(int pid) {
        int found = -2;
        for (int other = 1; other < tasks.size(); other++) {
            Task child = tasks.get(other);
            if (child != null && child.parent == pid) {
                if (child.isZombie()) {
                    return other;
                }
                found = NIL;
            }
        }
        return found;
    }

    /** wait4(): a child that has exited is forgotten. */
    public void forget(int child) {
        reap(get(child));
    }

    /** A CPU runs a process from now on: its top table goes into CR3. */
    public void switchTo(int pid, int cpu) {
        int before = running.get(cpu);
        running.set(cpu, pid);
        tell(
                EventKind.SWITCHED,
                Rule.TASK_SWITCH,
                cpu,
                pid,
                before,
                space(pid).root().pgd());
        get(pid).cpu = cpu;
        loader.load(cpu, get(pid).mm);
    }

    /** A CPU runs no process from now on (the idle task). */
    public void idle(int cpu) {
        int before = running.get(cpu);
        running.set(cpu, 0);
        tell(EventKind.SWITCHED, Rule.TASK_SWITCH, cpu, 0, before, NIL);
        loader.idle(cpu);
    }

    /** Faults are counted for a process. */
    public void count(int pid, int minor, int major) {
        Task task = find(pid);
        if (task != null) {
            task.minorFaults += minor;
            task.majorFaults += major;
        }
    }

    public void digest(Digest into) {
        for (Task task : tasks) {
            if (task != null) {
                task.digest(into);
            }
        }
        into.fold(tasks.size());
        for (int cpu = 0; cpu < running.size(); cpu++) {
            into.fold(running.get(cpu));
        }
    }

    /** About how many bytes these take. */
    public int bytes() {
        return tasks.size() * 8 + alive * 80;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
