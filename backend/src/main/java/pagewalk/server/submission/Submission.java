package pagewalk.server.submission;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.server.account.Person;
import pagewalk.server.page.Problem;

/** A handed-in session file and what became of it; stored before it is acknowledged. The client makes the id. */
@Entity
public class Submission extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "session_id")
    public UUID sessionId;

    @Column(name = "account_id")
    public UUID accountId;

    public String lab;

    public String mode;

    public int attempt;

    /** The session file as it came. */
    public String file;

    /** SHA-256 of the file's UTF-8 bytes, in hex. */
    public String sha256;

    public String state;

    @Column(name = "received_at")
    public Instant receivedAt;

    @Column(name = "verifying_at")
    public @Nullable Instant verifyingAt;

    /** When the last state was reached, whichever of the three it is. */
    @Column(name = "graded_at")
    public @Nullable Instant gradedAt;

    /** When the present state is to end. */
    public @Nullable Instant deadline;

    /** Why it was rejected or could not be graded. */
    public @Nullable String reason;

    /** The whole verdict's points, hidden checks included: what counts. Students see one of the pairs below. */
    public @Nullable Integer score;

    public @Nullable Integer max;

    @Column(name = "visible_score")
    public @Nullable Integer visibleScore;

    @Column(name = "visible_max")
    public @Nullable Integer visibleMax;

    @Column(name = "due_score")
    public @Nullable Integer dueScore;

    @Column(name = "due_max")
    public @Nullable Integer dueMax;

    /** The verdict as JSON, as students may see it before the due date. */
    public @Nullable String verdict;

    /** The same for after the due date. */
    @Column(name = "due_verdict")
    public @Nullable String dueVerdict;

    /** The verdict as JSON with the checks that students may not see. */
    @Column(name = "staff_verdict")
    public @Nullable String staffVerdict;

    /** The version of the lab its session was made with; null when that is not known. */
    @Column(name = "lab_version")
    public @Nullable String labVersion;

    /** What the present verdict was made by: engine, version of the lab, grader; empty when there is none. */
    public String engine = "";

    public String scenario = "";

    public String grader = "";

    public int tries;

    @Column(name = "lease_owner")
    public @Nullable UUID leaseOwner;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    /** The submission if it is the person's own or of the instructor's course; otherwise 404. */
    public static Uni<Submission> visible(UUID id, Person me) {
        Uni<Submission> found = me.isInstructor()
                ? find(
                                "id = ?1 and (accountId = ?2 or accountId in"
                                        + " (select a.id from Account a where a.courseId = ?3))",
                                id,
                                me.id(),
                                me.course())
                        .firstResult()
                : find("id = ?1 and accountId = ?2", id, me.id()).firstResult();
        return found.onItem().ifNull().failWith(() -> Problem.notFound("submission"));
    }

    /** Points of the checks that the audience may see; null unless graded. */
    public @Nullable Integer score(Audience audience) {
        return switch (audience) {
            case STUDENT -> visibleScore;
            case STUDENT_AFTER_DUE -> dueScore;
            case STAFF -> score;
        };
    }

    /** Most points of those checks; null unless graded. */
    public @Nullable Integer max(Audience audience) {
        return switch (audience) {
            case STUDENT -> visibleMax;
            case STUDENT_AFTER_DUE -> dueMax;
            case STAFF -> max;
        };
    }

    /** The verdict as JSON with those checks and no others; null unless graded. */
    public @Nullable String verdict(Audience audience) {
        return switch (audience) {
            case STUDENT -> verdict;
            case STUDENT_AFTER_DUE -> dueVerdict;
            case STAFF -> staffVerdict;
        };
    }
}
