package pagewalk.engine.task;

import pagewalk.engine.digest.Digest;

/** A process (struct task_struct). */
public final class Task {
    static final int NIL = -1;
    /** The first user of Debian. */
    private static final int ORDINARY_USER = 1000;

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
    /** How much likelier (up to 1000) or less likely (down to -1000, never) it is killed when memory runs out. */
    int oomScoreAdj;
    /** Whether it brings pages back from swap, and is to be killed first if that is too much. */
    boolean oomOrigin;

    int uid = ORDINARY_USER;

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
        oomScoreAdj = other.oomScoreAdj;
        oomOrigin = other.oomOrigin;
        uid = other.uid;
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

    /** /proc/PID/oom_score_adj, from -1000 to 1000. */
    public int oomScoreAdj() {
        return oomScoreAdj;
    }

    public void setOomScoreAdj(int adj) {
        oomScoreAdj = adj;
    }

    /** Whether it is killed before all others, because it takes swap out of use (oom_task_origin()). */
    public boolean isOomOrigin() {
        return oomOrigin;
    }

    public void setOomOrigin(boolean value) {
        oomOrigin = value;
    }

    /** Whose process it is; 0 is root. */
    public int uid() {
        return uid;
    }

    public void setUid(int user) {
        uid = user;
    }

    void digest(Digest into) {
        into.fold(pid, parent, mm, exitCode, (dies ? 1 : 0) + cpu * 2);
        into.fold(comm);
        into.fold(minorFaults);
        into.fold(majorFaults);
        into.fold(oomScoreAdj * 2 + (oomOrigin ? 1 : 0));
        into.fold(uid);
    }
}
