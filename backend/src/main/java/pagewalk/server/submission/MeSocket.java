package pagewalk.server.submission;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import jakarta.annotation.security.RolesAllowed;
import org.jboss.logging.Logger;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;

/** News for one person: says hello, then sends each change of what the person handed in. */
@WebSocket(path = "/ws/me")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
public class MeSocket {
    private static final Logger LOG = Logger.getLogger(MeSocket.class);
    private static final CloseReason TOO_MANY = new CloseReason(4429, "too many messages");
    private static final CloseReason FAULT = new CloseReason(1011, "a fault of ours");

    private final Sockets sockets;
    private final RateLimits limits;
    private final SecurityIdentity identity;

    MeSocket(Sockets sockets, RateLimits limits, SecurityIdentity identity) {
        this.sockets = sockets;
        this.limits = limits;
        this.identity = identity;
    }

    @OnOpen
    public String open(WebSocketConnection connection) {
        sockets.add(connection, (Person) identity.getPrincipal());
        return "{\"type\":\"hello\"}";
    }

    @OnClose
    public void close(WebSocketConnection connection) {
        sockets.remove(connection);
    }

    /** There is nothing to say on this socket; a client may send something to keep it open, at a limited rate. */
    @OnTextMessage
    public Uni<Void> message(String text, WebSocketConnection connection) {
        return limits.tryTake(Limit.SOCKET, connection.id()) ? Uni.createFrom().voidItem() : connection.close(TOO_MANY);
    }

    /** A client that goes away is no fault. */
    @OnError
    public Uni<Void> fault(Throwable e, WebSocketConnection connection) {
        sockets.remove(connection);
        if (connection.isClosed() || e instanceof HttpClosedException) {
            return Uni.createFrom().voidItem();
        }
        LOG.warnf("socket %s: %s", connection.id(), e.toString());
        return connection.close(FAULT);
    }
}
