package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

@QuarkusTest
class SubmissionTest {

    @Test
    void solutionGetsAllPointsOverTheSocket() {
        Graded graded = Graded.open(Client.student());
        graded.predictions().forEach(line -> graded.predict(line).then().statusCode(200));
        Socket socket = Socket.open(graded.client);
        JsonObject end = graded.submitAndAwait(socket, graded.solution().text());
        assertEquals("graded", end.getString("state"), end::encode);
        assertEquals(end.getInteger("max"), end.getInteger("score"), end::encode);
        assertNull(end.getJsonObject("verdict").getJsonObject("firstWrong"));
        graded.client
                .get("/submissions/" + end.getString("id"))
                .then()
                .statusCode(200)
                .body(containsString("<strong>graded</strong>"));
    }

    @Test
    void emptySessionGetsNoPoint() {
        Graded graded = Graded.open(Client.student());
        JsonObject end = graded.submitAndAwait(
                Socket.open(graded.client), graded.nothing().text());
        assertEquals("graded", end.getString("state"), end::encode);
        assertEquals(0, end.getInteger("score"));
    }

    @Test
    void wrongPredictionIsNamedWithItsRuleAndLinked() {
        Graded graded = Graded.open(Client.student());
        SessionFile wrong = withFirstPrediction(graded.solution(), "pfn:1,splits:9");
        predictions(wrong).forEach(line -> graded.predict(line).then().statusCode(200));
        JsonObject end = graded.submitAndAwait(Socket.open(graded.client), wrong.text());
        JsonObject first = end.getJsonObject("verdict").getJsonObject("firstWrong");
        assertTrue(first.getString("rule").startsWith("buddy."), first::encode);
        String link = first.getString("link");
        assertTrue(link.startsWith("/lab/" + Graded.LAB + "?submission=" + end.getString("id")), link);
        graded.client
                .get(link)
                .then()
                .statusCode(200)
                .body(containsString("data-submission=\"" + end.getString("id") + "\""));
        graded.client
                .get("/api/submissions/" + end.getString("id") + "/variant")
                .then()
                .statusCode(200)
                .body("parts[0].questions[0].truth", notNullValue());
    }

    @Test
    void predictionEditedInTheFileIsRejected() {
        Graded graded = Graded.open(Client.student());
        JournalLine.Predict first = graded.predictions().get(0);
        graded.predict(first.part(), 1, "pfn:1,splits:9").then().statusCode(200);
        JsonObject end = graded.submitAndAwait(
                Socket.open(graded.client), graded.solution().text());
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("pfn:1,splits:9 was committed"), end.getString("reason"));
        assertNull(end.getInteger("score"));
    }

    @Test
    void predictionNeverCommittedIsRejected() {
        Graded graded = Graded.open(Client.student());
        JsonObject end = graded.submitAndAwait(
                Socket.open(graded.client), graded.solution().text());
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("none was committed"), end.getString("reason"));
    }

    @Test
    void anotherStudentsFileIsRejected() {
        Graded mine = Graded.open(Client.student());
        Graded other = Graded.open(Client.student());
        JsonObject end =
                mine.submitAndAwait(Socket.open(mine.client), other.solution().text());
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("of student " + other.student), end.getString("reason"));
    }

    @Test
    void editedLogIsRejectedByItsDigest() {
        Graded graded = Graded.open(Client.student());
        graded.predictions().forEach(line -> graded.predict(line).then().statusCode(200));
        SessionFile solution = graded.solution();
        String last = graded.variant.parts().getLast().name();
        SessionFile edited =
                new SessionFile(solution.header().with("digest", last + ":0123456789abcdef"), solution.lines());
        JsonObject end = graded.submitAndAwait(Socket.open(graded.client), edited.text());
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("digest"), end.getString("reason"));
    }

    @Test
    void anotherSeedInTheFileIsRejected() {
        Graded graded = Graded.open(Client.student());
        SessionFile edited = new SessionFile(graded.nothing().header().with("seed", "0123456789abcdef"), List.of());
        JsonObject end = graded.submitAndAwait(Socket.open(graded.client), edited.text());
        assertEquals("rejected", end.getString("state"), end::encode);
        assertTrue(end.getString("reason").contains("seed"), end.getString("reason"));
    }

    @Test
    void handingInTwiceIsHandingInOnce() {
        Graded graded = Graded.open(Client.student());
        String id = UUID.randomUUID().toString();
        String file = graded.nothing().text();
        String receipt =
                graded.submit(id, file).then().statusCode(202).extract().path("receipt");
        graded.submit(id, file).then().statusCode(202).body("receipt", equalTo(receipt));
        assertEquals("1", Database.text("select count(*) from submission where id = ?", UUID.fromString(id)));
        graded.submit(id, file + "cat /proc/buddyinfo\n").then().statusCode(409).body("error", equalTo("id-used"));
    }

    @Test
    void receiptCanBeVerifiedByAnybody() {
        Graded graded = Graded.open(Client.student());
        String id = UUID.randomUUID().toString();
        String receipt = graded.submit(id, graded.nothing().text()).path("receipt");
        Client anybody = Client.visitor();
        anybody.get("/api/receipts/" + receipt).then().statusCode(200).body("id", equalTo(id));
        String forged = receipt.replaceFirst("\\.1", ".2");
        anybody.get("/api/receipts/" + forged).then().statusCode(404).body("error", equalTo("not-genuine"));
        anybody.get("/api/receipts/nonsense").then().statusCode(404);
    }

    @Test
    void guestsPracticeIsJudgedToo() {
        Client guest = Client.guest();
        Socket socket = Socket.open(guest);
        String session = UUID.randomUUID().toString();
        guest.post("/api/sessions", Map.of("id", session, "lab", Graded.LAB, "mode", "practice", "seed", "beef"))
                .then()
                .statusCode(200)
                .body("seed", equalTo("beef"));
        SessionFile file = Graded.practice("beef", guest.id());
        String id = UUID.randomUUID().toString();
        guest.post("/api/submissions", Map.of("id", id, "session", session, "file", file.text()))
                .then()
                .statusCode(202);
        JsonObject end = socket.awaitEnd(id);
        assertEquals(end.getInteger("max"), end.getInteger("score"), end::encode);
    }

    @Test
    void instructorSeesAndFollowsTheCourse() {
        Client instructor = Courses.instructorOfDemoCourse();
        Socket socket = Socket.open(instructor);
        Graded graded = Graded.open(Client.student());
        String id = UUID.randomUUID().toString();
        graded.submit(id, graded.nothing().text()).then().statusCode(202);
        assertEquals("graded", socket.awaitEnd(id).getString("state"));
        instructor.get("/instructor").then().statusCode(200).body(containsString("/submissions/" + id));
        instructor.get("/submissions/" + id).then().statusCode(200);
        instructor.get("/api/submissions/" + id).then().body("verdict.evidence.seed", notNullValue());
        assertNotNull(graded.client.get("/api/submissions/" + id + "/file").asString());
    }

    @Test
    void instructorOfAnotherCourseSeesNothing() {
        Graded graded = Graded.open(Client.student());
        String id = UUID.randomUUID().toString();
        graded.submit(id, graded.nothing().text()).then().statusCode(202);
        Client other = Courses.instructorOfNewCourse();
        other.get("/api/submissions/" + id).then().statusCode(404);
        other.get("/submissions/" + id).then().statusCode(404);
        other.post("/api/submissions/" + id + "/requeue", Map.of()).then().statusCode(404);
    }

    private static List<JournalLine.Predict> predictions(SessionFile file) {
        List<JournalLine.Predict> found = new ArrayList<>();
        for (JournalLine line : file.lines()) {
            if (line instanceof JournalLine.Predict predict) {
                found.add(predict);
            }
        }
        return found;
    }

    private static SessionFile withFirstPrediction(SessionFile file, String answer) {
        List<JournalLine> lines = new ArrayList<>(file.lines());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof JournalLine.Predict predict) {
                lines.set(i, new JournalLine.Predict(predict.part(), predict.question(), Answer.parse(answer)));
                return new SessionFile(file.header(), lines);
            }
        }
        throw new AssertionError("nothing is asked");
    }
}
