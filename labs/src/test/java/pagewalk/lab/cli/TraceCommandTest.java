package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.trace.PolicyKind;

/** {@code lab trace} from outside. */
final class TraceCommandTest {
    private static final String BELADY = "1,2,3,4,1,2,5,1,2,3,4,5\n";

    @TempDir
    Path folder;

    private record Run(int status, String out, String err) {}

    private static Run run(byte[] input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                List.of(args),
                new ByteArrayInputStream(input),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Run run(String input, String... args) {
        return run(input.getBytes(StandardCharsets.ISO_8859_1), args);
    }

    private String shipped(String path) throws IOException {
        Path file = folder.resolve(path.substring(path.indexOf('/') + 1));
        try (InputStream in = TraceCommandTest.class.getResourceAsStream("/recordings/" + path)) {
            Files.write(file, in.readAllBytes());
        }
        return file.toString();
    }

    @Test
    void aTableHasMissesSharesAndBeladysAnomaly() {
        Run run = run(BELADY, "trace", "-", "--policy", "FIFO,lru", "--frames", "5,3,4");
        assertEquals(
                "12 references to 5 pages of 4K (pages)\n"
                        + "  frames                FIFO                 lru\n"
                        + "       3         9  75.0000%        10  83.3333%\n"
                        + "       4        10  83.3333%         8  66.6667%\n"
                        + "       5         5  41.6667%         5  41.6667%\n"
                        + "Belady's anomaly: FIFO misses 10 times with 4 frames, and 9 times with 3\n",
                run.out);
        assertEquals(0, run.status);
        assertEquals("", run.err);
    }

    @Test
    void rowsForProgramsArePolicyFramesReferencesMisses() throws IOException {
        String trace = shipped("traces/ls_1m.u16.gz");
        assertEquals(
                "LRU\t16\t1000000\t23947\nLRU\t64\t1000000\t1153\nOPT_demand\t16\t1000000\t14166\n"
                        + "OPT_demand\t64\t1000000\t693\nclock:insert=1\t16\t1000000\t25623\n"
                        + "clock:insert=1\t64\t1000000\t1269\n",
                run("", "trace", trace, "--policy", "LRU,OPT_demand,clock:insert=1", "--frames", "16,64", "--tsv").out);
        String lackey = shipped("lackey/loop2.lackey");
        assertEquals(
                "LRU\t4\t1344\t113\t4K\nLRU\t4\t1344\t2\t64K\n",
                run("", "trace", lackey, "--policy=LRU", "--frames=4", "--tsv", "--page-size", "64K,4K").out);
        List<String> curve =
                run("", "trace", trace, "--curve", "--tsv").out.lines().toList();
        assertEquals(283, curve.size());
        assertEquals("LRU\t8\t1000000\t50426", curve.get(7));
    }

    @Test
    void twoPoliciesAreComparedToTheReferenceWhereTheyPart() {
        assertEquals(
                "12 references to 5 pages of 4K (ostep)\n"
                        + "FIFO and LRU with 3 frames part at reference 10, page 3:\n"
                        + "  FIFO: miss, replaced page 1 [policy.fifo] FIFO replaces the page that is longest in "
                        + "memory, used or not.\n"
                        + "  LRU: miss, replaced page 5 [policy.lru] LRU replaces the page whose last reference is "
                        + "longest ago.\n"
                        + "  first seen at reference 12, page 5: FIFO hits, LRU misses\n"
                        + "  in all 9 and 10 misses\n",
                run("-a " + BELADY, "trace", "-", "--compare", "FIFO,LRU", "--frames", "3").out);
        assertTrue(run(BELADY, "trace", "-", "--compare", "LRU,SC", "--frames", "9")
                .out
                .contains("LRU and SC with 9 frames never part: 5 misses each"));
    }

    @Test
    void rulesAreToldAfterTheTable() {
        Run run = run(BELADY, "trace", "-", "--policy", "clock:hand=last,OPT", "--frames", "3", "--rules");
        List<String> lines = run.out.lines().toList();
        assertEquals(
                List.of("clock-bit-0", "clock-hand-last", "empty-frame", "straddle", "opt", "opt-tie"),
                lines.stream()
                        .filter(line -> line.startsWith("[policy."))
                        .map(line -> line.substring("[policy.".length(), line.indexOf(']')))
                        .toList());
        assertEquals(2, run(BELADY, "trace", "-", "--rules", "--tsv").status);
    }

    @Test
    void aBarIsDrawnOnlyWhereSomebodyWatches() {
        try {
            System.setProperty("pagewalk.terminal", "true");
            Run watched = run(BELADY, "trace", "-", "--policy", "OPT");
            assertTrue(watched.err.contains("100 % what needs the future"), watched.err);
            assertTrue(watched.err.endsWith("\r\u001b[K"), watched.err);
            System.clearProperty("pagewalk.terminal");
            assertEquals("", run(BELADY, "trace", "-", "--policy", "OPT").err);
        } finally {
            System.clearProperty("pagewalk.terminal");
        }
    }

    @Test
    void aPictureIsWrittenBesideTheTable() throws IOException {
        Path file = folder.resolve("curve.svg");
        Run run = run(BELADY, "trace", "-", "--curve", "--policy", "FIFO,OPT", "--plot", file.toString());
        assertEquals(0, run.status, run.err);
        String svg = Files.readString(file);
        assertTrue(svg.startsWith("<svg ") && svg.contains(">OPT</text>") && svg.contains("role=\"img\""), svg);
        String nowhere = folder.resolve("no/curve.svg").toString();
        assertEquals(1, run(BELADY, "trace", "-", "--plot", nowhere).status);
        assertEquals(2, run(BELADY, "trace", "-", "--plot", nowhere, "--compare", "LRU,OPT").status);
    }

    @Test
    void brokenLinesEndTheReadingOrArePassedOverAsAsked() {
        String broken = "1 2\n3 x 4\n5\n";
        Run strict = run(broken, "trace", "-");
        assertEquals(2, strict.status);
        assertEquals("", strict.out);
        String place = "standard input, line 2, column 3: a page number is expected here, not 'x'\n";
        assertEquals("lab trace: " + place, strict.err);
        assertEquals(strict, run(broken, "trace", "-", "--strict"));
        Run skip = run(broken, "trace", "-", "--skip", "--policy", "LRU", "--frames", "9", "--tsv");
        assertEquals(new Run(0, "LRU\t9\t4\t4\n", "lab trace: skipped " + place), skip);
        Run many = run("x\n".repeat(5000) + "1\n", "trace", "-", "--skip");
        assertEquals(11, many.err.lines().count(), many.err);
        assertTrue(many.err.contains("5000 lines were skipped"), many.err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trace | one trace is read, not 0",
                "trace - x | one trace is read, not 2",
                "trace - --frames 0 | --frames takes numbers from 1 to",
                "trace - --frames 4-2 | --frames takes numbers from 1 to",
                "trace - --frames 1-100000 | --frames takes numbers from 1 to",
                "trace - --frames 99999999 | --frames takes numbers from 1 to",
                "trace - --frames 1,,2 | --frames takes numbers from 1 to",
                "trace - --policy LRU,CAT | --policy: there is no policy 'CAT'; there are FIFO, LRU,",
                "trace - --policy CLOCK:insert=7 | is no setting of CLOCK: a ring with a hand",
                "trace - --compare LRU | --compare takes two policies",
                "trace - --format elf | --format is lackey, u16, pages, ostep, rep or auto",
                "trace - --page-size 5K | --page-size takes powers of two",
                "trace - --page-size 8 | --page-size takes powers of two",
                "trace - --page-size 1K | has page numbers, not addresses",
                "trace - --skip --strict | exclude each other",
                "trace - --map - | a map of pages is for a packed trace",
                "trace - --colour | there is no option --colour",
            })
    void whatIsNotUnderstoodIsSaidInOneSentence(String line, String sentence) {
        Run run = run(BELADY, line.split(" "));
        assertEquals(2, run.status, run.err);
        assertTrue(run.err.contains(sentence), run.err);
        assertEquals(1, run.err.lines().count(), run.err);
        assertEquals("", run.out);
    }

    @Test
    void hostileFilesMeetASentence() throws IOException {
        assertTrue(run("", "trace", "-").err.contains("standard input holds no reference"));
        byte[] junk = new byte[100_000];
        for (int i = 0; i < junk.length; i++) {
            junk[i] = (byte) (i * 31 ^ i >>> 3);
        }
        Run unknown = run(junk, "trace", "-");
        assertEquals(2, unknown.status);
        assertTrue(unknown.err.contains("looks like no trace"), unknown.err);
        assertEquals(2, run(junk, "trace", "-", "--format", "lackey").status);
        assertEquals(2, run(junk, "trace", "-", "--format", "pages").status);
        assertEquals(0, run(junk, "trace", "-", "--format", "u16", "--policy", "LRU").status);
        assertEquals(0, run("9".repeat(8) + " ".repeat(20_000_000) + "3", "trace", "-", "--policy", "LRU").status);
        Run endless = run("9".repeat(20_000_000), "trace", "-");
        assertEquals(2, endless.status);
        assertTrue(endless.err.contains("line 1, column 10: a decimal page number has at most 9 digits"), endless.err);
        assertEquals(1, run("", "trace", folder.resolve("none").toString()).status);
        assertEquals(1, run("", "trace", folder.toString()).status);
        byte[] whole = Files.readAllBytes(Path.of(shipped("traces/ls_1m.u16.gz")));
        Run cut = run(Arrays.copyOf(whole, whole.length / 2), "trace", "-", "--policy", "OPT");
        assertEquals(1, cut.status);
        assertEquals("", cut.out);
        assertTrue(cut.err.contains("it begins as a gzip file, but is none or is cut off"), cut.err);
    }

    @Test
    void theHelpNamesEveryPolicyAndOption() {
        Run help = run("", "help", "trace");
        assertEquals(0, help.status);
        for (PolicyKind kind : PolicyKind.values()) {
            assertTrue(help.out.contains(kind.label()), kind.label());
        }
        for (String word : List.of(
                "--policy",
                "--frames",
                "--format",
                "--page-size",
                "--map",
                "--curve",
                "--rules",
                "--compare",
                "--tsv",
                "--plot",
                "--skip",
                "--strict",
                "lackey",
                "u16",
                "pages",
                "ostep",
                "rep",
                "Exit status")) {
            assertTrue(help.out.contains(word), word);
        }
        for (String line : help.out.lines().toList()) {
            assertFalse(line.length() > 120, line);
        }
    }
}
