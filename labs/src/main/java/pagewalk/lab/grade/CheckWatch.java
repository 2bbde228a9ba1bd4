package pagewalk.lab.grade;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.content.CheckSpec;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/** Follows one check through a session, command by command. */
final class CheckWatch {
    private final CheckSpec check;
    private int holdsAfter;
    private boolean holdsNow;
    private int firstBreach = -1;
    private @Nullable String fault;

    CheckWatch(CheckSpec check) {
        this.check = check;
    }

    /** Looks after the student's command {@code own}, 0 at the start. */
    void look(RunScope scope, int own) {
        try {
            holdsNow = check.condition().expr().holds(scope);
        } catch (TextFault unknown) {
            holdsNow = false;
            fault = unknown.reason();
        }
        holdsAfter += holdsNow && own > 0 ? 1 : 0;
        boolean breach = switch (check.condition().when()) {
            case ALWAYS -> !holdsNow;
            case NEVER -> holdsNow;
            default -> false;
        };
        if (breach && firstBreach < 0) {
            firstBreach = own;
        }
    }

    /** The outcome; nothing is scored unless the goal was reached. */
    CheckVerdict verdict(boolean goalReached, IntFunction<Step> steps) {
        int points = goalReached && passed() ? check.points() : 0;
        Step step = firstBreach < 0 ? null : steps.apply(firstBreach);
        return new CheckVerdict(
                check.name(), points, check.points(), message(goalReached), check.visibility(), step, List.of());
    }

    private boolean passed() {
        return switch (check.condition().when()) {
            case AT_END -> holdsNow;
            case ALWAYS, NEVER -> firstBreach < 0;
            case COUNT ->
                holdsAfter >= check.condition().atLeast()
                        && holdsAfter <= check.condition().atMost();
        };
    }

    private String message(boolean goalReached) {
        if (passed()) {
            return check.message() + (goalReached ? "" : " It counts once the goal is reached.");
        }
        String place = firstBreach < 0 ? "" : " Not so after your command " + firstBreach + ".";
        return check.message() + (place.isEmpty() ? " Not so." : place) + (fault == null ? "" : " (" + fault + ")");
    }
}
