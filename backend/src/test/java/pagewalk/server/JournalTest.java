package pagewalk.server;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JournalTest {
    private static final List<String> LINE = List.of("a = alloc_pages order=0");

    @Test
    void openingTwiceIsOpeningOnce() {
        Graded graded = Graded.open(Client.student());
        graded.append(0, LINE, id()).then().statusCode(200);
        graded.client
                .post("/api/sessions", Map.of("id", graded.session, "lab", Graded.LAB, "mode", "graded"))
                .then()
                .statusCode(200)
                .body("length", equalTo(1));
    }

    @Test
    void sameBatchTwiceIsOneAppend() {
        Graded graded = Graded.open(Client.student());
        String batch = id();
        graded.append(0, LINE, batch).then().statusCode(200).body("length", equalTo(1));
        graded.append(1, LINE, id()).then().statusCode(200).body("length", equalTo(2));
        graded.append(0, LINE, batch).then().statusCode(200).body("length", equalTo(1));
        graded.client.get("/api/sessions/" + graded.session).then().body("length", equalTo(2));
    }

    @Test
    void otherBaseIsRefusedWithTheLength() {
        Graded graded = Graded.open(Client.student());
        graded.append(0, List.of("part name=reach", "free_pages a"), id())
                .then()
                .statusCode(200);
        graded.append(0, LINE, id())
                .then()
                .statusCode(409)
                .body("error", equalTo("journal-moved"))
                .body("length", equalTo(2));
        graded.append(5, LINE, id()).then().statusCode(409).body("length", equalTo(2));
    }

    @Test
    void readingGivesLinesFromAnywhere() {
        Graded graded = Graded.open(Client.student());
        graded.append(0, List.of("part name=reach", "free_pages a", "# a comment"), id());
        graded.append(3, List.of("branch at=1", "free_pages b"), id());
        graded.client
                .get("/api/sessions/" + graded.session + "/journal?from=1")
                .then()
                .statusCode(200)
                .body("length", equalTo(5))
                .body("lines", equalTo(List.of("free_pages a", "# a comment", "branch at=1", "free_pages b")));
        graded.client
                .get("/api/sessions/" + graded.session + "/journal?from=5")
                .then()
                .body("lines", hasSize(0));
    }

    /** Writers race for each base: one wins it, the others hear of it, and no line is lost or doubled. */
    @Test
    void racingWritersNeverLoseALine() throws Exception {
        Graded graded = Graded.open(Client.student());
        int writers = 4;
        int each = 5;
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                String name = "w" + w;
                all.add(pool.submit(() -> {
                    int base = 0;
                    for (int i = 0; i < each; i++) {
                        base = appendWherever(graded, base, name + "_" + i + " = alloc_pages order=0");
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        List<String> lines = graded.client
                .get("/api/sessions/" + graded.session + "/journal")
                .then()
                .extract()
                .path("lines");
        assertEquals(writers * each, lines.size());
        assertEquals(writers * each, lines.stream().distinct().count());
    }

    private static int appendWherever(Graded graded, int from, String line) {
        String batch = id();
        int base = from;
        while (true) {
            var response = graded.append(base, List.of(line), batch);
            int length = response.path("length");
            if (response.statusCode() == 200) {
                return length;
            }
            assertEquals(409, response.statusCode(), response.asString());
            base = length;
        }
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
