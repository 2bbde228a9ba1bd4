package pagewalk.server.ops;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Regrades that have work for graders. */
    public static final String REGRADE = "pagewalk_regrade";

    /** Rooms whose log has grown. */
    public static final String ROOM = "pagewalk_room";

    /** Who is in a room, as one node says. */
    public static final String ROOM_PRESENCE = "pagewalk_presence";

    /** Sessions whose journal has grown. */
    public static final String JOURNAL = "pagewalk_journal";

    /** Accounts that somebody began or ceased to look at. */
    public static final String WATCH = "pagewalk_watch";

    private static final long RETRY_MILLIS = 250;
    private static final long CLOSE_SECONDS = 5;
    private static final String LISTEN = Stream.of(
                    SUBMISSION, Logins.CHANNEL, REGRADE, ROOM, ROOM_PRESENCE, JOURNAL, WATCH)
            .map(channel -> "LISTEN " + channel)
            .collect(Collectors.joining("; "));

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Event<Notice> notices;
    private final Event<Missed> missed;
    private final Event<Lost> lost;
    private volatile Instant heard = Instant.now();
    private volatile boolean stopping;
    private volatile @Nullable PgConnection connection;

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
        connect();
    }

    /** Tries it until it holds. */
    private void connect() {
        if (!stopping) {
            PgConnection.connect(vertx, options).compose(this::listen).onFailure(failure -> {
                lost.fire(new Lost(failure));
                vertx.setTimer(RETRY_MILLIS, timer -> connect());
            });
        }
    }

    private Future<?> listen(PgConnection fresh) {
        // Without a handler the driver prints a stack trace when the connection breaks.
        fresh.exceptionHandler(failure -> LOG.debug("the listener's connection", failure));
        fresh.notificationHandler(news -> {
            heard = Instant.now();
            notices.fire(new Notice(news.getChannel(), news.getPayload()));
        });
        if (stopping) {
            return fresh.close();
        }
        connection = fresh;
        return fresh.query(LISTEN).execute().onFailure(failure -> fresh.close()).onSuccess(done -> {
            // The first try after a cut comes at once and tells nobody: the cut may have been all.
            fresh.closeHandler(nothing -> connect());
            missed.fire(new Missed(heard));
        });
    }

    /** Waits for the end of the connection, as the event loop ends next. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        PgConnection open = connection;
        if (open != null) {
            CompletableFuture<Void> closed = open.close().toCompletionStage().toCompletableFuture();
            closed.exceptionally(broken -> null)
                    .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }
}
