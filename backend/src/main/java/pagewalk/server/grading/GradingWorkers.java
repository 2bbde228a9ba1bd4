package pagewalk.server.grading;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.grade.GradeBudget;
import pagewalk.lab.grade.Grader;
import pagewalk.lab.grade.Verdict;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;
import pagewalk.server.account.Account;
import pagewalk.server.course.Course;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.ops.DiskSpace;
import pagewalk.server.session.Prediction;
import pagewalk.server.submission.State;
import pagewalk.server.submission.Submission;

/** Grades by carrying a session out again, on a fixed pool of platform threads; its rows are read before that. */
@ApplicationScoped
public class GradingWorkers {
    private final LabShelf labs;
    private final DiskSpace disk;
    private final WorkerExecutor threads;
    private final int count;

    GradingWorkers(
            Vertx vertx,
            LabShelf labs,
            DiskSpace disk,
            @ConfigProperty(name = "pagewalk.graders") Optional<Integer> graders) {
        this.labs = labs;
        this.disk = disk;
        count = graders.orElse(Runtime.getRuntime().availableProcessors());
        threads = vertx.createSharedWorkerExecutor("pagewalk-graders", Math.max(count, 1));
    }

    /** What the server stored that a file is compared with; no course for a guest. */
    private record Stored(Submission row, @Nullable Course course, List<Prediction> predictions) {}

    /** Threads, which is how many leases this node holds; 0 = this node serves pages only. */
    int count() {
        return count;
    }

    /** Threads that may take work up now: none while there is no room to write verdicts. */
    int ready() {
        return disk.isLow() ? 0 : count;
    }

    /** Grades one submission; fails when it takes longer than it may. */
    Uni<Outcome> grade(UUID id) {
        return Panache.withSession(() -> Submission.<Submission>findById(id).chain(GradingWorkers::stored))
                .chain(stored -> threads.executeBlocking(() -> judged(stored), false))
                .ifNoItem()
                .after(State.GRADE)
                .fail();
    }

    private static Uni<Stored> stored(Submission row) {
        if (row.mode.equals(Mode.PRACTICE.word())) {
            return Uni.createFrom().item(new Stored(row, null, List.of()));
        }
        return Account.<Account>findById(row.accountId)
                .chain(account -> Course.<Course>findById(account.courseId))
                .chain(course -> Prediction.of(row.accountId, row.lab, row.attempt)
                        .map(found -> new Stored(row, course, found)));
    }

    private Outcome judged(Stored stored) {
        Submission row = stored.row();
        return switch (SessionFile.parse(row.file)) {
            case SessionFile.Parsed.Bad bad -> Outcome.rejected("the file cannot be read: " + bad.sentence());
            case SessionFile.Parsed.Ok ok -> {
                String foreign = foreign(row, ok.file().header());
                yield foreign != null ? Outcome.rejected(foreign) : graded(stored, ok.file());
            }
        };
    }

    private Outcome graded(Stored stored, SessionFile file) {
        Submission row = stored.row();
        Lab lab = labs.lab(row.lab);
        Course course = stored.course();
        VariantSeed seed;
        if (course == null) {
            String said = file.header().seed();
            if (said == null) {
                return Outcome.rejected("the file names no practice seed, so its variant is unknown");
            }
            seed = practice(said);
            if (seed == null) {
                return Outcome.rejected("the file's practice seed '" + said + "' is not 1 to 64 hex digits");
            }
        } else {
            seed = VariantSeed.graded(course.key, lab.id(), row.accountId.toString(), row.attempt);
        }
        Verdict verdict = Grader.grade(
                lab,
                lab.variant(seed),
                file,
                GradeBudget.DEFAULT,
                course == null ? null : Prediction.commits(stored.predictions()));
        return verdict.state() == Verdict.State.GRADED
                ? Outcome.graded(verdict, row)
                : Outcome.without(verdict.state().word(), verdict.reason());
    }

    /** Why the file cannot be this session's, or null. */
    private static @Nullable String foreign(Submission row, SessionHeader header) {
        if (!row.lab.equals(header.lab())) {
            return "the file is of lab " + header.lab() + ", the session of " + row.lab;
        }
        if (!row.mode.equals(header.mode().word())) {
            return "the file is a " + header.mode().word() + " session, the submission is " + row.mode;
        }
        if (!row.accountId.toString().equals(header.student())) {
            return "the file is of student " + header.student() + ", not of " + row.accountId;
        }
        if (row.attempt != header.attempt()) {
            return "the file is of attempt " + header.attempt() + ", the session of attempt " + row.attempt;
        }
        return null;
    }

    private static @Nullable VariantSeed practice(String hex) {
        try {
            return VariantSeed.practice(hex);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
