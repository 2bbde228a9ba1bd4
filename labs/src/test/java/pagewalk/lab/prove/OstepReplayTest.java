package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against the recorded numbers of the free-space exercise, and the comparison against numbers that lie. */
final class OstepReplayTest {
    private static final String MALLOC = "$ python3 vm-freespace/malloc.py ";

    private static String shipped(String name) throws IOException {
        try (InputStream in = OstepReplayTest.class.getResourceAsStream("/recordings/ostep/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyShippedRecordingAgreesInEveryNumber() throws IOException {
        List<String> names = shipped("index.txt").lines().toList();
        int operations = 0;
        for (String name : names) {
            String text = shipped(name);
            assertEquals(Kind.OSTEP, Kind.of(text), name);
            Proof proof = Kind.OSTEP.prove(text);
            assertEquals("", proof.trouble(), name);
            assertTrue(proof.agrees(), name);
            operations += proof.operations();
        }
        assertEquals(35, names.size());
        assertEquals(551, operations);
    }

    @Test
    void everyNumberThatLiesIsFound() throws IOException {
        for (String name : shipped("index.txt").lines().toList()) {
            if (!name.contains("malloc")) {
                continue;
            }
            String text = shipped(name);
            Matcher number = Pattern.compile("-?[0-9]+").matcher(text);
            int begin = text.indexOf('\n');
            while (number.find()) {
                if (number.start() > begin) {
                    String lie = text.substring(0, number.start()) + "4321" + text.substring(number.end());
                    Proof proof = Kind.OSTEP.prove(lie);
                    assertFalse(proof.agrees(), name + " at " + number.start());
                    assertTrue(
                            proof.trouble().contains("expected 4321, got " + shown(number.group())), proof.trouble());
                }
            }
        }
    }

    private static String shown(String number) {
        return Integer.toString(Integer.parseInt(number));
    }

    @Test
    void whatIsMissingOrTooMuchIsFound() throws IOException {
        String text = shipped("22-malloc-readme.txt");
        String shorter = text.substring(0, text.lastIndexOf(' '));
        assertTrue(Kind.OSTEP.prove(shorter).trouble().contains("differs at the end"));
        Proof longer = Kind.OSTEP.prove(text + "7\n");
        assertTrue(longer.trouble().contains("expected nothing more, got 7"), longer.trouble());
        assertFalse(longer.agrees());
    }

    @Test
    void theFirstDifferenceNamesTheRuleThatDecided() throws IOException {
        String text = shipped("25-malloc-q2-worst.txt").replace("3 8 1016 4", "3 8 1008 4");
        assertEquals(
                "differs at line 10, request 7, Alloc(8): expected 1008, got 1016; decided by fit.header: The "
                        + "owner gets "
                        + "the address behind the header; when the address comes back, the header says how large the "
                        + "block is.; agree 7 of 11",
                Kind.OSTEP.prove(text).sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-S 0 | not modelled: refused EINVAL: size is from 1 to 1073741824; this is 0",
                "-A +0 -c | not modelled: refused EINVAL: size is from 1 to 1073741824; this is 0",
            })
    void whatTheEngineDoesNotModelIsSaid(String options, String trouble) {
        Proof proof = Kind.OSTEP.prove(MALLOC + options + "\n"
                + (options.contains("-A") ? "0 100 1000 0 -1 10 10 50 +0\n" : "0 0 1000 0 -1 10 10 50\n"));
        assertTrue(proof.sentence().startsWith(trouble), proof.sentence());
        assertFalse(proof.agrees());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-disks/disk.py -s 0 -n 10 -c", "vm-tlbs/tlb.py"})
    void otherExercisesAreNotModelledYet(String exercise) {
        Proof proof = Kind.OSTEP.prove("$ python3 " + exercise + "\n1 2 3\n");
        assertTrue(proof.sentence().startsWith("not modelled: the exercise "), proof.sentence());
        assertFalse(proof.agrees());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-x 1", "-S", "-S ten", "-p QUICK", "-l ADDR", "-A +1,2", "-A ,", "-P 0", "-s -1", "-n 1.5"})
    void optionsThatTheExerciseHasNotAreFaults(String options) {
        assertThrows(RecordingFault.class, () -> Kind.OSTEP.prove(MALLOC + options + "\n0\n"));
        assertThrows(RecordingFault.class, () -> Kind.OSTEP.prove("1 2 3\n"));
    }

    @Test
    void optionsMayBeWrittenInEveryWay() throws IOException {
        String text = shipped("22-malloc-readme.txt");
        String numbers = text.substring(text.indexOf('\n'));
        String line = MALLOC + "--size=100 -b1000 --headerSize 4 --alignment=4 -lADDRSORT --policy BEST -n5 --compute";
        assertEquals("", Kind.OSTEP.prove(line + numbers).trouble());
    }
}
