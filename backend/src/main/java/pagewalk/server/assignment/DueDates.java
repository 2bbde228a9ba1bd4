package pagewalk.server.assignment;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict.Audience;

/**
 * When a course's labs are due, and so how much of a verdict its students see.
 *
 * @param course false for guests, who are in none
 */
public record DueDates(boolean course, Map<String, Instant> dates) {
    private static final DueDates NONE = new DueDates(false, Map.of());

    public DueDates {
        dates = Map.copyOf(dates);
    }

    /** Those of a course, read in the session at hand; none without a course. */
    public static Uni<DueDates> of(@Nullable UUID course) {
        return course == null
                ? Uni.createFrom().item(NONE)
                : Assignment.of(course).map(rows -> {
                    Map<String, Instant> dates = new HashMap<>();
                    rows.forEach(row -> dates.put(row.lab, row.dueAt));
                    return new DueDates(true, dates);
                });
    }

    /** When the lab is due; null when it has no due date. */
    public @Nullable Instant of(String lab) {
        return dates.get(lab);
    }

    /** What a student may see of a verdict now; a lab without a due date is never past it. */
    public Audience student(String lab) {
        Instant due = of(lab);
        return due == null || Instant.now().isBefore(due) ? Audience.STUDENT : Audience.STUDENT_AFTER_DUE;
    }

    /** Whether work received then came after the due date. */
    public boolean late(String lab, Instant received) {
        Instant due = of(lab);
        return due != null && received.isAfter(due);
    }
}
