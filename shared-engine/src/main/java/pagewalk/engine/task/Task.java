package pagewalk.engine.task;

import pagewalk.engine.digest.Digest;

/** A process (struct task_struct). */
public final class Task {
    static final int NIL = -1;

    final int pid;
    int parent;
    String comm;
    /** Its address space; {@link #NIL} once it has exited. */
    int mm;

    int exitCode;
    int minorFaults;
    int majorFaults;
    /** Whether a fault that cannot be served ends it. */
    boolean dies;
    /** The CPU that was last told to run it. */
    int cpu;

    Task(int pid, int parent, String comm, int mm) {
        this.pid = pid;
        this.parent = parent;
        this.comm = comm;
        this.mm = mm;
    }

    Task(Task other) {
        this(other.pid, other.parent, other.comm, other.mm);
        exitCode = other.exitCode;
        minorFaults = other.minorFaults;
        majorFaults = other.majorFaults;
        dies = other.dies;
        cpu = other.cpu;
    }

    public int pid() {
        return pid;
    }

    /** The process that made it; 0 if nobody did, or that one has exited. */
    public int parent() {
        return parent;
    }

    public String comm() {
        return comm;
    }

    /** The number of its address space; -1 once it has exited. */
    public int mm() {
        return mm;
    }

    /** Whether it has exited and its parent has not waited for it yet. */
    public boolean isZombie() {
        return mm == NIL;
    }

    /** The CPU that was last told to run it; 0 if none was. */
    public int cpu() {
        return cpu;
    }

    /** What it exited with. */
    public int exitCode() {
        return exitCode;
    }

    public int minorFaults() {
        return minorFaults;
    }

    public int majorFaults() {
        return majorFaults;
    }

    /** Whether a fault that cannot be served ends it, rather than being handled by the program. */
    public boolean dies() {
        return dies;
    }

    void digest(Digest into) {
        into.fold(pid, parent, mm, exitCode, (dies ? 1 : 0) + cpu * 2);
        into.fold(comm);
        into.fold(minorFaults);
        into.fold(majorFaults);
    }
}
