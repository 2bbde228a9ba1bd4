package pagewalk.server.grading;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Submissions that wait for their first verdict. Every change is one statement that also announces itself. */
@ApplicationScoped
public class Leases implements Lane {
    private static final String TAKE = """
            with picked as (
              select id from submission
              where state in ('received', 'verifying') and (lease_until is null or lease_until < now())
              order by received_at limit $1 for update skip locked),
            taken as (
              update submission s
              set state = 'verifying', tries = tries + 1, lease_owner = $2,
                  lease_until = now() + interval '10 seconds', verifying_at = now(),
                  deadline = now() + make_interval(secs => $3)
              from picked where s.id = picked.id returning s.id, s.tries)
            select id, tries, pg_notify('pagewalk_submission', id::text)::text from taken""";

    private static final String RENEW = """
            update submission set lease_until = now() + interval '10 seconds'
            where lease_owner = $1 and state = 'verifying' and id = any($2)""";

    /** The verdict goes into the row that students see, and to those that are kept. */
    private static final String FINISH = """
            with done as (
              update submission
              set state = $3, reason = $4, visible_score = $5, visible_max = $6, verdict = $7,
                  due_score = $8, due_max = $9, due_verdict = $10, score = $11, max = $12, staff_verdict = $13,
                  engine = $14, scenario = $15, grader = $16,
                  graded_at = now(), deadline = null, lease_owner = null, lease_until = null
              where id = $1 and lease_owner = $2 and state = 'verifying' returning id),
            kept as (
              insert into outcome (submission_id, state, reason, visible_score, visible_max, verdict,
                  due_score, due_max, due_verdict, score, max, staff_verdict, engine, scenario, grader)
              select id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 from done
              where $3 in ('graded', 'rejected')
              on conflict do nothing)
            select pg_notify('pagewalk_submission', id::text)::text from done""";

    private static final String RELEASE = """
            update submission set lease_owner = null, lease_until = now() + interval '1 second'
            where id = $1 and lease_owner = $2 and state = 'verifying'""";

    private static final String FREE_ALL =
            "update submission set lease_owner = null, lease_until = null where state = 'verifying'";

    private final Pool pool;
    private final GraderSettings settings;
    private final UUID node = UUID.randomUUID();

    Leases(Pool pool, GraderSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    @Override
    public Uni<List<Lease>> take(int count) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(count, node, settings.limitSeconds()))
                .map(rows -> {
                    List<Lease> taken = new ArrayList<>();
                    for (Row row : rows) {
                        taken.add(new Lease(row.getUUID("id"), null, row.getInteger("tries")));
                    }
                    return taken;
                });
    }

    @Override
    public Uni<Void> renew(Set<Key> rows) {
        UUID[] ids = rows.stream().map(Key::submission).toArray(UUID[]::new);
        return pool.preparedQuery(RENEW).execute(Tuple.of(node, ids)).replaceWithVoid();
    }

    @Override
    public Uni<Void> finish(Lease lease, Outcome outcome) {
        Tuple values = outcome.addTo(Tuple.tuple().addUUID(lease.submission()).addUUID(node));
        return pool.preparedQuery(FINISH).execute(values).replaceWithVoid();
    }

    @Override
    public Uni<Void> release(Lease lease) {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(lease.submission(), node))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> freeAll() {
        return pool.query(FREE_ALL).execute().replaceWithVoid();
    }
}
