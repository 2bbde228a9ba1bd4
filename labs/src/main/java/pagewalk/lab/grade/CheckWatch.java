package pagewalk.lab.grade;

import java.util.List;
import java.util.function.IntFunction;
import pagewalk.lab.content.CheckSpec;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.model.ConditionWatch;
import pagewalk.lab.model.RunScope;

/** Follows one check through a session, command by command. */
final class CheckWatch {
    private final CheckSpec check;
    private final ConditionWatch watch;

    CheckWatch(CheckSpec check) {
        this.check = check;
        watch = new ConditionWatch(check.condition());
    }

    /** Looks after the student's command {@code own}, 0 at the start. */
    void look(RunScope scope, int own) {
        watch.look(scope, own);
    }

    /** The outcome; nothing is scored unless the goal was reached. */
    CheckVerdict verdict(boolean goalReached, IntFunction<Step> steps) {
        int points = goalReached && watch.passed() ? check.points() : 0;
        int firstBreach = watch.firstBreach();
        Step step = firstBreach < 0 ? null : steps.apply(firstBreach);
        return new CheckVerdict(
                check.name(), points, check.points(), message(goalReached), check.visibility(), step, List.of());
    }

    private String message(boolean goalReached) {
        if (watch.passed()) {
            return check.message() + (goalReached ? "" : " It counts once the goal is reached.");
        }
        int firstBreach = watch.firstBreach();
        String fault = watch.fault();
        String place = firstBreach < 0 ? "" : " Not so after your command " + firstBreach + ".";
        return check.message() + (place.isEmpty() ? " Not so." : place) + (fault == null ? "" : " (" + fault + ")");
    }
}
