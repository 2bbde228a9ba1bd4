package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

/** A grading that does not end within its time is stopped, and its thread, here the only one, is another's. */
@Tag("packaged")
class GradeTimeTest {
    private static final String COMMAND = "cat /proc/zoneinfo";
    private static final int PATIENCE_SECONDS = 300;

    @TempDir
    Path directory;

    /**
     * The lab's author allows a thousand commands and wants hints: to find one, a session that misses the goal is
     * carried out again from each of its commands, hundreds of times. That is minutes of work with few events.
     */
    @Test
    void sessionThatTakesTooLongIsUngradableAndItsThreadGradesTheNext() throws Exception {
        LabFolder folder = LabFolder.in(directory.resolve("labs"));
        folder.change("max-commands: \"{request.limit}\"", "max-commands: 1000");
        try (ServerProcess server = ServerProcess.start(
                directory.resolve("data"),
                Map.of(
                        "PAGEWALK_LABS", folder.folder.getParent().toString(),
                        "PAGEWALK_GRADERS", "1",
                        "PAGEWALK_GRADE_SECONDS", "3"))) {
            byte[] key;
            Client student = Client.visitor(server.base());
            try (Connection look = server.connect();
                    ResultSet course = look.createStatement().executeQuery("select join_code, key from course")) {
                course.next();
                key = course.getBytes(2);
                student.join(course.getString(1), "Ada").then().statusCode(303);
            }
            String session = open(student);
            SessionFile nothing = nothing(folder, key, student);
            String slow = submit(student, session, slow(nothing));
            JsonObject end = awaitEnd(student, slow);
            assertEquals("ungradable", end.getString("state"), end::encode);
            assertEquals(
                    "It could not be graded in 3 tries: carrying it out takes longer than 3 seconds. It cost no"
                            + " attempt; your instructor can send it again.",
                    end.getString("reason"));
            student.get("/submissions/" + slow)
                    .then()
                    .statusCode(200)
                    .body(containsString("takes longer than 3 seconds"))
                    .body(containsString("cost no attempt"));

            JsonObject next = awaitEnd(student, submit(student, session, nothing));
            assertEquals("graded", next.getString("state"), next::encode);
            assertEquals(1, next.getInteger("attempt"));
        }
    }

    @Test
    void limitThatIsNoNumberOfSecondsStopsTheStartWithASentence() throws Exception {
        for (String bad : new String[] {"soon", "0", "3601"}) {
            try (ServerProcess server = ServerProcess.launch(
                    directory.resolve("data"), ServerProcess.freePort(), Map.of("PAGEWALK_GRADE_SECONDS", bad))) {
                assertEquals(1, server.awaitEnd());
                assertEquals(
                        "PAGEWALK_GRADE_SECONDS is '" + bad
                                + "', but a try at grading takes a number of seconds from 1 to 3600.\n",
                        server.printed());
            }
        }
    }

    private static String open(Client student) {
        String id = UUID.randomUUID().toString();
        student.post("/api/sessions", Map.of("id", id, "lab", LabFolder.ID, "mode", "graded"))
                .then()
                .statusCode(200);
        return id;
    }

    private static SessionFile nothing(LabFolder folder, byte[] key, Client student) throws IOException {
        SessionFile whole = folder.lab()
                .variant(VariantSeed.graded(key, LabFolder.ID, student.id(), 1))
                .reference();
        return new SessionFile(
                whole.header().with("digest", ""), Collections.nCopies(1, JournalLine.parse("part name=reach", "")));
    }

    private static SessionFile slow(SessionFile nothing) {
        var lines = new java.util.ArrayList<>(nothing.lines());
        lines.addAll(Collections.nCopies(1000, JournalLine.parse(COMMAND, "reach")));
        return new SessionFile(nothing.header(), lines);
    }

    private static String submit(Client student, String session, SessionFile file) {
        String id = UUID.randomUUID().toString();
        student.post("/api/submissions", Map.of("id", id, "session", session, "file", file.text()))
                .then()
                .statusCode(202);
        return id;
    }

    private static JsonObject awaitEnd(Client student, String submission) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonObject now =
                    new JsonObject(student.get("/api/submissions/" + submission).asString());
            if (!now.getString("state").equals("received")
                    && !now.getString("state").equals("verifying")) {
                return now;
            }
            assertTrue(System.nanoTime() < end, now::encode);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
