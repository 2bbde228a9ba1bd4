package pagewalk.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.timeline.Timeline;

/**
 * Every command of the golden sessions gives the digest it gave when it was recorded. Node and Chromium are held to the
 * same files by the frontend's and the server's tests.
 */
final class GoldenSessionsTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    /** A stored session. */
    private record Stored(String config, List<String> lines, List<String> digests) {}

    @TestFactory
    Stream<DynamicTest> everyCommandGivesItsDigest() throws IOException {
        return sessions().stream().map(file -> DynamicTest.dynamicTest(nameOf(file), () -> replay(read(file))));
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        int commands = 0;
        for (Path file : sessions()) {
            commands += read(file).lines().size();
        }
        assertTrue(sessions().size() >= 20, "sessions: " + sessions().size());
        assertTrue(commands >= 10_000, "commands: " + commands);
        assertEquals(GoldenSessions.PLANS.size(), sessions().size(), "a file for each plan");
    }

    @Test
    void steppedTimelinesAgreeWithTheDigestsToo() throws IOException {
        Stored stored = read(FOLDER.resolve("11-mobility-odd-edges.pw"));
        Timeline timeline = new Timeline(Play.config(stored.config()));
        for (int i = 0; i < stored.lines().size(); i++) {
            timeline.apply(Play.command(stored.lines().get(i)));
            assertEquals(stored.digests().get(i), timeline.digestAfter(i));
        }
        for (int i = stored.lines().size(); i > 0; i -= 7) {
            timeline.seekCommand(i);
            assertEquals(stored.digests().get(i - 1), timeline.machine().digest());
        }
    }

    /** Parity of what never happens would prove little. */
    @Test
    void togetherTheyMeetEveryRule() throws IOException {
        Set<Rule> met = EnumSet.of(Rule.NONE);
        for (Path file : sessions()) {
            Stored stored = read(file);
            Machine machine = Machine.boot(Play.config(stored.config()));
            for (String line : stored.lines()) {
                machine.apply(Play.command(line), (kind, rule, a, b, c, d) -> met.add(Rule.of(rule)));
            }
        }
        // Replacement policies serve traces and no machine; PolicyTest asks the same of their rules.
        for (Rule rule : Rule.values()) {
            if (rule.id().startsWith("policy.")) {
                met.add(rule);
            }
        }
        assertEquals(EnumSet.complementOf(EnumSet.copyOf(met)), EnumSet.noneOf(Rule.class), "rules never met");
    }

    private static void replay(Stored stored) {
        List<String> digests = GoldenSessions.digests(stored.config(), stored.lines());
        assertEquals(stored.lines().size(), stored.digests().size(), "a digest for each command");
        for (int i = 0; i < digests.size(); i++) {
            assertEquals(
                    stored.digests().get(i),
                    digests.get(i),
                    "command " + (i + 1) + ": " + stored.lines().get(i));
        }
    }

    private static List<Path> sessions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".pw")).sorted().toList();
        }
    }

    private static Stored read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Path digests = FOLDER.resolve(nameOf(file) + ".digests");
        return new Stored(
                lines.get(0).substring("config: ".length()),
                lines.subList(2, lines.size()),
                Files.readAllLines(digests));
    }

    private static String nameOf(Path session) {
        String file = session.getFileName().toString();
        return file.substring(0, file.length() - ".pw".length());
    }
}
