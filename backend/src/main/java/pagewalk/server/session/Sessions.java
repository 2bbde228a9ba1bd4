package pagewalk.server.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Limits;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.Mode;
import pagewalk.server.account.Person;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.lab.LabVersions;
import pagewalk.server.ops.Twice;
import pagewalk.server.page.Problem;
import pagewalk.server.submission.Submission;

/** Opens sessions and appends to their journals; all of it idempotent by ids that the client made. */
@ApplicationScoped
public class Sessions {
    private final LabShelf labs;
    private final LabVersions versions;

    Sessions(LabShelf labs, LabVersions versions) {
        this.labs = labs;
        this.versions = versions;
    }

    /** What a client asks for when it begins a session. */
    public record Opening(
            @Nullable UUID id,
            @Nullable String lab,
            @Nullable String mode,
            @Nullable Integer attempt,
            @Nullable String config,
            @Nullable String seed) {}

    /** Lines to append and what they are based on. */
    public record Append(
            @Nullable Integer base,
            @Nullable List<String> lines,
            @Nullable UUID batch) {}

    /** Opens the session, or gives the one that was opened with this id. */
    public Uni<WorkSession> open(Person me, Opening asked) {
        UUID id = given("id", asked.id());
        String lab = given("lab", asked.lab());
        Mode mode = mode(lab, asked.mode());
        Lab present = lab.equals(WorkSession.FREE) ? null : labs.lab(lab);
        if (mode == Mode.GRADED) {
            me.course();
        }
        Uni<Void> kept = present == null ? Uni.createFrom().voidItem() : versions.keep(present);
        return kept.chain(() -> labs.off(() -> drawn(asked, lab, mode))).chain(fresh -> {
            fresh.id = id;
            fresh.accountId = me.id();
            fresh.scenario = present == null ? null : present.scenarioHash();
            return Twice.over(() -> Panache.withTransaction(() -> WorkSession.<WorkSession>findById(id)
                    .chain(found -> found == null ? begin(fresh, asked.attempt()) : mine(found, me))));
        });
    }

    /** Appends once: a batch that is there already gives the same answer, another base gives 409. */
    public Uni<Integer> append(Person me, UUID session, Append asked) {
        UUID batch = given("batch", asked.batch());
        int base = given("base", asked.base());
        List<String> lines = given("lines", asked.lines());
        return labs.off(() -> JournalLines.checked(lines))
                .chain(checked -> Panache.withTransaction(() -> WorkSession.ownLocked(session, me.id())
                        .chain(locked -> JournalBatch.of(session, batch)
                                .chain(known -> known != null
                                        ? Uni.createFrom().item(known.base + known.count)
                                        : append(locked, base, batch, checked).call(() -> announce(me, session))))));
    }

    /** Tells walls that the journal of a student has grown, in the transaction that stores the lines. */
    private static Uni<?> announce(Person me, UUID session) {
        if (me.courseId() == null) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(db -> db.createNativeQuery(
                                "select cast(pg_notify('pagewalk_journal', ?1) as text)", String.class)
                        .setParameter(1, session + " " + me.courseId())
                        .getSingleResult());
    }

    /** Like {@link #lines}, in a database session of its own. */
    public Uni<List<String>> read(UUID session, int from) {
        return Panache.withSession(() -> lines(session, from));
    }

    /** The lines from {@code from} on. */
    public Uni<List<String>> lines(UUID session, int from) {
        return JournalBatch.since(session, from).map(batches -> {
            List<String> lines = new ArrayList<>();
            for (JournalBatch batch : batches) {
                List<String> some = List.of(batch.lines.split("\n", -1));
                lines.addAll(some.subList(Math.max(0, from - batch.base), some.size()));
            }
            return lines;
        });
    }

    private static Uni<Integer> append(WorkSession session, int base, UUID batch, List<String> lines) {
        if (base != session.length) {
            throw new Problem(
                            409,
                            "journal-moved",
                            "The journal has " + session.length + " lines, not " + base
                                    + ": another tab or device wrote too.")
                    .with("length", session.length);
        }
        int bytes = session.bytes + JournalLines.size(lines);
        if (bytes > Limits.SESSION_CHARS || session.length + lines.size() > Limits.COMMANDS) {
            throw new Problem(
                    413,
                    "journal-full",
                    "A journal has at most " + Limits.COMMANDS + " lines and "
                            + Limits.SESSION_CHARS + " characters; this would have " + (session.length + lines.size())
                            + " and " + bytes + ".");
        }
        JournalBatch added = new JournalBatch();
        added.sessionId = session.id;
        added.base = base;
        added.batch = batch;
        added.count = lines.size();
        added.lines = String.join("\n", lines);
        added.createdAt = Instant.now();
        session.length += lines.size();
        session.bytes = bytes;
        session.updatedAt = added.createdAt;
        return added.persist().replaceWith(session.length);
    }

    private static Uni<WorkSession> begin(WorkSession fresh, @Nullable Integer attempt) {
        if (!fresh.mode.equals(Mode.GRADED.word())) {
            fresh.attempt = attempt == null ? 1 : Math.max(attempt, 1);
            return fresh.persist();
        }
        return WorkSession.currentAttempt(fresh.accountId, fresh.lab).chain(current -> {
            fresh.attempt = attempt == null ? current : attempt;
            if (fresh.attempt < 1 || fresh.attempt > current + 1) {
                throw Problem.bad("attempt", "The attempt is " + attempt + ", but you are at attempt " + current + ".");
            }
            return needSubmissions(fresh, current)
                    .chain(() -> WorkSession.scenarioOf(fresh.accountId, fresh.lab, fresh.attempt))
                    .invoke(begun -> fresh.scenario = begun == null ? fresh.scenario : begun)
                    .chain(() -> fresh.<WorkSession>persist());
        });
    }

    private static Uni<Void> needSubmissions(WorkSession fresh, int current) {
        return fresh.attempt <= current
                ? Uni.createFrom().voidItem()
                : needSubmission(fresh.accountId, fresh.lab, current);
    }

    /** 409 while nothing of that attempt was submitted: the next one, other numbers, is not open before. */
    public static Uni<Void> needSubmission(UUID account, String lab, int attempt) {
        return Submission.count(
                        "accountId = ?1 and lab = ?2 and mode = 'graded' and attempt = ?3", account, lab, attempt)
                .invoke(count -> {
                    if (count == 0) {
                        throw new Problem(
                                409, "attempt-open", "Submit attempt " + attempt + " before you begin the next.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<WorkSession> mine(WorkSession found, Person me) {
        if (!found.accountId.equals(me.id())) {
            throw Problem.notFound("session");
        }
        return Uni.createFrom().item(found);
    }

    private static WorkSession drawn(Opening asked, String lab, Mode mode) {
        WorkSession fresh = new WorkSession();
        fresh.lab = lab;
        fresh.mode = mode.word();
        fresh.config = lab.equals(WorkSession.FREE) ? config(asked.config()) : null;
        fresh.seed = mode == Mode.PRACTICE && asked.seed() != null ? seed(asked.seed()) : null;
        fresh.engine = EngineHash.HEX;
        fresh.createdAt = Instant.now();
        fresh.updatedAt = fresh.createdAt;
        return fresh;
    }

    private static String seed(String hex) {
        try {
            VariantSeed.practice(hex);
            return hex;
        } catch (IllegalArgumentException e) {
            throw Problem.bad("seed", "The seed cannot be used: " + e.getMessage() + ".");
        }
    }

    private static String config(@Nullable String text) {
        return switch (ConfigText.parse(text == null ? "" : text)) {
            case ConfigText.Result.Ok ok -> ok.config().text();
            case ConfigText.Result.Malformed bad ->
                throw Problem.bad(
                        "config", "line " + bad.line() + ", column " + bad.column() + ": " + bad.message() + ".");
        };
    }

    private static Mode mode(String lab, @Nullable String word) {
        Mode mode = word == null || lab.equals(WorkSession.FREE) ? Mode.PRACTICE : Mode.of(word);
        if (mode == null) {
            throw Problem.bad("mode", "The mode is '" + word + "', but it is practice or graded.");
        }
        return mode;
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.bad(field, "The field '" + field + "' is missing.");
        }
        return value;
    }
}
