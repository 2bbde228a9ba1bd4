package pagewalk.web.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pagewalk.build.RuleFile;
import pagewalk.engine.rule.Rule;

/** The rule book reaches the pages whole, as a file, and not a second time inside the programs. */
final class RuleWordsTest {
    private static final Path TARGET = Path.of(System.getProperty("pagewalk.target"));

    @Test
    void everyRuleSaysOnThePageWhatItSaysInTheEngine() {
        for (Rule rule : Rule.values()) {
            assertEquals("", RuleWords.sentence(rule));
        }
        int[] painted = {0};
        RuleWords.whenTaken(() -> painted[0]++);
        RuleWords.take(RuleFile.text());
        assertEquals(1, painted[0]);
        for (Rule rule : Rule.values()) {
            assertEquals(rule.sentence(), RuleWords.sentence(rule));
            assertEquals(rule.source(), RuleWords.source(rule));
        }
    }

    @Test
    void theFileThatShipsIsTheRuleBookOfToday() throws IOException {
        assertEquals(List.of(RuleFile.text()), shipped("rules.txt"));
    }

    @Test
    void noProgramHoldsASentence() throws IOException {
        List<String> programs = Stream.concat(shipped(".js").stream(), shipped(".wasm").stream())
                .toList();
        assertTrue(programs.size() >= 6, programs.size() + " programs");
        for (Rule rule : Rule.values()) {
            for (String program : programs) {
                assertFalse(program.contains(rule.sentence()), rule.id());
            }
        }
        assertTrue(programs.stream().anyMatch(program -> program.contains(Rule.LIST_HEAD.id())));
    }

    private static List<String> shipped(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(TARGET.resolve("classes/META-INF/resources/app"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).toList();
            List<String> texts = new java.util.ArrayList<>();
            for (Path file : found) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return texts;
        }
    }
}
