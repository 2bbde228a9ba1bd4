package pagewalk.engine.oom;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;

/** Looks at every process and chooses the one with the most points (mm/oom_kill.c select_bad_process()). */
public final class VictimSearch {
    /** Nobody may be killed. */
    public static final int NOBODY = 0;

    private final Candidates tasks;
    private final Events events;
    private int points;

    public VictimSearch(Candidates tasks, Events events) {
        this.tasks = tasks;
        this.events = events;
    }

    /** Points of the last victim. */
    public int points() {
        return points;
    }

    /** The pid of the victim, or {@link #NOBODY}; {@code totalPages} are those of memory and swap. */
    public int find(int totalPages) {
        int chosen = NOBODY;
        points = Integer.MIN_VALUE;
        for (int pid = tasks.after(0); pid != 0; pid = tasks.after(pid)) {
            int pages = tasks.pages(pid);
            int adj = tasks.adj(pid);
            boolean origin = tasks.isOrigin(pid);
            int bad = origin ? Integer.MAX_VALUE : Badness.points(pages, adj, totalPages);
            Rule rule = origin
                    ? Rule.OOM_ORIGIN
                    : adj == Badness.ADJ_MIN ? Rule.OOM_NEVER : bad < points ? Rule.OOM_FEWER : Rule.OOM_BADNESS;
            events.emit(EventKind.OOM_LOOKED.code(), rule.code(), pid, bad, adj, pages);
            if (rule == Rule.OOM_ORIGIN || rule == Rule.OOM_BADNESS) {
                chosen = pid;
                points = bad;
            }
        }
        return chosen;
    }
}
