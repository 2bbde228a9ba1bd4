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

/** The laws that a recording with a busy kswapd is held against fail for a wrong machine and for a wrong recording. */
final class ReclaimBoundsTest {
    private static final String GROWTH = "11-kswapd-anon-growth.txt";
    private static final String THRASH = "12-cyclic-thrash.txt";
    private static final String STREAM = "14-file-stream-vs-workingset.txt";

    private static String shipped(String name) throws IOException {
        try (InputStream in = ReclaimBoundsTest.class.getResourceAsStream("/recordings/reclaim/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theyHoldAsBounds() throws IOException {
        assertEquals(
                "agree 15 of 15 (as bounds: kswapd ran beside the program)",
                Kind.RECLAIM.prove(shipped(THRASH)).sentence());
        assertEquals(Kind.RECLAIM, Kind.of(shipped(STREAM)));
    }

    @ParameterizedTest(name = "{0} on a machine with {1}: {2}")
    @CsvSource({
        GROWTH + ", sysctl vm.min_free_kbytes=50000, in need",
        THRASH + ", sysctl vm.min_free_kbytes=50000, in need",
        THRASH + ", sysctl vm.page-cluster=5, readahead",
        THRASH + ", swapoff path=/dev/vdc, faults",
        STREAM + ", sysctl vm.min_free_kbytes=50000, in need",
    })
    void aMachineWithAnotherRuleBreaksThem(String name, String setting, String law) throws IOException {
        Proof proof = ReclaimBounds.of(shipped(name), List.of(setting));
        assertFalse(proof.agrees());
        assertTrue(proof.trouble().contains("the bound '" + law + "' does not hold"), proof.trouble());
    }

    @ParameterizedTest(name = "{0}: {1} for {2} breaks {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                GROWTH + " | minflt 500 majflt 0 | minflt 499 majflt 1 | faults",
                GROWTH + " | pgscan_direct+11473 | pgscan_direct+11472 | sums",
                GROWTH + " | pswpout+1832 | pswpout+2832 | slots",
                GROWTH + " | nr_inactive_anon+282 | nr_inactive_anon+182 | conservation",
                THRASH + " | pswpin+39099 | pswpin+42000 | readahead",
                THRASH + " | workingset_refault_anon+39099 | workingset_refault_anon+39098 | refaults",
                THRASH + " | nr_inactive_anon+25345 | nr_inactive_anon+25145 | conservation",
                STREAM + " | pages free     914 | pages free     154 | asleep",
                STREAM + " | pgsteal_file+5058 | pgsteal_file+5059 | sums",
            })
    void aLieIsFound(String name, String truth, String lie, String law) throws IOException {
        String text = shipped(name);
        assertTrue(text.contains(truth), name + " has " + truth);
        Proof proof = Kind.RECLAIM.prove(text.replace(truth, lie));
        assertFalse(proof.agrees(), "found: " + lie);
        assertTrue(proof.trouble().contains("the bound '" + law + "' does not hold"), proof.trouble());
    }

    @ParameterizedTest
    @CsvSource({"> t 0 0", "> rf /none 0 5 r", "> t 3 0 5 w", "> frobnicate", "> rf /mnt/f1", "> map 99 anon 5"})
    void whatIsNoRecordingIsSaidSo(String op) throws IOException {
        String broken = shipped(THRASH) + op + "\n";
        assertThrows(RecordingFault.class, () -> Kind.RECLAIM.prove(broken));
    }
}
