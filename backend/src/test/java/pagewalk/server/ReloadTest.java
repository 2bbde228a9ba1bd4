package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

/** A lab's folder changes under a running server while students work on it. */
@Tag("packaged")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReloadTest {
    private static final String MILESTONE = "        points: 3\n";

    @TempDir
    static Path directory;

    private static LabFolder folder;
    private static ServerProcess server;
    private static Client instructor;
    private static Client student;
    private static byte[] courseKey;
    private static Lab first;
    private static String session;
    private static String submission;

    @BeforeAll
    static void start() throws Exception {
        folder = LabFolder.in(directory.resolve("labs"));
        first = folder.lab();
        server = ServerProcess.start(
                directory.resolve("data"),
                Map.of("PAGEWALK_LABS", folder.folder.getParent().toString()));
        try (Connection look = server.connect();
                ResultSet course = look.createStatement().executeQuery("select join_code, key from course")) {
            course.next();
            courseKey = course.getBytes(2);
            student = Client.visitor(server.base());
            student.join(course.getString(1), "Ada").then().statusCode(303);
        }
        instructor = Client.visitor(server.base());
        instructor
                .form(server.claimPath(), Map.of("name", "prof", "password", Client.PASSWORD))
                .then()
                .statusCode(303);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    @Order(1)
    void brokenFolderIsRefusedWithFileAndLineAndTheOldVersionStays() throws Exception {
        folder.change("preset: textbook", "preset: textbok");
        String line =
                server.awaitPrinted(Pattern.compile("(Lab 30-ours is refused: .*lab\\.yaml, line \\d+.*textbok.*)"));
        assertTrue(line.contains("line"), line);
        instructor
                .get("/instructor/lab-versions")
                .then()
                .statusCode(200)
                .body(containsString("refused"))
                .body(containsString("textbok"))
                .body(containsString("the version on the left stays"));
        assertEquals(first.scenarioHash(), offered());
        student.get("/instructor/lab-versions").then().statusCode(403);

        folder.change("preset: textbok", "preset: textbook");
        server.awaitPrinted(Pattern.compile("Lab 30-ours was read again: (version \\S+)\\."));
        assertEquals(first.scenarioHash(), offered());
    }

    @Test
    @Order(2)
    void labThatDoesNotHoldIsRefused() throws Exception {
        String good = Files.readString(folder.folder.resolve("reference.trace"));
        folder.write("reference.trace", good.replace("splits:{q1.splits}", "splits:7"));
        server.awaitPrinted(Pattern.compile("refused: (.*reference.*)"));
        folder.write("reference.trace", good);
        awaitOffered(first.scenarioHash(), "in use");
    }

    @Test
    @Order(3)
    void newFolderIsOfferedWithoutARestart() throws Exception {
        Path other = Files.createDirectories(folder.folder.resolveSibling("31-more"));
        for (String name : List.of("README.md", "reference.trace", "lab.yaml")) {
            Files.writeString(
                    other.resolve(name),
                    Files.readString(folder.folder.resolve(name)).replace("lab: 30-ours", "lab: 31-more"));
        }
        server.awaitPrinted(Pattern.compile("(Lab 31-more was read): version"));
        student.get("/lab/31-more").then().statusCode(200);
    }

    /** The attempt was begun with the first version: that one stays the student's, and judges the work. */
    @Test
    @Order(4)
    void attemptGoesOnWithTheVersionItWasBegunWith() throws Exception {
        session = open();
        folder.change(MILESTONE, MILESTONE.replace("3", "5"));
        Lab second = folder.lab();
        assertNotEquals(first.scenarioHash(), second.scenarioHash());
        awaitOffered(second.scenarioHash(), "in use");
        student.get("/api/labs/" + LabFolder.ID + "/variant?mode=graded")
                .then()
                .statusCode(200)
                .body("scenario", equalTo(first.scenarioHash()));
        submission = UUID.randomUUID().toString();
        JsonObject end = submit(submission, session, solution(first));
        assertEquals("graded", end.getString("state"), end::encode);
        assertEquals(7, reach(end).getInteger("max"), end::encode);

        JsonObject foreign = submit(UUID.randomUUID().toString(), session, solution(second));
        assertEquals("ungradable", foreign.getString("state"), foreign::encode);
        assertTrue(foreign.getString("reason").contains("another version of the lab"), foreign::encode);
    }

    @Test
    @Order(5)
    void regradeJudgesOldWorkByTheNewPoints() throws Exception {
        String id = regrade();
        JsonObject ready = awaitRegrade(id);
        assertEquals(1, ready.getInteger("changed"), ready::encode);
        assertEquals(1, ready.getInteger("misfits"), ready::encode);
        instructor
                .post("/api/regrades/" + id + "/apply", Map.of("reason", "the large block is worth more"))
                .then()
                .statusCode(200)
                .body("changed", equalTo(1));
        JsonObject now =
                new JsonObject(student.get("/api/submissions/" + submission).asString());
        assertEquals(9, reach(now).getInteger("max"), now::encode);
        assertEquals(9, reach(now).getInteger("score"), now::encode);
    }

    /** Another machine cannot judge what was done on the old one: nothing is scored anew. */
    @Test
    @Order(6)
    void regradeByAnotherMachineKeepsThePoints() throws Exception {
        folder.change("      - free_pages {gone2}\n", "      - free_pages {gone2}\n      - cat /proc/buddyinfo\n");
        awaitOffered(folder.lab().scenarioHash(), "in use");
        JsonObject ready = awaitRegrade(regrade());
        assertEquals(0, ready.getInteger("changed"), ready::encode);
        assertEquals(2, ready.getInteger("misfits"), ready::encode);
    }

    /** The old version is in the database: a restart with another lab on the shelf does not lose it. */
    @Test
    @Order(7)
    void oldVersionSurvivesARestart() throws Exception {
        server.stop();
        server = server.again(Map.of("PAGEWALK_LABS", folder.folder.getParent().toString()));
        String login = student.cookies.get("pagewalk");
        student = Client.visitor(server.base());
        student.cookies.put("pagewalk", login);
        JsonObject end = submit(UUID.randomUUID().toString(), session, solution(first));
        assertEquals("graded", end.getString("state"), end::encode);
        assertEquals(7, reach(end).getInteger("max"), end::encode);
    }

    private static String open() {
        String id = UUID.randomUUID().toString();
        student.post("/api/sessions", Map.of("id", id, "lab", LabFolder.ID, "mode", "graded"))
                .then()
                .statusCode(200);
        return id;
    }

    /** Only the part without predictions, which would need commits. */
    private static SessionFile solution(Lab lab) {
        Variant variant = lab.variant(VariantSeed.graded(courseKey, LabFolder.ID, student.id(), 1));
        SessionFile whole = variant.reference();
        int from = whole.lines().indexOf(new JournalLine.Part("reach"));
        int to = whole.lines().indexOf(new JournalLine.Part("books"));
        return new SessionFile(whole.header().with("digest", ""), whole.lines().subList(from, to));
    }

    private static JsonObject submit(String id, String session, SessionFile file) {
        Socket socket = Socket.open(student);
        student.post("/api/submissions", Map.of("id", id, "session", session, "file", file.text()))
                .then()
                .statusCode(202);
        return socket.awaitEnd(id);
    }

    private static JsonObject reach(JsonObject submission) {
        return submission.getJsonObject("verdict").getJsonArray("parts").getJsonObject(1);
    }

    private static String offered() {
        return student.get("/api/labs").jsonPath().getString("find { it.id == '" + LabFolder.ID + "' }.scenario");
    }

    private static void awaitOffered(String scenario, String state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        Pattern row = Pattern.compile("id=\"lab-30-ours\".*" + state);
        while (!scenario.equals(offered())
                || !row.matcher(instructor.get("/instructor/lab-versions").asString())
                        .find()) {
            assertTrue(System.nanoTime() < end, "the lab was not read again");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static String regrade() {
        String id = UUID.randomUUID().toString();
        instructor
                .post("/api/regrades", Map.of("id", id, "lab", LabFolder.ID))
                .then()
                .statusCode(200);
        return id;
    }

    private static JsonObject awaitRegrade(String id) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (true) {
            JsonObject now =
                    new JsonObject(instructor.get("/api/regrades/" + id).asString());
            if (now.getString("state").equals("ready")) {
                return now;
            }
            assertTrue(System.nanoTime() < end, now::encode);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
