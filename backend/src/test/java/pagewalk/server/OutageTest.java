package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.server.ops.Settings;
import pagewalk.server.ops.StartFailure;
import pagewalk.server.ops.Storage;

/** A server whose database, somebody else's, is killed under it and comes back after a while. */
@Tag("packaged")
class OutageTest {
    private static final int PATIENCE_SECONDS = 300;

    @TempDir
    static Path directory;

    private static Path data;
    private static Storage storage;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        data = directory.resolve("database");
        storage = Storage.open(new Settings(data, ServerProcess.binaries(), "localhost", 0, null));
        server = ServerProcess.start(
                directory.resolve("server"),
                Map.of(
                        "PAGEWALK_DB_URL", storage.url(),
                        "PAGEWALK_DB_USER", storage.user(),
                        "PAGEWALK_DB_PASSWORD", storage.password()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        storage.close();
    }

    @Test
    void everyDoorSaysSoUntilTheDatabaseIsBack() throws Exception {
        Graded graded = student();
        Client visitor = Client.visitor(server.base());
        Socket socket = Socket.open(graded.client);
        ServerProcess.killDatabase(data);
        assertEquals(1013, socket.awaitClose());

        for (int round = 0; round < 5; round++) {
            for (String path : List.of(
                    "/api/me", "/course", "/api/submissions", "/api/sessions", "/lab/" + Graded.LAB, "/nowhere")) {
                assertAway(path, graded.client.get(path));
            }
            String id = UUID.randomUUID().toString();
            assertAway("submit", graded.submit(id, graded.nothing().text()));
            assertAway("predict", graded.predict(graded.predictions().getFirst()));
            assertAway("log in", visitor.logIn("somebody", Client.PASSWORD));
            assertAway("receipt", visitor.get("/api/receipts/pw1.a.b.1.c"));
            assertEquals(503, Socket.status(graded.client, Map.of()));
        }
        visitor.get("/").then().statusCode(200);
        visitor.get("/rules").then().statusCode(200);
        assertToldOnce();

        storage.keepRunning(OutageTest::fail);
        awaitBack(graded.client);
        server.awaitPrinted(Pattern.compile("(The database answers again)"));
        assertToldOnce();
        graded.predictions().forEach(line -> graded.predict(line).then().statusCode(200));
        assertEquals(
                "graded",
                graded.submitAndAwait(
                                Socket.open(graded.client), graded.solution().text())
                        .getString("state"));
    }

    private static void fail(StartFailure reason) {
        throw new AssertionError(reason);
    }

    private static void assertAway(String door, Response response) {
        String text = response.asString();
        assertEquals(503, response.statusCode(), () -> door + ": " + text);
        assertNotNull(response.header("Retry-After"), door);
        assertNotNull(response.header("Content-Security-Policy"), door);
        assertTrue(text.contains("The database does not answer: nothing was stored."), () -> door + ": " + text);
        assertFalse(text.contains("Exception") || text.contains("\tat "), () -> door + ": " + text);
    }

    private static void assertToldOnce() throws Exception {
        String log = Files.readString(server.log);
        assertEquals(
                1,
                log.lines()
                        .filter(line -> line.contains("The database does not answer"))
                        .count(),
                log);
        server.assertNoStackTrace();
    }

    private static void awaitBack(Client client) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (client.get("/api/me").statusCode() != 200) {
            assertTrue(System.nanoTime() < end, "the server did not find the database again");
        }
    }

    private static Graded student() throws Exception {
        try (Connection look = storage.connect();
                ResultSet course = look.createStatement().executeQuery("select join_code, key from course")) {
            course.next();
            Client client = Client.visitor(server.base());
            client.join(course.getString(1), Client.name("s")).then().statusCode(303);
            return Graded.open(client, course.getBytes(2));
        }
    }
}
