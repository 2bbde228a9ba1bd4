package pagewalk.server.course;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.Secrets;

/** A course: a join code for its students and the key that draws their graded variants. */
@Entity
public class Course extends PanacheEntityBase {
    @Id
    public UUID id;

    public String title;

    @Column(name = "join_code")
    public String joinCode;

    public byte[] key;

    @Column(name = "claimed_at")
    public @Nullable Instant claimedAt;

    /** The course with that code, whatever its case; null when there is none. */
    public static Uni<@Nullable Course> byJoinCode(String code) {
        return find("joinCode", code.strip().toLowerCase(java.util.Locale.ROOT)).firstResult();
    }

    /** The first course nobody has claimed yet; null when all have an instructor. */
    public static Uni<@Nullable Course> unclaimed() {
        return find("claimedAt is null order by id").firstResult();
    }

    /** The secret end of the link that claims the instructor's account; derived, so that it can be printed again. */
    public String claimToken() {
        return Secrets.sign(key, "claim the instructor's account of " + id);
    }
}
