package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Limits;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.grade.SessionBytes;

/** Session files broken in every way that was thought of: the file, the line and the reason, and never a bug. */
class BrokenFilesTest {
    private static final String GOOD =
            Sessions.solved(Sessions.LAB.variant(VariantSeed.practice("77"))).text();

    @TempDir
    Path folder;

    private Shell grade(byte[] bytes) throws IOException {
        Path file = folder.resolve("s.pw");
        Files.write(file, bytes);
        Shell run = Shell.run("grade", file.toString());
        assertTrue(!run.out().contains("bug") && run.err().isEmpty(), run.out() + run.err());
        return run;
    }

    private Shell grade(String text) throws IOException {
        return grade(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The line that begins with {@code key} is replaced; what is said names the place where it stood. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            format:  | format: pagewalk/2                   | 1, column 9: format is pagewalk/2, this program reads
            format:  | fromat: pagewalk/1                   | 1, column 1: expected a header line 'key: value' with a
            format:  | format pagewalk/1                    | 1, column 1: expected a header line
            format:  | format:                              | 1, column 8: the header format has no value
            format:  | mode: graded                         | 5, column 1: the header mode stands here twice
            format:  | student: ann                         | 1, column 1: a session starts with header lines, one of
            engine:  | engine:                              | 2, column 8: the header engine has no value
            engine:  | engine: x\u0007y                     | 2, column 8: the header engine has a control character
            lab:     | lab: two words                       | 3, column 6: lab is not a name: two words
            lab:     | lab: ../../etc                       | 3, column 6: lab is not a name: ../../etc
            scenario:| Scenario: 00                         | 4, column 1: expected a header line
            mode:    | mode: exam                           | 5, column 7: mode is exam, not practice or graded
            seed:    | seed: withheld, withheld             | header seed: a seed is 1 to 24 lower-case hex digits
            seed:    | seed:                                | 6, column 6: the header seed has no value
            attempt: | attempt: 0                           | 7, column 10: attempt is 0, not a number from 1 upwards
            attempt: | attempt: -1                          | 7, column 10: attempt is -1, not a number
            attempt: | attempt: 1e3                         | 7, column 10: attempt is 1e3, not a number
            attempt: | attempt: 99999999999                 | 7, column 10: attempt is 99999999999, not a number
            attempt: | student: a b                         | 7, column 10: student is not a name: a b
            digest:  | digest: reach                        | the file was edited after it was saved
            digest:  | config: \tx                          | 49 of 49
            part name=reach | part                          | 17, column 1: part needs name=NAME
            part name=reach | part name=                    | 17, column 6: name= is not a name
            part name=reach | part name=reach x=1           | 17, column 17: part has no key 'x'
            part name=reach | part name=elsewhere           | the lab has no part 'elsewhere'
            part name=reach | branch                        | 17, column 1: branch needs at=NUMBER
            part name=reach | branch at=-1                  | 17, column 8: branch needs at=NUMBER, not -1
            part name=reach | branch at=9                   | line 17 (branch at=9): branch at=9, but branch 1 has 3
            part name=reach | branch at=0 of=9              | line 17 (branch at=0 of=9): branch of=9, but this part has
            part name=reach | branch at=0 off=9             | 17, column 13: branch has no key 'off'
            part name=reach | predict answer=pfn:1          | the file was edited after it was saved
            part name=reach | predict question=1            | 17, column 1: predict needs answer=key:value,...
            part name=reach | predict question=x answer=a:1 | 17, column 9: predict needs question=NUMBER, not x
            part name=reach | predict question=1 answer=pfn | 17, column 27: expected key:value but found 'pfn'
            part name=reach | predict question=1 answer=p:y | 17, column 29: 'y' is neither a number nor 'none'
            part name=reach | predict question=1 answer=p:1,p:2 | 17, column 31: 'p' is not a key, or stands here twice
            part name=reach | predict part=? question=1 answer=p:1 | 17, column 9: part=? is not a name
            part name=reach | input                         | 17, column 1: input needs pages=N,N,...
            part name=reach | input pages=1,,2              | 17, column 7: '' in pages= is not a number
            part name=reach | input pages=1;2               | 17, column 7: '1;2' in pages= is not a number
            part name=reach | input pages=1 order=2         | 17, column 15: input has no key 'order'
            part name=reach | free_page a                   | 17, column 1: unknown verb free_page
            part name=reach | free_pages                    | 17, column
            part name=reach | a = alloc_pages               | 17, column
            part name=reach | = alloc_pages order=1         | 17, column
            """)
    void everyLineBrokenGivesItsPlaceAndReason(String key, String instead, String said) throws IOException {
        String broken =
                GOOD.replaceFirst("(?m)^" + key.strip() + ".*$", java.util.regex.Matcher.quoteReplacement(instead));
        Shell run = grade(broken);
        String sentence = said.strip();
        if (sentence.equals("49 of 49")) {
            run.said(0, sentence);
        } else {
            run.said(1, folder.resolve("s.pw") + "");
            assertTrue(run.out().contains(": rejected: ") && run.out().contains(sentence), run.out());
        }
    }

    @Test
    void whatIsNoTextIsNamed() throws IOException {
        grade("").said(1, "rejected: line 1, column 1: the file is empty");
        grade("\n\n").said(1, "rejected: line 1, column 1: a session starts with header lines");
        grade("hello").said(1, "rejected: line 1, column 1: expected a header line");
        grade("format: pagewalk/1\n\u0000").said(1, "rejected: line 2, column 1: a NUL byte: this file is no text");
        grade(GOOD.getBytes(StandardCharsets.UTF_16)).said(1, "the file is UTF-16 text");
        grade(GOOD.getBytes(StandardCharsets.UTF_16LE)).said(1, "line 1, column 2: a NUL byte");
        grade("format: pagewalk/1\n# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1))
                .said(1, "rejected: line 2, column 3: this byte is not UTF-8 text");
        grade(new byte[] {'P', 'K', 3, 4, 20, 0, 8, 0}).said(1, "column 6: a NUL byte");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoFault() throws IOException {
        String whole = grade(GOOD).said(0, "49 of 49").out();
        assertEquals(whole, grade("\uFEFF" + GOOD).out());
        assertEquals(whole, grade(GOOD.replace("\n", "\r\n")).out());
        assertEquals(
                whole,
                grade("\uFEFF" + GOOD.replace("\n", " \t\r\n") + "\r\n# the end")
                        .out());
        grade(GOOD.replace('\n', '\r'))
                .said(1, "rejected: line 1, column 8: the header format has a control character");
        grade("\uFEFF\uFEFF" + GOOD).said(1, "rejected: line 1, column 1: expected a header line");
    }

    @Test
    void aFileOfAHundredMegabytesIsReadNoFurtherThanItsLimit() throws IOException {
        Path large = folder.resolve("large.pw");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100L * 1024 * 1024);
        }
        Shell.run("grade", large.toString())
                .said(1, "the file is larger than " + SessionBytes.MAX_BYTES + " bytes, the limit of a session");
        String comments = GOOD + ("# " + "x".repeat(97) + "\n").repeat(Limits.SESSION_CHARS / 100);
        grade(comments).said(1, "characters, the limit is " + Limits.SESSION_CHARS);
    }

    @Test
    void anyByteAnywhereGetsAVerdict() throws IOException {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(19);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = good.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve("many" + i + ".pw"), bytes);
        }
        Shell run = Shell.run("grade", "--csv", "-", folder.toString());
        assertEquals("", run.err());
        assertTrue(!run.out().contains("bug in Pagewalk"), run.out());
        assertEquals(401, run.out().lines().count());
        assertTrue(run.out().contains(",graded,") && run.out().contains(",rejected,"), run.out());
    }

    @Test
    void foldersMayLoopAndHoldAnything() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("class/a/b"));
        Files.writeString(deep.resolve("s.PW"), GOOD);
        Files.createSymbolicLink(deep.resolve("up"), folder.resolve("class"));
        Files.createSymbolicLink(deep.resolve("gone.pw"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("class/twin.pw"), deep.resolve("s.PW"));
        Files.createDirectory(folder.resolve("class/folder.pw"));
        Files.writeString(folder.resolve("class/.DS_Store"), "x");
        List<String> lines = Shell.run("grade", folder.resolve("class").toString())
                .out()
                .lines()
                .toList();
        assertTrue(lines.get(0).startsWith("a/b/s.PW: 49 of 49"), lines.toString());
        assertTrue(lines.get(1).startsWith("twin.pw: 49 of 49"), lines.toString());
        assertEquals(
                List.of(
                        "left out .DS_Store: its name does not end in .pw",
                        "left out a/b/gone.pw: not a regular file",
                        "left out a/b/up: a link that leads back to a folder above it",
                        "2 sessions: 2 graded, 0 rejected, 0 ungradable; 3 other files left out"),
                lines.subList(2, lines.size()));
    }
}
