package pagewalk.server.ops;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OpenConnections;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.ConnectException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import pagewalk.server.ops.Notices.Lost;
import pagewalk.server.ops.Notices.Missed;

/**
 * Recognises that the database is away, and tells of it once, not with every request that meets it. Sockets are closed
 * with 1013, "try again later": what they would tell cannot be read now.
 */
@ApplicationScoped
public class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final CloseReason LATER = new CloseReason(1013, "the database does not answer: try again later");
    /** Connections that broke, and a database that starts or stops. */
    private static final Pattern AWAY = Pattern.compile("08...|57P0.");
    /** Errors further apart than this are not of one outage; while it lasts, the listener meets one much more often. */
    private static final long APART = Duration.ofSeconds(10).toNanos();
    /** What was asked before the database was back may fail a moment after; a new outage is met again and again. */
    private static final long LATE = Duration.ofSeconds(2).toNanos();

    private final OpenConnections sockets;
    private boolean away;
    private long last;
    private long back = System.nanoTime() - LATE;

    Outage(OpenConnections sockets) {
        this.sockets = sockets;
    }

    /** Whether the failure comes from a database that does not answer. */
    public static boolean isAway(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ConnectException || t instanceof ClosedConnectionException) {
                return true;
            }
        }
        return SqlState.matches(failure, AWAY);
    }

    /** Logs the first failure of an outage. */
    public synchronized void met(Throwable failure) {
        long now = System.nanoTime();
        if (!away && now - back < LATE) {
            return;
        }
        if (!away || now - last > APART) {
            LOG.warnf(
                    "The database does not answer (%s): requests are refused with 503 until it is back",
                    failure.getMessage());
        }
        away = true;
        last = now;
    }

    void lost(@Observes Lost lost) {
        met(lost.failure());
        sockets.forEach(connection -> connection
                .close(LATER)
                .subscribe()
                .with(done -> {}, failure -> LOG.debug("a socket went away", failure)));
    }

    synchronized void back(@Observes Missed missed) {
        if (away) {
            away = false;
            back = System.nanoTime();
            LOG.info("The database answers again");
        }
    }
}
