package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sessions in the students' documents are what a machine answers. */
final class DocumentedSessionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "contiguous-allocation.md",
                "translation.md",
                "under-pressure.md",
                "user-heap.md",
                "virtual-memory.md",
                "vmalloc.md"
            })
    void everySessionInADocumentIsWhatAMachineAnswers(String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs", name));
        int commands = 0;
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).equals("```session")) {
                Play play = Play.on(lines.get(at + 1).substring("machine ".length()));
                for (at += 2; !lines.get(at).equals("```"); commands++) {
                    String command = lines.get(at++).substring("> ".length());
                    StringBuilder answer = new StringBuilder();
                    while (!lines.get(at).startsWith("> ") && !lines.get(at).equals("```")) {
                        answer.append(answer.isEmpty() ? "" : "\n").append(lines.get(at++));
                    }
                    assertEquals(play.run(command).stripTrailing(), answer.toString(), name + ": " + command);
                }
            }
        }
        assertTrue(commands >= 10, "commands: " + commands);
    }
}
