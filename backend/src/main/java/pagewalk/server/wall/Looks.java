package pagewalk.server.wall;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;
import pagewalk.server.page.Problem;

/**
 * Who looks into whose session. A look is stored before anything is shown, its student is told at once, and the row
 * stays. It lasts while it is renewed, so a node that dies ends the looks it kept.
 */
@ApplicationScoped
public class Looks {
    /** Seconds a look lasts without being renewed. */
    static final int LIFE = 45;

    private static final String VISIBLE = """
            select s.id, s.account_id, a.name, s.lab, s.mode, s.attempt, s.config, s.seed, s.engine, s.length
            from work_session s join account a on a.id = s.account_id
            where s.id = $1 and a.course_id = $2 and a.kind = 'student'""";

    private static final String RENEW = """
            update session_look set until = now() + make_interval(secs => $3)
            where session_id = $1 and account_id = $2 and until > now()""";

    /** Begins a look and tells the student's node. */
    private static final String BEGIN = """
            with begun as (insert into session_look (id, session_id, account_id, until)
                           values ($4, $1, $2, now() + make_interval(secs => $3)))
            select pg_notify('pagewalk_watch', (select account_id from work_session where id = $1)::text)::text""";

    private static final String END = """
            with ended as (update session_look set until = now()
                           where session_id = $1 and account_id = $2 and until > now())
            select pg_notify('pagewalk_watch', (select account_id from work_session where id = $1)::text)::text""";

    private static final String OPEN = """
            select distinct l.session_id, i.name from session_look l
            join work_session s on s.id = l.session_id join account i on i.id = l.account_id
            where s.account_id = $1 and l.until > now() order by i.name""";

    private static final String HISTORY = """
            select l.session_id, s.lab, i.name, l.since, l.until from session_look l
            join work_session s on s.id = l.session_id join account i on i.id = l.account_id
            where s.account_id = $1 order by l.since desc limit 100""";

    private final Pool pool;

    Looks(Pool pool) {
        this.pool = pool;
    }

    /** A student's session as an instructor of the course may see it. */
    public record Watched(
            UUID id,
            UUID account,
            String name,
            String lab,
            String mode,
            int attempt,
            @Nullable String config,
            @Nullable String seed,
            String engine,
            int length) {}

    /** A look that is going on: into which session, and by whom. */
    record Open(UUID session, String by) {}

    /** A look as its student may read of it. */
    public record Past(UUID session, String lab, String by, String since, String until) {}

    /** Stores that the instructor looks, then gives the session; 404 unless its student is in the same course. */
    Uni<Watched> look(Person instructor, UUID session) {
        return visible(instructor.course(), session)
                .call(() -> renew(instructor.id(), session)
                        .chain(renewed -> renewed
                                ? Uni.createFrom().voidItem()
                                : pool.preparedQuery(BEGIN)
                                        .execute(Tuple.of(session, instructor.id(), (double) LIFE, UUID.randomUUID()))
                                        .replaceWithVoid()));
    }

    /** Lets a look last on; false when there is none. */
    Uni<Boolean> renew(UUID instructor, UUID session) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(session, instructor, (double) LIFE))
                .map(rows -> rows.rowCount() > 0);
    }

    /** Ends a look. */
    Uni<Void> end(UUID instructor, UUID session) {
        return pool.preparedQuery(END).execute(Tuple.of(session, instructor)).replaceWithVoid();
    }

    /** Who looks at the account's sessions now. */
    Uni<List<Open>> open(UUID account) {
        return pool.preparedQuery(OPEN).execute(Tuple.of(account)).map(rows -> {
            List<Open> open = new ArrayList<>();
            for (Row row : rows) {
                open.add(new Open(row.getUUID(0), row.getString(1)));
            }
            return open;
        });
    }

    /** The newest hundred looks into the account's sessions. */
    Uni<List<Past>> history(UUID account) {
        return pool.preparedQuery(HISTORY).execute(Tuple.of(account)).map(rows -> {
            List<Past> past = new ArrayList<>();
            for (Row row : rows) {
                past.add(new Past(
                        row.getUUID(0),
                        row.getString(1),
                        row.getString(2),
                        row.getOffsetDateTime(3).toInstant().toString(),
                        row.getOffsetDateTime(4).toInstant().toString()));
            }
            return past;
        });
    }

    private Uni<Watched> visible(UUID course, UUID session) {
        return pool.preparedQuery(VISIBLE).execute(Tuple.of(session, course)).map(rows -> {
            for (Row row : rows) {
                return new Watched(
                        row.getUUID("id"),
                        row.getUUID("account_id"),
                        row.getString("name"),
                        row.getString("lab"),
                        row.getString("mode"),
                        row.getInteger("attempt"),
                        row.getString("config"),
                        row.getString("seed"),
                        row.getString("engine"),
                        row.getInteger("length"));
            }
            throw Problem.notFound("session");
        });
    }
}
