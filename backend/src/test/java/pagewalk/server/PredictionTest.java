package pagewalk.server;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import pagewalk.lab.model.JournalLine;

@QuarkusTest
class PredictionTest {

    @Test
    void gradedVariantKeepsSeedTruthAndLaterQuestionsBack() {
        Graded graded = Graded.open(Client.student());
        String body = graded.client
                .get("/api/labs/" + Graded.LAB + "/variant?mode=graded")
                .then()
                .statusCode(200)
                .body("seed", nullValue())
                .body("parts[0].questions", hasSize(1))
                .body("parts[0].questions[0].truth", nullValue())
                .extract()
                .asString();
        for (String seed : graded.variant.seedHex().split("\\.")) {
            assertFalse(body.contains(seed), "the seed is in the answer");
        }
    }

    @Test
    void commitRevealsAndOpensTheNextQuestion() {
        Graded graded = Graded.open(Client.student());
        JournalLine.Predict first = graded.predictions().get(0);
        graded.predict(first)
                .then()
                .statusCode(200)
                .body("truth", equalTo(first.answer().text()))
                .body("correct.values()", everyItem(is(true)))
                .body("next.question.id", equalTo(2));
        graded.client
                .get("/api/labs/" + Graded.LAB + "/variant?mode=graded")
                .then()
                .body("parts[0].questions", hasSize(2))
                .body("parts[0].questions[0].committed", equalTo(first.answer().text()))
                .body("parts[0].questions[1].truth", nullValue());
    }

    @Test
    void commitCannotBeTakenBackNotEvenInAnotherSession() {
        Graded graded = Graded.open(Client.student());
        JournalLine.Predict first = graded.predictions().get(0);
        graded.predict(first.part(), 1, "pfn:1,splits:9").then().statusCode(200);
        graded.predict(first.part(), 1, "pfn:1,splits:9").then().statusCode(200).body("truth", notNullValue());
        graded.predict(first).then().statusCode(409).body("error", equalTo("prediction-committed"));
        Graded second = Graded.open(graded.client);
        second.predict(first).then().statusCode(409).body("error", equalTo("prediction-committed"));
    }

    @Test
    void questionsOpenInOrder() {
        Graded graded = Graded.open(Client.student());
        graded.predict(graded.predictions().get(1))
                .then()
                .statusCode(409)
                .body("error", equalTo("question-closed"))
                .body("truth", nullValue());
    }

    @Test
    void malformedAnswersAndUnknownQuestionsAreRefused() {
        Graded graded = Graded.open(Client.student());
        String part = graded.predictions().get(0).part();
        graded.predict(part, 1, "pfn=4").then().statusCode(400).body("field", equalTo("answer"));
        graded.predict(part, 1, "pfn:").then().statusCode(400).body("field", equalTo("answer"));
        graded.predict(part, 99, "pfn:4").then().statusCode(400);
        graded.predict("nowhere", 1, "pfn:4").then().statusCode(400);
    }

    @Test
    void ofRacingAnswersOneIsStored() throws Exception {
        Graded graded = Graded.open(Client.student());
        String part = graded.predictions().get(0).part();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Response>> racers = List.of(
                    () -> graded.predict(part, 1, "pfn:1,splits:1"),
                    () -> graded.predict(part, 1, "pfn:2,splits:1"),
                    () -> graded.predict(part, 1, "pfn:3,splits:1"),
                    () -> graded.predict(part, 1, "pfn:4,splits:1"));
            int stored = 0;
            for (var racer : pool.invokeAll(racers)) {
                stored += racer.get().statusCode() == 200 ? 1 : 0;
            }
            assertEquals(1, stored);
        }
        assertEquals(
                "1",
                Database.text("select count(*) from prediction where account_id = ?", UUID.fromString(graded.student)));
    }

    @Test
    void practiceVariantOfASeedIsAlwaysTheSame() {
        Client guest = Client.guest();
        String path = "/api/labs/" + Graded.LAB + "/variant?mode=practice&seed=c0ffee";
        String once = guest.get(path)
                .then()
                .statusCode(200)
                .body("seed", equalTo("c0ffee"))
                .extract()
                .asString();
        assertEquals(once, guest.get(path).asString());
        guest.get("/api/labs/" + Graded.LAB + "/variant?mode=practice").then().body("seed", not(equalTo("c0ffee")));
        guest.get("/api/labs/" + Graded.LAB + "/variant?mode=practice&seed=XYZ")
                .then()
                .statusCode(400);
        guest.get("/api/labs/nope/variant").then().statusCode(404);
    }

    @Test
    void nextAttemptOpensAfterASubmissionAndHasOtherNumbers() {
        Graded graded = Graded.open(Client.student());
        Map<String, Object> next =
                Map.of("id", UUID.randomUUID().toString(), "lab", Graded.LAB, "mode", "graded", "attempt", 2);
        graded.client.post("/api/sessions", next).then().statusCode(409).body("error", equalTo("attempt-open"));
        graded.submit(UUID.randomUUID().toString(), graded.nothing().text())
                .then()
                .statusCode(202);
        String first = graded.client
                .get("/api/labs/" + Graded.LAB + "/variant?mode=graded")
                .asString();
        graded.client.post("/api/sessions", next).then().statusCode(200).body("attempt", equalTo(2));
        String second = graded.client
                .get("/api/labs/" + Graded.LAB + "/variant?mode=graded")
                .then()
                .body("attempt", equalTo(2))
                .extract()
                .asString();
        assertFalse(first.equals(second.replace("\"attempt\":2", "\"attempt\":1")), "the variants are the same");
    }
}
