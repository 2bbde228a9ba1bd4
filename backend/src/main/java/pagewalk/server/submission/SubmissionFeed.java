package pagewalk.server.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Account;
import pagewalk.server.assignment.DueDates;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices;
import pagewalk.server.ops.Notices.Missed;
import pagewalk.server.ops.Notices.Notice;

/** Sends each change of a submission to its student's sockets, and to those of the course's instructors. */
@ApplicationScoped
public class SubmissionFeed {
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final Contexts contexts;
    private final Sockets sockets;
    private final Submissions submissions;
    private final ObjectMapper mapper;
    /** Submissions that are being told of, and whether they changed meanwhile. */
    private final Map<UUID, Boolean> telling = new HashMap<>();

    SubmissionFeed(Contexts contexts, Sockets sockets, Submissions submissions, ObjectMapper mapper) {
        this.contexts = contexts;
        this.sockets = sockets;
        this.submissions = submissions;
        this.mapper = mapper;
    }

    /** Who handed in, and what the course's dates let such a person see. */
    private record Course(Account student, DueDates dates) {}

    /** Announces a change in the transaction that makes it: nobody hears of what is not stored. */
    static Uni<?> announce(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select cast(pg_notify('pagewalk_submission', ?1) as text)", String.class)
                        .setParameter(1, id.toString())
                        .getSingleResult());
    }

    void changed(@Observes Notice notice) {
        if (notice.channel().equals(Notices.SUBMISSION) && !sockets.isEmpty()) {
            tellInTurn(UUID.fromString(notice.id()));
        }
    }

    /**
     * Tells of a submission, as it is when its turn comes. A change that arrives meanwhile is told afterwards: nobody
     * hears of an older state after a newer one.
     */
    private void tellInTurn(UUID id) {
        if (begins(id)) {
            contexts.run(
                    "telling of submission " + id,
                    () -> Uni.createFrom()
                            .deferred(() -> Panache.withSession(() -> Submission.<Submission>findById(id))
                                    .chain(this::tell))
                            .onTermination()
                            .invoke(() -> ended(id)));
        }
    }

    private synchronized boolean begins(UUID id) {
        return telling.put(id, telling.containsKey(id)) == null;
    }

    private void ended(UUID id) {
        boolean changedMeanwhile;
        synchronized (this) {
            changedMeanwhile = Boolean.TRUE.equals(telling.remove(id));
        }
        if (changedMeanwhile) {
            tellInTurn(id);
        }
    }

    void missed(@Observes Missed missed) {
        if (!sockets.isEmpty()) {
            contexts.run(
                    "telling of missed submissions",
                    () -> Panache.withSession(() -> Submission.<Submission>list(
                                    "coalesce(gradedAt, verifyingAt, receivedAt) > ?1",
                                    missed.since().minus(OVERLAP)))
                            .invoke(rows -> rows.forEach(row -> tellInTurn(row.id))));
        }
    }

    private Uni<Void> tell(@Nullable Submission row) {
        if (row == null) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withSession(() -> Account.<Account>findById(row.accountId)
                        .chain(account -> DueDates.of(account.courseId).map(dates -> new Course(account, dates))))
                .chain(course -> submissions
                        .json(row, Seen.byStudent(row, course.dates()))
                        .invoke(json -> sockets.send(row.accountId, text(json)))
                        .chain(() -> tellStaff(row, course)));
    }

    private Uni<Void> tellStaff(Submission row, Course of) {
        UUID course = of.student().courseId;
        return course == null || !sockets.instructedCourses().contains(course)
                ? Uni.createFrom().voidItem()
                : submissions
                        .json(row, Seen.byStaff(of.dates()))
                        .invoke(json -> sockets.sendToInstructors(course, text(json)))
                        .replaceWithVoid();
    }

    private String text(SubmissionJson json) {
        try {
            return mapper.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a submission is always JSON", e);
        }
    }
}
