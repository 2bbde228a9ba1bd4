package pagewalk.server.submission;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import pagewalk.server.account.Logins;
import pagewalk.server.account.Person;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices.Missed;
import pagewalk.server.ops.Notices.Notice;

/** The open sockets of this node, each with the person it was opened for. They end with their login. */
@ApplicationScoped
public class Sockets {
    private static final Logger LOG = Logger.getLogger(Sockets.class);
    private static final CloseReason LOGIN_ENDED = new CloseReason(4401, "login ended");

    private final Map<WebSocketConnection, Person> open = new ConcurrentHashMap<>();
    private final Pool pool;
    private final Contexts contexts;

    Sockets(Pool pool, Contexts contexts) {
        this.pool = pool;
        this.contexts = contexts;
    }

    void add(WebSocketConnection connection, Person person) {
        open.put(connection, person);
    }

    void remove(WebSocketConnection connection) {
        open.remove(connection);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Courses whose instructors are connected here. */
    List<UUID> instructedCourses() {
        return open.values().stream()
                .filter(Person::isInstructor)
                .map(Person::course)
                .distinct()
                .toList();
    }

    void send(UUID account, String text) {
        open.forEach((connection, person) -> {
            if (person.id().equals(account)) {
                send(connection, text);
            }
        });
    }

    void sendToInstructors(UUID course, String text) {
        open.forEach((connection, person) -> {
            if (person.isInstructor() && course.equals(person.courseId())) {
                send(connection, text);
            }
        });
    }

    void ended(@Observes Notice notice) {
        if (notice.channel().equals(Logins.CHANNEL)) {
            closeIf(Set.of(notice.id()));
        }
    }

    /** Logins may have ended unheard: ask which of the connected ones are still there. */
    void missed(@Observes Missed missed) {
        if (isEmpty()) {
            return;
        }
        Set<String> connected = new HashSet<>();
        open.values().forEach(person -> connected.add(person.login()));
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
        open.forEach((connection, person) -> {
            if (logins.contains(person.login())) {
                quietly(connection.close(LOGIN_ENDED));
            }
        });
    }

    private static void send(WebSocketConnection connection, String text) {
        quietly(connection.sendText(text));
    }

    /** A socket that goes away while it is written to is no fault. */
    private static void quietly(Uni<Void> work) {
        work.subscribe().with(done -> {}, failure -> LOG.debug("a socket went away", failure));
    }
}
