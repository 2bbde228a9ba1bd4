package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers of the server that never arrive, or that say no: the page comes to an end, and says which. */
@QuarkusTest
final class LostAnswersTest {
    private static final String LAB = "/lab/02-split-and-merge?mode=graded";

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aPredictionWhoseAnswerWasLostStays() {
        Visitor student = arrive();
        student.complaints().expect("net::ERR_");
        student.complaints().expect("status of 409");
        student.context().route("**/predictions", LostAnswersTest::storeAndLoseAnswer);
        student.fill("#answer-pfn", "1").fill("#answer-splits", "0").enter(student.find("#commit"));
        student.sees("#predict [role=alert]", "The server cannot be reached.");
        student.context().unroute("**/predictions");
        student.tabTo(student.find("#answer-pfn")).press("Control+A").type("2");
        student.enter(student.find("#commit")).sees("#task", "Prediction 1");
        List<String> shown = student.find("#task .card tr")
                .first()
                .locator("xpath=..")
                .locator("td.mono")
                .allTextContents();
        assertEquals("1", shown.getFirst(), () -> "the answer that was stored: " + shown);
    }

    @Test
    void workForASessionTheServerRefusesEndsWithASentence() {
        Visitor student = arrive();
        student.complaints().expect("status of 4");
        List<Request> posted = new ArrayList<>();
        student.context().onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/api/submissions")) {
                posted.add(request);
            }
        });
        answer(student, "**/api/submissions", 404, "no-such-session", "There is no such session of yours.");
        answer(student, "**/api/sessions", 409, "attempt-open", "Submit attempt 1 before you begin the next.");
        student.enter(student.find("#submit"));
        assertThat(student.find("#submission-state")).containsText("▲ Not handed in: There is no such session");
        assertThat(student.find("#submit")).isEnabled();
        assertEquals(2, posted.size(), "times it was sent");
    }

    @Test
    void aVerdictThatNobodyToldIsAskedFor() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        String id = Coursework.submitSolution(student);
        student.open("/submissions/" + id);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "graded");
        UUID row = UUID.fromString(id);
        for (String page : List.of("/submissions/" + id, LAB)) {
            Installation.change(
                    "update submission set state = 'verifying', lease_until = now() + interval '1 hour',"
                            + " lease_owner = ? where id = ?",
                    row,
                    row);
            student.context().clock().install();
            student.open(page);
            assertThat(student.find("main")).containsText("erifying");
            assertFalse(student.find("main").textContent().contains("48 of 48 points"), page);
            Installation.change("update submission set state = 'graded', lease_until = null where id = ?", row);
            student.page().clock().fastForward(16_000);
            assertThat(student.find("main")).containsText("48 of 48 points");
        }
    }

    private Visitor arrive() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        student.open(LAB);
        LabPage.of(student);
        assertThat(student.find("#saved")).containsText("✓ saved");
        return student;
    }

    /** The request reaches the server, but its answer does not reach the page. */
    private static void storeAndLoseAnswer(Route route) {
        assertEquals(200, route.fetch().status());
        route.abort();
    }

    private static void answer(Visitor visitor, String address, int status, String error, String message) {
        visitor.context().route(address, route -> {
            if (!route.request().method().equals("POST")) {
                route.fallback();
                return;
            }
            String body = "{\"status\":%d,\"error\":\"%s\",\"message\":\"%s\"}".formatted(status, error, message);
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType("application/json")
                    .setBody(body));
        });
    }
}
