package pagewalk.server.grading;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.grade.GradeBudget;
import pagewalk.lab.grade.Grader;
import pagewalk.lab.grade.Verdict;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;
import pagewalk.server.account.Account;
import pagewalk.server.course.Course;
import pagewalk.server.session.Prediction;
import pagewalk.server.submission.Submission;

/**
 * A submission and what the server stored that its file is compared with.
 *
 * @param course null for practice
 */
record GradedFile(Submission row, @Nullable Course course, List<Prediction> predictions) {
    /** How far the clocks of servers and database may be apart. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    /** Reads them in the session at hand. */
    static Uni<GradedFile> read(Submission row) {
        if (row.mode.equals(Mode.PRACTICE.word())) {
            return Uni.createFrom().item(new GradedFile(row, null, List.of()));
        }
        return Account.<Account>findById(row.accountId)
                .chain(account -> Course.<Course>findById(account.courseId))
                .chain(course -> Prediction.of(row.accountId, row.lab, row.attempt)
                        .map(found -> new GradedFile(row, course, found)));
    }

    /** Judges it by a version of its lab; {@code made} is the one it was made with. Not for the event loop. */
    Verdict judged(Lab made, Lab now) {
        return switch (SessionFile.parse(row.file)) {
            case SessionFile.Parsed.Bad bad -> Verdict.rejected("the file cannot be read: " + bad.sentence());
            case SessionFile.Parsed.Ok ok -> {
                String foreign = foreign(ok.file().header());
                yield foreign != null ? Verdict.rejected(foreign) : judged(made, now, ok.file());
            }
        };
    }

    private Verdict judged(Lab made, Lab now, SessionFile file) {
        if (course == null) {
            String said = file.header().seed();
            if (said == null) {
                return Verdict.rejected("the file names no practice seed, so its variant is unknown");
            }
            VariantSeed seed = practice(said);
            return seed == null
                    ? Verdict.rejected("the file's practice seed '" + said + "' is not 1 to 24 hex digits")
                    : judged(made, now, file, seed, null);
        }
        VariantSeed seed = VariantSeed.graded(course.key, row.lab, row.accountId.toString(), row.attempt);
        return judged(made, now, file, seed, Prediction.commits(handedIn(file)));
    }

    private static Verdict judged(Lab made, Lab now, SessionFile file, VariantSeed seed, @Nullable Commits commits) {
        return Grader.regrade(made.variant(seed), now.variant(seed), file, GradeBudget.DEFAULT, commits);
    }

    /** Answers that were committed when the file came, or that it speaks of: later ones are of a later submission. */
    private List<Prediction> handedIn(SessionFile file) {
        Instant end = row.receivedAt.plus(CLOCKS);
        return predictions.stream()
                .filter(one ->
                        !one.createdAt.isAfter(end) || file.lines().stream().anyMatch(line -> is(one, line)))
                .toList();
    }

    private static boolean is(Prediction one, JournalLine line) {
        return line instanceof JournalLine.Predict said
                && said.question() == one.question
                && (said.part().isEmpty() || said.part().equals(one.part));
    }

    /** Why the file cannot be this session's, or null. */
    private @Nullable String foreign(SessionHeader header) {
        if (!row.lab.equals(header.lab())) {
            return "the file is of lab " + header.lab() + ", the session of " + row.lab;
        }
        if (!row.mode.equals(header.mode().word())) {
            return "the file is a " + header.mode().word() + " session, the submission is " + row.mode;
        }
        if (!row.accountId.toString().equals(header.student())) {
            return "the file is of student " + header.student() + ", not of " + row.accountId
                    + ": its numbers are theirs. Hand in the session you made yourself.";
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
