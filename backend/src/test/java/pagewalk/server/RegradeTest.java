package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagewalk.server.course.Course;

/** Everything submitted to a lab, tried again: first as a dry run, then for good. */
@QuarkusTest
class RegradeTest {
    private static final int PATIENCE_SECONDS = 300;

    private Course course;
    private Client instructor;

    @BeforeEach
    void course() {
        course = Courses.unclaimed();
        instructor = Courses.claim(course);
    }

    @Test
    void dryRunShowsWhatWouldChangeAndIsAppliedOnce() {
        Graded right = student();
        right.predictions().forEach(line -> right.predict(line).then().statusCode(200));
        String better = graded(right, right.solution().text());
        Graded idle = student();
        String same = graded(idle, idle.nothing().text());
        int full = judgedByAnOlderGrader(better, 3);

        String id = begin();
        JsonPath ready = await(id, "ready");
        assertEquals(2, ready.getInt("total"));
        assertEquals(1, ready.getInt("changed"));
        assertEquals(1, ready.getInt("unchanged"));
        assertEquals(0, ready.getInt("falls"));
        assertEquals(better, ready.getString("changes[0].submission"));
        assertEquals(3, ready.getInt("changes[0].before.score"));
        assertEquals(full, ready.getInt("changes[0].after.score"));
        assertEquals("Bring a large block back", ready.getString("changes[0].parts[1].title"));
        assertEquals("Keep the books", ready.getString("changes[0].parts[-1].title"));
        assertEquals("3", score(better), "a dry run changes nothing");
        instructor
                .get("/instructor/regrades/" + id)
                .then()
                .statusCode(200)
                .body(containsString("3 of " + full))
                .body(containsString("id=\"apply\""));

        Socket socket = Socket.open(right.client);
        apply(id, "the old grader was wrong", false)
                .then()
                .statusCode(200)
                .body("state", equalTo("applied"))
                .body("changed", equalTo(1))
                .body("unchanged", equalTo(1));
        JsonObject told = socket.awaitEnd(better);
        assertEquals(told.getInteger("max"), told.getInteger("score"), told::encode);
        assertEquals(String.valueOf(full), score(better));
        String when = Database.text("select applied_at from regrade where id = ?", UUID.fromString(id));
        apply(id, "again", true).then().statusCode(200).body("reason", equalTo("the old grader was wrong"));
        assertEquals(when, Database.text("select applied_at from regrade where id = ?", UUID.fromString(id)));
        assertEquals(2, count("outcome where submission_id = '" + better + "'"), "the old verdict is kept");
        assertEquals(1, count("regrade_change where regrade_id = '" + id + "'"));
        assertThrows(IllegalStateException.class, () -> Database.change("update regrade_change set after_score = 99"));
        right.client
                .get("/api/submissions/" + better + "/history")
                .then()
                .statusCode(200)
                .body("[0].reason", equalTo("the old grader was wrong"))
                .body("[0].before.score", equalTo(3))
                .body("[0].by", nullValue());
        right.client
                .get("/submissions/" + better)
                .then()
                .statusCode(200)
                .body(containsString("the old grader was wrong"));
        idle.client.get("/submissions/" + same).then().statusCode(200).body(not(containsString("old grader")));
    }

    @Test
    void pointsDoNotFallUnlessTheInstructorSaysSo() {
        Graded idle = student();
        String id = graded(idle, idle.nothing().text());
        judgedByAnOlderGrader(id, 5);
        String careful = begin();
        assertEquals(1, await(careful, "ready").getInt("falls"));
        apply(careful, "a new grader", false)
                .then()
                .statusCode(200)
                .body("changed", equalTo(0))
                .body("kept", equalTo(1));
        assertEquals("5", score(id));
        String strict = begin();
        await(strict, "ready");
        apply(strict, "everybody was told", true).then().statusCode(200).body("changed", equalTo(1));
        assertEquals("0", score(id));
        instructor
                .get("/submissions/" + id)
                .then()
                .statusCode(200)
                .body(containsString("everybody was told"))
                .body(containsString("fewer"));
    }

    /** The graders wait for a table that the test has locked: one regrade job at a time, and a student goes first. */
    @Test
    void studentsGoFirstAndANewerRegradeTakesTheQueuedJobs() throws Exception {
        List<Graded> students = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            students.add(student());
            graded(students.get(i), students.get(i).nothing().text());
        }
        Database.change(
                "delete from outcome where submission_id in (select id from submission where account_id in"
                        + " (select id from account where course_id = ?))",
                course.id);
        Graded late = students.getFirst();
        Socket socket = Socket.open(late.client);
        String older;
        String newer;
        String fresh = UUID.randomUUID().toString();
        try (Connection lock = Database.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table prediction in access exclusive mode");
            older = begin();
            awaitJobs(older, "verifying", 1);
            late.submit(fresh, late.nothing().text()).then().statusCode(202);
            socket.await(news -> fresh.equals(news.getString("id")) && "verifying".equals(news.getString("state")));
            assertEquals(3, jobs(older, "queued"));
            newer = begin();
            assertEquals(0, jobs(older, "queued"));
            assertEquals(3, jobs(older, "replaced"));
            lock.rollback();
        }
        assertEquals("graded", socket.awaitEnd(fresh).getString("state"));
        assertEquals(4, await(newer, "ready").getInt("unchanged"));
        instructor
                .get("/api/regrades/" + older)
                .then()
                .body("state", equalTo("superseded"))
                .body("sentence", containsString("newer"));
        apply(older, "too late", false).then().statusCode(409).body("error", equalTo("not-ready"));
    }

    @Test
    void whatWasCommittedAfterTheSubmissionIsNotOfIt() {
        Graded student = student();
        String id = graded(student, student.nothing().text());
        Database.change(
                "update submission set received_at = now() - interval '1 hour' where id = ?", UUID.fromString(id));
        student.predictions().forEach(line -> student.predict(line).then().statusCode(200));
        judgedByAnOlderGrader(id, 0);
        assertEquals(0, await(begin(), "ready").getInt("changed"));
    }

    @Test
    void beginningTwiceIsBeginningOnce() {
        String id = UUID.randomUUID().toString();
        Map<String, String> asked = Map.of("id", id, "lab", Graded.LAB);
        instructor.post("/api/regrades", asked).then().statusCode(200).body("id", equalTo(id));
        instructor.post("/api/regrades", asked).then().statusCode(200).body("id", equalTo(id));
        assertEquals(1, count("regrade where id = '" + id + "'"));
        await(id, "ready");
        apply(id, " ", false).then().statusCode(400).body("field", equalTo("reason"));
        apply(id, "x".repeat(501), false).then().statusCode(400).body("message", containsString("501"));
        instructor.post("/api/regrades", Map.of("id", id, "lab", "nope")).then().statusCode(404);
        instructor.post("/api/regrades", Map.of("lab", Graded.LAB)).then().statusCode(400);
        instructor
                .form("/instructor/regrades", Map.of("lab", Graded.LAB))
                .then()
                .statusCode(303);
        instructor.get("/instructor/regrades").then().statusCode(200).body(containsString(id));
    }

    @Test
    void onlyInstructorsOfTheCourseSeeIt() {
        String id = begin();
        Client student = student().client;
        student.post("/api/regrades", Map.of("id", id, "lab", Graded.LAB))
                .then()
                .statusCode(403);
        student.get("/api/regrades/" + id).then().statusCode(403);
        student.get("/instructor/regrades/" + id).then().statusCode(403);
        Client other = Courses.instructorOfNewCourse();
        other.get("/api/regrades/" + id).then().statusCode(404);
        other.post("/api/regrades/" + id + "/apply", Map.of("reason", "mine now"))
                .then()
                .statusCode(404);
        other.post("/api/regrades", Map.of("id", id, "lab", Graded.LAB)).then().statusCode(404);
    }

    private Graded student() {
        Client client = Client.visitor();
        client.join(course.joinCode, Client.name("student")).then().statusCode(303);
        return Graded.open(client);
    }

    private static String graded(Graded student, String file) {
        JsonObject end = student.submitAndAwait(Socket.open(student.client), file);
        assertEquals("graded", end.getString("state"), end::encode);
        return end.getString("id");
    }

    /** As if an older grader had given the submission other points; gives those it has now. */
    private static int judgedByAnOlderGrader(String id, int score) {
        UUID submission = UUID.fromString(id);
        int now = Integer.parseInt(score(id));
        for (String table :
                List.of("outcome set engine = 'older', submission_id", "submission set engine = 'older', id")) {
            int at = table.lastIndexOf(", ");
            int rows = Database.change(
                    "update " + table.substring(0, at) + ", score = ?, visible_score = ?, due_score = ?,"
                            + " staff_verdict = regexp_replace(staff_verdict, '\"score\":[0-9]+', '\"score\":0', 'g')"
                            + " where " + table.substring(at + 2) + " = ?",
                    score,
                    score,
                    score,
                    submission);
            assertEquals(1, rows);
        }
        return now;
    }

    private static String score(String id) {
        return Database.text("select score from submission where id = ?", UUID.fromString(id));
    }

    private String begin() {
        String id = UUID.randomUUID().toString();
        instructor
                .post("/api/regrades", Map.of("id", id, "lab", Graded.LAB))
                .then()
                .statusCode(200);
        return id;
    }

    private io.restassured.response.Response apply(String id, String reason, boolean falls) {
        return instructor.post("/api/regrades/" + id + "/apply", Map.of("reason", reason, "falls", falls));
    }

    private JsonPath await(String id, String state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonPath now = instructor.get("/api/regrades/" + id).jsonPath();
            if (state.equals(now.getString("state"))) {
                return now;
            }
            assertTrue(System.nanoTime() < end, now.prettify());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void awaitJobs(String regrade, String state, int wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (jobs(regrade, state) != wanted) {
            assertTrue(System.nanoTime() < end, state);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static int jobs(String regrade, String state) {
        return count("regrade_job where regrade_id = '" + regrade + "' and state = '" + state + "'");
    }

    private static int count(String what) {
        return Integer.parseInt(Database.text("select count(*) from " + what));
    }
}
