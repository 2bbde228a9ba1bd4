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

/** The engine against a running kernel's VMAs, faults and forks, and the comparison against recordings that lie. */
final class ProcessReplayTest {
    private static String shipped(Kind kind, String name) throws IOException {
        String path = "/recordings/" + kind.word() + "/" + name;
        try (InputStream in = ProcessReplayTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"VMA,22,286", "FAULT,1,27", "FORK,1,33", "RECLAIM,23,934"})
    void everyShippedRecordingAgreesOnEveryOperation(Kind kind, int files, int operations) throws IOException {
        List<String> names = shipped(kind, "index.txt").lines().toList();
        int agreed = 0;
        for (String name : names) {
            String text = shipped(kind, name);
            // A kernel's log of who was killed is of the OOM killer, whichever folder it is in.
            Kind told = Kind.of(text);
            assertEquals(name.startsWith("23-swapoff") ? Kind.OOM : kind, told, name);
            Proof proof = told.prove(text);
            assertEquals("", proof.trouble(), name);
            assertTrue(proof.agrees(), name);
            agreed += proof.agreed();
        }
        assertEquals(files, names.size());
        assertEquals(operations, agreed);
    }

    /** Every line that was printed below an operation is compared: a number more in it is found. */
    @ParameterizedTest
    @CsvSource({"03-touch-then-split-then-merge.txt", "05-mlock-split.txt", "07-errors.txt", "10-mremap.txt"})
    void everyLieAboutVmasIsFound(String name) throws IOException {
        List<String> lines = shipped(Kind.VMA, name).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("  ")) {
                String lie = line.startsWith("  rc=")
                        ? line + "1"
                        : line.replace(" rw-p", " r--p").replace(",", "1,");
                Proof proof = Kind.VMA.prove(with(lines, i, lie));
                assertFalse(proof.agrees(), "line " + (i + 1) + ": " + lie);
                assertTrue(proof.trouble().contains("got " + line.strip()), proof.trouble());
            }
        }
    }

    @Test
    void everyLieAboutFaultsIsFound() throws IOException {
        List<String> lines = shipped(Kind.FAULT, "cow.txt").lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            for (String field : List.of("minflt=+", "present=", "file=", "excl=", "mapcount=")) {
                String lie = lines.get(i).replace(field + "0", field + "7").replace(field + "1", field + "8");
                if (!lines.get(i).startsWith("warm") && !lie.equals(lines.get(i)) && lie.matches(".*[=+][0178]\\b.*")) {
                    assertFalse(agrees(Kind.FAULT, with(lines, i, lie)), lie);
                }
            }
        }
    }

    @Test
    void liesAboutForkAreFound() throws IOException {
        String text = shipped(Kind.FORK, "15-fork-cow.txt");
        for (String[] lie : new String[][] {
            {"child minflt 1025", "child minflt 1024"},
            {"minflt 64 majflt 1", "minflt 65 majflt 1"},
            {"minflt 64 majflt 1", "minflt 64 majflt 2"},
            {"Pss:               10240 kB", "Pss:               10244 kB"},
            {"Shared_Dirty:      12288 kB", "Shared_Dirty:      12284 kB"},
            {"Referenced:         4096 kB", "Referenced:         8192 kB"},
            {"VmFlags: rd wr sh mr mw me ms sd", "VmFlags: rd wr mr mw me ms sd"},
            {"40000000-40200000 rw-s 00000000 00:01 2", "40000000-40200000 rw-s 00000000 00:01 3"}
        }) {
            assertTrue(text.contains(lie[0]), lie[0]);
            assertFalse(agrees(Kind.FORK, text.replace(lie[0], lie[1])), lie[1]);
        }
    }

    private static boolean agrees(Kind kind, String text) {
        try {
            return kind.prove(text).agrees();
        } catch (RecordingFault fault) {
            return false;
        }
    }

    private static String with(List<String> lines, int at, String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == at ? line : lines.get(i)).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"VMA,'> mmap x 4 rw\n  rc=0'", "VMA,'> dance 0 4'", "FORK,'> t 9 0 1 w'", "FAULT,'hello'", "FORK,''"})
    void whatIsNoRecordingIsToldWithItsLine(Kind kind, String text) {
        assertThrows(RecordingFault.class, () -> kind.prove(text == null ? "" : text.replace("\\n", "\n")));
    }
}
