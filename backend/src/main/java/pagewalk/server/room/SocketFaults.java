package pagewalk.server.room;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How a live socket ends that cannot be read: its client is told what it did wrong, and only our faults are logged. */
public final class SocketFaults {
    private static final Logger LOG = Logger.getLogger(SocketFaults.class);
    private static final CloseReason FAULT = new CloseReason(1011, "a fault of ours");
    private static final CloseReason TOO_BIG = new CloseReason(1009, "a message has at most 65536 bytes");
    /** Vert.x tells of fragments that add up to too much by a plain exception with these words. */
    private static final String TOO_LONG = "max message size";

    private SocketFaults() {}

    /** Closes the connection because of {@code e}, unless it is closed already. */
    public static Uni<Void> end(WebSocketConnection connection, Exception e) {
        if (connection.isClosed() || e instanceof HttpClosedException) {
            return Uni.createFrom().voidItem();
        }
        CloseReason own = ofTheClient(e);
        if (own == null) {
            LOG.warnf(e, "socket %s failed", connection.id());
        }
        return connection.close(own == null ? FAULT : own).onFailure().recoverWithNull();
    }

    private static @Nullable CloseReason ofTheClient(Exception e) {
        if (e instanceof CorruptedWebSocketFrameException corrupted) {
            return new CloseReason(corrupted.closeStatus().code(), "not a frame of this protocol");
        }
        String words = e.getMessage();
        return e instanceof TooLongFrameException || (words != null && words.contains(TOO_LONG)) ? TOO_BIG : null;
    }
}
