package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is kept by (submission, engine, scenario, grader) is used and not made again. The test puts a mark into the kept
 * verdict that no grader gives: where the mark comes back nothing was carried out.
 */
@QuarkusTest
class KeptVerdictTest {
    private static final int MARK = 3;
    private static final int PATIENCE_SECONDS = 300;

    private static final String UNWRITTEN = """
            update submission
            set state = 'verifying', tries = 1, graded_at = null, score = null, max = null, visible_score = null,
              visible_max = null, due_score = null, due_max = null, verdict = null, due_verdict = null,
              staff_verdict = null, lease_owner = gen_random_uuid(), lease_until = now() - interval '1 second'
            where id = ?""";

    @Test
    void verdictOfTheSameFourIsUsedAndNotMadeAgain() {
        Graded graded = Graded.open(Client.student());
        UUID id = gradedOnce(graded);
        mark(id, "grader");
        assertEquals(MARK, gradedAgain(id));
        assertEquals(1, kept(id));
        Database.change("update submission set file = 'no session at all' where id = ?", id);
        assertEquals(MARK, gradedAgain(id), "the file is not even read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "scenario", "grader"})
    void whereOneOfThemDiffersTheSessionIsCarriedOutAgain(String other) {
        Graded graded = Graded.open(Client.student());
        UUID id = gradedOnce(graded);
        mark(id, other);
        Database.change("update outcome set " + other + " = 'another' where submission_id = ?", id);
        assertEquals(0, gradedAgain(id));
        assertEquals(2, kept(id), "the other one stays");
        assertEquals(0, gradedAgain(id));
        assertEquals(2, kept(id), "and what was made is kept once");
    }

    @Test
    void rejectionIsKeptToo() {
        Graded graded = Graded.open(Client.student());
        JsonObject end = graded.submitAndAwait(
                Socket.open(graded.client), graded.nothing().text().replace("attempt: 1", "attempt: 2"));
        assertEquals("rejected", end.getString("state"), end::encode);
        UUID id = UUID.fromString(end.getString("id"));
        Database.change("update outcome set reason = 'as it was said then' where submission_id = ?", id);
        again(id);
        assertEquals("as it was said then", Database.text("select reason from submission where id = ?", id));
    }

    /** Nothing was done in it, so every grader gives 0. */
    private static UUID gradedOnce(Graded graded) {
        JsonObject end = graded.submitAndAwait(
                Socket.open(graded.client), graded.nothing().text());
        assertEquals("graded", end.getString("state"), end::encode);
        assertEquals(0, end.getInteger("score"), end::encode);
        return UUID.fromString(end.getString("id"));
    }

    private static void mark(UUID id, String what) {
        assertEquals(
                1,
                Database.change(
                        "update outcome set score = ?, visible_score = ? where submission_id = ?", MARK, MARK, id),
                what);
    }

    private static int gradedAgain(UUID id) {
        again(id);
        return Integer.parseInt(Database.text("select score from submission where id = ?", id));
    }

    /** As if the server had died before it wrote the verdict into the submission's row. */
    private static void again(UUID id) {
        assertEquals(1, Database.change(UNWRITTEN, id));
        // A socket may tell of the first verdict once more: news that came while it was told is told afterwards.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while ("verifying".equals(Database.text("select state from submission where id = ?", id))) {
            assertTrue(System.nanoTime() < end, "nobody graded it again");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static int kept(UUID id) {
        return Integer.parseInt(Database.text("select count(*) from outcome where submission_id = ?", id));
    }
}
