package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class behind one address meets the real limits of a packaged server; only its hashes are cheaper than usual. */
@Tag("packaged")
class ClassOf300Test {
    private static final int STUDENTS = 300;
    private static final int AT_ONCE = 12;
    /** Far more than anybody mistypes. */
    private static final int GUESSES = 40;

    @TempDir
    Path directory;

    @Test
    void everybodyGetsInWithTyposAndAGuesserDoesNot() throws Exception {
        try (ServerProcess server =
                        ServerProcess.start(directory.resolve("data"), Map.of("PAGEWALK_PASSWORD_COST", "4"));
                ExecutorService people = Executors.newFixedThreadPool(AT_ONCE)) {
            String code = server.joinCode();
            String victim = Client.name("victim");
            Client.visitor(server.base()).join(code, victim).then().statusCode(303);
            Future<List<Integer>> guesses = people.submit(() -> guess(server, victim));
            List<Future<String>> kinds = new ArrayList<>();
            for (int i = 0; i < STUDENTS; i++) {
                kinds.add(people.submit(() -> getIn(server, code)));
            }
            for (Future<String> kind : kinds) {
                assertEquals("student", kind.get());
            }
            List<Integer> told = guesses.get();
            long wrong = told.stream().filter(status -> status == 401).count();
            assertTrue(wrong >= 1 && wrong <= GUESSES / 2, "guesses let through: " + told);
            assertEquals(
                    GUESSES - wrong,
                    told.stream().filter(status -> status == 429).count(),
                    told::toString);
        }
    }

    /** Mistypes the code, joins, leaves, mistypes the password, comes back. */
    private static String getIn(ServerProcess server, String code) {
        String name = Client.name("student");
        Client client = Client.visitor(server.base());
        client.join(code + "x", name).then().statusCode(400);
        client.join(code, name).then().statusCode(303);
        client.form("/logout", Map.of()).then().statusCode(303);
        client.logIn(name, Client.PASSWORD + "x").then().statusCode(401);
        client.logIn(name, Client.PASSWORD).then().statusCode(303);
        return client.get("/api/me").then().statusCode(200).extract().path("kind");
    }

    private static List<Integer> guess(ServerProcess server, String victim) {
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            told.add(Client.visitor(server.base())
                    .logIn(victim, "guess number " + i)
                    .statusCode());
        }
        return told;
    }
}
