package pagewalk.server.account;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices.Missed;
import pagewalk.server.ops.Notices.Notice;

/** Every open socket of this node with the login it was opened by: it ends with that login. */
@ApplicationScoped
public class LoginSockets {
    private static final Logger LOG = Logger.getLogger(LoginSockets.class);
    private static final CloseReason LOGIN_ENDED = new CloseReason(4401, "login ended");

    private final Map<WebSocketConnection, String> open = new ConcurrentHashMap<>();
    private final Pool pool;
    private final Contexts contexts;

    LoginSockets(Pool pool, Contexts contexts) {
        this.pool = pool;
        this.contexts = contexts;
    }

    /** A socket was opened. */
    public void add(WebSocketConnection connection, Person person) {
        open.put(connection, person.login());
    }

    /** A socket was closed. */
    public void remove(WebSocketConnection connection) {
        open.remove(connection);
    }

    void ended(@Observes Notice notice) {
        if (notice.channel().equals(Logins.CHANNEL)) {
            closeIf(Set.of(notice.id()));
        }
    }

    /** Logins may have ended unheard: ask which of the connected ones are still there. */
    void missed(@Observes Missed missed) {
        Set<String> connected = new HashSet<>(open.values());
        if (connected.isEmpty()) {
            return;
        }
        contexts.run(
                "looking for ended logins",
                () -> pool.preparedQuery(
                                "select encode(token_hash, 'hex') from login where encode(token_hash, 'hex') = any($1)")
                        .execute(Tuple.of(connected.toArray(String[]::new)))
                        .invoke(rows -> {
                            rows.forEach(row -> connected.remove(row.getString(0)));
                            closeIf(connected);
                        }));
    }

    private void closeIf(Set<String> logins) {
        open.forEach((connection, login) -> {
            if (logins.contains(login)) {
                connection
                        .close(LOGIN_ENDED)
                        .subscribe()
                        .with(done -> {}, failure -> LOG.debug("a socket went away", failure));
            }
        });
    }
}
