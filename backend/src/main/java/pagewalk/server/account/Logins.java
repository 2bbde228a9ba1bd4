package pagewalk.server.account;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.Secrets;

/**
 * Login sessions: a random token in a cookie, its hash in a row. Every request reads its row, so that logout and a
 * changed password hold at once and on every node; the nodes hear of it by NOTIFY and close the login's sockets.
 */
@ApplicationScoped
public class Logins {
    /** NOTIFY channel; the payload is a login's hash in hex. */
    public static final String CHANNEL = "pagewalk_login_ended";

    public static final Duration LIFE = Duration.ofDays(30);

    private static final String FIND = """
            select a.id, a.kind, a.name, a.course_id, a.password_expires_at
            from login l join account a on a.id = l.account_id
            where l.token_hash = $1 and l.expires_at > now()""";

    private static final String OPEN = "insert into login (token_hash, account_id, expires_at) values ($1, $2, $3)";

    private static final String END = """
            with ended as (delete from login where account_id = $1 and token_hash is distinct from $2
                           returning token_hash)
            select count(pg_notify('pagewalk_login_ended', encode(token_hash, 'hex'))::text) from ended""";

    private static final String END_ONE = """
            with ended as (delete from login where token_hash = $1 returning token_hash)
            select count(pg_notify('pagewalk_login_ended', encode(token_hash, 'hex'))::text) from ended""";

    private static final String SWEEP = """
            with ended as (delete from login where expires_at <= now() returning token_hash)
            select count(pg_notify('pagewalk_login_ended', encode(token_hash, 'hex'))::text) from ended""";

    private final Pool pool;

    Logins(Pool pool) {
        this.pool = pool;
    }

    /** Who holds the token; null when it is unknown, expired or revoked. */
    public Uni<@Nullable Person> find(String token) {
        byte[] hash = Secrets.sha256(token);
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(hash)))
                .map(rows -> person(rows, HexFormat.of().formatHex(hash)));
    }

    /** Opens a login for the account and gives its token. */
    public Uni<String> open(UUID account) {
        String token = Secrets.token();
        OffsetDateTime expires = OffsetDateTime.now(ZoneOffset.UTC).plus(LIFE);
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(Buffer.buffer(Secrets.sha256(token)), account, expires))
                .replaceWith(token);
    }

    /** Ends one login. */
    public Uni<Void> end(Person person) {
        return pool.preparedQuery(END_ONE)
                .execute(Tuple.of(hash(person.login())))
                .replaceWithVoid();
    }

    /** Ends all logins of an account, except the one given, if any. */
    public Uni<Void> endAll(UUID account, @Nullable Person except) {
        Buffer kept = except == null ? null : hash(except.login());
        return endAll(pool, account, kept);
    }

    /** Ends what has expired. */
    public Uni<Void> sweep() {
        return pool.query(SWEEP).execute().replaceWithVoid();
    }

    private static Uni<Void> endAll(SqlClient client, UUID account, @Nullable Buffer kept) {
        return client.preparedQuery(END).execute(Tuple.of(account, kept)).replaceWithVoid();
    }

    private static Buffer hash(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex));
    }

    private static @Nullable Person person(RowSet<Row> rows, String login) {
        if (rows.rowCount() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        return new Person(
                row.getUUID("id"),
                row.getString("kind"),
                row.getString("name"),
                row.getUUID("course_id"),
                login,
                row.getOffsetDateTime("password_expires_at") != null);
    }
}
