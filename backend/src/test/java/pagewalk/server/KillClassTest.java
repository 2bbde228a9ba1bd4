package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole class hands in, and the server is killed in the middle of grading: all are graded, none twice, none lost. */
@Tag("packaged")
class KillClassTest {
    private static final int STUDENTS = 20;
    private static final int EACH = 15;
    private static final int PATIENCE_SECONDS = 300;
    private static final String HOLD =
            "select id from submission where state = 'received' order by received_at desc limit 20 for update";
    private static final String ENDED = "select count(*) from submission where state = 'graded'";

    @TempDir
    Path directory;

    @Test
    void everySubmissionOfAClassIsGradedOnceThoughTheServerDies() throws Exception {
        ServerProcess server = ServerProcess.start(
                directory.resolve("data"), Map.of("PAGEWALK_PASSWORD_COST", "4", "PAGEWALK_RATE_SCALE", "100"));
        try {
            List<Graded> students = students(server);
            try (Connection lock = server.connect()) {
                // The graders wait for this table, so that the class is in before the first verdict.
                lock.setAutoCommit(false);
                lock.createStatement().execute("lock table prediction in access exclusive mode");
                Graded.handIn(students, EACH);
                try (Connection held = server.connect()) {
                    // Graders pass over rows that somebody has locked, so they cannot be done before the kill.
                    held.setAutoCommit(false);
                    held.createStatement().execute(HOLD);
                    lock.rollback();
                    awaitMoreThan(server, STUDENTS * EACH / 10);
                    assertTrue(count(server, ENDED) < STUDENTS * EACH, "killed too late");
                    server.kill();
                    server.killDatabase();
                }
            }
            server = server.again(Map.of());
            awaitMoreThan(server, STUDENTS * EACH - 1);
            assertEquals(STUDENTS * EACH, count(server, "select count(*) from submission"));
            assertEquals(STUDENTS * EACH, count(server, "select count(*) from outcome"));
            assertEquals(
                    0, count(server, "select count(*) from submission where tries > 2 or lease_owner is not null"));
            assertEquals(
                    STUDENTS * EACH,
                    count(
                            server,
                            "select count(*) from submission s join outcome o on o.submission_id = s.id"
                                    + " and o.score = s.score and o.staff_verdict = s.staff_verdict"));
        } finally {
            server.close();
        }
    }

    private static List<Graded> students(ServerProcess server) throws Exception {
        byte[] key;
        String code;
        try (Connection look = server.connect();
                ResultSet course = look.createStatement().executeQuery("select join_code, key from course")) {
            course.next();
            code = course.getString(1);
            key = course.getBytes(2);
        }
        List<Graded> students = new ArrayList<>();
        for (int i = 0; i < STUDENTS; i++) {
            Client client = Client.visitor(server.base());
            client.join(code, Client.name("student")).then().statusCode(303);
            students.add(Graded.open(client, key));
        }
        return students;
    }

    private static void awaitMoreThan(ServerProcess server, int graded) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (Connection look = server.connect()) {
            for (long now = count(look, ENDED); now <= graded; now = count(look, ENDED)) {
                assertTrue(System.nanoTime() < end, "graded: " + now);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private static long count(ServerProcess server, String query) throws Exception {
        try (Connection look = server.connect()) {
            return count(look, query);
        }
    }

    private static long count(Connection look, String query) throws SQLException {
        try (ResultSet rows = look.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
