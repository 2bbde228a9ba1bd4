package pagewalk.engine.oom;

/** The points of a process, and the score made of them (mm/oom_kill.c, fs/proc/base.c). */
public final class Badness {
    /** A process with this oom_score_adj is never killed (OOM_SCORE_ADJ_MIN). */
    public static final int ADJ_MIN = -1000;
    /** One with this is as bad as if it had all memory (OOM_SCORE_ADJ_MAX). */
    public static final int ADJ_MAX = 1000;

    private static final int FULL = 1000;

    private Badness() {}

    /**
     * Points of a process that may be killed (oom_badness()).
     *
     * @param pages resident, swapped out, and page tables
     * @param adj its oom_score_adj
     * @param totalPages memory and swap; the kernel takes thousandths of it first, so small remainders are lost
     */
    public static int points(int pages, int adj, int totalPages) {
        return pages + adj * (totalPages / FULL);
    }

    /** What /proc/PID/oom_score says, 0 to 2000; 0 for a process that is never killed (proc_oom_score()). */
    public static int score(int pages, int adj, int totalPages) {
        if (adj == ADJ_MIN) {
            return 0;
        }
        long share = (long) points(pages, adj, totalPages) * FULL / totalPages;
        return (int) ((FULL + share) * 2 / 3);
    }
}
