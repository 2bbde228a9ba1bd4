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

/** The comparison with recordings of zswap finds every kind of lie, and says what is no recording. */
final class ZswapReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = ZswapReplayTest.class.getResourceAsStream("/recordings/zswap/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "17-zswap.txt | minflt 13 majflt 3 | minflt 14 majflt 2",
                "17-zswap.txt | swpout_zero+256 | swpout_zero+255",
                "17-zswap.txt | nr_zspages+144 | nr_zspages+143",
                "17-zswap.txt | nr_zspages-12 | nr_zspages-6",
                "17-zswap.txt | 606208 | 602112",
                "17-zswap.txt | Zswapped:           1764 kB | Zswapped:           1768 kB",
                "17-zswap.txt | SwapCached:         1340 kB | SwapCached:         1344 kB",
                "17-zswap.txt | [80+176 swap slot 593] | [80+176 swap slot 594]",
                "17-zswap.txt | rc 0 | rc -1 errno 22",
                "18-zswap-pool-limit.txt | zswpout+83 | zswpout+84",
                "18-zswap-pool-limit.txt | zswpin+503 | zswpin+502",
                "18-zswap-pool-limit.txt | max_pool_percent 1 | max_pool_percent 2",
            })
    void aLieIsFound(String name, String truth, String lie) throws IOException {
        String text = shipped(name);
        assertTrue(text.contains(truth), name + " has " + truth);
        assertEquals(Kind.ZSWAP, Kind.of(text));
        Proof proof = Kind.ZSWAP.prove(text.replaceFirst(Pattern.quote(truth), lie));
        assertFalse(proof.agrees(), "found: " + lie);
        assertTrue(proof.trouble().startsWith("differs at line "), proof.trouble());
    }

    @ParameterizedTest
    @CsvSource({"> adv 0 0", "> map 0 anon 0", "> t 3 0 5 w", "> t 0 0 5 q", "> get", "> frobnicate", "> put x"})
    void whatIsNoRecordingIsSaidSo(String text) {
        String broken = "> put /sys/module/zswap/parameters/enabled Y\n  rc 0\n> map 0 anon 9\n" + text + "\n";
        assertThrows(RecordingFault.class, () -> Kind.ZSWAP.prove(broken));
    }
}
