package pagewalk.server.grading;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import pagewalk.server.grading.Lane.Lease;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices;
import pagewalk.server.ops.Notices.Missed;
import pagewalk.server.ops.Notices.Notice;
import pagewalk.server.ops.Outage;
import pagewalk.server.page.Problem;
import pagewalk.server.submission.State;

/**
 * Takes work from the tables, as much as there are threads, and sees each piece to its end: submissions first, then the
 * jobs of regrades. What wakes it is the NOTIFY of new work; a slow timer finds the leases of workers that died.
 */
@ApplicationScoped
public class GradingQueue {
    private static final Logger LOG = Logger.getLogger(GradingQueue.class);
    private static final String GAVE_UP = "It could not be graded in " + State.TRIES + " tries: ";
    private static final String NO_LOSS = ". It cost no attempt; your instructor can send it again.";
    private static final long LOOK_MILLIS = 1_000;
    private static final long HEARTBEAT_MILLIS = 3_000;

    private final Vertx vertx;
    private final Contexts contexts;
    private final Lanes lanes;
    private final GradingWorkers workers;
    private final boolean exclusive;
    private final Set<Lease> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean taking = new AtomicBoolean();
    private volatile boolean open;
    private volatile boolean stopped;
    private volatile long lookTimer = -1;
    private volatile long heartbeatTimer = -1;

    GradingQueue(
            Vertx vertx,
            Contexts contexts,
            Lanes lanes,
            GradingWorkers workers,
            @ConfigProperty(name = "pagewalk.exclusive", defaultValue = "false") boolean exclusive) {
        this.vertx = vertx;
        this.contexts = contexts;
        this.lanes = lanes;
        this.workers = workers;
        this.exclusive = exclusive;
    }

    void start(@Observes StartupEvent event) {
        if (workers.count() == 0) {
            return;
        }
        if (exclusive) {
            // A lease taken before those of the dead are freed would be freed with them, and its verdict lost.
            contexts.run(
                    "freeing the leases of a server that died",
                    () -> lanes.freeAll().onTermination().invoke(this::begin));
        } else {
            begin();
        }
        lookTimer = vertx.setPeriodic(LOOK_MILLIS, timer -> look());
        heartbeatTimer = vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> heartbeat());
    }

    private void begin() {
        open = !stopped;
        look();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        open = false;
        vertx.cancelTimer(lookTimer);
        vertx.cancelTimer(heartbeatTimer);
    }

    void wake(@Observes Notice notice) {
        if (notice.channel().equals(Notices.SUBMISSION) || notice.channel().equals(Notices.REGRADE)) {
            look();
        }
    }

    void wake(@Observes Missed missed) {
        look();
    }

    private void look() {
        int free = open ? workers.ready() - running.size() : 0;
        if (free > 0 && taking.compareAndSet(false, true)) {
            contexts.run(
                    "taking work",
                    () -> Uni.createFrom()
                            .deferred(() -> lanes.submissions().take(free))
                            .invoke(taken -> taken.forEach(this::grade))
                            .chain(taken -> takeRegrades(free - taken.size()))
                            .onTermination()
                            .invoke(() -> taking.set(false)));
        }
    }

    /** Where there are several threads one stays free of regrades, so that no student waits for a slow one. */
    private Uni<?> takeRegrades(int free) {
        long busy = running.stream().filter(lease -> lease.regrade() != null).count();
        int room = (int) Math.min(free, Math.max(workers.count() - 1, 1) - busy);
        return room <= 0
                ? Uni.createFrom().voidItem()
                : lanes.regrades().take(room).invoke(taken -> taken.forEach(this::grade));
    }

    private void heartbeat() {
        if (open && !running.isEmpty()) {
            contexts.run("renewing leases", () -> lanes.renew(running));
        }
    }

    private void grade(Lease lease) {
        running.add(lease);
        contexts.run(
                "grading " + lease.submission(),
                () -> outcome(lease)
                        .chain(outcome -> lanes.of(lease).finish(lease, outcome))
                        .onFailure()
                        .recoverWithUni(failure -> retry(lease, failure))
                        .onTermination()
                        .invoke(() -> {
                            running.remove(lease);
                            look();
                        }));
    }

    private Uni<Outcome> outcome(Lease lease) {
        if (lease.tries() > State.TRIES) {
            return Uni.createFrom().item(Outcome.ungradable(GAVE_UP + "the grader stopped each time" + NO_LOSS));
        }
        UUID regrade = lease.regrade();
        return regrade == null
                ? workers.grade(lease.submission())
                : lanes.regrades().scenario(regrade).chain(scenario -> workers.regrade(lease.submission(), scenario));
    }

    private Uni<Void> retry(Lease lease, Throwable failure) {
        if (Outage.isAway(failure)) {
            return Uni.createFrom().failure(failure);
        }
        LOG.warnf(failure, "try %d at grading %s failed", lease.tries(), lease.submission());
        return lease.tries() < State.TRIES
                ? lanes.of(lease).release(lease)
                : lanes.of(lease).finish(lease, Outcome.ungradable(GAVE_UP + why(failure) + NO_LOSS));
    }

    private String why(Throwable failure) {
        return switch (failure) {
            case TimeoutException slow ->
                "carrying it out takes longer than " + workers.limit().toSeconds() + " seconds";
            case Problem gone -> "this server does not have the lab any more, or not that version of it";
            default -> "a fault of ours";
        };
    }
}
