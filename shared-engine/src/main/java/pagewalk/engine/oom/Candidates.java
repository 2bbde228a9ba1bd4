package pagewalk.engine.oom;

/** The processes that could be killed, by pid, in the order in which they were made (for_each_process()). */
public interface Candidates {
    /** The next process behind {@code pid} that has memory of its own; 0 behind the last, and 0 begins. */
    int after(int pid);

    /** Its resident pages, its swapped-out pages and its page tables, the top one aside. */
    int pages(int pid);

    /** Its oom_score_adj, from -1000 to 1000. */
    int adj(int pid);

    /** Whether it brings pages back from swap (oom_task_origin()). */
    boolean isOrigin(int pid);
}
