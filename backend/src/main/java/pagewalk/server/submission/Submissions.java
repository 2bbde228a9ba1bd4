package pagewalk.server.submission;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.lab.Lab;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.SessionFile;
import pagewalk.server.account.Person;
import pagewalk.server.assignment.DueDates;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.ops.Secrets;
import pagewalk.server.ops.Twice;
import pagewalk.server.page.Problem;
import pagewalk.server.session.WorkSession;

/** Takes submissions in and reads them back. A row is committed and announced before it is acknowledged. */
@ApplicationScoped
public class Submissions {
    private final LabShelf labs;
    private final Receipts receipts;
    private final History history;
    private final RateLimits limits;

    Submissions(LabShelf labs, Receipts receipts, History history, RateLimits limits) {
        this.labs = labs;
        this.receipts = receipts;
        this.history = history;
        this.limits = limits;
    }

    /** What a client hands in. */
    public record HandIn(
            @Nullable UUID id,
            @Nullable UUID session,
            @Nullable String file) {}

    /** Stores the submission once; the same id with the same file gives the same answer. */
    public Uni<SubmissionJson> take(Person me, HandIn asked) {
        UUID id = given("id", asked.id());
        UUID session = given("session", asked.session());
        String file = given("file", asked.file());
        limits.take(Limit.SUBMIT, me.id().toString());
        return labs.off(() -> readable(file))
                .chain(text -> Twice.over(() -> Panache.withTransaction(() -> WorkSession.own(session, me.id())
                        .chain(own -> Submission.<Submission>findById(id)
                                .chain(found -> found == null
                                        ? store(id, own, file, madeWith(own, text))
                                        : again(found, me, file))))))
                .chain(row -> json(me, row));
    }

    /** The submission with its receipt, as that person may see it. */
    public Uni<SubmissionJson> json(Person me, Submission row) {
        return json(me, List.of(row)).map(List::getFirst);
    }

    /** Several at once, in their order. */
    public Uni<List<SubmissionJson>> json(Person me, List<Submission> rows) {
        return Panache.withSession(() -> DueDates.of(me.courseId()))
                .chain(dates -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> json(row, Seen.by(me, row, dates)))
                        .collect()
                        .asList());
    }

    Uni<SubmissionJson> json(Submission row, Seen seen) {
        return receipts.of(row).map(receipt -> SubmissionJson.of(row, receipt, seen));
    }

    /** The submission with that id, for whoever may see it. */
    public Uni<SubmissionJson> get(Person me, UUID id) {
        return Panache.withSession(() -> Submission.visible(id, me)).chain(row -> json(me, row));
    }

    /** How regrades changed the submission, as that person may see it. */
    public Uni<List<History.Change>> history(Person me, UUID id) {
        return Panache.withSession(() -> Submission.visible(id, me)
                        .chain(row -> DueDates.of(me.courseId()).map(dates -> Seen.by(me, row, dates))))
                .chain(seen -> history.of(id, seen.audience()));
    }

    /** Own submissions, newest first; of one lab if it is given. */
    public Uni<List<Submission>> own(Person me, @Nullable String lab, int page, int size) {
        return Panache.withSession(() -> Submission.<Submission>find(
                        "accountId = ?1 and (?2 is null or lab = ?2) order by receivedAt desc", me.id(), lab)
                .page(page, size)
                .list());
    }

    /** Sends an ungradable submission of the instructor's course to the graders once more. */
    public Uni<SubmissionJson> requeue(Person instructor, UUID id) {
        return Panache.withTransaction(() -> Submission.visible(id, instructor).chain(row -> {
                    if (!row.state.equals(State.UNGRADABLE)) {
                        throw new Problem(
                                409,
                                "not-ungradable",
                                "Only an ungradable submission can be sent again; this" + " one is " + row.state + ".");
                    }
                    row.state = State.RECEIVED;
                    row.reason = null;
                    row.tries = 0;
                    row.verifyingAt = null;
                    row.gradedAt = null;
                    row.deadline = now().plus(State.TAKE_UP);
                    return Panache.flush()
                            .chain(() -> SubmissionFeed.announce(id))
                            .replaceWith(row);
                }))
                .chain(row -> json(instructor, row));
    }

    /**
     * The version of the lab to judge by: the one the session was begun with. Practice counts for nothing, so there a
     * file may be of the present version in a session that was begun before it.
     */
    private @Nullable String madeWith(WorkSession session, SessionFile file) {
        Lab present = labs.find(session.lab);
        String now = present == null ? null : present.scenarioHash();
        boolean practice = session.mode.equals(Mode.PRACTICE.word());
        return session.scenario == null
                        || (practice && Objects.equals(now, file.header().scenario()))
                ? now
                : session.scenario;
    }

    private static Uni<Submission> store(UUID id, WorkSession session, String file, @Nullable String version) {
        if (session.lab.equals(WorkSession.FREE)) {
            throw Problem.bad("session", "Free play has nothing to grade: submit a lab's session.");
        }
        Submission row = new Submission();
        row.id = id;
        row.sessionId = session.id;
        row.accountId = session.accountId;
        row.lab = session.lab;
        row.mode = session.mode;
        row.attempt = session.attempt;
        row.labVersion = version;
        row.file = file;
        row.sha256 = Secrets.sha256Hex(file);
        row.state = State.RECEIVED;
        row.receivedAt = now();
        row.deadline = row.receivedAt.plus(State.TAKE_UP);
        return row.persistAndFlush().chain(() -> SubmissionFeed.announce(id)).replaceWith(row);
    }

    private static Uni<Submission> again(Submission found, Person me, String file) {
        if (!found.accountId.equals(me.id())) {
            throw Problem.notFound("submission");
        }
        if (!found.sha256.equals(Secrets.sha256Hex(file))) {
            throw new Problem(409, "id-used", "Another file was submitted under this id before.");
        }
        return Uni.createFrom().item(found);
    }

    private static SessionFile readable(String file) {
        if (file.length() > Limits.SESSION_CHARS) {
            throw new Problem(
                    413,
                    "too-large",
                    "The session file has " + file.length() + " characters, the limit is " + Limits.SESSION_CHARS
                            + ".");
        }
        if (file.indexOf('\0') >= 0) {
            throw new Problem(400, "bad-file", "The session file contains a NUL character.").with("field", "file");
        }
        return switch (SessionFile.parse(file)) {
            case SessionFile.Parsed.Ok ok -> ok.file();
            case SessionFile.Parsed.Bad bad ->
                throw new Problem(400, "bad-file", "The session file cannot be read: " + bad.sentence() + ".")
                        .with("field", "file")
                        .with("line", bad.line())
                        .with("column", bad.column());
        };
    }

    /** Whole milliseconds, so that a stored time and its receipt agree. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.bad(field, "The field '" + field + "' is missing.");
        }
        return value;
    }
}
