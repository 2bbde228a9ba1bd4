package pagewalk.server.grading;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.GraderHash;
import pagewalk.lab.grade.Verdict;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.VerdictJson;
import pagewalk.lab.model.EngineHash;
import pagewalk.server.submission.State;
import pagewalk.server.submission.Submission;

/**
 * How grading ended.
 *
 * @param state one of the last three of {@link State}
 * @param points what each audience gets; null unless graded
 */
record Outcome(
        String state, @Nullable String reason, @Nullable Points points, By by) {

    /** What made it: the same three for the same submission give the same outcome. */
    record By(String engine, String scenario, String grader) {
        /** Nothing of note, as for what could not be graded. */
        static final By NOBODY = new By("", "", "");

        /** This program, and that version of the lab. */
        static By us(String scenario) {
            return new By(EngineHash.HEX, scenario, GraderHash.HEX);
        }
    }

    /** What students see before the due date, what they see after it, and the whole. */
    record Points(Told visible, Told due, Told staff) {}

    /** What one audience gets: the points of the checks it sees, and the verdict with them as JSON. */
    record Told(int score, int max, String verdict) {
        static Told to(Audience audience, Verdict verdict, Submission row) {
            return new Told(
                    verdict.score(audience),
                    verdict.max(audience),
                    VerdictJson.of(verdict, audience, row.lab, row.id.toString()));
        }

        private static Told read(Row row, String kind) {
            return new Told(
                    row.getInteger(kind + "score"),
                    row.getInteger(kind + "max"),
                    row.getString((kind.equals("visible_") ? "" : kind.isEmpty() ? "staff_" : kind) + "verdict"));
        }
    }

    /** What the verdict comes to, for each who may read it. */
    static Outcome of(Verdict verdict, Submission row, By by) {
        if (verdict.state() != Verdict.State.GRADED) {
            return new Outcome(verdict.state().word(), verdict.reason(), null, by);
        }
        Points points = new Points(
                Told.to(Audience.STUDENT, verdict, row),
                Told.to(Audience.STUDENT_AFTER_DUE, verdict, row),
                Told.to(Audience.STAFF, verdict, row));
        return new Outcome(State.GRADED, null, points, by);
    }

    static Outcome ungradable(String reason) {
        return new Outcome(State.UNGRADABLE, reason, null, By.NOBODY);
    }

    static Outcome rejected(String reason, By by) {
        return new Outcome(State.REJECTED, reason, null, by);
    }

    /** One that is kept already. */
    static Outcome read(Row row, By by) {
        String state = row.getString("state");
        Points points = state.equals(State.GRADED)
                ? new Points(Told.read(row, "visible_"), Told.read(row, "due_"), Told.read(row, ""))
                : null;
        return new Outcome(state, row.getString("reason"), points, by);
    }

    /** Appends state, reason, points and identities, in the order of the statements that store them. */
    Tuple addTo(Tuple values) {
        values.addString(state).addString(reason);
        add(values, points == null ? null : points.visible());
        add(values, points == null ? null : points.due());
        add(values, points == null ? null : points.staff());
        return values.addString(by.engine()).addString(by.scenario()).addString(by.grader());
    }

    private static void add(Tuple values, @Nullable Told told) {
        values.addInteger(told == null ? null : (Integer) told.score());
        values.addInteger(told == null ? null : (Integer) told.max());
        values.addString(told == null ? null : told.verdict());
    }
}
