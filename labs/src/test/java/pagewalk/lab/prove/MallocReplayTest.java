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
import org.junit.jupiter.params.provider.ValueSource;

/** A process of the machine against recorded calls to glibc's heap, and the comparison against numbers that lie. */
final class MallocReplayTest {
    private static String shipped(String name) throws IOException {
        try (InputStream in = MallocReplayTest.class.getResourceAsStream("/recordings/malloc/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyShippedRecordingAgreesInEveryNumber() throws IOException {
        List<String> names = shipped("index.txt").lines().toList();
        int operations = 0;
        for (String name : names) {
            String text = shipped(name);
            assertEquals(Kind.MALLOC, Kind.of(text), name);
            Proof proof = Kind.MALLOC.prove(text);
            assertEquals("", proof.trouble(), name);
            assertTrue(proof.agrees(), name);
            operations += proof.operations();
        }
        assertEquals(18, names.size());
        assertEquals(618, operations);
    }

    /** Each number that was printed is compared: another one in its place is found. */
    @Test
    void everyNumberThatLiesIsFound() throws IOException {
        String text = shipped("09-realloc.txt");
        Matcher number = Pattern.compile("(?<==|=\\+0x|\\+0x)[0-9a-f]+").matcher(text);
        int lies = 0;
        while (number.find()) {
            String lie = text.substring(0, number.start()) + "777" + text.substring(number.end());
            Proof proof = Kind.MALLOC.prove(lie);
            assertFalse(proof.agrees(), "at " + number.start());
            assertTrue(proof.trouble().contains("777") && proof.trouble().contains("decided by"), proof.trouble());
            lies++;
        }
        assertTrue(lies > 60, "lies: " + lies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "a 0 1", "q 0 1 -> - usable=0", "a 0 -> x", "f x -> -"})
    void whatIsNoRecordingIsRefused(String text) {
        assertThrows(RecordingFault.class, () -> Kind.MALLOC.prove(text));
    }
}
