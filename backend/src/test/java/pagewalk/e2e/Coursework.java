package pagewalk.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

/** What a student's graded lab really is, as only the server knows it, and whole submissions made through the API. */
final class Coursework {
    static final String LAB = "02-split-and-merge";

    private Coursework() {}

    /** The variant of the student's attempt, drawn from the course's key as the server draws it. */
    static Variant variant(Visitor student, int attempt) {
        return variant(student, LAB, attempt);
    }

    /** The same of another lab. */
    static Variant variant(Visitor student, String id, int attempt) {
        Lab lab = LabCatalogue.shippedLab(id);
        byte[] key = HexFormat.of().parseHex(courseKey(student));
        return lab.variant(VariantSeed.graded(key, id, id(student), attempt));
    }

    /** The key of the student's course, in hex. */
    static String courseKey(Visitor student) {
        return Installation.text(
                "select encode(key, 'hex') from course join account on course_id = course.id where account.id = ?",
                UUID.fromString(id(student)));
    }

    /** The lines that the server has of the student's only graded session of a lab. */
    static Stream<String> journal(Visitor student, String id) {
        Api api = new Api(student);
        JsonArray sessions = new JsonArray(api.text("/api/sessions?lab=" + id + "&mode=graded"));
        assertEquals(1, sessions.size(), () -> "sessions: " + sessions);
        String session = sessions.getJsonObject(0).getString("id");
        return api.get("/api/sessions/" + session + "/journal").getJsonArray("lines").stream()
                .map(String::valueOf);
    }

    static String id(Visitor student) {
        return new Api(student).get("/api/me").getString("id");
    }

    /** Hands in the lab's own solution as attempt 1; gives the submission's id. */
    static String submitSolution(Visitor student) {
        return submit(student, LAB, variant(student, 1).reference());
    }

    /** Hands in the solution with a wrong first prediction. */
    static String submitMistake(Visitor student) {
        SessionFile solution = variant(student, 1).reference();
        List<JournalLine> lines = new ArrayList<>(solution.lines());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof JournalLine.Predict predict) {
                Answer wrong =
                        Answer.of(List.of("pfn", "splits"), predict.answer().get("pfn") + 1, 9);
                lines.set(i, new JournalLine.Predict(predict.part(), predict.question(), wrong));
                return submit(student, LAB, new SessionFile(solution.header(), lines));
            }
        }
        throw new AssertionError("nothing is asked");
    }

    /** Hands in a session of another lab, its answers committed first; gives the submission's id. */
    static String submit(Visitor student, String lab, SessionFile file) {
        Api api = new Api(student);
        String session = UUID.randomUUID().toString();
        api.post("/api/sessions", Map.of("id", session, "lab", lab, "mode", "graded"));
        for (JournalLine line : file.lines()) {
            if (line instanceof JournalLine.Predict predict) {
                api.post(
                        "/api/sessions/" + session + "/predictions",
                        Map.of(
                                "part",
                                predict.part(),
                                "question",
                                predict.question(),
                                "answer",
                                predict.answer().text()));
            }
        }
        String id = UUID.randomUUID().toString();
        api.post("/api/submissions", Map.of("id", id, "session", session, "file", file.text()));
        return id;
    }
}
