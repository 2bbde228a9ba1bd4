package pagewalk.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compiled JavaScript, strict, gives the recorded digest after every command of every golden session. */
final class NodeParityTest {
    private static final Path ROOT = Path.of(System.getProperty("pagewalk.root", ".."));
    private static final Path GOLDEN = ROOT.resolve("shared-engine/src/test/resources/golden");

    @Test
    void nodeAgreesAtEveryCommand() throws IOException, InterruptedException {
        List<Path> sessions = sessions();
        assertFalse(sessions.isEmpty(), "no golden sessions in " + GOLDEN);
        Map<String, List<String>> found = runNode(sessions);
        int commands = 0;
        for (Path session : sessions) {
            List<String> recorded =
                    Files.readAllLines(Path.of(session.toString().replace(".pw", ".digests")));
            List<String> here = found.getOrDefault(session.toString(), List.of());
            for (int i = 0; i < Math.min(recorded.size(), here.size()); i++) {
                assertEquals(recorded.get(i), here.get(i), session.getFileName() + ", command " + (i + 1));
            }
            assertEquals(recorded.size(), here.size(), "commands of " + session.getFileName());
            commands += recorded.size();
        }
        assertTrue(commands >= 10_000, "commands compared: " + commands);
    }

    @Test
    void theJvmAgreesThroughTheSameDoor() throws IOException {
        for (Path session : sessions()) {
            String recorded = Files.readString(Path.of(session.toString().replace(".pw", ".digests")));
            assertEquals(
                    recorded.strip(), Parity.digests(Files.readString(session)).strip(), session.toString());
        }
    }

    private static List<Path> sessions() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".pw"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, List<String>> runNode(List<Path> sessions) throws IOException, InterruptedException {
        Path module = copyAsModule();
        List<String> command = new ArrayList<>(List.of("node", "src/test/js/parity.mjs", module.toString()));
        sessions.forEach(session -> command.add(session.toString()));
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), "node failed (Node 18 or newer must be on the PATH): " + output);
        Map<String, List<String>> found = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : output.lines().toList()) {
            if (line.startsWith("session ")) {
                current = new ArrayList<>();
                found.put(line.substring("session ".length()), current);
            } else {
                current.add(line);
            }
        }
        return found;
    }

    /** Node reads a file as a module only by its name. */
    private static Path copyAsModule() throws IOException {
        Path strict = Path.of(System.getProperty("pagewalk.target"), "strict");
        Path module = strict.resolve("parity.mjs");
        Files.write(module, Files.readAllBytes(strict.resolve("parity.js")));
        return module;
    }
}
