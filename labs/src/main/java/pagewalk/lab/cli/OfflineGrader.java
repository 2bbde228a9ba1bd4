package pagewalk.lab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.grade.GradeBudget;
import pagewalk.lab.grade.Graded;
import pagewalk.lab.grade.Grader;
import pagewalk.lab.grade.PlainText;
import pagewalk.lab.grade.SessionBytes;
import pagewalk.lab.grade.Verdict;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;

/** Grades files without a server, many at once; every file gets a verdict, whatever it holds. */
final class OfflineGrader {
    /**
     * What is known of a course.
     *
     * @param key the course's key, which makes its seeds; null takes the seeds of the files
     * @param students whose sessions these must be, one of them; empty takes the files' word
     * @param lab which lab they must be of; null for any
     */
    record Course(
            byte @Nullable [] key,
            List<String> students,
            @Nullable String lab) {}

    /** A fault of reading may go on to list all that could have stood there. */
    private static final int REASON_CHARS = 200;

    private final Course course;
    private final @Nullable LabCatalogue labs;
    private final Map<String, Optional<Lab>> shipped = new ConcurrentHashMap<>();

    /** {@code labs} is null for those of the product, of which each is then read when a session asks for it. */
    OfflineGrader(Course course, @Nullable LabCatalogue labs) {
        this.course = course;
        this.labs = labs;
    }

    /** Grades in as many threads, and tells each verdict in the order of the files as soon as it can. */
    void grade(List<SessionFiles.Found> files, int jobs, Consumer<Graded> then) {
        ExecutorService threads = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(work, "grader");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<Graded>> verdicts = new ArrayList<>();
        files.forEach(file -> verdicts.add(threads.submit(() -> grade(file))));
        threads.shutdown();
        try {
            for (Future<Graded> verdict : verdicts) {
                then.accept(verdict.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a grading did not end", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Graded grade(SessionFiles.Found file) {
        long begin = System.nanoTime();
        Graded graded = judged(file);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        return new Graded(graded.file(), graded.header(), graded.lab(), graded.verdict(), millis);
    }

    private Graded judged(SessionFiles.Found file) {
        SessionHeader header = SessionHeader.EMPTY;
        Lab lab = null;
        Verdict verdict;
        try {
            switch (SessionBytes.read(bytes(file.path()))) {
                case SessionFile.Parsed.Bad bad ->
                    verdict = Verdict.rejected(PlainText.line(bad.sentence(), REASON_CHARS));
                case SessionFile.Parsed.Ok ok -> {
                    header = ok.file().header();
                    lab = lab(header.lab());
                    verdict = verdict(ok.file(), lab);
                }
            }
        } catch (IOException e) {
            verdict = Verdict.ungradable("the file cannot be read");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            verdict = Verdict.ungradable("this is a bug in Pagewalk, please report it: " + PlainText.line("" + bug));
        }
        return new Graded(file.name(), header, lab, verdict, 0);
    }

    /** At most one byte more than a session may have. */
    private static byte[] bytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(SessionBytes.MAX_BYTES + 1);
        }
    }

    /** The lab of that name, or null. */
    @Nullable
    Lab lab(@Nullable String id) {
        if (id == null) {
            return null;
        }
        return labs != null
                ? labs.lab(id)
                : shipped.computeIfAbsent(id, name -> Optional.ofNullable(LabCatalogue.shippedLab(name)))
                        .orElse(null);
    }

    private Verdict verdict(SessionFile file, @Nullable Lab lab) {
        SessionHeader header = file.header();
        String id = header.lab();
        String wanted = course.lab();
        if (SessionHeader.FREE.equals(id)) {
            return Verdict.rejected("this is a session of free play, not of a lab");
        }
        if (wanted != null && id != null && !wanted.equals(id)) {
            return Verdict.rejected("the session is of lab " + id + ", not of " + wanted);
        }
        if (lab == null) {
            return Verdict.ungradable(id == null ? "the session names no lab" : "there is no lab " + id + " here");
        }
        try {
            byte[] key = course.key();
            return key == null ? unverified(file, lab) : verified(file, lab, key);
        } catch (LabFault fault) {
            return Verdict.ungradable("the lab cannot be drawn for this seed: " + fault.getMessage());
        } catch (IllegalArgumentException bad) {
            return Verdict.rejected("header seed: " + bad.getMessage());
        }
    }

    private Verdict verified(SessionFile file, Lab lab, byte[] key) {
        SessionHeader header = file.header();
        List<String> wanted = course.students();
        String said = header.student();
        String who = wanted.isEmpty() || (said != null && wanted.contains(said)) ? said : wanted.get(0);
        if (who == null) {
            return Verdict.ungradable("the session names no student; give --student ID");
        }
        return graded(file, lab, VariantSeed.graded(key, lab.id(), who, header.attempt()));
    }

    private static Verdict unverified(SessionFile file, Lab lab) {
        String seed = file.header().seed();
        return seed == null
                ? Verdict.ungradable("the seed is withheld: give --course-key to grade this session")
                : graded(file, lab, VariantSeed.parse(seed));
    }

    private static Verdict graded(SessionFile file, Lab lab, VariantSeed seed) {
        return Grader.grade(lab, lab.variant(seed), file, GradeBudget.DEFAULT);
    }
}
