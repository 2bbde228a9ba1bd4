package pagewalk.server.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Problem;

/** One person's work on one lab: the owner of a journal. The client makes the id. */
@Entity
@Table(name = "work_session")
public class WorkSession extends PanacheEntityBase {
    /** The lab of a session that plays freely. */
    public static final String FREE = "free";

    @Id
    public UUID id;

    @Column(name = "account_id")
    public UUID accountId;

    public String lab;

    public String mode;

    public int attempt;

    /** Free play: the machine. */
    public @Nullable String config;

    /** Practice: what the variant was drawn from, as the client says. */
    public @Nullable String seed;

    /** The engine the session was begun with. */
    public String engine;

    /** The version of the lab it was begun with; null for free play, and where none was recorded. */
    public @Nullable String scenario;

    /** Lines of the journal. */
    public int length;

    /** Characters of the journal, each line with its newline. */
    public int bytes;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** The session of that owner; 404 when it is absent or somebody else's. */
    public static Uni<WorkSession> own(UUID id, UUID owner) {
        return owned(find("id = ?1 and accountId = ?2", id, owner).firstResult());
    }

    /** Like {@link #own}, with its row locked until the transaction ends. */
    static Uni<WorkSession> ownLocked(UUID id, UUID owner) {
        return owned(find("id = ?1 and accountId = ?2", id, owner)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult());
    }

    /** The attempt the owner is at: that of the newest graded session, 1 without one. */
    public static Uni<Integer> currentAttempt(UUID owner, String lab) {
        return WorkSession.<WorkSession>find(
                        "accountId = ?1 and lab = ?2 and mode = 'graded' order by attempt desc", owner, lab)
                .firstResult()
                .map(session -> session == null ? 1 : session.attempt);
    }

    /** The version of the lab that an attempt was begun with; null when it was not begun, or none was recorded. */
    public static Uni<@Nullable String> scenarioOf(UUID owner, String lab, int attempt) {
        return WorkSession.<WorkSession>find(
                        "accountId = ?1 and lab = ?2 and mode = 'graded' and attempt = ?3 order by createdAt",
                        owner,
                        lab,
                        attempt)
                .firstResult()
                .map(session -> session == null ? null : session.scenario);
    }

    private static Uni<WorkSession> owned(Uni<WorkSession> found) {
        return found.onItem().ifNull().failWith(() -> Problem.notFound("session"));
    }
}
