package pagewalk.server.course;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.assignment.DueDates;
import pagewalk.server.submission.State;

/** A line of the instructor's list of submissions. */
public record SubmissionRow(
        UUID id,
        String student,
        String lab,
        int attempt,
        String state,
        Instant receivedAt,
        @Nullable Integer score,
        @Nullable Integer max,
        boolean late) {

    private static final String QUERY = "select s.id, a.name, s.lab, s.attempt, s.state, s.receivedAt, s.score, s.max,"
            + " false"
            + " from Submission s, Account a where a.id = s.accountId and a.courseId = ?1 and s.mode = 'graded'"
            + " order by s.receivedAt desc";

    public boolean ungradable() {
        return state.equals(State.UNGRADABLE);
    }

    /** The same row, late or not by these dates. */
    SubmissionRow of(DueDates dates) {
        return new SubmissionRow(id, student, lab, attempt, state, receivedAt, score, max, dates.late(lab, receivedAt));
    }

    /** Submissions of a course's members, newest first; pages count from 0. */
    static Uni<List<SubmissionRow>> of(UUID course, int page, int size) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(QUERY, SubmissionRow.class)
                        .setParameter(1, course)
                        .setFirstResult(page * size)
                        .setMaxResults(size)
                        .getResultList());
    }
}
