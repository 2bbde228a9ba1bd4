package pagewalk.server.submission;

import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import pagewalk.server.account.LoginSockets;
import pagewalk.server.account.Person;

/** The open sockets of this node for news, each with the person it was opened for. */
@ApplicationScoped
public class Sockets {
    private static final Logger LOG = Logger.getLogger(Sockets.class);

    private final Map<WebSocketConnection, Person> open = new ConcurrentHashMap<>();
    private final LoginSockets logins;
    private final Event<Arrived> arrivals;

    Sockets(LoginSockets logins, Event<Arrived> arrivals) {
        this.logins = logins;
        this.arrivals = arrivals;
    }

    /** An account has opened a socket here. */
    public record Arrived(UUID account) {}

    void add(WebSocketConnection connection, Person person) {
        open.put(connection, person);
        logins.add(connection, person);
        arrivals.fire(new Arrived(person.id()));
    }

    void remove(WebSocketConnection connection) {
        open.remove(connection);
        logins.remove(connection);
    }

    /** Whether nobody is connected here. */
    public boolean isEmpty() {
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

    /** Sends to every socket of the account. */
    public void send(UUID account, String text) {
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

    private static void send(WebSocketConnection connection, String text) {
        quietly(connection.sendText(text));
    }

    /** A socket that goes away while it is written to is no fault. */
    private static void quietly(Uni<Void> work) {
        work.subscribe().with(done -> {}, failure -> LOG.debug("a socket went away", failure));
    }
}
