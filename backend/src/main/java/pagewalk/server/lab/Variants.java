package pagewalk.server.lab;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantJson;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.SessionFile;
import pagewalk.server.account.Account;
import pagewalk.server.account.Person;
import pagewalk.server.course.Course;
import pagewalk.server.page.Problem;
import pagewalk.server.session.Prediction;
import pagewalk.server.session.Sessions;
import pagewalk.server.session.WorkSession;
import pagewalk.server.submission.Submission;

/** Draws variants for browsers; the course key and what it draws beyond the open question stay here. */
@ApplicationScoped
public class Variants {
    private final LabShelf labs;
    private final LabVersions versions;

    Variants(LabShelf labs, LabVersions versions) {
        this.labs = labs;
        this.versions = versions;
    }

    /** What was drawn, and the version of the lab to draw it by; null for the present one. */
    private record Begun(@Nullable String scenario, Drawn drawn) {}

    private record Drawn(VariantSeed seed, VariantJson.Owner owner, Commits commits) {}

    /** The variant of a practice seed, a fresh one without it. */
    public Uni<String> practice(Person me, String lab, @Nullable String seed, int attempt) {
        Lab found = labs.lab(lab);
        VariantSeed drawn = seed == null ? VariantSeed.random() : practiceSeed(seed);
        VariantJson.Owner owner = new VariantJson.Owner(Mode.PRACTICE, me.id().toString(), attempt);
        return json(found, new Drawn(drawn, owner, Commits.NONE));
    }

    /**
     * The graded variant of an attempt that was begun or may be; the current one when none is asked for. An attempt
     * that was begun stays with the version of the lab it was begun with.
     */
    public Uni<String> graded(Person me, String lab, @Nullable Integer attempt) {
        labs.lab(lab);
        return Panache.withSession(() -> Course.<Course>findById(me.course())
                        .chain(course -> WorkSession.currentAttempt(me.id(), lab)
                                .chain(current -> {
                                    int asked = attempt == null ? current : attempt;
                                    return open(me, lab, asked, current)
                                            .chain(() -> WorkSession.scenarioOf(me.id(), lab, asked))
                                            .chain(begun -> drawn(
                                                            course, me.id().toString(), lab, asked)
                                                    .map(drawn -> new Begun(begun, drawn)));
                                })))
                .chain(begun -> versions.of(lab, begun.scenario()).chain(found -> json(found, begun.drawn())));
    }

    private static Uni<Void> open(Person me, String lab, int asked, int current) {
        if (asked == current + 1) {
            return Sessions.needSubmission(me.id(), lab, current);
        }
        if (asked < 1 || asked > current) {
            throw Problem.bad("attempt", "The attempt is " + asked + ", but you are at attempt " + current + ".");
        }
        return Uni.createFrom().voidItem();
    }

    /** The variant a submission was made on. */
    public Uni<String> ofSubmission(Submission row) {
        return versions.of(row.lab, row.labVersion).chain(found -> ofSubmission(row, found));
    }

    private Uni<String> ofSubmission(Submission row, Lab found) {
        String student = row.accountId.toString();
        if (row.mode.equals(Mode.PRACTICE.word())) {
            return labs.off(() -> seedOf(row.file))
                    .chain(seed -> json(
                            found,
                            new Drawn(
                                    practiceSeed(seed),
                                    new VariantJson.Owner(Mode.PRACTICE, student, row.attempt),
                                    Commits.NONE)));
        }
        return Panache.withSession(() -> Account.<Account>findById(row.accountId)
                        .chain(account -> Course.<Course>findById(account.courseId))
                        .chain(course -> drawn(course, student, row.lab, row.attempt)))
                .chain(drawn -> json(found, drawn));
    }

    /** The variant of somebody's session; {@code seed} is that of a practice session. */
    public Uni<String> ofSession(UUID account, String lab, int attempt, @Nullable String seed) {
        String student = account.toString();
        if (seed != null) {
            Lab found = labs.lab(lab);
            VariantJson.Owner owner = new VariantJson.Owner(Mode.PRACTICE, student, attempt);
            return json(found, new Drawn(practiceSeed(seed), owner, Commits.NONE));
        }
        return Panache.withSession(() -> Account.<Account>findById(account)
                        .chain(owner -> Course.<Course>findById(owner.courseId))
                        .chain(course -> drawn(course, student, lab, attempt))
                        .chain(drawn -> WorkSession.scenarioOf(account, lab, attempt)
                                .map(scenario -> new Begun(scenario, drawn))))
                .chain(begun -> versions.of(lab, begun.scenario()).chain(found -> json(found, begun.drawn())));
    }

    private static Uni<Drawn> drawn(Course course, String student, String lab, int attempt) {
        VariantSeed seed = VariantSeed.graded(course.key, lab, student, attempt);
        VariantJson.Owner owner = new VariantJson.Owner(Mode.GRADED, student, attempt);
        return Prediction.of(UUID.fromString(student), lab, attempt)
                .map(found -> new Drawn(seed, owner, Prediction.commits(found)));
    }

    private Uni<String> json(Lab lab, Drawn drawn) {
        return labs.off(() -> VariantJson.forBrowser(lab.variant(drawn.seed()), drawn.owner(), drawn.commits()));
    }

    private static String seedOf(String file) {
        String seed = SessionFile.parse(file) instanceof SessionFile.Parsed.Ok ok
                ? ok.file().header().seed()
                : null;
        if (seed == null) {
            throw new Problem(409, "no-seed", "The submitted file names no practice seed, so its variant is unknown.");
        }
        return seed;
    }

    private static VariantSeed practiceSeed(String hex) {
        try {
            return VariantSeed.practice(hex);
        } catch (IllegalArgumentException e) {
            throw Problem.bad("seed", "The seed cannot be used: " + e.getMessage() + ".");
        }
    }
}
