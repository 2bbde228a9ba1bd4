package pagewalk.web.session;

import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.GoalState;
import pagewalk.lab.model.RunScope;

/** Follows the goal of a {@code reach} part: its state at the position, and the first time it was met. */
public final class GoalWatch {
    private final PartSession part;
    private final Expr goal;
    private final int limit;
    private GoalState state;
    private @Nullable GoalState firstMet;

    /** Throws {@code TextFault} when the goal is no expression. */
    public GoalWatch(PartSession part, String goal, int limit) {
        this.part = part;
        this.goal = Expr.truth(goal);
        this.limit = limit;
        state = evaluate();
    }

    private GoalState evaluate() {
        return GoalState.of(goal, limit, new RunScope(new TimelineRun(part)));
    }

    /** Looks at the position; inside a command the answer of the command before it stays. */
    public GoalState look() {
        if (part.timeline().atCommandEnd() && !part.insideStart()) {
            state = evaluate();
        }
        return state;
    }

    /** Looks after a command was carried out at the tip; the first state that is met is kept. */
    public void afterCommand() {
        GoalState now = look();
        if (now.met() && firstMet == null) {
            firstMet = now;
        }
    }

    /** The state in which the goal was met for the first time, or null. */
    public @Nullable GoalState firstMet() {
        return firstMet;
    }
}
