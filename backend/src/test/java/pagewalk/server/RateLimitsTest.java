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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;

@QuarkusTest
class RateLimitsTest {
    private static final int TRIES = 100;
    /** So many that time does not make up for them while they are sent. */
    private static final int MISTAKES = 20;

    @Inject
    RateLimits limits;

    @Test
    void guessingOnePasswordIsStoppedForThatNameOnly() {
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
        String name = Client.name("target");
        int before = left(Limit.LOGIN_FAILURES, name + " 127.0.0.1");
        String other = Client.name("target");
        Client visitor = Client.visitor();
        for (int i = 0; i < MISTAKES; i++) {
            visitor.logIn(other, "wrong password").then().statusCode(401);
        }
        assertTrue(left(Limit.LOGIN_FAILURES, other + " 127.0.0.1") <= before - 1);
    }

    @Test
    void floodOfSubmissionsIsStopped() {
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

    /** Empties the bucket and tries at once; once more where time has put a token into it between the two. */
    private Response stopped(Limit limit, String key, Supplier<Response> attempt) {
        Response answer = attempt.get();
        for (int i = 0; i < TRIES && answer.statusCode() != 429; i++) {
            left(limit, key);
            answer = attempt.get();
        }
        return answer;
    }

    private int left(Limit limit, String key) {
        int count = 0;
        while (limits.tryTake(limit, key)) {
            count++;
        }
        return count;
    }
}
