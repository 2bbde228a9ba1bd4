package pagewalk.server.grading;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.grading.Outcome.By;

/** Verdicts that are kept, by what made them: one that is there is not made again. */
@ApplicationScoped
public class Outcomes {
    private static final String READ = """
            select state, reason, visible_score, visible_max, verdict, due_score, due_max, due_verdict,
              score, max, staff_verdict
            from outcome where submission_id = $1 and engine = $2 and scenario = $3 and grader = $4""";

    private final Pool pool;

    Outcomes(Pool pool) {
        this.pool = pool;
    }

    /** The outcome of that submission by those; null when it was not made yet. */
    Uni<@Nullable Outcome> of(UUID submission, By by) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(submission, by.engine(), by.scenario(), by.grader()))
                .map(RowSet::iterator)
                .map(rows -> rows.hasNext() ? Outcome.read(rows.next(), by) : null);
    }
}
