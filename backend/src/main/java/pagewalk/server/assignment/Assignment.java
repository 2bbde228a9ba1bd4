package pagewalk.server.assignment;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The due date a course's instructor gave a lab; a lab without one has no row. */
@Entity
@IdClass(Assignment.Key.class)
public class Assignment extends PanacheEntityBase {

    /** One due date a course and lab. */
    public record Key(UUID courseId, String lab) {}

    @Id
    @Column(name = "course_id")
    public UUID courseId;

    @Id
    public String lab;

    /** Work received later is late. */
    @Column(name = "due_at")
    public Instant dueAt;

    static Uni<List<Assignment>> of(UUID course) {
        return list("courseId", course);
    }
}
