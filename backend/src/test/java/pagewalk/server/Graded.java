package pagewalk.server;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

/** A student's graded session of the first lab, and the solution that only the server can know. */
final class Graded {
    static final String LAB = "02-split-and-merge";
    private static final Lab SHIPPED = LabCatalogue.shippedLab(LAB);

    final Client client;
    final String student;
    final String session;
    final Variant variant;

    private Graded(Client client, String student, String session, Variant variant) {
        this.client = client;
        this.student = student;
        this.session = session;
        this.variant = variant;
    }

    /** Opens a session of attempt 1 on the server under test. */
    static Graded open(Client client) {
        String key = Database.text(
                "select encode(key, 'hex') from course join account on course_id = course.id where account.id = ?",
                UUID.fromString(client.id()));
        return open(client, HexFormat.of().parseHex(key));
    }

    /** Opens a session of attempt 1 in the course with that key. */
    static Graded open(Client client, byte[] courseKey) {
        String student = client.id();
        Variant variant = SHIPPED.variant(VariantSeed.graded(courseKey, LAB, student, 1));
        Graded graded = new Graded(client, student, UUID.randomUUID().toString(), variant);
        client.post("/api/sessions", Map.of("id", graded.session, "lab", LAB, "mode", "graded"))
                .then()
                .statusCode(200);
        return graded;
    }

    /** The same session through another client of the same student. */
    Graded on(Client other) {
        return new Graded(other, student, session, variant);
    }

    /** The solution of a practice variant, as that person's. */
    static SessionFile practice(String seed, String person) {
        SessionFile reference = SHIPPED.variant(VariantSeed.practice(seed)).reference();
        return new SessionFile(reference.header().with("mode", "practice").with("student", person), reference.lines());
    }

    SessionFile solution() {
        return variant.reference();
    }

    /** The solution's header with nothing done. */
    SessionFile nothing() {
        return new SessionFile(solution().header(), List.of());
    }

    /** The solution's predict lines. */
    List<JournalLine.Predict> predictions() {
        List<JournalLine.Predict> found = new ArrayList<>();
        for (JournalLine line : solution().lines()) {
            if (line instanceof JournalLine.Predict predict) {
                found.add(predict);
            }
        }
        return found;
    }

    Response predict(JournalLine.Predict line) {
        return predict(line.part(), line.question(), line.answer().text());
    }

    Response predict(String part, int question, String answer) {
        return client.post(
                "/api/sessions/" + session + "/predictions",
                Map.of("part", part, "question", question, "answer", answer));
    }

    Response append(int base, List<String> lines, String batch) {
        return client.post(
                "/api/sessions/" + session + "/journal", Map.of("base", base, "lines", lines, "batch", batch));
    }

    Response submit(String id, String file) {
        return client.post("/api/submissions", Map.of("id", id, "session", session, "file", file));
    }

    /** Hands the file in and waits on the socket for its end. */
    io.vertx.core.json.JsonObject submitAndAwait(Socket socket, String file) {
        String id = UUID.randomUUID().toString();
        submit(id, file).then().statusCode(202);
        return socket.awaitEnd(id);
    }

    /** Each student hands in nothing at all so many times; eight of them at the same time. */
    static void handIn(List<Graded> students, int each) throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<Future<?>> sent = new ArrayList<>();
            for (Graded student : students) {
                sent.add(people.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        student.submit(
                                        UUID.randomUUID().toString(),
                                        student.nothing().text())
                                .then()
                                .statusCode(202);
                    }
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }
}
