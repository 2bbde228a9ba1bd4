package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against the recorded numbers of the exercises on address translation, and against numbers that lie. */
final class TranslationReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = TranslationReplayTest.class.getResourceAsStream("/recordings/ostep/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "34-multi-s0.txt, 13",
        "38-linear-s0.txt, 1",
        "39-linear-q-u25.txt, 1",
        "43-seg-s0.txt, 1",
        "45-seg-q1.txt, 1",
        "48-reloc-s1.txt, 1",
        "50-reloc-s1-limit100.txt, 1"
    })
    void everyNumberThatLiesIsFound(String name, int stride) throws IOException {
        String[] lines = shipped(name).split("\n");
        int lies = 0;
        int seen = 0;
        for (int line = 2; line < lines.length; line++) {
            String[] words = lines[line].split(" ");
            for (int i = 0; i < words.length; i++) {
                String truth = words[i];
                if (seen++ % stride != 0) {
                    continue;
                }
                words[i] = "0x54321";
                String[] copy = lines.clone();
                copy[line] = String.join(" ", words);
                words[i] = truth;
                Proof proof = Kind.OSTEP.prove(String.join("\n", copy) + "\n");
                assertFalse(proof.agrees(), name + " line " + (line + 1));
                String told = "differs at line " + (line + 1) + ", ";
                assertTrue(proof.trouble().startsWith(told), proof.trouble());
                assertTrue(proof.trouble().contains(": expected 54321, got " + OstepNumbers.plain(truth)), truth);
                lies++;
            }
        }
        assertTrue(lies >= 16, "lies: " + lies);
    }

    @Test
    void whatIsMissingOrTooMuchIsFound() throws IOException {
        String text = shipped("43-seg-s0.txt");
        String shorter = text.substring(0, text.lastIndexOf(' '));
        assertTrue(Kind.OSTEP.prove(shorter).trouble().startsWith("differs at the end, address 488"));
        String longer = Kind.OSTEP.prove(text + "7\n").trouble();
        assertEquals("differs at line 15: expected 7, got nothing more", longer);
    }

    @Test
    void theFirstDifferenceNamesTheRuleThatDecided() throws IOException {
        String text = shipped("48-reloc-s1.txt").replace("0x00003741 14145", "");
        assertEquals(
                "differs at line 10, address 261: expected 2, got 3741; decided by segment.add-base: The physical "
                        + "address is the base and the offset.; agree 3 of 4",
                Kind.OSTEP.prove(text).sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The memory is no larger than the space; a base that leaves no room; a limit above half of the space.
                "vm-mechanism/relocation.py -a 16k | 0 16k 16k error",
                "vm-mechanism/relocation.py -b 16384 -l 1 -n 0 | 0 1k 16k 0x4000 16384 1 error 16385 16384",
                "vm-segmentation/segmentation.py -l 600 -b 0 -B 4096 | 0 1k 16k error",
                "vm-segmentation/segmentation.py -p 2k -b 0 | 0 1k 2k error",
                "vm-segmentation/segmentation.py -p 5 -a 2 -b 9 -B 1 -L 1 -l 0 | 0 2 5 error",
                "vm-segmentation/segmentation.py -b 0 -l 100 -B 150 -L 100 | 0 1k 16k 0 0x0 0 0 100 1 0x96 150 1 "
                        + "100 error",
                "vm-segmentation/segmentation.py -b 0 -l 9 -B 1k -L 9 -A 3,1024 -c | 0 1k 16k 0 0x0 0 0 9 1 "
                        + "0x400 1024 1 9 "
                        + "0 0x3 3 0 0x3 3 error 1024 1024",
                "vm-paging/paging-linear-translate.py -a 1k -p 2g -P 1k | 0 1k 2g 1k -1 error 1",
                "vm-paging/paging-linear-translate.py -P 3k | 0 16k 64k 3k -1 error",
                "vm-paging/paging-linear-translate.py -P 0 | 0 16k 64k 0 -1 error",
                "vm-paging/paging-linear-translate.py -u 0 -A 9,16384 -c | 0 16k 64k 4k 9 16384 0 0 0 0 9 9 0 error",
                "vm-paging/paging-linear-translate.py -u 0 -A 9,16384 | 0 16k 64k 4k 9 16384 0 0 0 0 9 9 4000 16384",
                "vm-smalltables/paging-multilevel-translate.py -a 125 | 0 125 10 error",
            })
    void anExerciseThatFailsMustFailTheSameWay(String command, String numbers) {
        String line = "$ python3 " + command + "\n";
        String lines = numbers.replace("error", "\nerror") + "\n";
        assertEquals("", Kind.OSTEP.prove(line + lines).trouble());
        String gone = Kind.OSTEP.prove(line + lines.replace("error", "1")).trouble();
        assertEquals(numbers.contains("error"), !gone.isEmpty(), gone);
    }

    @Test
    void aTracebackOrAnExitStatusIsAnErrorAsWell() {
        String line = "$ python3 vm-smalltables/paging-multilevel-translate.py -a 125\n";
        assertEquals("", Kind.OSTEP.prove(line + "# exit 1\n0\n125\n10\n").trouble());
        assertEquals(
                "",
                Kind.OSTEP.prove(line + "0\n125\n10\nTraceback:\n  line 7\n").trouble());
        assertFalse(Kind.OSTEP.prove(line + "# exit 0\n0\n125\n10\n").agrees());
    }

    @Test
    void withoutAnswersOnlyQuestionsAreCompared() throws IOException {
        String text = shipped("48-reloc-s1.txt")
                .replace(" -c", "")
                .replace(" 0x00003741 14145", " --> where?")
                .concat("for a trap, say so: there is no 5 in it, and 6 follows\n");
        assertEquals("agree 7 of 7", Kind.OSTEP.prove(text).sentence());
    }

    @Test
    void aSeedMayBeLargeOrNegativeAndOptionsStandTogether() {
        String numbers = "\n-3\n32\n64\n8\n-1\n0 0\n1 0\n2 0\n3 0\n";
        String line = "$ python3 vm-paging/paging-linear-translate.py -a 32 -p 64 -P 8 -n 0 -u 0 -vc -s -3";
        assertEquals("", Kind.OSTEP.prove(line + numbers).trouble());
        assertEquals(
                "",
                Kind.OSTEP
                        .prove(line.replace("-s -3", "--seed=8589934592") + numbers.replace("-3", "8589934592"))
                        .trouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x 1", "-p", "-a ten", "-l 1.5", "-cx", "--limit 3", "-s 12x", "-n one"})
    void optionsThatTheExerciseHasNotAreFaults(String options) {
        String text = "$ python3 vm-mechanism/relocation.py " + options + "\n0 1k 16k\n";
        assertThrows(RecordingFault.class, () -> Kind.OSTEP.prove(text));
    }

    @Test
    void aSearchThatNeverEndsIsSaid() {
        String text = "$ python3 vm-mechanism/relocation.py -l 16k\n0 1k 16k\n";
        assertTrue(Kind.OSTEP.prove(text).trouble().startsWith("not modelled: a base of -1"));
    }
}
