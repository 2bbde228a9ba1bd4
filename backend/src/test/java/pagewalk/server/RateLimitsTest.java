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
import org.junit.jupiter.api.Test;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;

@QuarkusTest
class RateLimitsTest {
    @Inject
    RateLimits limits;

    @Test
    void guessingOnePasswordIsStoppedForThatNameOnly() {
        String name = Client.name("target");
        Client.student(Client.visitor(), name);
        assertTrue(left(Limit.LOGIN_FAILURES, name + " 127.0.0.1") > 0);
        Response stopped = Client.visitor().logIn(name, Client.PASSWORD);
        stopped.then()
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
        Client.visitor().logIn(other, "wrong password").then().statusCode(401);
        Client.visitor().logIn(other, "wrong password").then().statusCode(401);
        assertTrue(left(Limit.LOGIN_FAILURES, other + " 127.0.0.1") <= before - 1);
    }

    @Test
    void floodOfSubmissionsIsStopped() {
        Graded graded = Graded.open(Client.student());
        assertTrue(left(Limit.SUBMIT, graded.student) > 0);
        graded.submit(UUID.randomUUID().toString(), graded.nothing().text())
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
        assertTrue(left(Limit.SOCKET, key) > 0);
        try {
            limits.check(Limit.SOCKET, key);
            throw new AssertionError("admitted");
        } catch (Problem problem) {
            assertEquals(429, problem.status());
            assertTrue((long) problem.json().get("retryAfter") >= 1);
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
