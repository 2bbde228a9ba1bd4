package pagewalk.server;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Practice sessions and what is appended to them. */
final class Journals {
    static final String SEED = "0123456789abcdef";

    private Journals() {}

    /** Opens a practice session of the first lab; gives its id. */
    static String open(Client student) {
        String session = UUID.randomUUID().toString();
        student.post("/api/sessions", Map.of("id", session, "lab", Graded.LAB, "mode", "practice", "seed", SEED))
                .then()
                .statusCode(200);
        return session;
    }

    static void append(Client student, String session, int base, String... lines) {
        student.post(
                        "/api/sessions/" + session + "/journal",
                        Map.of(
                                "base",
                                base,
                                "lines",
                                List.of(lines),
                                "batch",
                                UUID.randomUUID().toString()))
                .then()
                .statusCode(200);
    }
}
