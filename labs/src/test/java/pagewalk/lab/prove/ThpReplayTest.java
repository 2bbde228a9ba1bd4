package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison with recordings of huge pages finds every kind of lie, and says what is no recording. */
final class ThpReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = ThpReplayTest.class.getResourceAsStream("/recordings/thp/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "01-fault-always.txt | minflt 89 majflt 0 | minflt 90 majflt 0",
                "01-fault-always.txt | nr_page_table_pages+3 | nr_page_table_pages+2",
                "01-fault-always.txt | nr_active_anon+575 | nr_active_anon+574",
                "01-fault-always.txt | thp_zero_page_alloc+1 | thp_zero_page_alloc+2",
                "01-fault-always.txt | AnonHugePages:      4096 kB | AnonHugePages:      2048 kB",
                "01-fault-always.txt | THPeligible:           0 | THPeligible:           1",
                "01-fault-always.txt | always defer defer+madvise [madvise] never | [always] defer madvise never",
                "02-split.txt | thp_deferred_split_page+1 | thp_deferred_split_page+2",
                "02-split.txt | [512+512 swap slot 101] | [512+512 swap slot 102]",
                "02-split.txt | thp_swpout_fallback+1 | thp_swpout_fallback+0",
                "02-split.txt | LazyFree:           2044 kB | LazyFree:           2048 kB",
                "02-split.txt | Pss:                1026 kB | Pss:                1028 kB",
                "02-split.txt | nr_inactive_file+512 | nr_inactive_file+511",
                "03-khugepaged.txt | thp_collapse_alloc+1 | thp_collapse_alloc+2",
                "03-khugepaged.txt | thp_scan_exceed_none_pte+56 | thp_scan_exceed_none_pte+0",
                "04-madv-collapse.txt | rc -1 errno 22 | rc -1 errno 12",
                "04-madv-collapse.txt | nr_active_anon+513 | nr_active_anon+512",
            })
    void aLieIsFound(String name, String truth, String lie) throws IOException {
        String text = shipped(name);
        assertTrue(text.contains(truth), name + " has " + truth);
        assertEquals(Kind.THP, Kind.of(text));
        Proof proof = Kind.THP.prove(text.replaceFirst(Pattern.quote(truth), lie));
        assertFalse(proof.agrees(), "found: " + lie);
        assertTrue(proof.trouble().startsWith("differs at line "), proof.trouble());
    }

    @ParameterizedTest
    @CsvSource({
        "> adv 0 0",
        "> map 0 anon 0",
        "> map 1 file 8",
        "> t 3 0 5 w",
        "> t 0 0 5",
        "> get",
        "> frobnicate",
        "> put x",
        "> pm 7",
        "> sleep long",
        "> t 0 0 99999999999 w"
    })
    void whatIsNoRecordingIsSaidSo(String text) {
        String broken = "## Linux test=thp\n> map 0 anon 9\n  address 0x10000000 index 10000\n" + text + "\n";
        assertThrows(RecordingFault.class, () -> Kind.THP.prove(broken));
    }
}
