package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import pagewalk.lab.model.SessionFile;

/** The packaged server, killed between acknowledge and grade, and all the ways to start it wrongly. */
@Tag("packaged")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillTest {
    /** A node that serves pages and grades nothing, so that a submission stays received. */
    private static final Map<String, String> NO_GRADERS = Map.of("PAGEWALK_GRADERS", "0");

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
        String first = server.claimPath();
        server.stop();
        assertFalse(Files.exists(data.resolve("pg/postmaster.pid")), "the database still runs");
        server = ServerProcess.start(data, NO_GRADERS);
        assertEquals(first, server.claimPath());
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
        server.kill();
        server.killDatabase();
        server = ServerProcess.start(data, Map.of());
        awaitFullMarks(id);
    }

    /** The grader waits for a table that the test has locked, so the server surely dies while it holds the lease. */
    @Test
    @Order(3)
    void serverKilledWhileVerifyingGradesOnceAfterTheNextStart() throws Exception {
        server.stop();
        server = server.again(Map.of());
        Graded graded = student();
        try (Connection lock = lockedPredictions();
                Connection look = server.connect()) {
            String id = handInAndAwaitVerifying(graded);
            server.kill();
            assertEquals("verifying, lease held, try 1", held(look, id));

            server = server.again(Map.of());
            Graded same = graded.on(on(server, graded.client));
            Socket socket = Socket.open(same.client);
            awaitHeld(look, id, "verifying, lease held, try 2");
            lock.rollback();
            assertGradedOnce(id, same, socket);
            assertEquals("graded, no lease, try 2", held(look, id));
        }
    }

    @Test
    @Order(3)
    void serverAndDatabaseKilledWhileVerifyingGradeOnceAfterTheNextStart() throws Exception {
        server.stop();
        server = server.again(Map.of());
        Graded graded = student();
        String id;
        try (Connection lock = lockedPredictions()) {
            id = handInAndAwaitVerifying(graded);
            server.kill();
            server.killDatabase();
            assertThrows(SQLException.class, lock::rollback);
        }
        server = server.again(Map.of());
        Graded same = graded.on(on(server, graded.client));
        Socket socket = Socket.open(same.client);
        String state = same.client.get("/api/submissions/" + id).path("state");
        if (!state.equals("graded")) {
            assertGradedOnce(id, same, socket);
        }
        try (Connection look = server.connect()) {
            assertEquals("graded, no lease, try 2", held(look, id));
        }
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

    @Test
    @Order(6)
    void killedDatabaseIsStartedAgainUnderTheRunningServer() throws Exception {
        server.stop();
        server = server.again(Map.of());
        ProcessHandle killed = server.postmaster();
        Socket socket = Socket.open(on(server));
        killed.destroyForcibly();
        assertEquals(1013, socket.awaitClose());
        server.awaitPrinted(Pattern.compile("(was started again)"));
        assertNotEquals(killed.pid(), server.postmaster().pid());
        awaitFullMarks(handInReference());
    }

    @Test
    @Order(7)
    void databaseThatCannotBeStartedAgainEndsTheServerWithOneSentence() throws Exception {
        server.stop();
        Path binaries = directory.resolve("pg-bin");
        Path gone = directory.resolve("pg-bin-gone");
        server = server.again(Map.of("PAGEWALK_PG_BIN", binaries.toString()));
        Files.move(binaries, gone);
        server.postmaster().destroyForcibly();
        assertEquals(1, server.awaitEnd());
        String printed = server.printed();
        assertTrue(printed.contains("ended by itself and does not start again"), printed);
        assertEquals(
                1,
                printed.lines()
                        .filter(line -> line.contains("does not start again"))
                        .count(),
                printed);
        server.assertNoStackTrace();
        server = server.again(Map.of());
        on(server).get("/api/me").then().statusCode(200);
    }

    private static void assertOneSentence(ServerProcess ended, String part) throws Exception {
        String printed = ended.printed().strip();
        assertTrue(printed.contains(part), printed);
        assertEquals(1, printed.lines().count(), printed);
    }

    private static Graded student() throws Exception {
        try (Connection look = server.connect();
                ResultSet course = look.createStatement().executeQuery("select join_code, key from course")) {
            course.next();
            Client client = Client.visitor(server.base());
            client.join(course.getString(1), Client.name("s")).then().statusCode(303);
            return Graded.open(client, course.getBytes(2));
        }
    }

    private static Connection lockedPredictions() throws Exception {
        Connection lock = server.connect();
        lock.setAutoCommit(false);
        lock.createStatement().execute("lock table prediction in access exclusive mode");
        return lock;
    }

    private static String handInAndAwaitVerifying(Graded graded) {
        Socket socket = Socket.open(graded.client);
        String id = UUID.randomUUID().toString();
        graded.submit(id, graded.nothing().text()).then().statusCode(202);
        socket.await(news -> id.equals(news.getString("id")) && "verifying".equals(news.getString("state")));
        return id;
    }

    /**
     * Up to the end of a submission handed in after it, the socket tells of no other verdict, nor of another try. The
     * same may be told again: what changes while it is told is told afterwards.
     */
    private static void assertGradedOnce(String id, Graded graded, Socket socket) {
        JsonObject end = socket.awaitEnd(id);
        assertEquals("graded", end.getString("state"), end::encode);
        String next = UUID.randomUUID().toString();
        graded.submit(next, graded.nothing().text()).then().statusCode(202);
        socket.await(news -> {
            if (id.equals(news.getString("id"))) {
                assertEquals(end, news);
            }
            return next.equals(news.getString("id")) && "graded".equals(news.getString("state"));
        });
    }

    private static void awaitHeld(Connection look, String id, String wanted) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        for (String now = held(look, id); !now.equals(wanted); now = held(look, id)) {
            assertTrue(System.nanoTime() < end, now);
            // Asking without a pause would take a processor from the server that is asked about.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static String held(Connection look, String id) throws SQLException {
        try (PreparedStatement query = look.prepareStatement(
                "select state, coalesce(lease_until > now(), false), tries from submission where id = ?")) {
            query.setObject(1, UUID.fromString(id));
            ResultSet row = query.executeQuery();
            row.next();
            return row.getString(1) + (row.getBoolean(2) ? ", lease held" : ", no lease") + ", try " + row.getInt(3);
        }
    }

    /** Acknowledged, and certainly not graded yet: this server has no grader. */
    private static String submit() {
        String id = handInReference();
        assertEquals("received", guest.get("/api/submissions/" + id).path("state"));
        return id;
    }

    private static String handInReference() {
        guest = on(server);
        String session = UUID.randomUUID().toString();
        guest.post("/api/sessions", Map.of("id", session, "lab", Graded.LAB, "mode", "practice", "seed", "5eed"))
                .then()
                .statusCode(200);
        SessionFile file = Graded.practice("5eed", guest.id());
        String id = UUID.randomUUID().toString();
        guest.post("/api/submissions", Map.of("id", id, "session", session, "file", file.text()))
                .then()
                .statusCode(202);
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
        return on(server, guest);
    }

    private static Client on(ServerProcess server, Client client) {
        String login = client.cookies.get("pagewalk");
        Client moved = Client.visitor(server.base());
        moved.cookies.put("pagewalk", login);
        return moved;
    }
}
