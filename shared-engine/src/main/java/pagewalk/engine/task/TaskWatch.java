package pagewalk.engine.task;

/** Hears what becomes of processes: for what a process keeps in its own memory, such as the heap of its C library. */
public interface TaskWatch {
    /** Process {@code child} is a copy of {@code parent} now. */
    void forked(int parent, int child);

    /** A process is about to lose its address space for another program's. */
    void execed(int pid);

    /** A process is about to end; its address space is still there. */
    void exited(int pid);
}
