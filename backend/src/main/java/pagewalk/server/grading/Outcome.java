package pagewalk.server.grading;

import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.VerdictJson;
import pagewalk.server.submission.State;
import pagewalk.server.submission.Submission;

/**
 * How grading ended.
 *
 * @param state one of the last three of {@link State}
 * @param visible what students see before the due date, {@code due} after it, {@code staff} the whole; null unless
 *     graded
 */
record Outcome(
        String state,
        @Nullable String reason,
        @Nullable Told visible,
        @Nullable Told due,
        @Nullable Told staff) {

    /** What one audience gets: the points of the checks it sees, and the verdict with them as JSON. */
    record Told(int score, int max, String verdict) {
        static Told to(Audience audience, Verdict verdict, Submission row) {
            return new Told(
                    verdict.score(audience),
                    verdict.max(audience),
                    VerdictJson.of(verdict, audience, row.lab, row.id.toString()));
        }
    }

    static Outcome graded(Verdict verdict, Submission row) {
        return new Outcome(
                State.GRADED,
                null,
                Told.to(Audience.STUDENT, verdict, row),
                Told.to(Audience.STUDENT_AFTER_DUE, verdict, row),
                Told.to(Audience.STAFF, verdict, row));
    }

    static Outcome ungradable(String reason) {
        return without(State.UNGRADABLE, reason);
    }

    static Outcome rejected(String reason) {
        return without(State.REJECTED, reason);
    }

    static Outcome without(String state, @Nullable String reason) {
        return new Outcome(state, reason, null, null, null);
    }
}
