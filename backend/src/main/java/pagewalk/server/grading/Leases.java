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
import org.jspecify.annotations.Nullable;
import pagewalk.server.grading.Outcome.Told;

/**
 * Leases on submissions: a row is one worker's while its lease runs, and anybody's after. Every change is one
 * statement that also announces itself.
 */
@ApplicationScoped
public class Leases {
    private static final String TAKE = """
            with picked as (
              select id from submission
              where state in ('received', 'verifying') and (lease_until is null or lease_until < now())
              order by received_at limit $1 for update skip locked),
            taken as (
              update submission s
              set state = 'verifying', tries = tries + 1, lease_owner = $2,
                  lease_until = now() + interval '10 seconds', verifying_at = now(),
                  deadline = now() + interval '60 seconds'
              from picked where s.id = picked.id returning s.id, s.tries)
            select id, tries, pg_notify('pagewalk_submission', id::text)::text from taken""";

    private static final String RENEW = """
            update submission set lease_until = now() + interval '10 seconds'
            where lease_owner = $1 and state = 'verifying' and id = any($2)""";

    private static final String FINISH = """
            with done as (
              update submission
              set state = $3, reason = $4, visible_score = $5, visible_max = $6, verdict = $7,
                  due_score = $8, due_max = $9, due_verdict = $10, score = $11, max = $12, staff_verdict = $13,
                  graded_at = now(), deadline = null, lease_owner = null, lease_until = null
              where id = $1 and lease_owner = $2 and state = 'verifying' returning id)
            select pg_notify('pagewalk_submission', id::text)::text from done""";

    private static final String RELEASE = """
            update submission set lease_owner = null, lease_until = now() + interval '1 second'
            where id = $1 and lease_owner = $2 and state = 'verifying'""";

    private static final String FREE_ALL =
            "update submission set lease_owner = null, lease_until = null where state = 'verifying'";

    private final Pool pool;
    private final UUID node = UUID.randomUUID();

    Leases(Pool pool) {
        this.pool = pool;
    }

    /** A lease taken; {@code tries} counts this one. */
    record Lease(UUID id, int tries) {}

    /** Takes up to {@code count} submissions, oldest first. */
    Uni<List<Lease>> take(int count) {
        return pool.preparedQuery(TAKE).execute(Tuple.of(count, node)).map(rows -> {
            List<Lease> taken = new ArrayList<>();
            for (Row row : rows) {
                taken.add(new Lease(row.getUUID("id"), row.getInteger("tries")));
            }
            return taken;
        });
    }

    Uni<Void> renew(Set<UUID> ids) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(node, ids.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Writes the outcome, if the lease is still ours: a second worker's result for the same row changes nothing. */
    Uni<Void> finish(UUID id, Outcome outcome) {
        Tuple values = Tuple.tuple()
                .addUUID(id)
                .addUUID(node)
                .addString(outcome.state())
                .addString(outcome.reason());
        add(values, outcome.visible());
        add(values, outcome.due());
        add(values, outcome.staff());
        return pool.preparedQuery(FINISH).execute(values).replaceWithVoid();
    }

    private static void add(Tuple values, @Nullable Told told) {
        values.addInteger(told == null ? null : (Integer) told.score());
        values.addInteger(told == null ? null : (Integer) told.max());
        values.addString(told == null ? null : told.verdict());
    }

    /** Gives a submission back after a failed try, to be taken again in a second. */
    Uni<Void> release(UUID id) {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(id, node)).replaceWithVoid();
    }

    /** On a database that only this process uses: leases in it are those of a server that is gone. */
    Uni<Void> freeAll() {
        return pool.query(FREE_ALL).execute().replaceWithVoid();
    }
}
