package pagewalk.server.wall;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices;
import pagewalk.server.ops.Notices.Notice;
import pagewalk.server.room.Wire;
import pagewalk.server.submission.Sockets;

/** Tells students, on their news socket, who is looking at which of their sessions. */
@ApplicationScoped
class WatchFeed {
    private final Looks looks;
    private final Contexts contexts;
    private final Sockets sockets;
    private final Wire wire;

    WatchFeed(Looks looks, Contexts contexts, Sockets sockets, Wire wire) {
        this.looks = looks;
        this.contexts = contexts;
        this.sockets = sockets;
        this.wire = wire;
    }

    /** Everybody who looks now; an empty list when nobody does. */
    record WatchedMessage(String type, List<Looks.Open> watchers) {}

    void changed(@Observes Notice notice) {
        if (notice.channel().equals(Notices.WATCH) && !sockets.isEmpty()) {
            tell(UUID.fromString(notice.id()), false);
        }
    }

    /** A student has come: tell of looks that are going on. */
    void arrived(@Observes Sockets.Arrived arrived) {
        tell(arrived.account(), true);
    }

    private void tell(UUID account, boolean onlyIfAny) {
        contexts.run(
                "telling who looks",
                () -> looks.open(account).invoke(open -> {
                    if (!onlyIfAny || !open.isEmpty()) {
                        sockets.send(account, wire.text(new WatchedMessage("watched", open)));
                    }
                }));
    }
}
