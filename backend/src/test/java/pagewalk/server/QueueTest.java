package pagewalk.server;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens to submissions whose worker died; rows are put into the table as a dead server leaves them. */
@QuarkusTest
class QueueTest {

    @Test
    void leaseOfADeadWorkerIsTakenByAnother() {
        Graded graded = Graded.open(Client.student());
        Socket socket = Socket.open(graded.client);
        UUID id = orphan(graded, 1, "interval '-1 second'");
        JsonObject end = socket.awaitEnd(id.toString());
        assertEquals("graded", end.getString("state"), end::encode);
        assertEquals("2", Database.text("select tries from submission where id = ?", id));
    }

    @Test
    void liveLeaseIsLeftAloneUntilItEnds() {
        Graded graded = Graded.open(Client.student());
        Socket socket = Socket.open(graded.client);
        UUID held = orphan(graded, 1, "interval '1 hour'");
        UUID free = orphan(graded, 1, "interval '-1 second'");
        socket.awaitEnd(free.toString());
        assertEquals("verifying", Database.text("select state from submission where id = ?", held));
        Database.change("update submission set lease_until = now() where id = ?", held);
        assertEquals("graded", socket.awaitEnd(held.toString()).getString("state"));
    }

    @Test
    void afterThreeTriesItIsUngradableAndAnInstructorCanSendItAgain() {
        Graded graded = Graded.open(Client.student());
        Socket socket = Socket.open(graded.client);
        UUID id = orphan(graded, 3, "interval '-1 second'");
        JsonObject end = socket.awaitEnd(id.toString());
        assertEquals("ungradable", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("3 tries"), end.getString("reason"));

        Client instructor = Courses.instructorOfDemoCourse();
        graded.client
                .post("/api/submissions/" + id + "/requeue", Map.of())
                .then()
                .statusCode(403);
        instructor
                .post("/api/submissions/" + id + "/requeue", Map.of())
                .then()
                .statusCode(200)
                .body("state", equalTo("received"));
        socket.await(news -> id.toString().equals(news.getString("id")) && "graded".equals(news.getString("state")));
        instructor
                .post("/api/submissions/" + id + "/requeue", Map.of())
                .then()
                .statusCode(409)
                .body("error", equalTo("not-ungradable"));
    }

    /** A lab that the server no longer has fails each try; that is our fault and never a zero. */
    @Test
    void failingGraderEndsUngradable() {
        Graded graded = Graded.open(Client.student());
        Socket socket = Socket.open(graded.client);
        UUID id = orphan(graded, 0, "interval '-1 second'");
        UUID broken = UUID.randomUUID();
        Database.change(
                "insert into submission (id, session_id, account_id, lab, mode, attempt, file, sha256, state,"
                        + " received_at) select ?, session_id, account_id, 'gone-lab', mode, attempt,"
                        + " replace(file, lab, 'gone-lab'), sha256, 'received', now() from submission where id = ?",
                broken,
                id);
        JsonObject end = socket.awaitEnd(broken.toString());
        assertEquals("ungradable", end.getString("state"), end::encode);
        assertEquals("3", Database.text("select tries from submission where id = ?", broken));
    }

    /** A submission that a worker had taken {@code tries} times when it died. */
    private static UUID orphan(Graded graded, int tries, String lease) {
        UUID id = UUID.randomUUID();
        Database.change(
                "insert into submission (id, session_id, account_id, lab, mode, attempt, file, sha256, state,"
                        + " received_at, tries, lease_owner, lease_until)"
                        + " values (?, ?, ?, ?, 'graded', 1, ?, 'x', 'verifying', now(), ?, ?, now() + " + lease + ")",
                id,
                UUID.fromString(graded.session),
                UUID.fromString(graded.student),
                Graded.LAB,
                graded.nothing().text(),
                tries,
                UUID.randomUUID());
        return id;
    }
}
