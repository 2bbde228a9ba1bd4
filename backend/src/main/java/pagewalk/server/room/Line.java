package pagewalk.server.room;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** What is sent on one connection. A receiver that does not keep up is cut off, and catches up when it comes back. */
public final class Line {
    private static final Logger LOG = Logger.getLogger(Line.class);
    private static final CloseReason TOO_SLOW = new CloseReason(4408, "too slow: reconnect and catch up");
    private static final int MAX_WAITING = 4 * 1024 * 1024;
    private static final int MAX_WAITING_FOR_LOSSY = 64 * 1024;

    private final WebSocketConnection connection;
    private final AtomicInteger waiting = new AtomicInteger();

    public Line(WebSocketConnection connection) {
        this.connection = connection;
    }

    public String id() {
        return connection.id();
    }

    /** Sends in the order of the calls. */
    public void send(String text) {
        if (waiting.addAndGet(text.length()) > MAX_WAITING) {
            close(TOO_SLOW);
            return;
        }
        connection.sendText(text).subscribe().with(done -> waiting.addAndGet(-text.length()), failure -> {
            waiting.addAndGet(-text.length());
            LOG.debug("a socket went away", failure);
        });
    }

    /** Sends what may be lost, and is when the connection is behind. */
    public void sendLossy(String text) {
        if (waiting.get() < MAX_WAITING_FOR_LOSSY) {
            send(text);
        }
    }

    /** Closes; a socket that is gone already is no fault. */
    public void close(CloseReason reason) {
        quietly(connection.close(reason));
    }

    private static void quietly(Uni<Void> work) {
        work.subscribe().with(done -> {}, failure -> LOG.debug("a socket went away", failure));
    }
}
