package pagewalk.server.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict.Audience;

/** How regrades changed a submission: nobody's points change without a trace of when and why. */
@ApplicationScoped
public class History {
    private static final String READ = """
            select c.at, r.reason, p.name, c.before_state, c.after_state,
              b.visible_score as before_visible, b.due_score as before_due, c.before_score as before_staff,
              b.visible_max as before_visible_max, b.due_max as before_due_max, c.before_max as before_staff_max,
              o.visible_score as after_visible, o.due_score as after_due, c.after_score as after_staff,
              o.visible_max as after_visible_max, o.due_max as after_due_max, c.after_max as after_staff_max
            from regrade_change c join regrade r on r.id = c.regrade_id join account p on p.id = r.applied_by
              join outcome o on o.submission_id = c.submission_id and o.engine = r.engine
                and o.scenario = r.scenario and o.grader = r.grader
              left join outcome b on b.submission_id = c.submission_id and b.engine = c.before_engine
                and b.scenario = c.before_scenario and b.grader = c.before_grader
            where c.submission_id = $1 order by c.at""";

    private final Pool pool;

    History(Pool pool) {
        this.pool = pool;
    }

    /** A state and as many of its points as the reader sees. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Mark(
            String state, @Nullable Integer score, @Nullable Integer max) {
        /** As people write it. */
        public String word() {
            return score == null ? state : score + " of " + max + " points";
        }
    }

    /** One regrade's change; {@code by} is told to instructors alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            Instant at, String reason, @Nullable String by, Mark before, Mark after) {
        /** Whether points were lost. */
        public boolean fell() {
            return before.score() != null && (after.score() == null || after.score() < before.score());
        }
    }

    /** The changes of a submission that the reader may see, oldest first. */
    Uni<List<Change>> of(UUID submission, Audience audience) {
        return pool.preparedQuery(READ).execute(Tuple.of(submission)).map(rows -> {
            List<Change> changes = new ArrayList<>();
            rows.forEach(row -> changes.add(change(row, audience)));
            // Where only hidden checks came out differently, there is nothing to tell yet.
            changes.removeIf(change -> change.before().equals(change.after()));
            return changes;
        });
    }

    private static Change change(Row row, Audience audience) {
        return new Change(
                row.getOffsetDateTime("at").toInstant(),
                row.getString("reason"),
                audience == Audience.STAFF ? row.getString("name") : null,
                mark(row, "before_", audience),
                mark(row, "after_", audience));
    }

    private static Mark mark(Row row, String when, Audience audience) {
        String points = when
                + switch (audience) {
                    case STUDENT -> "visible";
                    case STUDENT_AFTER_DUE -> "due";
                    case STAFF -> "staff";
                };
        return new Mark(row.getString(when + "state"), row.getInteger(points), row.getInteger(points + "_max"));
    }
}
