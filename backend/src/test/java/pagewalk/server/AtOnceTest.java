package pagewalk.server;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two requests that meet in the database: a lock held by the test keeps both in the middle until both are there. */
@QuarkusTest
class AtOnceTest {
    private static final int PATIENCE_SECONDS = 300;

    @Test
    void oneSubmissionHandedInTwiceAtOnceIsOneSubmission() throws Exception {
        Graded graded = Graded.open(Client.student());
        String id = UUID.randomUUID().toString();
        String file = graded.nothing().text();
        List<Response> answers = meet(
                "lock table submission in share mode",
                () -> graded.on(graded.client.twin()).submit(id, file),
                () -> graded.on(graded.client.twin()).submit(id, file));
        answers.forEach(answer -> answer.then().statusCode(202).body("id", equalTo(id)));
        assertEquals(answers.get(0).<String>path("receipt"), answers.get(1).<String>path("receipt"));
        assertEquals("1", Database.text("select count(*) from submission where id = ?", UUID.fromString(id)));
    }

    @Test
    void twoFilesUnderOneIdAtOnceAreNotBothTaken() throws Exception {
        Graded graded = Graded.open(Client.student());
        String id = UUID.randomUUID().toString();
        String file = graded.nothing().text();
        List<Response> answers = meet(
                "lock table submission in share mode",
                () -> graded.on(graded.client.twin()).submit(id, file),
                () -> graded.on(graded.client.twin()).submit(id, file + "# another\n"));
        assertEquals(List.of(202, 409), statuses(answers));
    }

    @Test
    void oneSessionOpenedTwiceAtOnceIsOneSession() throws Exception {
        Client student = Client.student();
        Map<String, String> session = Map.of("id", UUID.randomUUID().toString(), "lab", Graded.LAB, "mode", "graded");
        List<Response> answers = meet(
                "lock table work_session in share mode",
                () -> student.twin().post("/api/sessions", session),
                () -> student.twin().post("/api/sessions", session));
        answers.forEach(answer -> answer.then().statusCode(200));
        for (String field : List.of("id", "lab", "mode", "engine")) {
            assertEquals(answers.get(0).<String>path(field), answers.get(1).<String>path(field));
        }
        assertEquals(answers.get(0).<Integer>path("attempt"), answers.get(1).<Integer>path("attempt"));
    }

    @Test
    void anotherPersonsSessionIdIsNotFoundEvenAtOnce() throws Exception {
        Map<String, String> session = Map.of("id", UUID.randomUUID().toString(), "lab", Graded.LAB, "mode", "graded");
        Client one = Client.student();
        Client other = Client.student();
        List<Response> answers = meet(
                "lock table work_session in share mode",
                () -> one.post("/api/sessions", session),
                () -> other.post("/api/sessions", session));
        assertEquals(List.of(200, 404), statuses(answers));
    }

    @Test
    void guestWhoJoinsTwiceAtOnceBecomesOneOfThem() throws Exception {
        Client guest = Client.guest();
        String id = guest.id();
        String one = Client.name("one");
        String other = Client.name("other");
        List<Response> answers = meet(
                "select 1 from account where id = '" + id + "' for update",
                () -> guest.twin().join(one),
                () -> guest.twin().join(other));
        assertEquals(List.of(303, 409), statuses(answers));
        String won = answers.get(0).statusCode() == 303 ? one : other;
        assertEquals(won, Database.text("select name from account where id = ?", UUID.fromString(id)));
        String lost = won.equals(one) ? other : one;
        Client.visitor().logIn(lost, Client.PASSWORD).then().statusCode(401);
        Client.visitor().logIn(won, Client.PASSWORD).then().statusCode(303);
    }

    private static List<Integer> statuses(List<Response> answers) {
        return answers.stream().map(Response::statusCode).sorted().toList();
    }

    /** Sends both while the lock is held, and lets go once both wait for it. */
    private static List<Response> meet(String lock, Supplier<Response> one, Supplier<Response> other) throws Exception {
        try (Connection holder = Database.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute(lock);
            List<CompletableFuture<Response>> sent = Stream.of(one, other)
                    .map(request -> CompletableFuture.supplyAsync(request, threads))
                    .toList();
            awaitWaiting(2);
            holder.rollback();
            return sent.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void awaitWaiting(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and (query ilike 'insert into %' or query ilike 'select%account%')";
        while (Integer.parseInt(Database.text(waiting)) < count) {
            assertTrue(System.nanoTime() < end, "the requests did not meet");
        }
    }
}
