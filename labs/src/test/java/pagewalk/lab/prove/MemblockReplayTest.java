package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine against the real memblock of 6.12, and the comparison against recordings that lie. */
final class MemblockReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = MemblockReplayTest.class.getResourceAsStream("/recordings/memblock/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyShippedRecordingAgreesOnEveryOperation() throws IOException {
        List<String> names = shipped("index.txt").lines().toList();
        int operations = 0;
        for (String name : names) {
            String text = shipped(name);
            assertEquals(Kind.MEMBLOCK, Kind.of(text), name);
            Proof proof = Kind.MEMBLOCK.prove(text);
            assertEquals("", proof.trouble(), name);
            assertTrue(proof.agrees(), name);
            operations += proof.operations();
        }
        assertEquals(17, names.size());
        assertEquals(358, operations);
    }

    @Test
    void everyLieIsFound() throws IOException {
        String text = shipped("03-split-flags.txt");
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("  ")) {
                continue;
            }
            String line = lines.get(i);
            int digit = line.lastIndexOf('0');
            String lie = digit < 0 ? line + "1" : line.substring(0, digit) + "7" + line.substring(digit + 1);
            Proof proof = Kind.MEMBLOCK.prove(text.replace("\n" + line + "\n", "\n" + lie + "\n"));
            assertFalse(proof.agrees(), "line " + (i + 1) + ": " + lie);
            assertTrue(proof.trouble().contains("expected " + lie.strip() + ", got "), proof.trouble());
        }
    }

    @Test
    void theFirstDifferenceNamesTheRuleThatDecided() throws IOException {
        String text = shipped("04-bottomup.txt").replace("addr=0x100000\n", "addr=0xff000\n");
        assertTrue(
                MemblockReplay.of(text)
                        .trouble()
                        .contains("operation 'alloc 0x1000 0x1000 0 0': expected addr=0xff000, got addr=0x100000; "
                                + "decided by memblock."),
                MemblockReplay.of(text).trouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello            | 1 | this is no recording: there is no '> op' before it",
                "''               | 1 | this is no recording: there is no '> op' in it",
                "> grow 1 2       | 1 | this operation is not known: grow 1 2; unknown operation grow",
                "> add 1          | 1 | this operation is not known: add 1; memblock_add needs size=, a number "
                        + "of bytes",
            })
    void whatIsNoRecordingIsSaidSo(String text, int line, String reason) {
        RecordingFault fault = assertThrows(RecordingFault.class, () -> Kind.MEMBLOCK.prove(text));
        assertEquals(line, fault.line());
        assertEquals(reason, fault.reason());
    }
}
