package pagewalk.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden sessions give the recorded digest after every command in Chromium too, on each program's both targets. */
@QuarkusTest
final class GoldenParityTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("pagewalk.root"), "shared-engine", "src", "test", "resources", "golden");
    private static final int SESSIONS = 20;
    private static final int COMMANDS = 10_000;

    /** From this number on, sessions need parts that the small program was built without (decision 17). */
    private static final int FIRST_OF_PARTS = 26;

    /** The program is loaded once for a page: compiling it for each session took longer than the sessions. */
    private static final String RUN = """
            async ([program, session]) => {
              if (!globalThis.loaded) {
                const loader = await import(document.querySelector("script[data-program]").src);
                globalThis.loaded = await loader.loadProgram(program);
              }
              const {engine, exports} = globalThis.loaded;
              return [engine, exports.digests(session)];
            }
            """;

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @ParameterizedTest
    @CsvSource({
        "lab, js, JavaScript",
        "lab, wasm, WebAssembly",
        "play, js, JavaScript",
        "play, wasm, WebAssembly",
        "live, js, JavaScript",
        "live, wasm, WebAssembly"
    })
    void digestsEqualTheRecordedOnesAtEveryCommand(String program, String target, String engine) throws IOException {
        LabPage lab = InstrumentTest.machine(visitors.arrive(Look.LIGHT), 64, target);
        assertEquals(engine, lab.engine());
        int commands = 0;
        List<Path> sessions = new ArrayList<>(sessions());
        if (program.equals("lab")) {
            sessions.removeIf(GoldenParityTest::needsParts);
        }
        for (Path session : sessions) {
            commands += compare(lab.visitor().page(), program, engine, session);
        }
        assertTrue(sessions.size() >= SESSIONS, sessions.size() + " sessions");
        assertTrue(commands >= COMMANDS, commands + " commands");
    }

    private static boolean needsParts(Path session) {
        String name = session.getFileName().toString();
        try {
            return Integer.parseInt(name.substring(0, name.indexOf('-'))) >= FIRST_OF_PARTS
                    || Files.readString(session).contains(" buddyinfo=");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int compare(Page page, String program, String engine, Path session) throws IOException {
        String name = session.getFileName().toString();
        List<String> recorded = Files.readAllLines(session.resolveSibling(name.replace(".pw", ".digests")));
        List<?> answer = (List<?>) page.evaluate(RUN, List.of(program, Files.readString(session)));
        assertEquals(engine, answer.get(0));
        List<String> found = answer.get(1).toString().lines().toList();
        for (int i = 0; i < Math.min(recorded.size(), found.size()); i++) {
            int command = i + 1;
            assertEquals(recorded.get(i), found.get(i), () -> name + ", command " + command);
        }
        assertEquals(recorded.size(), found.size(), () -> "digests of " + name);
        return recorded.size();
    }

    private static List<Path> sessions() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".pw"))
                    .sorted()
                    .toList();
        }
    }
}
