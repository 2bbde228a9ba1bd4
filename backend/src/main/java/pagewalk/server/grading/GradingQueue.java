package pagewalk.server.grading;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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
import pagewalk.server.grading.Leases.Lease;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices;
import pagewalk.server.ops.Notices.Missed;
import pagewalk.server.ops.Notices.Notice;
import pagewalk.server.ops.Outage;
import pagewalk.server.submission.State;

/**
 * Takes submissions from the table, as many as there are threads, and sees each to its end. What wakes it is the
 * NOTIFY of a new submission; a slow timer finds the leases of workers that died.
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
    private final Leases leases;
    private final GradingWorkers workers;
    private final boolean exclusive;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean taking = new AtomicBoolean();
    private volatile boolean open;
    private volatile long lookTimer = -1;
    private volatile long heartbeatTimer = -1;

    GradingQueue(
            Vertx vertx,
            Contexts contexts,
            Leases leases,
            GradingWorkers workers,
            @ConfigProperty(name = "pagewalk.exclusive", defaultValue = "false") boolean exclusive) {
        this.vertx = vertx;
        this.contexts = contexts;
        this.leases = leases;
        this.workers = workers;
        this.exclusive = exclusive;
    }

    void start(@Observes StartupEvent event) {
        if (workers.count() == 0) {
            return;
        }
        open = true;
        if (exclusive) {
            contexts.run("freeing the leases of a server that died", leases::freeAll);
        }
        lookTimer = vertx.setPeriodic(LOOK_MILLIS, timer -> look());
        heartbeatTimer = vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> heartbeat());
    }

    void stop(@Observes ShutdownEvent event) {
        open = false;
        vertx.cancelTimer(lookTimer);
        vertx.cancelTimer(heartbeatTimer);
    }

    void wake(@Observes Notice notice) {
        if (notice.channel().equals(Notices.SUBMISSION)) {
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
                    "taking submissions",
                    () -> Uni.createFrom()
                            .deferred(() -> leases.take(free))
                            .invoke(taken -> taken.forEach(this::grade))
                            .onTermination()
                            .invoke(() -> taking.set(false)));
        }
    }

    private void heartbeat() {
        if (open && !running.isEmpty()) {
            contexts.run("renewing leases", () -> leases.renew(running));
        }
    }

    private void grade(Lease lease) {
        running.add(lease.id());
        contexts.run(
                "grading " + lease.id(),
                () -> outcome(lease)
                        .chain(outcome -> leases.finish(lease.id(), outcome))
                        .onFailure()
                        .recoverWithUni(failure -> retry(lease, failure))
                        .onTermination()
                        .invoke(() -> {
                            running.remove(lease.id());
                            look();
                        }));
    }

    private Uni<Outcome> outcome(Lease lease) {
        return lease.tries() > State.TRIES
                ? Uni.createFrom().item(Outcome.ungradable(GAVE_UP + "the grader stopped each time" + NO_LOSS))
                : workers.grade(lease.id());
    }

    private Uni<Void> retry(Lease lease, Throwable failure) {
        if (Outage.isAway(failure)) {
            return Uni.createFrom().failure(failure);
        }
        LOG.warnf(failure, "try %d at grading %s failed", lease.tries(), lease.id());
        return lease.tries() < State.TRIES
                ? leases.release(lease.id())
                : leases.finish(lease.id(), Outcome.ungradable(GAVE_UP + "a fault of ours" + NO_LOSS));
    }
}
