package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.LoadSettings;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;

/** The command line from outside: what is printed, where, and with which exit status. */
class CommandLineTest {
    @TempDir
    Path folder;

    private record Run(int status, String out, String err) {}

    private static Run run(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int status = Main.run(List.of(args), in, out, new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Fails with exactly one line on standard error that holds {@code sentence} and no stack trace. */
    private static void fails(Run run, int status, String sentence) {
        assertEquals(status, run.status, run.err);
        assertTrue(run.err.contains(sentence), run.err);
        assertEquals(1, run.err.lines().count(), run.err);
        assertFalse(run.err.contains("Exception") || run.err.contains("\tat "), run.err);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static List<String> java(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(String.join(
                java.io.File.pathSeparator, place(Main.class), place(Machine.class), place(LoadSettings.class)));
        command.add("pagewalk.lab.cli.Main");
        command.addAll(List.of(args));
        return command;
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void simAnswersEachCommandWithOneLine() {
        Run run = run("a = alloc_pages order=3\n\n# nothing\nalloc_pages order=9\nfree_pages a\nfree_pages a\n", "sim");
        assertEquals(
                "ok pfn=0\nrefused ENOMEM: no free block of order 9 or higher, though 56 pages are free\n"
                        + "ok pfn=0 order=6\n"
                        + "refused EINVAL: pfn 0 is free already, in the free block at pfn 0 of order 6\n",
                run.out);
        assertEquals(0, run.status);
        assertEquals("", run.err);
    }

    @Test
    void simTellsMicroStepsAndDigestsTwoSpacesIn() {
        List<String> lines = run("a = alloc_pages order=5", "sim", "--events", "--digest")
                .out
                .lines()
                .toList();
        List<String> inner =
                lines.stream().filter(line -> line.startsWith("  ")).toList();
        assertTrue(inner.stream()
                .anyMatch(line -> line.startsWith("  SPLIT ") && line.endsWith("[buddy.split-low-half]")));
        assertTrue(inner.get(inner.size() - 1).matches(" {2}digest=[0-9a-f]{16}"));
        assertEquals(
                List.of("ok pfn=0"),
                lines.stream().filter(line -> !line.startsWith(" ")).toList());
        for (String line : inner.subList(0, inner.size() - 1)) {
            assertTrue(line.matches(" {2}[A-Z]+ .+ \\[[a-z]+\\.[a-z0-9-]+]"), line);
        }
    }

    @Test
    void theDigestIsTheSameWithAndWithoutEvents() {
        String input = "a = alloc_pages order=5\nfree_pages a\n";
        String with = run(input, "sim", "--digest", "--events").out.replaceAll("(?m)^ {2}(?!digest).*\n", "");
        assertEquals(run(input, "sim", "--digest").out, with);
    }

    @Test
    void simTakesTheMachineFromOptionsAndAFile() throws IOException {
        String config = file("m.conf", "# a small one\nframes=12 preset=textbook\nstart_pfn=4\n");
        assertEquals("ok pfn=8\n", run("alloc_pages order=3", "sim", "--config", config).out);
        assertEquals("ok pfn=4\n", run("alloc_pages order=2", "sim", "--config=" + config, "--frames=6").out);
        assertEquals("ok pfn=0\n", run("alloc_pages order=3", "sim", "--config", config, "--set", "start_pfn=0").out);
        assertTrue(run("cat /proc/pagetypeinfo", "sim", "--preset", "linux", "--frames", "8192")
                .out
                .contains("Movable"));
        String kept = "a = alloc_pages order=0\nfree_pages a\ncat /proc/zoneinfo";
        assertTrue(run(kept, "sim", "--preset", "linux", "--frames", "8192").out.contains("count: 1\n"));
        assertFalse(run(kept, "sim", "--preset", "linux", "--frames", "8192", "--set", "percpu=off")
                .out
                .contains("count: 1\n"));
    }

    @Test
    void simSaysWhatIsWrongInOneSentence() throws IOException {
        fails(run("alloc_pages order=3\nalloc_pages ordr=3\n", "sim"), 2, "standard input, line 2, column 13: ");
        fails(run("", "sim", "--colour"), 2, "there is no option --colour");
        fails(run("", "sim", "--frames"), 2, "--frames needs a value");
        fails(run("", "sim", "--frames", "0"), 2, "frames is a number from 1");
        fails(run("", "sim", "--frames", "2", "--frames", "3"), 2, "--frames is given twice");
        fails(run("", "sim", "--events=yes"), 2, "--events takes no value");
        fails(run("", "sim", "--set", "frames"), 2, "--set takes key=value");
        fails(run("", "sim", "--preset", "windows"), 2, "preset is textbook or linux");
        fails(run("", "sim", "--config", file("bad.conf", "frames=9\n  cats=3\n")), 2, "bad.conf, line 2, column 3: ");
        fails(run("", "sim", "--buddyinfo", file("bad.info", "Node 0, zone DMA 1 2\n")), 2, "bad.info, line 1: ");
        fails(run("", "sim", "--buddyinfo", file("x.info", "x"), "--frames", "3"), 2, "leave out frames");
        fails(run("", "sim", "--paste", file("bad.info", "Node 0, zone DMA 1 2\n")), 2, "bad.info, line 1: ");
        fails(run("", "sim", "--paste", file("x.info", "x"), "--frames", "3"), 2, "leave out --frames");
        fails(run("", "sim", "--paste", file("x.info", "x")), 2, "x.info, line 1: a paste is /proc/buddyinfo");
        fails(run("", "sim", folder.resolve("none").toString()), 1, "there is no file ");
        fails(run("", "sim", folder.toString()), 1, "is a directory");
        fails(run("", "sim", "a", "b"), 2, "one file is read, not 2");
        fails(run("", "simulate"), 2, "there is no command simulate");
        fails(run(""), 2, "which command?");
        fails(run("", "help", "../x"), 2, "there is no help on ../x");
    }

    @Test
    void whatWasAnsweredBeforeAMalformedLineIsStillTold() {
        Run run = run("alloc_pages order=6\nnonsense\nalloc_pages order=0\n", "sim");
        assertEquals("ok pfn=0\n", run.out);
        fails(run, 2, "line 2, column 1: unknown verb nonsense");
    }

    @Test
    void hostileInputMeetsALimit() {
        fails(run("x".repeat(10_000_000), "sim"), 2, "a line has at most " + Limits.LINE_CHARS);
        fails(run("cat /\u0000\n\u0001\n", "sim"), 2, "line ");
        fails(run("free_pages a\n".repeat(Limits.COMMANDS + 1), "sim"), 2, "at most " + Limits.COMMANDS + " commands");
    }

    @Test
    void aRealBuddyinfoGoesInAndComesOutByteEqual() throws IOException {
        byte[] real =
                CommandLineTest.class.getResourceAsStream("/proc/buddyinfo.txt").readAllBytes();
        String text = new String(real, StandardCharsets.UTF_8);
        String path = file("buddyinfo", text);
        assertEquals(text, run("cat /proc/buddyinfo", "sim", "--buddyinfo", path).out);
        assertEquals(text, run("cat /proc/buddyinfo", "sim", "--buddyinfo", path, "--preset", "textbook").out);
        assertTrue(
                run("a = alloc_pages order=10", "sim", "--buddyinfo", path).out.startsWith("ok pfn="));
    }

    @Test
    void aPastedProcessIsToldAndThere() throws IOException {
        String smaps = "10000-13000 rw-p 00000000 00:00 0\nRss: 8 kB\nAnonymous: 8 kB\n";
        List<String> out = run("cat /proc/1/statm\n", "sim", "--paste", file("smaps", smaps))
                .out
                .lines()
                .toList();
        assertTrue(out.get(0).startsWith("# /proc/PID/smaps: preset=linux frames=1024 "), out.get(0));
        assertTrue(out.contains("# store pid=pasted addr=0x10000 len=8192"), out.toString());
        assertTrue(out.get(out.size() - 1).contains(" 2 0 "), out.get(out.size() - 1));
    }

    @Test
    void thisMachinesBuddyinfoGoesInAndComesOutByteEqual() throws IOException {
        Path own = Path.of("/proc/buddyinfo");
        Assumptions.assumeTrue(Files.isReadable(own), "this system has no readable /proc/buddyinfo");
        String text = Files.readString(own);
        assertEquals(text, run("cat /proc/buddyinfo", "sim", "--buddyinfo", file("own", text)).out);
    }

    @Test
    void everyVerbAndOptionIsInTheHelp() {
        String help = run("", "help", "sim").out;
        for (Command.Verb verb : Command.Verb.values()) {
            assertTrue(help.matches("(?s).*\\b" + verb.word() + "\\b.*"), verb.word());
        }
        for (String word : List.of(
                "alloc_pages",
                "free_pages",
                "cat",
                "ok pfn=P",
                "ok pfn=P order=N",
                "refused ERRNO",
                "--preset",
                "--frames",
                "--set",
                "--config",
                "--buddyinfo",
                "--paste",
                "--events",
                "--digest",
                "Exit status")) {
            assertTrue(help.contains(word), word);
        }
        for (String line : help.lines().toList()) {
            assertTrue(line.length() <= 120, line);
            if (line.strip().startsWith("example")) {
                for (String example : line.substring(line.indexOf(':') + 1).split(" {4,}")) {
                    assertTrue(CommandText.parse(example) instanceof Parsed.Ok, example);
                }
            }
        }
        assertTrue(run("", "help", "prove").out.contains("per-CPU list"));
        assertTrue(run("", "help", "grade").out.contains("--course-key"));
    }

    @Test
    void aProgramCanTalkWithSimThroughTwoPipes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java("sim")).start();
        try (OutputStream in = process.getOutputStream();
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String command = "a = alloc_pages order=0\n";
            for (int i = 0; i < 20; i++) {
                in.write(command.getBytes(StandardCharsets.UTF_8));
                in.flush();
                String answer = out.readLine();
                assertTrue(answer.startsWith("ok pfn="), answer);
                command = i % 2 == 0
                        ? "free_pages " + answer.substring("ok ".length()) + "\n"
                        : "b = alloc_pages order=1\n";
            }
            in.close();
            assertEquals(0, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aReaderThatGoesAwayEndsTheProgramWithOneSentence() throws IOException, InterruptedException {
        String many = file("many", "cat /proc/buddyinfo\n".repeat(90_000));
        Process process = new ProcessBuilder(java("sim", many)).start();
        process.getInputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(300, TimeUnit.SECONDS));
        fails(new Run(process.exitValue(), "", err), 1, "the output cannot be written");
    }

    @Test
    void proveRunsTheShippedRecordingsAndFilesOfOnesOwn() throws IOException {
        Run all = run("", "prove");
        assertEquals(0, all.status);
        assertTrue(all.out.endsWith("total: 195 files, 16617 of 16617 operations agree\n"), all.out);
        Run buddy = run("", "prove", "buddy");
        assertTrue(buddy.out.endsWith("total: 39 files, 6789 of 6789 operations agree\n"), buddy.out);
        String pcp = new String(
                CommandLineTest.class
                        .getResourceAsStream("/recordings/buddy/15-pcp-then-merge.txt")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        Run one = run("", "prove", "buddy", file("pcp.txt", pcp.replace(" high=43 ", " high=53 ")));
        assertEquals(1, one.status);
        assertTrue(one.out.contains("pcp.txt: differs at line "), one.out);
        assertEquals(
                "slab_geometry.tsv: agree 118 of 118\ntotal: 1 file, 118 of 118 operations agree\n",
                run("", "prove", "slub").out);
        assertTrue(run("", "prove", "policies", "slub", "lackey")
                .out
                .endsWith("total: 6 files, 1797 of 1797 operations agree\n"));
        Run several = run("", "prove", "reclaim", "oom", "overcommit");
        assertEquals(0, several.status, several.err);
        assertTrue(several.out.contains("07-swappiness-060.txt: agree"), several.out);
        assertTrue(several.out.contains("01-modes.txt: agree"), several.out);
        fails(run("", "prove", "mglru"), 1, "kind mglru are not modelled yet; kinds are buddy, memblock, slub-ops, ");
        fails(run("", "prove", file("x.txt", "hello")), 2, "x.txt, line 1: this is no recording");
        fails(run("", "prove", folder.resolve("none").toString()), 1, "there is no file ");
    }
}
