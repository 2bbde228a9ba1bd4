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
import pagewalk.engine.util.Xorshift;

/** The engine against memory that a real 6.12 compacted, and the comparison against recordings that lie. */
final class CompactionReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = CompactionReplayTest.class.getResourceAsStream("/recordings/compaction/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyShippedRecordingAgreesOnEveryOperation() throws IOException {
        List<String> names = shipped("index.txt").lines().toList();
        int operations = 0;
        for (String name : names) {
            String text = shipped(name);
            assertEquals(Kind.COMPACTION, Kind.of(text), name);
            Proof proof = Kind.COMPACTION.prove(text);
            assertEquals("", proof.trouble(), name);
            assertTrue(proof.agrees(), name);
            operations += proof.operations();
        }
        assertEquals(4, names.size());
        assertEquals(40, operations);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "02-every-8th.txt | pgmigrate_success+1597 | pgmigrate_success+1598",
                "02-every-8th.txt | compact_migrate_scanned+16383 | compact_migrate_scanned+16384",
                "02-every-8th.txt | compact_free_scanned+12347 | compact_free_scanned+12346",
                "02-every-8th.txt | compact_free_scanned+1373 | compact_free_scanned+1372",
                "02-every-8th.txt | compact_isolated+3208 | compact_isolated+3209",
                "02-every-8th.txt | M o1: 14854 14132 11150 39842 13082 | M o1: 14132 14854 11150 39842 13082",
                "02-every-8th.txt | M o0: 14899 14884 14134 39833 | M o0: 14884 14899 14134 39833",
                "01-every-2nd.txt | compact_free_scanned+9133 | compact_free_scanned+9134",
                "01-every-2nd.txt | compact_isolated+9836 | compact_isolated+9837",
                "01-every-2nd.txt | compact_migrate_scanned+21503 | compact_migrate_scanned+99999",
                "01-every-2nd.txt | M o10: 30720 29696 28672 39936 40960 | M o10: 29696 30720 28672 39936 40960",
                "05-hugepage-demand.txt | -1.000  0.999 | -1.000  0.998",
                "05-hugepage-demand.txt | 0.742 0.742 0.743 | 0.742 0.741 0.743",
                "05-hugepage-demand.txt | thp_fault_alloc+1 | compact_stall+1 thp_fault_alloc+1",
                "04-proactiveness.txt | compaction_proactiveness 100 | compaction_proactiveness 20"
            })
    void aLieIsFound(String name, String truth, String lie) throws IOException {
        String text = shipped(name);
        assertTrue(text.contains(truth), truth);
        Proof proof = Kind.COMPACTION.prove(text.replace(truth, lie));
        assertFalse(proof.agrees(), lie);
        assertTrue(proof.trouble().startsWith("differs at line "), proof.trouble());
        assertTrue(proof.trouble().contains("expected "), proof.trouble());
    }

    @Test
    void whatIsNoRecordingIsSaidToBeNone() throws IOException {
        assertThrows(RecordingFault.class, () -> Kind.COMPACTION.prove(""));
        assertThrows(RecordingFault.class, () -> Kind.COMPACTION.prove("nothing\n"));
        String text = shipped("02-every-8th.txt");
        assertThrows(RecordingFault.class, () -> Kind.COMPACTION.prove(text.replace("start_pfn=4096", "start_pfn=x")));
        assertThrows(
                RecordingFault.class,
                () -> Kind.COMPACTION.prove(
                        text.replace("Node 0, zone    DMA32      0", "Node 0, zone    DMA32      x")));
        assertThrows(
                RecordingFault.class, () -> Kind.COMPACTION.prove(text.replace("  U o3: 23952 27480", "  U o3: 1")));
        String full = text.replace("Node 0, zone      DMA      0 ", "Node 0, zone      DMA   9999 ");
        assertThrows(RecordingFault.class, () -> Kind.COMPACTION.prove(full));
    }

    /** Whatever a stranger hands in: an answer or a fault that names the line, and never a trace. */
    @Test
    void aDamagedRecordingIsAnsweredWithoutATrace() throws IOException {
        List<String> lines = shipped("02-every-8th.txt").lines().toList();
        Xorshift random = new Xorshift(0xc3, 1);
        int answers = 0;
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder();
            int damaged = random.below(lines.size());
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (i == damaged) {
                    char digit = (char) ('0' + random.below(10));
                    line = round % 3 == 0 ? "" : line.replace((char) ('0' + random.below(10)), digit);
                }
                text.append(line).append('\n');
            }
            try {
                answers += Kind.COMPACTION.prove(text.toString()).operations() > 0 ? 1 : 0;
            } catch (RecordingFault fault) {
                assertTrue(fault.line() > 0, fault.reason());
                answers++;
            }
        }
        assertTrue(answers > 50, "answers: " + answers);
    }
}
