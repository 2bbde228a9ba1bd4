package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison with recordings of reclaim finds every kind of lie, and says what is no recording. */
final class ReclaimReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = ReclaimReplayTest.class.getResourceAsStream("/recordings/reclaim/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "01-pageout-swapin.txt | minflt 47 majflt 0 | minflt 46 majflt 1",
                "01-pageout-swapin.txt | pswpout+64 | pswpout+63",
                "01-pageout-swapin.txt | swap slot 10] | swap slot 11]",
                "01-pageout-swapin.txt | a1003f-2@64/Su s2.8-9/Dru | a1003e+2@63/Su s2.8-9/Dru",
                "01b-swapin-major.txt | minflt 0 majflt 1 | minflt 1 majflt 0",
                "07-swappiness-060.txt | pgscan_direct+47 | pgscan_direct+46",
                "07-swappiness-060.txt | f12.1999-1959 | f12.1999-1958",
                "07-swappiness-060.txt | try_to_free_pages -> 43 | try_to_free_pages -> 44",
                "08-refault.txt | workingset_refault_file+100 | workingset_refault_file+99",
                "05-mlock.txt | rc -1 errno 22 | rc -1 errno 12",
                "10-mapped-file-reclaim.txt | 0+128:1 128+896:0 | 0+127:1 127+897:0",
                "16b-swap-slots-ssd.txt | swap slot 32768 | swap slot 32769",
                "06-swapoff.txt | workingset_refault_anon+116 | workingset_refault_anon+115",
                "06-swapoff.txt | workingset_activate_anon+7 | workingset_activate_anon+6",
                "23-swapoff-refused.txt | Killed process 158 (lab) | Killed process 141 (sh)",
                "23-swapoff-refused.txt | , swapoff /dev/vdc | , swapon /dev/vdc",
            })
    void aLieIsFound(String name, String truth, String lie) throws IOException {
        String text = shipped(name);
        assertTrue(text.contains(truth), name + " has " + truth);
        Proof proof = Kind.RECLAIM.prove(text.replaceFirst(Pattern.quote(truth), lie));
        assertFalse(proof.agrees(), "found: " + lie);
        assertTrue(proof.trouble().startsWith("differs at line "), proof.trouble());
    }

    @Test
    void aDiskThatIsSlowerThanOursIsNotTheKernelsDecision() throws IOException {
        Proof proof = Kind.RECLAIM.prove(shipped("04-madv-cold.txt"));
        assertEquals("agree 12 of 12 (with another disk in line 25)", proof.sentence());
    }

    /** No disk makes up for a kernel that decides otherwise, or for a recording that says something else. */
    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "04-madv-cold.txt | pswpout+136 | pswpout+135",
                "04-madv-cold.txt | a10016+10@75/Su | a10017+9@76/Su",
                "04-madv-cold.txt | t 0 40 4 r | t 0 40 5 r",
                "04-madv-cold.txt | adv 0 32 32 cold | adv 0 32 31 cold",
                "21-swappiness-fract-010.txt | swappiness 10 | swappiness 60",
                "21-swappiness-fract-010.txt | swappiness 10 | swappiness 0",
                "21-swappiness-fract-010.txt | try_to_free_pages -> 47 | try_to_free_pages -> 46",
                "21-swappiness-fract-010.txt | pgscan_direct+538 | pgscan_direct+537",
                "21-swappiness-fract-010.txt | rf /mnt/f2 0 2600 r | rf /mnt/f2 0 2500 r",
            })
    void noDiskHidesALie(String name, String truth, String lie) throws IOException {
        String text = shipped(name);
        int at = text.indexOf(truth, text.indexOf('\n') + 1);
        // The first time after the comments in the head of the file.
        at = truth.startsWith("swappiness") ? text.indexOf(truth, text.indexOf("> put")) : at;
        assertTrue(at > 0, name + " has " + truth);
        Proof proof = Kind.RECLAIM.prove(text.substring(0, at) + lie + text.substring(at + truth.length()));
        assertFalse(proof.agrees(), "found: " + lie);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "> adv 0 0",
                "> map 0 anon 0",
                "> map 99 anon 5",
                "> map 0 filep 5",
                "> map 0 what 5",
                "> t 3 0 5 w",
                "> rf /none 0 5 r",
                "> lru",
                "> rec many",
                "> frobnicate",
            })
    void whatIsNoRecordingIsSaidSo(String text) {
        String broken = text + "\n  lru anon_cost 0\n  inactive_anon: x\n";
        assertThrows(RecordingFault.class, () -> Kind.RECLAIM.prove(broken));
    }
}
