package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.SessionFile;

/** The packaged server, killed between acknowledge and grade, and all the ways to start it wrongly. */
@Tag("packaged")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillTest {
    /** A node that serves pages and grades nothing, so that a submission stays received. */
    private static final Map<String, String> NO_GRADERS = Map.of("PAGEWALK_GRADERS", "0");

    private static final Pattern CLAIM = Pattern.compile("http://localhost:\\d+(/claim/\\S+)");

    @TempDir
    static Path directory;

    private static Path data;
    private static Client guest;
    private static ServerProcess server;

    @BeforeAll
    static void firstStart() throws Exception {
        data = directory.resolve("data");
        server = ServerProcess.start(data, NO_GRADERS);
        guest = Client.visitor(server.base());
        guest.form("/guest", Map.of()).then().statusCode(303);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    @Order(1)
    void claimLinkIsPrintedAgainUntilItIsUsed() throws Exception {
        String first = claim(server);
        server.stop();
        assertFalse(java.nio.file.Files.exists(data.resolve("pg/postmaster.pid")), "the database still runs");
        server = ServerProcess.start(data, NO_GRADERS);
        assertEquals(first, claim(server));
        Client instructor = Client.visitor(server.base());
        instructor
                .form(first, Map.of("name", "prof", "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        server.stop();
        server = ServerProcess.start(data, NO_GRADERS);
        assertFalse(server.printed().contains("/claim/"), server.printed());
    }

    @Test
    @Order(2)
    void killedServerWithItsDatabaseLeftBehindGradesAfterTheNextStart() throws Exception {
        String id = submit();
        ProcessHandle postmaster = server.postmaster();
        server.kill();
        assertTrue(postmaster.isAlive());
        server = ServerProcess.start(data, Map.of());
        assertEquals(postmaster.pid(), server.postmaster().pid());
        awaitFullMarks(id);
    }

    @Test
    @Order(3)
    void killedServerAndKilledDatabaseGradeAfterTheNextStart() throws Exception {
        server.stop();
        server = ServerProcess.start(data, NO_GRADERS);
        String id = submit();
        ProcessHandle postmaster = server.postmaster();
        server.kill();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        server = ServerProcess.start(data, Map.of());
        awaitFullMarks(id);
    }

    @Test
    @Order(4)
    void secondStartOnTheSameDataIsOneSentence() throws Exception {
        ServerProcess second = ServerProcess.launch(data, ServerProcess.freePort(), Map.of());
        assertEquals(1, second.awaitEnd());
        assertOneSentence(second, "already runs on " + data);
    }

    @Test
    @Order(4)
    void takenPortIsOneSentence() throws Exception {
        ServerProcess second = ServerProcess.launch(directory.resolve("other"), server.port, Map.of());
        assertEquals(1, second.awaitEnd());
        assertOneSentence(second, "Port " + server.port + " of localhost is taken");
    }

    @Test
    @Order(4)
    void absentDatabaseIsOneSentence() throws Exception {
        String url = "postgresql://127.0.0.1:" + ServerProcess.freePort() + "/none";
        ServerProcess second = ServerProcess.launch(
                directory.resolve("other"), ServerProcess.freePort(), Map.of("PAGEWALK_DB_URL", url));
        assertEquals(1, second.awaitEnd());
        assertOneSentence(second, "does not answer");
    }

    @Test
    @Order(5)
    void backupOfARunningServerRestoresElsewhere() throws Exception {
        Path file = directory.resolve("whole.zip");
        ServerProcess backup =
                ServerProcess.launch(data, ServerProcess.freePort(), Map.of(), "backup", file.toString());
        assertEquals(0, backup.awaitEnd(), backup.printed());
        Path elsewhere = directory.resolve("elsewhere");
        ServerProcess restore =
                ServerProcess.launch(elsewhere, ServerProcess.freePort(), Map.of(), "restore", file.toString());
        assertEquals(0, restore.awaitEnd(), restore.printed());
        try (ServerProcess copy = ServerProcess.start(elsewhere, Map.of())) {
            Client there = Client.visitor(copy.base());
            there.cookies.putAll(guest.cookies);
            assertEquals(guest.id(), there.id());
            assertEquals(
                    guest.get("/api/submissions").asString(),
                    there.get("/api/submissions").asString());
        }
    }

    private static void assertOneSentence(ServerProcess ended, String part) throws Exception {
        String printed = ended.printed().strip();
        assertTrue(printed.contains(part), printed);
        assertEquals(1, printed.lines().count(), printed);
    }

    /** Acknowledged, and certainly not graded yet: this server has no grader. */
    private static String submit() {
        guest = on(server);
        String session = UUID.randomUUID().toString();
        guest.post("/api/sessions", Map.of("id", session, "lab", Graded.LAB, "mode", "practice", "seed", "5eed"))
                .then()
                .statusCode(200);
        SessionFile reference = LabCatalogue.shippedLab(Graded.LAB)
                .variant(VariantSeed.practice("5eed"))
                .reference();
        SessionFile file = new SessionFile(
                reference.header().with("mode", "practice").with("student", guest.id()), reference.lines());
        String id = UUID.randomUUID().toString();
        guest.post("/api/submissions", Map.of("id", id, "session", session, "file", file.text()))
                .then()
                .statusCode(202);
        assertEquals("received", guest.get("/api/submissions/" + id).path("state"));
        return id;
    }

    private static void awaitFullMarks(String id) {
        guest = on(server);
        Socket socket = Socket.open(guest);
        JsonObject now = new JsonObject(guest.get("/api/submissions/" + id).asString());
        JsonObject end = "graded".equals(now.getString("state")) ? now : socket.awaitEnd(id);
        assertEquals("graded", end.getString("state"), end::encode);
        assertEquals(end.getInteger("max"), end.getInteger("score"), end::encode);
    }

    /** The same guest at the server's present address. */
    private static Client on(ServerProcess server) {
        String login = guest.cookies.get("pagewalk");
        Client moved = Client.visitor(server.base());
        moved.cookies.put("pagewalk", login);
        return moved;
    }

    private static String claim(ServerProcess server) throws Exception {
        long end = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            Matcher found = CLAIM.matcher(server.printed());
            if (found.find()) {
                return found.group(1);
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no claim link in: " + server.printed());
    }
}
