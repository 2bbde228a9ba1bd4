package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;

@QuarkusTest
class RateLimitsTest {
    /** Time fills a bucket up again, and on a busy machine it may do so before one has looked. */
    private static final int TRIES = 100;

    @Inject
    RateLimits limits;

    @Test
    void guessingOnePasswordIsStoppedForThatNameOnly() throws InterruptedException {
        String name = Client.name("target");
        Client.student(Client.visitor(), name);
        assertTrue(left(Limit.LOGIN_FAILURES, name + " 127.0.0.1") > 0);
        Client visitor = Client.visitor();
        stopped(Limit.LOGIN_FAILURES, name + " 127.0.0.1", () -> visitor.logIn(name, Client.PASSWORD))
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body(containsString("Too many tries: wait"));
        Client.student();
    }

    @Test
    void wrongPasswordsAreCounted() {
        Client visitor = Client.visitor();
        int before = left(Limit.LOGIN_FAILURES, Client.name("target") + " 127.0.0.1");
        int after = before;
        for (int i = 0; i < TRIES && after >= before; i++) {
            String other = Client.name("target");
            visitor.logIn(other, "wrong password").then().statusCode(401);
            visitor.logIn(other, "wrong password").then().statusCode(401);
            after = left(Limit.LOGIN_FAILURES, other + " 127.0.0.1");
        }
        assertTrue(after < before, after + " of " + before);
    }

    @Test
    void floodOfSubmissionsIsStopped() throws InterruptedException {
        Graded graded = Graded.open(Client.student());
        assertTrue(left(Limit.SUBMIT, graded.student) > 0);
        String file = graded.nothing().text();
        stopped(
                        Limit.SUBMIT,
                        graded.student,
                        () -> graded.submit(UUID.randomUUID().toString(), file))
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue());
        Graded other = Graded.open(Client.student());
        other.submit(UUID.randomUUID().toString(), other.nothing().text())
                .then()
                .statusCode(oneOf(202));
    }

    @Test
    void refusalNamesTheSecondsToWait() {
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < TRIES; i++) {
            assertTrue(left(Limit.SOCKET, key) > 0 || i > 0);
            try {
                limits.check(Limit.SOCKET, key);
            } catch (Problem problem) {
                assertEquals(429, problem.status());
                assertTrue((long) problem.json().get("retryAfter") >= 1);
                return;
            }
        }
        throw new AssertionError("admitted");
    }

    /** Keeps the bucket empty while it tries, as time fills it; tries again where a try came by a token first. */
    private Response stopped(Limit limit, String key, Supplier<Response> attempt) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread drain = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                left(limit, key);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        });
        try {
            Response answer = attempt.get();
            for (int i = 0; i < TRIES && answer.statusCode() != 429; i++) {
                answer = attempt.get();
            }
            return answer;
        } finally {
            over.set(true);
            drain.join();
        }
    }

    private int left(Limit limit, String key) {
        int count = 0;
        while (limits.tryTake(limit, key)) {
            count++;
        }
        return count;
    }
}
