package pagewalk.lab;

import java.util.List;
import pagewalk.lab.content.Milestone;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/** Which milestones of a {@code reach} part were reached, one after another; the last one is the goal. */
public final class ReachProgress {
    private final List<Milestone> milestones;
    private final RunScope scope;
    private final int[] reachedBy;
    private int reached;

    public ReachProgress(List<Milestone> milestones, RunScope scope) {
        this.milestones = List.copyOf(milestones);
        this.scope = scope;
        reachedBy = new int[milestones.size()];
        java.util.Arrays.fill(reachedBy, -1);
    }

    /** Looks at the state after a command; returns how many milestones are reached by now. */
    public int look() {
        while (reached < milestones.size() && holds(milestones.get(reached))) {
            reachedBy[reached] = scope.value("commands");
            reached++;
        }
        return reached;
    }

    /** A milestone that speaks of a name nobody has bound yet is not reached. */
    private boolean holds(Milestone milestone) {
        try {
            return milestone.expr().holds(scope);
        } catch (TextFault unbound) {
            return false;
        }
    }

    /** The number of the student's command that reached milestone {@code i}, -1 when none did. */
    public int reachedBy(int i) {
        return reachedBy[i];
    }

    /** True when the goal is reached. */
    public boolean done() {
        return reached == milestones.size();
    }

    /** Follows a finished run again from its start, at most {@code limit} of the student's commands. */
    static ReachProgress over(PartVariant variant, PartRun finished, int limit) {
        PartRun run = PartRun.begin(variant.spec().setup());
        ReachProgress progress = new ReachProgress(variant.milestones(), new RunScope(run));
        for (int i = finished.startCommands(); i < finished.commands() && i - finished.startCommands() < limit; i++) {
            run.apply(finished.command(i));
            progress.look();
        }
        return progress;
    }
}
