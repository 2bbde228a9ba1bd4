package pagewalk.server.grading;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import pagewalk.lab.grade.GraderHash;
import pagewalk.lab.model.EngineHash;

/** Submissions that are tried once more for a regrade; only regrades that this program's engine and grader make. */
@ApplicationScoped
public class RegradeJobs implements Lane {
    private static final String TAKE = """
            with picked as (
              select j.regrade_id, j.submission_id from regrade_job j join regrade r on r.id = j.regrade_id
              where j.state in ('queued', 'verifying') and (j.lease_until is null or j.lease_until < now())
                and r.engine = $3 and r.grader = $4
              order by j.queued_at limit $1 for update of j skip locked)
            update regrade_job j
            set state = 'verifying', tries = tries + 1, lease_owner = $2, lease_until = now() + interval '10 seconds',
                verifying_at = now(), deadline = now() + make_interval(secs => $5)
            from picked p where j.regrade_id = p.regrade_id and j.submission_id = p.submission_id
            returning j.submission_id, j.regrade_id, j.tries""";

    private static final String RENEW = """
            update regrade_job j set lease_until = now() + interval '10 seconds'
            from unnest($2::uuid[], $3::uuid[]) as mine (regrade_id, submission_id)
            where j.lease_owner = $1 and j.state = 'verifying'
              and j.regrade_id = mine.regrade_id and j.submission_id = mine.submission_id""";

    private static final String FINISH = """
            with done as (
              update regrade_job
              set state = $4, reason = $5, ended_at = now(), deadline = null, lease_owner = null, lease_until = null
              where submission_id = $1 and regrade_id = $2 and lease_owner = $3 and state = 'verifying'
              returning submission_id)
            insert into outcome (submission_id, state, reason, visible_score, visible_max, verdict,
                due_score, due_max, due_verdict, score, max, staff_verdict, engine, scenario, grader)
            select submission_id, $4, $5, $6::int, $7::int, $8, $9::int, $10::int, $11, $12::int, $13::int, $14,
                $15, $16, $17 from done
            where $4 in ('graded', 'rejected')
            on conflict do nothing""";

    private static final String RELEASE = """
            update regrade_job set lease_owner = null, lease_until = now() + interval '1 second'
            where submission_id = $1 and regrade_id = $2 and lease_owner = $3 and state = 'verifying'""";

    private static final String FREE_ALL =
            "update regrade_job set lease_owner = null, lease_until = null where state = 'verifying'";

    private final Pool pool;
    private final GraderSettings settings;
    private final UUID node = UUID.randomUUID();

    RegradeJobs(Pool pool, GraderSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    /** The version of the lab that a regrade tries. */
    Uni<String> scenario(UUID regrade) {
        return pool.preparedQuery("select scenario from regrade where id = $1")
                .execute(Tuple.of(regrade))
                .map(rows -> rows.iterator().next().getString(0));
    }

    @Override
    public Uni<List<Lease>> take(int count) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(count, node, EngineHash.HEX, GraderHash.HEX, settings.limitSeconds()))
                .map(rows -> {
                    List<Lease> taken = new ArrayList<>();
                    for (Row row : rows) {
                        taken.add(new Lease(
                                row.getUUID("submission_id"), row.getUUID("regrade_id"), row.getInteger("tries")));
                    }
                    return taken;
                });
    }

    @Override
    public Uni<Void> renew(Set<Key> rows) {
        List<Key> keys = List.copyOf(rows);
        UUID[] regrades = keys.stream().map(Key::regrade).toArray(UUID[]::new);
        UUID[] submissions = keys.stream().map(Key::submission).toArray(UUID[]::new);
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(node, regrades, submissions))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> finish(Lease lease, Outcome outcome) {
        return pool.preparedQuery(FINISH).execute(outcome.addTo(owned(lease))).replaceWithVoid();
    }

    @Override
    public Uni<Void> release(Lease lease) {
        return pool.preparedQuery(RELEASE).execute(owned(lease)).replaceWithVoid();
    }

    private Tuple owned(Lease lease) {
        return Tuple.of(lease.submission(), Objects.requireNonNull(lease.regrade()), node);
    }

    @Override
    public Uni<Void> freeAll() {
        return pool.query(FREE_ALL).execute().replaceWithVoid();
    }
}
