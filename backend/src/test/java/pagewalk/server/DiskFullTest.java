package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.engine.Limits;

/** A disk that fills up under a running server: a small file system in memory, if this system lets us mount one. */
@Tag("packaged")
class DiskFullTest {
    private static final int MIB = 1 << 20;
    private static final long SEED = 20_261_122;
    private static final int MOST = 200;
    /** Big sessions, one after the other, from one account. */
    private static final Map<String, String> PATIENT = Map.of("PAGEWALK_RATE_SCALE", "100");

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Map<String, String> stored = new LinkedHashMap<>();
    private Path small;
    private boolean mounted;

    @BeforeEach
    void directoryToMountOn() throws IOException {
        small = Files.createDirectory(directory.resolve("small"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertEquals("", run("umount", small.toString()));
        }
    }

    @Test
    void whatFitsIsKeptAndTheRestIsRefusedUntilThereIsRoom() throws Exception {
        mount(420);
        try (ServerProcess server = ServerProcess.start(small.resolve("data"), PATIENT)) {
            Client guest = guest(server);
            String session = session(guest);
            Path ballast = ballast(90 * MIB);
            Refused refused = fill(guest, session);
            refused.answer()
                    .then()
                    .statusCode(507)
                    .header("Retry-After", notNullValue())
                    .body("error", equalTo("disk-full"))
                    .body("message", containsString("nothing was stored"));
            assertTrue(stored.size() > 1, "nothing fitted");
            assertAllStored(guest, refused);
            guest.post("/api/sessions", Map.of("id", UUID.randomUUID().toString(), "lab", Graded.LAB))
                    .then()
                    .statusCode(507);
            guest.get("/").then().statusCode(200);
            Client.visitor(server.base())
                    .logIn("x", Client.PASSWORD)
                    .then()
                    .statusCode(507)
                    .body(containsString("disk is full"));

            Files.delete(ballast);
            hand(guest, session, refused.id(), refused.file()).then().statusCode(202);
            assertAllStored(guest, null);
            Socket socket = Socket.open(guest);
            String last = UUID.randomUUID().toString();
            hand(guest, session, last, file(guest)).then().statusCode(202);
            assertEquals("graded", socket.awaitEnd(last).getString("state"));
            server.assertNoStackTrace();
        }
    }

    /** The table alone lies on the full disk, so it is PostgreSQL itself that cannot store the row. */
    @Test
    void whatTheDatabaseCannotStoreIsNotAcknowledged() throws Exception {
        mount(24);
        try (ServerProcess server = ServerProcess.start(directory.resolve("data"), PATIENT)) {
            Client guest = guest(server);
            String session = session(guest);
            Files.setOwner(small, Files.getOwner(server.data.resolve("pg")));
            try (Connection database = server.connect()) {
                database.createStatement().execute("create tablespace small location '" + small + "'");
                database.createStatement().execute("alter table submission set tablespace small");
                Refused refused = fill(guest, session);
                assertEquals(507, refused.answer().statusCode(), server.printed());
                refused.answer().then().body("error", equalTo("disk-full"));
                assertTrue(stored.size() > 1, "nothing fitted");
                assertAllStored(guest, refused);
                database.createStatement().execute("alter table submission set tablespace pg_default");
                hand(guest, session, refused.id(), refused.file()).then().statusCode(202);
                assertAllStored(guest, null);
                database.createStatement().execute("drop tablespace small");
            }
            server.assertNoStackTrace();
        }
    }

    /** What did not fit, and the answer. */
    private record Refused(String id, String file, Response answer) {}

    /** Hands in one big session after the other, until one is refused. */
    private Refused fill(Client guest, String session) {
        for (int i = 0; i < MOST; i++) {
            String id = UUID.randomUUID().toString();
            String file = file(guest);
            Response answer = hand(guest, session, id, file);
            if (answer.statusCode() != 202) {
                return new Refused(id, file, answer);
            }
            stored.put(id, file);
        }
        throw new AssertionError("the disk took " + MOST + " big sessions");
    }

    private Response hand(Client guest, String session, String id, String file) {
        Response answer = guest.post("/api/submissions", Map.of("id", id, "session", session, "file", file));
        if (answer.statusCode() == 202) {
            stored.put(id, file);
        }
        return answer;
    }

    private void assertAllStored(Client guest, Refused refused) {
        stored.forEach((id, file) ->
                assertEquals(file, guest.get("/api/submissions/" + id + "/file").asString(), "the file of " + id));
        if (refused != null) {
            guest.get("/api/submissions/" + refused.id()).then().statusCode(404);
        }
    }

    private static Client guest(ServerProcess server) {
        Client guest = Client.visitor(server.base());
        guest.form("/guest", Map.of()).then().statusCode(303);
        return guest;
    }

    private static String session(Client guest) {
        String session = UUID.randomUUID().toString();
        guest.post("/api/sessions", Map.of("id", session, "lab", Graded.LAB, "mode", "practice", "seed", "5eed"))
                .then()
                .statusCode(200);
        return session;
    }

    /** A session that does nothing, with comments that do not compress well. */
    private String file(Client guest) {
        StringBuilder file =
                new StringBuilder(Graded.practice("5eed", guest.id()).text());
        byte[] noise = new byte[400];
        while (file.length() < Limits.SESSION_CHARS - 2_000) {
            random.nextBytes(noise);
            file.append("# ").append(HexFormat.of().formatHex(noise)).append('\n');
        }
        return file.toString();
    }

    /** Leaves {@code room} bytes on the small disk. */
    private Path ballast(long room) throws IOException {
        Path ballast = small.resolve("ballast");
        byte[] block = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(small).getUsableSpace() > room) {
                out.write(block);
            }
        }
        return ballast;
    }

    private void mount(int mebibytes) throws Exception {
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", small.toString());
        Assumptions.assumeTrue(said.isEmpty(), () -> "the system forbids to mount a file system: " + said);
        mounted = true;
    }

    /** What it says; nothing when all is well. */
    private static String run(String... line) throws Exception {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : "exit " + process.exitValue() + ", " + said;
        } catch (IOException e) {
            return e.toString();
        }
    }
}
