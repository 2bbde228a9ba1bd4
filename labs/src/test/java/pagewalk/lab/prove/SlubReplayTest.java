package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
