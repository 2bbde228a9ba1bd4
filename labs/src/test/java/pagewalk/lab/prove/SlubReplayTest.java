package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine against the SLUB of a real 6.12 kernel, and the comparison against recordings that lie. */
final class SlubReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = SlubReplayTest.class.getResourceAsStream("/recordings/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyShippedRecordingAgreesOnEveryOperation() throws IOException {
        List<String> names = shipped("slub-ops/index.txt").lines().toList();
        int operations = 0;
        for (String name : names) {
            String text = shipped("slub-ops/" + name);
            assertEquals(Kind.SLUB_OPS, Kind.of(text), name);
            Proof proof = Kind.SLUB_OPS.prove(text);
            assertEquals("", proof.trouble(), name);
            assertTrue(proof.agrees(), name);
            operations += proof.operations();
        }
        assertEquals(16, names.size());
        assertEquals(3582, operations);
    }

    @Test
    void everyRowOfTheGeometryAgrees() throws IOException {
        String text = shipped("slub/slab_geometry.tsv");
        assertEquals(Kind.SLUB, Kind.of(text));
        Proof proof = Kind.SLUB.prove(text);
        assertEquals("", proof.trouble());
        assertEquals(118, proof.agreed());
        assertTrue(proof.agrees());
    }

    @ParameterizedTest
    @CsvSource({
        "slub-ops/07-size100-two-slabs.txt, 40",
        "slub-ops/06-size4096-empty-slabs-to-buddy.txt, 60",
        "slub-ops/10-size192-random-freelist.txt, 30",
        "slub-ops/11-size40-typesafe.txt, 20",
    })
    void everyLieIsFound(String name, int sampled) throws IOException {
        String text = shipped(name);
        List<String> lines = text.lines().toList();
        int step = Math.max(1, (lines.size() - 2) / sampled);
        int tried = 0;
        for (int i = 1; i < lines.size(); i += step) {
            String line = lines.get(i);
            if (line.startsWith("#") || !line.matches(".*[0-9].*") || line.contains("kdestroy")) {
                continue;
            }
            tried++;
            List<String> lying = new ArrayList<>(lines);
            lying.set(i, lie(line));
            String where = "line " + (i + 1) + ": " + lying.get(i);
            try {
                assertFalse(Kind.SLUB_OPS.prove(String.join("\n", lying)).agrees(), where);
            } catch (RecordingFault fault) {
                assertTrue(fault.line() > 0, where);
            }
        }
        assertTrue(tried > sampled / 2, "lies told: " + tried);
    }

    /** The line with its last number changed. */
    private static String lie(String line) {
        int end = line.length();
        while (!Character.isDigit(line.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isDigit(line.charAt(start - 1))) {
            start--;
        }
        int number = Integer.parseInt(line.substring(start, end));
        return line.substring(0, start) + (number == 0 ? 1 : number - 1) + line.substring(end);
    }

    @Test
    void everyLieAboutAGeometryIsFound() throws IOException {
        List<String> lines = shipped("slub/slab_geometry.tsv").lines().toList();
        for (int column = 4; column <= 7; column++) {
            for (int i = 1; i < lines.size(); i += 9) {
                String[] cells = lines.get(i).split("\t");
                cells[column] = Integer.toString(Integer.parseInt(cells[column]) + 1);
                List<String> lying = new ArrayList<>(lines);
                lying.set(i, String.join("\t", cells));
                Proof proof = Kind.SLUB.prove(String.join("\n", lying));
                assertFalse(proof.agrees(), lying.get(i));
                assertEquals(i - 1, proof.agreed());
                assertTrue(proof.trouble().startsWith("differs at line " + (i + 1) + ", row '"), proof.trouble());
            }
        }
    }

    @Test
    void theFirstDifferenceNamesTheRuleThatDecided() throws IOException {
        String text = shipped("slub-ops/01-size1024-fill-free-asc.txt").replace("  freed-slab S0\n", "");
        Proof proof = Kind.SLUB_OPS.prove(text);
        assertTrue(proof.trouble().contains(", got freed-slab S0; decided by slab.empty-returned: "), proof.trouble());
        assertTrue(proof.agreed() > 90, proof.sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'> kcreate c object_size=8' | 1 | kcreate needs align_arg= and a number: kcreate c object_size=8",
                "'> kcreate c object_size=8 align_arg=0 flags=q' | 1 | flags has an unknown letter: q",
                "'> kcreate c object_size=8 align_arg=0 flags=- ' | 0 | ''",
                "'> kcreate c' | 1 | kcreate needs object_size= and a number: kcreate c",
                "'  cpu -' | 1 | this is no recording: there is no '> op' before it",
                "'' | 1 | this is no recording: there is no '> op' in it",
                "'> kcreate' | 1 | this operation names no cache: kcreate",
                "'> kalloc c' | 1 | this operation is not known: kalloc c",
                "'> kgrow c' | 1 | this operation is not known: kgrow c",
            })
    void whatIsNoRecordingIsSaidSo(String text, int line, String reason) {
        if (line == 0) {
            assertFalse(Kind.SLUB_OPS.prove(text).agrees());
            return;
        }
        RecordingFault fault = assertThrows(RecordingFault.class, () -> Kind.SLUB_OPS.prove(text));
        assertEquals(line, fault.line());
        assertEquals(reason, fault.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | 1 | this is no table of caches",
                "'cache\tx' | 1 | this is no table of caches",
            })
    void whatIsNoTableIsSaidSo(String text, int line, String reason) {
        RecordingFault fault = assertThrows(RecordingFault.class, () -> Kind.SLUB.prove(text));
        assertEquals(line, fault.line());
        assertTrue(fault.reason().startsWith(reason), fault.reason());
    }
}
