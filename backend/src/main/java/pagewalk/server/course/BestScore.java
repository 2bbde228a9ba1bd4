package pagewalk.server.course;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict.Audience;

/**
 * What counts: the best graded submission of one person and lab that came before the due date. Each audience has its
 * own best, so that which submission it is tells a student nothing of the checks that are still hidden.
 */
public record BestScore(UUID student, String lab, Points visible, Points due, Points staff) {

    /** A score and the most there was to get. */
    public record Points(@Nullable Integer score, @Nullable Integer max) {}

    private static final String BEST = "select s.accountId, s.lab, max(s.visibleScore), max(s.visibleMax),"
            + " max(s.dueScore), max(s.dueMax), max(s.score), max(s.max) from Submission s"
            + " where s.accountId in ?1 and s.mode = 'graded' and s.state = 'graded' and not exists"
            + " (select 1 from Assignment a where a.courseId = ?2 and a.lab = s.lab and a.dueAt < s.receivedAt)"
            + " group by s.accountId, s.lab order by s.lab";

    /** Of each lab those people have a verdict in. */
    static Uni<List<BestScore>> of(UUID course, List<UUID> students) {
        if (students.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(BEST, Object[].class)
                        .setParameter(1, students)
                        .setParameter(2, course)
                        .getResultList())
                .map(rows -> rows.stream().map(BestScore::of).toList());
    }

    /** What the audience may see of it. */
    public Points points(Audience audience) {
        return switch (audience) {
            case STUDENT -> visible;
            case STUDENT_AFTER_DUE -> due;
            case STAFF -> staff;
        };
    }

    private static BestScore of(Object[] row) {
        return new BestScore((UUID) row[0], (String) row[1], points(row, 2), points(row, 4), points(row, 6));
    }

    private static Points points(Object[] row, int at) {
        return new Points((Integer) row[at], (Integer) row[at + 1]);
    }
}
