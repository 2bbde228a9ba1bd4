package pagewalk.server.grading;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.grade.GraderHash;
import pagewalk.lab.model.EngineHash;
import pagewalk.server.account.Person;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.lab.LabVersions;
import pagewalk.server.page.Problem;

/**
 * Regrades of a lab in a course: everything that was submitted is tried with the present lab, engine and grader, and
 * nothing changes before an instructor has seen what would.
 */
@ApplicationScoped
public class Regrades {
    private static final int REASON_CHARS = 500;

    /** Of two regrades that begin at once in a course, one is the newer. */
    private static final String LOCK = "select 1 from course where id = $1 for update";

    private static final String INSERT = """
            insert into regrade (id, course_id, lab, engine, scenario, grader, created_by)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing""";

    private static final String REPLACE = """
            update regrade_job j
            set state = 'replaced', reason = 'A newer regrade took its place.', ended_at = now(), deadline = null
            from regrade r
            where r.id = j.regrade_id and r.course_id = $1 and r.lab = $2 and j.state = 'queued'""";

    private static final String JOBS = """
            insert into regrade_job (regrade_id, submission_id, state, deadline)
            select $1, s.id, 'queued', now() + interval '1 hour'
            from submission s join account a on a.id = s.account_id
            where a.course_id = $2 and s.lab = $3 and s.mode = 'graded'
              and s.state in ('graded', 'rejected', 'ungradable')
            order by s.received_at""";

    private static final String WAKE = "select pg_notify('pagewalk_regrade', $1)::text";

    private static final String LOCK_ONE = "select 1 from regrade where id = $1 for update";

    /** One statement: what changes, the record of it, and the news to whoever looks at a submission. */
    private static final String APPLY = """
            with tried as (
              select s.id, r.engine, r.scenario, r.grader, o.state, o.reason, o.visible_score, o.visible_max, o.verdict,
                o.due_score, o.due_max, o.due_verdict, o.score, o.max, o.staff_verdict,
                s.state as before_state, s.engine as before_engine, s.scenario as before_scenario,
                s.grader as before_grader, s.score as before_score, s.max as before_max,
                %s as differs, %s as falls
              from regrade_job j join regrade r on r.id = j.regrade_id join submission s on s.id = j.submission_id
                join outcome o on o.submission_id = s.id and o.engine = r.engine and o.scenario = r.scenario
                  and o.grader = r.grader
              where j.regrade_id = $1 and j.state in ('graded', 'rejected')
                and s.state in ('graded', 'rejected', 'ungradable')
              for update of s),
            taken as (select * from tried where $2 or not falls),
            moved as (
              update submission s
              set state = t.state, reason = t.reason, visible_score = t.visible_score, visible_max = t.visible_max,
                  verdict = t.verdict, due_score = t.due_score, due_max = t.due_max, due_verdict = t.due_verdict,
                  score = t.score, max = t.max, staff_verdict = t.staff_verdict,
                  engine = t.engine, scenario = t.scenario, grader = t.grader
              from taken t where s.id = t.id),
            changed as (
              insert into regrade_change (regrade_id, submission_id, before_state, before_engine, before_scenario,
                before_grader, before_score, before_max, after_state, after_score, after_max)
              select $1, id, before_state, before_engine, before_scenario, before_grader, before_score, before_max,
                state, score, max
              from taken where differs
              returning submission_id),
            told as (select count(pg_notify('pagewalk_submission', submission_id::text)) as changed from changed)
            update regrade
            set applied_by = $3, applied_at = now(), reason = $4, changed = told.changed,
                kept = (select count(*) from tried where differs and falls and not $2),
                unchanged = (select count(*) from tried where not differs)
            from told where id = $1""".formatted(RegradeTable.DIFFERS, RegradeTable.FALLS);

    private final LabShelf labs;
    private final LabVersions versions;
    private final RegradeTable table;
    private final Pool pool;

    Regrades(LabShelf labs, LabVersions versions, RegradeTable table, Pool pool) {
        this.labs = labs;
        this.versions = versions;
        this.table = table;
        this.pool = pool;
    }

    /** What to try: the client makes the id. */
    public record Begin(@Nullable UUID id, @Nullable String lab) {}

    /** Why to apply it, and whether submissions may lose points by it. */
    public record Apply(@Nullable String reason, @Nullable Boolean falls) {}

    /** Begins a dry run; the same id gives the same one. */
    public Uni<RegradeTable.Regrade> begin(Person me, Begin asked) {
        UUID id = given("id", asked.id());
        Lab lab = labs.lab(given("lab", asked.lab()));
        return versions.keep(lab)
                .chain(() -> pool.withTransaction(db -> begin(db, me, id, lab)))
                .chain(() -> table.get(me, id))
                .invoke(found -> {
                    if (!found.lab().equals(lab.id())) {
                        throw new Problem(409, "id-used", "A regrade of another lab has this id.");
                    }
                });
    }

    private static Uni<Void> begin(SqlConnection db, Person me, UUID id, Lab lab) {
        UUID course = me.course();
        Tuple fresh = Tuple.tuple()
                .addUUID(id)
                .addUUID(course)
                .addString(lab.id())
                .addString(EngineHash.HEX)
                .addString(lab.scenarioHash())
                .addString(GraderHash.HEX)
                .addUUID(me.id());
        return db.preparedQuery(LOCK)
                .execute(Tuple.of(course))
                .chain(() -> db.preparedQuery(INSERT).execute(fresh))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : db.preparedQuery(REPLACE)
                                .execute(Tuple.of(course, lab.id()))
                                .chain(() -> db.preparedQuery(JOBS).execute(Tuple.of(id, course, lab.id())))
                                .chain(() -> db.preparedQuery(WAKE).execute(Tuple.of(id.toString())))
                                .replaceWithVoid());
    }

    /** Applies a finished dry run once; a second time gives what the first did. */
    public Uni<RegradeTable.Regrade> apply(Person me, UUID id, Apply asked) {
        String reason = given("reason", asked.reason()).strip();
        if (reason.isEmpty() || reason.length() > REASON_CHARS || reason.indexOf('\0') >= 0) {
            throw Problem.bad(
                    "reason",
                    "A reason has 1 to " + REASON_CHARS + " characters, this one " + reason.length()
                            + "; students read it.");
        }
        boolean falls = Boolean.TRUE.equals(asked.falls());
        return table.get(me, id)
                .chain(() -> pool.withTransaction(db -> db.preparedQuery(LOCK_ONE)
                        .execute(Tuple.of(id))
                        .chain(() -> table.get(db, me, id))
                        .chain(now -> now.state().equals(RegradeTable.APPLIED)
                                ? Uni.createFrom().voidItem()
                                : apply(db, now, Tuple.of(id, falls, me.id(), reason)))))
                .chain(() -> table.get(me, id));
    }

    private static Uni<Void> apply(SqlConnection db, RegradeTable.Regrade now, Tuple values) {
        if (!now.state().equals(RegradeTable.READY)) {
            throw new Problem(409, "not-ready", "This regrade cannot be applied: " + now.sentence());
        }
        return db.preparedQuery(APPLY).execute(values).replaceWithVoid();
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.bad(field, "The field '" + field + "' is missing.");
        }
        return value;
    }
}
