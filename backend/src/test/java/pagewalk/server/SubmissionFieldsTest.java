package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pagewalk.engine.Limits;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

/** Every field of a submission, broken in each way there is: what the door answers, and what grading says. */
@QuarkusTest
class SubmissionFieldsTest {

    /** A request body with one field broken; {@code says} is a part of the answer. */
    private record Body(String field, String how, Object value, int status, String says) {}

    /** A header line of the file broken; {@code end} is a status of the door, or the state that grading ends in. */
    private record Line(String key, String how, String value, String end, String says) {}

    private static final Object MISSING = new Object();

    private static List<Body> bodies() {
        String other = UUID.randomUUID().toString();
        return List.of(
                new Body("id", "missing", MISSING, 400, "'id' is missing"),
                new Body("id", "null", null, 400, "'id' is missing"),
                new Body("id", "a number", 7, 400, "JSON"),
                new Body("id", "an object", new JsonObject(), 400, "JSON"),
                new Body("id", "no uuid", "first", 400, "JSON"),
                new Body("id", "too long", "0".repeat(5000), 400, "JSON"),
                new Body("id", "somebody else's", "FOREIGN", 404, "no such submission"),
                new Body("session", "missing", MISSING, 400, "'session' is missing"),
                new Body("session", "null", null, 400, "'session' is missing"),
                new Body("session", "a number", 7, 400, "JSON"),
                new Body("session", "no uuid", "first", 400, "JSON"),
                new Body("session", "unknown", other, 404, "no such session"),
                new Body("session", "somebody else's", "FOREIGN", 404, "no such session"),
                new Body("file", "missing", MISSING, 400, "'file' is missing"),
                new Body("file", "null", null, 400, "'file' is missing"),
                new Body("file", "an array", List.of("format: pagewalk/1"), 400, "JSON"),
                new Body("file", "empty", "", 400, "line 1, column 1"),
                new Body("file", "with a NUL", "format: pagewalk/1\n\n# \0\n", 400, "NUL"),
                new Body("file", "too long", "#".repeat(Limits.SESSION_CHARS + 1), 413, "the limit is"),
                new Body("file", "no session", "hello", 400, "line 1, column 1"));
    }

    @TestFactory
    List<DynamicTest> bodyFields() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Body body : bodies()) {
            tests.add(DynamicTest.dynamicTest(body.field() + " is " + body.how(), () -> answered(body)));
        }
        return tests;
    }

    private static void answered(Body broken) {
        Graded mine = Graded.open(Client.student());
        JsonObject body = new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("session", mine.session)
                .put("file", mine.nothing().text());
        if (broken.value() == MISSING) {
            body.remove(broken.field());
        } else {
            Object value = "FOREIGN".equals(broken.value()) ? foreign(broken.field()) : broken.value();
            body.put(broken.field(), value);
        }
        Response answer = mine.client.post("/api/submissions", ContentType.JSON, body.encode());
        assertEquals(broken.status(), answer.statusCode(), answer.asString());
        assertTrue(answer.<String>path("message").contains(broken.says()), answer.asString());
        assertFalse(answer.asString().contains("pagewalk."), answer.asString());
        assertEquals(
                "0",
                Database.text("select count(*) from submission where account_id = ?", UUID.fromString(mine.student)));
    }

    /** The id of another student's submission or session. */
    private static String foreign(String field) {
        Graded other = Graded.open(Client.student());
        if (field.equals("session")) {
            return other.session;
        }
        String id = UUID.randomUUID().toString();
        other.submit(id, other.nothing().text()).then().statusCode(202);
        return id;
    }

    private static List<Line> lines() {
        String hash = "0123456789abcdef".repeat(4);
        String long1 = "x".repeat(5000);
        return List.of(
                new Line("format", "missing", "", "400", "format: pagewalk/1"),
                new Line("format", "of the future", "pagewalk/9", "400", "this program reads pagewalk/1"),
                new Line("engine", "another", hash, "graded", ""),
                new Line("engine", "too long", long1, "400", "4096"),
                new Line("lab", "missing", "", "rejected", "lab"),
                new Line("lab", "another", "03-free-but-failing", "rejected", "of lab 03-free-but-failing"),
                new Line("lab", "no name", "../etc", "400", "lab is not a name"),
                new Line("scenario", "another", hash, "ungradable", "another version of the lab"),
                new Line("scenario", "too long", long1, "400", "4096"),
                new Line("config", "too long", long1, "400", "4096"),
                new Line("mode", "missing", "", "rejected", "practice"),
                new Line("mode", "practice", "practice", "rejected", "practice session"),
                new Line("mode", "unknown", "exam", "400", "not practice or graded"),
                new Line("seed", "another", "0123456789abcdef", "rejected", "seed"),
                new Line("seed", "too long", long1, "400", "4096"),
                new Line("student", "missing", "", "rejected", "student"),
                new Line("student", "another", UUID.randomUUID().toString(), "rejected", "of student"),
                new Line("student", "no name", "a b", "400", "student is not a name"),
                new Line("attempt", "another", "2", "rejected", "attempt 2"),
                new Line("attempt", "no number", "two", "400", "not a number"),
                new Line("attempt", "zero", "0", "400", "from 1 upwards"),
                new Line("attempt", "too large", "99999999999", "400", "not a number"),
                new Line("digest", "another", "reach:0123456789abcdef", "rejected", "edited"),
                new Line("digest", "too long", long1, "400", "4096"),
                new Line("colour", "no key of a session", "red", "400", "key of format"));
    }

    @TestFactory
    List<DynamicTest> headerLines() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Line line : lines()) {
            tests.add(DynamicTest.dynamicTest(line.key() + " is " + line.how(), () -> ends(line)));
        }
        return tests;
    }

    private static void ends(Line broken) {
        Graded mine = Graded.open(Client.student());
        StringBuilder file = new StringBuilder();
        mine.nothing()
                .text()
                .lines()
                .filter(line -> !line.startsWith(broken.key() + ":"))
                .forEach(line -> file.append(
                                line.isEmpty() && !broken.value().isEmpty()
                                        ? broken.key() + ": " + broken.value() + "\n"
                                        : "")
                        .append(line)
                        .append('\n'));
        String id = UUID.randomUUID().toString();
        Socket socket = Socket.open(mine.client);
        Response answer = mine.submit(id, file.toString());
        if (broken.end().equals("400")) {
            assertEquals(400, answer.statusCode(), answer.asString());
            assertEquals("file", answer.path("field"));
            assertTrue(answer.<Integer>path("line") >= 1, answer.asString());
            assertTrue(answer.<String>path("message").contains(broken.says()), answer.asString());
            return;
        }
        assertEquals(202, answer.statusCode(), answer.asString());
        JsonObject end = socket.awaitEnd(id);
        assertEquals(broken.end(), end.getString("state"), end::encode);
        if (!broken.end().equals("graded")) {
            assertTrue(end.getString("reason").contains(broken.says()), end::encode);
            assertNull(end.getInteger("score"), end::encode);
        }
    }

    @Test
    void copiedSessionIsRejectedSinceItsNumbersAreSomebodyElses() {
        Graded mine = Graded.open(Client.student());
        Graded other = Graded.open(Client.student());
        SessionFile copied = new SessionFile(
                other.solution().header().with("student", mine.student).with("seed", other.variant.seedHex()),
                other.solution().lines());
        JsonObject end = mine.submitAndAwait(Socket.open(mine.client), copied.text());
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("seed"), end::encode);
    }

    @Test
    void logEditedInTheMiddleIsRejectedAtTheCommand() {
        Graded mine = Graded.open(Client.student());
        mine.predictions().forEach(line -> mine.predict(line).then().statusCode(200));
        Socket socket = Socket.open(mine.client);
        SessionFile solution = mine.solution();
        String digest = mine.submitAndAwait(socket, solution.text())
                .getJsonObject("verdict")
                .getJsonObject("evidence")
                .getString("finalDigest");
        List<JournalLine> lines = new ArrayList<>(solution.lines());
        lines.remove(lines.indexOf(new JournalLine.Part("books")) - 2);
        SessionFile edited = new SessionFile(solution.header().with("digest", digest), lines);
        JsonObject end = mine.submitAndAwait(socket, edited.text());
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("edited"), end::encode);
    }

    @Test
    void digestOfAnotherEngineIsNoFraudAndNoZero() {
        Graded mine = Graded.open(Client.student());
        mine.predictions().forEach(line -> mine.predict(line).then().statusCode(200));
        SessionFile solution = mine.solution();
        SessionFile older = new SessionFile(
                solution.header().with("engine", "0".repeat(64)).with("digest", "reach:0123456789abcdef"),
                solution.lines());
        JsonObject end = mine.submitAndAwait(Socket.open(mine.client), older.text());
        assertEquals("ungradable", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("another engine"), end::encode);
        assertNull(end.getInteger("score"));
    }

    /** Ten thousand processes that touch memory: within every limit of the door, and more work than is done for it. */
    @Test
    void logThatMakesTooMuchWorkIsRejectedAndOthersAreServedMeanwhile() {
        Graded mine = Graded.open(Client.student());
        String lab = "08-touch-and-go";
        String session = UUID.randomUUID().toString();
        mine.client
                .post("/api/sessions", Map.of("id", session, "lab", lab, "mode", "practice", "seed", "beef"))
                .then()
                .statusCode(200);
        String header = "format: pagewalk/1\nlab: " + lab + "\nmode: practice\nseed: beef\nstudent: " + mine.student
                + "\nattempt: 1\n\n";
        String process = "p = spawn comm=a\nm = mmap pid=p len=64K prot=rw flags=private,anon\n"
                + "store pid=p addr=m len=64K\nexit pid=p\n";
        String file = header + process.repeat(1_600_000 / process.length());
        Socket socket = Socket.open(mine.client);
        String slow = UUID.randomUUID().toString();
        mine.client
                .post("/api/submissions", Map.of("id", slow, "session", session, "file", file))
                .then()
                .statusCode(202);
        JsonObject quick =
                mine.submitAndAwait(Socket.open(mine.client), mine.nothing().text());
        assertEquals("graded", quick.getString("state"), quick::encode);
        JsonObject end = socket.awaitEnd(slow);
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("makes more than " + Limits.EVENTS + " events"), end::encode);
    }

    @Test
    void tooManyLinesAreRefusedAtTheDoor() {
        Graded mine = Graded.open(Client.student());
        String file = mine.nothing().text() + "part name=reach\n" + "cat /p\n".repeat(Limits.COMMANDS + 1);
        Response answer = mine.submit(UUID.randomUUID().toString(), file);
        assertEquals(400, answer.statusCode(), answer.asString());
        assertTrue(answer.<String>path("message").contains(String.valueOf(Limits.COMMANDS)), answer.asString());
    }
}
