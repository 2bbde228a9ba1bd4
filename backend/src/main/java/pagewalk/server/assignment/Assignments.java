package pagewalk.server.assignment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import pagewalk.server.account.Person;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Problem;

/** Sets due dates, for instructors. */
@ApplicationScoped
public class Assignments {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9999;

    private static final String SET = """
            insert into assignment (course_id, lab, due_at) values ($1, $2, $3)
            on conflict (course_id, lab) do update set due_at = excluded.due_at""";

    private static final String DELETE = "delete from assignment where course_id = $1 and lab = $2";

    private final LabShelf labs;
    private final Pool pool;

    Assignments(LabShelf labs, Pool pool) {
        this.labs = labs;
        this.pool = pool;
    }

    /** Sets the lab's due date in the instructor's course; an empty text takes it away. */
    public Uni<Void> setDue(Person instructor, String lab, String due) {
        String known = labs.lab(lab).id();
        Instant at = due.isBlank() ? null : read(due.strip());
        UUID course = instructor.course();
        return (at == null
                        ? pool.preparedQuery(DELETE).execute(Tuple.of(course, known))
                        : pool.preparedQuery(SET).execute(Tuple.of(course, known, at.atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    /** A date and time as browsers send them, read as UTC. */
    private static Instant read(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException e) {
            throw unreadable(text);
        }
        throw unreadable(text);
    }

    private static Problem unreadable(String text) {
        return Problem.bad(
                "due",
                "The due date is '" + text + "', but it is written as 2026-12-01T23:59, in UTC and from the year "
                        + FIRST_YEAR + " on; leave it empty for none.");
    }
}
