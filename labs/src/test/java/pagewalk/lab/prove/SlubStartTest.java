package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An engine that starts in the middle of a recording agrees with the rest of it. */
final class SlubStartTest {
    private static final Path FOLDER = Path.of("src/main/resources/recordings/slub-ops");
    private static final int STARTS = 4;

    @TestFactory
    Stream<DynamicTest> theRestOfEveryRecordingAgrees() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> all = files.filter(file -> file.getFileName().toString().matches("[r0-9].*"))
                    .sorted()
                    .toList();
            assertTrue(all.size() >= 16);
            return all.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> restOf(file)));
        }
    }

    private static void restOf(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int steps = SlubRecording.read(text).steps().size();
        for (int start = 1; start <= STARTS; start++) {
            int last = start * (steps - 2) / STARTS;
            Proof proof = SlubReplay.after(text, last);
            assertTrue(proof.agrees(), "after step " + last + ": " + proof.sentence());
            assertEquals(steps, proof.agreed());
        }
    }

    @Test
    void aWrongStateIsNotedLater() throws IOException {
        String text = Files.readString(FOLDER.resolve("07-size100-two-slabs.txt"), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        int steps = 0;
        for (int i = 0; i < lines.size() && steps < 20; i++) {
            steps += lines.get(i).startsWith("> ") ? 1 : 0;
            if (steps == 20) {
                String cpu = lines.get(i + 1);
                String swapped = cpu.replaceFirst("\\[(\\d+) (\\d+)", "[$2 $1");
                Proof proof = SlubReplay.after(text.replace(cpu, swapped), 19);
                assertTrue(!proof.agrees() && !swapped.equals(cpu), proof.sentence());
            }
        }
        assertEquals(20, steps);
    }
}
