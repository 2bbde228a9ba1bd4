package pagewalk.server;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.server.course.Course;

/** What counts, what a student sees of it before the due date, and after. The lab hides one check of one point. */
@QuarkusTest
class DueDateTest {
    /** Words of the hidden check, in its name and its message. */
    private static final List<String> HIDDEN = List.of("\"clean\"", "was held at every step", ">clean<", ": clean");

    private static final Pattern LINK = Pattern.compile(",\"link\":\"[^\"]*\"");

    @TempDir
    Path directory;

    private Course course;
    private Client instructor;

    @BeforeEach
    void newCourse() {
        course = Courses.unclaimed();
        instructor = Courses.claim(course);
    }

    @Test
    void withoutADueDateTheHiddenPointIsToldAndNothingElse() {
        Graded graded = student();
        String id = handInSolution(graded);
        graded.client
                .get("/api/submissions/" + id)
                .then()
                .body("score", equalTo(48))
                .body("max", equalTo(48))
                .body("hiddenPoints", equalTo(1))
                .body("hiddenUntil", nullValue())
                .body("withheld", equalTo("1 more point is hidden until the due date, which is not set yet."));
        assertNothingHidden(graded, id);
    }

    @Test
    void beforeTheDueDateTheStudentIsToldWhen() {
        Graded graded = student();
        Socket socket = Socket.open(graded.client);
        setDue("2999-12-01T23:59").then().statusCode(303);
        String id = handInSolution(graded);
        JsonObject told = socket.awaitEnd(id);
        assertEquals(48, told.getInteger("score"), told::encode);
        assertEquals("2999-12-01T23:59:00Z", told.getString("hiddenUntil"), told::encode);
        assertNoneIn(told.encode());
        graded.client
                .get("/submissions/" + id)
                .then()
                .body(containsString("1 more point is hidden until the due date, 2999-12-01 23:59:00 UTC."));
        graded.client.get("/course").then().body(containsString("Due <time datetime=\"2999-12-01T23:59:00Z\">"));
        assertNothingHidden(graded, id);
    }

    @Test
    void theInstructorSeesAllPointsAtOnce() {
        Socket socket = Socket.open(instructor);
        Graded graded = student();
        String id = handInSolution(graded);
        JsonObject told = socket.awaitEnd(id);
        assertEquals(49, told.getInteger("score"), told::encode);
        assertEquals(49, told.getInteger("max"), told::encode);
        assertTrue(told.encode().contains("\"clean\""), told::encode);
        instructor
                .get("/api/submissions/" + id)
                .then()
                .body("score", equalTo(49))
                .body("hiddenPoints", nullValue());
        instructor.get("/submissions/" + id).then().body(containsString("49 of 49 points"));
        assertEquals(2, count(instructor.get("/instructor").asString(), "49 of 49"), "its row and its student's");
    }

    @Test
    void afterTheDueDateTheHiddenCheckAppears() {
        Graded graded = student();
        String id = handInSolution(graded);
        setDue(now()).then().statusCode(303);
        graded.client
                .get("/api/submissions/" + id)
                .then()
                .body("score", equalTo(49))
                .body("max", equalTo(49))
                .body("withheld", nullValue())
                .body("late", nullValue())
                .body(containsString("\"clean\""))
                .body("verdict.evidence.seed", nullValue());
        graded.client
                .get("/submissions/" + id)
                .then()
                .body(allOf(containsString("49 of 49 points"), containsString("was held at every step")));
        graded.client.get("/course").then().body(containsString("<strong>49 of 49</strong>"));
        setDue("").then().statusCode(303);
        assertNothingHidden(graded, id);
    }

    @Test
    void whatComesAfterTheDueDateIsGradedAndDoesNotCount() {
        Graded graded = student();
        String early = handIn(graded, graded.nothing().text());
        setDue(now()).then().statusCode(303);
        String late = handInSolution(graded);
        graded.client.get("/api/submissions/" + early).then().body("late", nullValue());
        graded.client
                .get("/api/submissions/" + late)
                .then()
                .body("late", equalTo(true))
                .body("score", equalTo(49));
        graded.client.get("/submissions/" + late).then().body(containsString("id=\"late\""));
        graded.client.get("/course").then().body(containsString("<strong>0 of 49</strong>"));
        String page = instructor.get("/instructor").asString();
        assertTrue(page.contains("graded, late"), page);
        assertEquals(1, count(page, "49 of 49"), "in its own row only");
        setDue("2999-12-01T23:59").then().statusCode(303);
        assertEquals(2, count(instructor.get("/instructor").asString(), "49 of 49"));
    }

    @Test
    void theCommandLineGivesTheSamePoints() throws Exception {
        Graded graded = student();
        String id = handInSolution(graded);
        Path file = Files.writeString(
                directory.resolve("handed-in.pw"),
                graded.client.get("/api/submissions/" + id + "/file").asString());
        JsonObject whole = grade(file);
        JsonObject stored =
                new JsonObject(instructor.get("/api/submissions/" + id).asString()).getJsonObject("verdict");
        assertEquals(stored.getInteger("score"), whole.getInteger("score"), whole::encode);
        assertEquals(stored.getInteger("max"), whole.getInteger("max"), whole::encode);
        assertEquals(
                withoutLinks(stored.getJsonArray("parts")),
                whole.getJsonArray("parts").encode());
        JsonObject visible = grade(file, "--for-student");
        graded.client
                .get("/api/submissions/" + id)
                .then()
                .body("score", equalTo(visible.getInteger("score")))
                .body("max", equalTo(visible.getInteger("max")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-13-01T00:00", "0001-01-01T00:00", "+300000-01-01T00:00", "2026-12-01"})
    void unreadableDueDateIsRefusedWithTheForm(String due) {
        setDue(due).then().statusCode(400).body(containsString("2026-12-01T23:59, in UTC"));
    }

    @Test
    void onlyTheInstructorOfTheCourseSetsItsDates() {
        Graded graded = student();
        graded.client
                .form(path(Graded.LAB), Map.of("due", "2000-01-01T00:00"))
                .then()
                .statusCode(403);
        Courses.instructorOfNewCourse()
                .form(path(Graded.LAB), Map.of("due", "2000-01-01T00:00"))
                .then()
                .statusCode(303);
        String id = handInSolution(graded);
        assertNothingHidden(graded, id);
        instructor
                .form(path("99-nope"), Map.of("due", "2000-01-01T00:00"))
                .then()
                .statusCode(404);
    }

    /** A file graded from the command line is no submission that a link could open. */
    private static String withoutLinks(JsonArray parts) {
        return LINK.matcher(parts.encode()).replaceAll("");
    }

    private Graded student() {
        Client client = Client.visitor();
        client.form("/join", Map.of("code", course.joinCode, "name", Client.name("s"), "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        return Graded.open(client);
    }

    private static String handInSolution(Graded graded) {
        graded.predictions().forEach(line -> graded.predict(line).then().statusCode(200));
        return handIn(graded, graded.solution().text());
    }

    private static String handIn(Graded graded, String file) {
        JsonObject end = graded.submitAndAwait(Socket.open(graded.client), file);
        assertEquals("graded", end.getString("state"), end::encode);
        return end.getString("id");
    }

    private Response setDue(String due) {
        return instructor.form(path(Graded.LAB), Map.of("due", due));
    }

    private static String path(String lab) {
        return "/instructor/labs/" + lab + "/due";
    }

    private static String now() {
        return LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC).toString();
    }

    /** Every door through which a student gets something about the submission. */
    private static void assertNothingHidden(Graded graded, String id) {
        for (String door : List.of(
                "/api/submissions/" + id,
                "/api/submissions",
                "/api/submissions/" + id + "/variant",
                "/api/submissions/" + id + "/file",
                "/api/labs/" + Graded.LAB + "/variant?mode=graded",
                "/submissions/" + id,
                "/lab/" + Graded.LAB + "?submission=" + id,
                "/course")) {
            Response response = graded.client.get(door);
            assertEquals(200, response.statusCode(), door);
            assertNoneIn(response.asString());
        }
        graded.client.get("/course").then().body(not(containsString("of 49")));
    }

    private static void assertNoneIn(String text) {
        HIDDEN.forEach(word -> assertFalse(text.contains(word), () -> word + " in " + text));
    }

    private JsonObject grade(Path file, String... options) throws Exception {
        String key = Database.text("select encode(key, 'hex') from course where id = ?", course.id);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> line = new java.util.ArrayList<>(List.of(
                java.toString(), "-cp", System.getProperty("java.class.path"), "pagewalk.lab.cli.Main", "grade"));
        line.addAll(List.of("--json=-", "--course-key=" + key));
        line.addAll(List.of(options));
        line.add(file.toString());
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return new JsonObject(said).getJsonObject("verdict");
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
