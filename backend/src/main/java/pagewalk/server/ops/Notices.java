package pagewalk.server.ops;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.net.ConnectException;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Logins;

/**
 * The one connection of this node that LISTENs. Payloads are ids only, sent in the transaction that stored the news.
 * After a reconnect everybody is told to read what was missed.
 */
@ApplicationScoped
public class Notices {
    private static final Logger LOG = Logger.getLogger(Notices.class);

    /** NOTIFY channel of submissions whose state changed. */
    public static final String SUBMISSION = "pagewalk_submission";

    /** Rooms whose log has grown. */
    public static final String ROOM = "pagewalk_room";

    /** Who is in a room, as one node says. */
    public static final String ROOM_PRESENCE = "pagewalk_presence";

    /** Sessions whose journal has grown. */
    public static final String JOURNAL = "pagewalk_journal";

    /** Accounts that somebody began or ceased to look at. */
    public static final String WATCH = "pagewalk_watch";

    private static final long RETRY_MILLIS = 250;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Event<Notice> notices;
    private final Event<Missed> missed;
    private final Event<Lost> lost;
    private volatile Instant heard = Instant.now();
    private @Nullable PgSubscriber subscriber;

    Notices(Vertx vertx, Database database, Event<Notice> notices, Event<Missed> missed, Event<Lost> lost) {
        this.vertx = vertx;
        this.options = database.options();
        this.notices = notices;
        this.missed = missed;
        this.lost = lost;
    }

    /** News of a channel. */
    public record Notice(String channel, String id) {}

    /** Listening began, or began again: news since then may have been missed. */
    public record Missed(Instant since) {}

    /** The connection broke and cannot be made again for now; told once, until it is. */
    public record Lost(Throwable failure) {}

    /** Where the database is, as Main or the tests configured it. */
    @ApplicationScoped
    public static class Database {
        private final PgConnectOptions options;

        Database(
                @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
                @ConfigProperty(name = "quarkus.datasource.username") String user,
                @ConfigProperty(name = "quarkus.datasource.password") String password) {
            options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
            options.setTcpKeepAlive(true);
        }

        PgConnectOptions options() {
            return options;
        }
    }

    void start(@Observes StartupEvent event) {
        PgSubscriber fresh = PgSubscriber.subscriber(vertx, options).reconnectPolicy(this::pause);
        listen(fresh, SUBMISSION);
        listen(fresh, Logins.CHANNEL);
        listen(fresh, ROOM);
        listen(fresh, ROOM_PRESENCE);
        listen(fresh, JOURNAL);
        listen(fresh, WATCH);
        subscriber = fresh;
        connect(fresh);
    }

    /** Once connected it reconnects by itself; only the first time it gives up. */
    private void connect(PgSubscriber fresh) {
        fresh.connect().onFailure(failure -> {
            lost.fire(new Lost(failure));
            vertx.setTimer(RETRY_MILLIS, timer -> connect(fresh));
        });
    }

    /** Milliseconds until the next try: none after a cut, in case that was all. */
    private long pause(int tries) {
        if (tries == 0) {
            return 0;
        }
        lost.fire(new Lost(new ConnectException("no connection to listen on, try " + tries)));
        return RETRY_MILLIS;
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscriber != null) {
            subscriber.reconnectPolicy(tries -> -1L);
            subscriber.close();
        }
    }

    private void listen(PgSubscriber to, String channel) {
        to.channel(channel)
                .subscribeHandler(nothing -> {
                    // Without a handler the driver prints a stack trace when the connection breaks.
                    to.actualConnection().exceptionHandler(failure -> LOG.debug("the listener's connection", failure));
                    missed.fire(new Missed(heard));
                })
                .handler(payload -> {
                    heard = Instant.now();
                    notices.fire(new Notice(channel, payload));
                });
    }
}
