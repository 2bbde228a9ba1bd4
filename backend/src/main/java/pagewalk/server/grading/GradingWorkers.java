package pagewalk.server.grading;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict;
import pagewalk.server.grading.Outcome.By;
import pagewalk.server.lab.LabVersions;
import pagewalk.server.ops.DiskSpace;
import pagewalk.server.submission.Submission;

/** Grades by carrying a session out again, on a fixed pool of platform threads; its rows are read before that. */
@ApplicationScoped
public class GradingWorkers {
    private final LabVersions versions;
    private final Outcomes outcomes;
    private final DiskSpace disk;
    private final GraderSettings settings;
    private final WorkerExecutor threads;
    private final int count;

    GradingWorkers(Vertx vertx, LabVersions versions, Outcomes outcomes, DiskSpace disk, GraderSettings settings) {
        this.versions = versions;
        this.outcomes = outcomes;
        this.disk = disk;
        this.settings = settings;
        count = settings.threads();
        threads = vertx.createSharedWorkerExecutor("pagewalk-graders", Math.max(count, 1));
    }

    /** How long one try may take. */
    Duration limit() {
        return settings.limit();
    }

    /** Threads, which is how many leases this node holds; 0 = this node serves pages only. */
    int count() {
        return count;
    }

    /** Threads that may take work up now: none while there is no room to write verdicts. */
    int ready() {
        return disk.isLow() ? 0 : count;
    }

    /** Grades one submission by the version of the lab it was made with; fails when it takes longer than it may. */
    Uni<Outcome> grade(UUID id) {
        return Panache.withSession(() -> Submission.<Submission>findById(id).chain(GradedFile::read))
                .chain(file -> versions.of(file.row().lab, file.row().labVersion)
                        .chain(lab -> once(file, By.us(lab.scenarioHash()), () -> file.judged(lab, lab))));
    }

    /** Grades one submission by another version of its lab. */
    Uni<Outcome> regrade(UUID id, String scenario) {
        return Panache.withSession(() -> Submission.<Submission>findById(id).chain(GradedFile::read))
                .chain(file -> versions.of(file.row().lab, file.row().labVersion)
                        .chain(made -> versions.of(file.row().lab, scenario)
                                .chain(now -> once(file, By.us(scenario), () -> file.judged(made, now)))));
    }

    /** What is kept already is not made again. */
    private Uni<Outcome> once(GradedFile file, By by, Supplier<Verdict> judged) {
        return outcomes.of(file.row().id, by)
                .chain(known -> known != null
                        ? Uni.createFrom().item(known)
                        : carriedOut(judged).map(verdict -> Outcome.of(verdict, file.row(), by)));
    }

    private Uni<Verdict> carriedOut(Supplier<Verdict> judged) {
        AtomicReference<@Nullable Thread> at = new AtomicReference<>();
        return threads.executeBlocking(
                        () -> {
                            at.set(Thread.currentThread());
                            try {
                                return judged.get();
                            } finally {
                                stopped(at);
                            }
                        },
                        false)
                .ifNoItem()
                .after(settings.limit())
                .fail()
                .onFailure(TimeoutException.class)
                .invoke(() -> stop(at));
    }

    /** Asks the thread to stop, if it is still at it, so that another submission gets it. */
    private static void stop(AtomicReference<@Nullable Thread> at) {
        synchronized (at) {
            Thread thread = at.get();
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** The thread goes on to other work, with no request to stop left behind. */
    private static void stopped(AtomicReference<@Nullable Thread> at) {
        synchronized (at) {
            at.set(null);
            Thread.interrupted();
        }
    }
}
