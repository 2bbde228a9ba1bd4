package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
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

/** Replacement policies against recorded tables, and the comparison against tables that lie. */
final class PolicyProofTest {
    private static InputStream open(String path) {
        return PolicyProofTest.class.getResourceAsStream("/recordings/" + path);
    }

    private static String text(String path) throws IOException {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Proof prove(Kind kind, String name, String text) {
        return kind.prove(new RecordingFile(
                name, text, other -> open((kind.word() + "/" + other).replaceAll("[a-z]+/\\.\\./", ""))));
    }

    @ParameterizedTest
    @CsvSource({
        "POLICIES, clock-silberschatz-3frames-trace.txt, 20",
        "POLICIES, textbook-policies.tsv, 95",
        "LACKEY, loop2.lackey, 1504",
        "LACKEY, loop2.pages.txt, 1344",
        "LACKEY, loop2.datapages.txt, 160",
        "LACKEY, loop2.results.tsv, 30",
        "LACKEY, loop2.libcachesim.txt, 30",
        "TRACES, lru_curve_ls_1m.tsv, 283",
    })
    void shippedTablesAgreeInEveryNumber(Kind kind, String name, int operations) throws IOException {
        Proof proof = prove(kind, name, text(kind.word() + "/" + name));
        assertEquals("agree " + operations + " of " + operations, proof.sentence());
    }

    @Test
    void aTableIsToldByItsLooks() throws IOException {
        for (Kind kind : List.of(Kind.POLICIES, Kind.LACKEY, Kind.TRACES)) {
            for (String name : text(kind.word() + "/index.txt").lines().toList()) {
                assertEquals(kind, Kind.of(text(kind.word() + "/" + name)), name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"POLICIES, textbook-policies.tsv, 2", "LACKEY, loop2.results.tsv, 3"})
    void everyNumberThatLiesIsFound(Kind kind, String name, int firstColumn) throws IOException {
        String text = text(kind.word() + "/" + name);
        String[] lines = text.split("\n");
        int lies = 0;
        for (int i = 1; i < lines.length; i += 5) {
            String[] cells = lines[i].split("\t");
            for (int k = firstColumn; k < cells.length; k++) {
                Matcher number = Pattern.compile("[0-9]+").matcher(cells[k]);
                while (number.find()) {
                    String lie = cells[k].substring(0, number.start()) + "4321" + cells[k].substring(number.end());
                    String[] copy = cells.clone();
                    copy[k] = lie;
                    String[] all = lines.clone();
                    all[i] = String.join("\t", copy);
                    Proof proof = prove(kind, name, String.join("\n", all));
                    assertFalse(proof.agrees());
                    assertTrue(proof.trouble().startsWith("differs at line " + (i + 1)), proof.trouble());
                    lies++;
                }
            }
        }
        assertTrue(lies > 15, "lies=" + lies);
    }

    @Test
    void aLyingCellNamesTheRuleThatDecided() throws IOException {
        String lie = text("policies/textbook-policies.tsv").replace("belady\t4\t10", "belady\t4\t11");
        assertEquals(
                "differs at line 12, belady, FIFO with 4 frames: expected 11, got 10; decided by policy.fifo: FIFO "
                        + "replaces the page that is longest in memory, used or not.; agree 50 of 95",
                prove(Kind.POLICIES, "t.tsv", lie).sentence());
        String clock = text("policies/clock-silberschatz-3frames-trace.txt")
                .replace(
                        "ref 4: frames=[4, 0, 3] ref=[1, 0, 0] hand=1", "ref 4: frames=[4, 0, 3] ref=[1, 0, 0] hand=2");
        assertTrue(prove(Kind.POLICIES, "c.txt", clock).sentence().startsWith("differs at line 9: expected ref 4"));
    }

    @Test
    void missesOfATraceAreComparedWithTheirReferences() {
        String head = "trace\tpolicy\tframes\trefs\tmisses\n";
        assertEquals(
                "agree 4 of 4",
                prove(
                                Kind.TRACES,
                                "misses.tsv",
                                head + "ls_1m\tFIFO\t8\t1000000\t58561\nls_1m\tOPT_demand\t8\t1000000\t32407\n"
                                        + "ls_1m\tSLRU\t8\t1000000\t1\nls_1m\tS3FIFO\t8\t1000000\t1\n"
                                        + "ls_1m\tClock_ref1\t16\t1000000\t25623\nls_1m\tTwoQ\t2048\t1000000\t283\n")
                        .sentence());
        assertTrue(prove(Kind.TRACES, "misses.tsv", head + "ls_1m\tLRU\t8\t1000000\t50427\n")
                .trouble()
                .startsWith(
                        "differs at line 2, ls_1m, LRU with 8 frames: expected 50427 misses of 1000000, got 50426"));
        assertFalse(prove(Kind.TRACES, "misses.tsv", head + "ls_1m\tLRU\t8\t999999\t50426\n")
                .agrees());
        assertTrue(prove(Kind.TRACES, "lru_curve_ls_1m.tsv", "frames\tmisses\n1\t552592\n2\t174801\n")
                .sentence()
                .contains("LRU with 2 frames: expected 174801 misses, got 174800"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRACES | misses.tsv | trace;policy;frames;refs;misses/none;LRU;8;1;1 | the trace none.u16.gz is not",
                "TRACES | misses.tsv | trace;policy;frames;refs;misses/..;LRU;8;1;1 | the trace ...u16.gz is not",
                "TRACES | misses.tsv | trace;policy;frames;refs;misses/ls_1m;LRU;x;1;1 | this is no number: x",
                "TRACES | misses.tsv | trace;policy;frames;refs;misses/ls_1m;LRU | a row has five cells",
                "TRACES | misses.tsv | hello | a table of misses begins",
                "TRACES | curve.tsv | frames;misses/1;2 | a table of frames and misses is called",
                "TRACES | lru_curve_ls_1m.tsv | frames;misses/0;2 | a row has frames and misses",
                "POLICIES | t.tsv | string;frames;FIFO/nonsense;3;1 | there is no string nonsense",
                "POLICIES | t.tsv | string;frames;FIFO/belady;0;1 | a row has a string, frames and misses",
                "POLICIES | t.tsv | string;frames;CAT/belady;3;1 | there is no policy CAT",
                "POLICIES | t.tsv | string;frames;FIFO/lackey-none;3;1 | is not beside this file",
                "POLICIES | t.tsv | hello | a table of policies begins",
                "POLICIES | t.tsv | # second chance, bit=1/ref 1 | a line is ref N",
                "LACKEY | none.lackey | hello | the trace none.lackey is not beside",
                "LACKEY | loop2.results.tsv | stream;policy;frames;x/some;LRU;3;y | a row has a stream",
                "LACKEY | loop2.results.tsv | stream;policy;frames;x/all;CAT;3;y | there is no policy CAT",
                "LACKEY | loop2.libcachesim.txt | hello | a line is POLICY cache size",
            })
    void whatIsNoTableIsAFault(Kind kind, String name, String text, String fault) {
        String lines = text.replace(';', '\t').replace('/', '\n');
        RecordingFault told = assertThrows(RecordingFault.class, () -> prove(kind, name, lines));
        assertTrue(told.reason().contains(fault), told.reason());
    }

    @Test
    void aBrokenTraceIsAFaultOfItsTable() {
        RecordingFile file = new RecordingFile(
                "misses.tsv",
                "trace\tpolicy\tframes\trefs\tmisses\nx\tLRU\t8\t1\t1\n",
                name -> new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 8, 0}));
        RecordingFault told = assertThrows(RecordingFault.class, () -> Kind.TRACES.prove(file));
        assertEquals(2, told.line());
        assertTrue(told.reason().contains("x.u16.gz cannot be read"), told.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12-policy-s0-n10-fifo.txt", "15-policy-s3-n12-rand.txt", "17-policy-s0-n12-clock2.txt",
                "14-policy-s2-n10-opt.txt", "18-policy-s10-n1000-lru8.txt", "21-policy-lfu-unimplemented.txt"
            })
    void everyNumberOfThePagingExerciseCounts(String name) throws IOException {
        String text = text("ostep/" + name);
        Matcher number = Pattern.compile("-?[0-9][0-9.]*|error").matcher(text);
        int begin = text.indexOf('\n');
        while (number.find()) {
            if (number.start() > begin) {
                String lie = text.substring(0, number.start()) + "4321" + text.substring(number.end());
                assertFalse(Kind.OSTEP.prove(lie).agrees(), name + " at " + number.start());
            }
        }
    }

    @Test
    void aDifferenceInThePagingExerciseNamesItsRule() throws IOException {
        String text = text("ostep/16-policy-s0-n12-clock1.txt").replace("2 7 4 2 8 0 4", "2 7 4 2 8 1 4");
        assertTrue(
                Kind.OSTEP
                        .prove(text)
                        .trouble()
                        .endsWith("decided by policy.ostep-clock: OSTEP's CLOCK has no hand: it "
                                + "draws pages at random, takes one off the count of each that has some left, and replaces "
                                + "the first that has none."),
                Kind.OSTEP.prove(text).trouble());
    }
}
