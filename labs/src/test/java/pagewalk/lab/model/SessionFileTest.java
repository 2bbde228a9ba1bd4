package pagewalk.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Limits;
import pagewalk.engine.command.Command;
import pagewalk.engine.util.Xorshift;

class SessionFileTest {
    private static final String HEAD = "format: pagewalk/1\nlab: 02-split-and-merge\nmode: practice\nseed: ab12\n\n";

    private static SessionFile read(String text) {
        return assertInstanceOf(
                        SessionFile.Parsed.Ok.class,
                        SessionFile.parse(text),
                        () -> SessionFile.parse(text).toString())
                .file();
    }

    private static void refused(String text, int line, int column, String reason) {
        SessionFile.Parsed.Bad bad = assertInstanceOf(SessionFile.Parsed.Bad.class, SessionFile.parse(text));
        assertEquals(line + ":" + column, bad.line() + ":" + bad.column(), bad.message());
        assertTrue(bad.message().contains(reason), bad::message);
    }

    @Test
    void aSessionReadsAndPrintsBack() {
        String text = HEAD
                + "part name=reach\n"
                + "a = alloc_pages order=3\n"
                + "free_pages a\n"
                + "branch at=1 of=1\n"
                + "predict part=predict question=2 answer=pfn:12,splits:none\n"
                + "cat /proc/buddyinfo\n";
        SessionFile file = read(text);
        assertEquals(text, file.text());
        assertEquals("ab12", file.header().seed());
        assertEquals(Mode.PRACTICE, file.header().mode());
        assertEquals(1, file.header().attempt());
        assertNull(file.header().student());
    }

    @Test
    void anyOrderOfTheHeaderCommentsAndBlankLinesAreRead() {
        SessionFile file =
                read("attempt: 2\r\nstudent: s-1\r\nmode: graded\r\nseed: withheld\r\nformat: pagewalk/1\r\n\r\n"
                        + "# a comment\r\n\r\n  free_pages pfn=8   # and one more\r\n"
                        + "predict question=1 answer=pfn:3\r\n");
        assertEquals(2, file.lines().size());
        assertNull(file.header().seed());
        assertEquals(file, read(file.text()));
    }

    @Test
    void aNameMayBeAWordOfTheJournal() {
        SessionFile file = read(HEAD + "part = alloc_pages order=0\nfree_pages part\n");
        assertInstanceOf(JournalLine.Issue.class, file.lines().get(0));
    }

    @Test
    void everyFaultHasALineAndAColumn() {
        refused("", 1, 1, "a session starts with header lines");
        refused("lab: x\n\n", 1, 1, "'format: pagewalk/1'");
        refused("format: pagewalk/9\n", 1, 9, "this program reads pagewalk/1");
        refused("format: pagewalk/1\nformat: pagewalk/1\n", 2, 1, "twice");
        refused("format: pagewalk/1\ncolour: red\n", 2, 1, "expected a header line");
        refused("format: pagewalk/1\nmode: exam\n", 2, 7, "not practice or graded");
        refused("format: pagewalk/1\nattempt: zero\n", 2, 10, "not a number from 1");
        refused("format: pagewalk/1\nlab: ../x y\n", 2, 6, "lab is not a name");
        refused("format: pagewalk/1\nseed: a\rb\n", 2, 6, "control character");
        refused("format: pagewalk/1\nseed:\n", 2, 6, "has no value");
        refused(HEAD + "alloc_pages order=x\n", 6, 19, "order is a number");
        refused(HEAD + "free_pages a\npart\n", 7, 1, "part needs name=NAME");
        refused(HEAD + "part name=a b=c\n", 6, 13, "part has no key 'b'");
        refused(HEAD + "branch at=x\n", 6, 8, "branch needs at=NUMBER, not x");
        refused(HEAD + "predict part=p question=1 answer=pfn:x\n", 6, 38, "neither a number nor 'none'");
        refused(HEAD + "predict part=p question=1 answer=pfn\n", 6, 34, "expected key:value");
        refused(HEAD + "predict part=p question=1\n", 6, 1, "predict needs answer");
    }

    @Test
    void limitsAreToldWithTheValue() {
        refused(
                HEAD + "x".repeat(Limits.LINE_CHARS + 1),
                6,
                Limits.LINE_CHARS + 1,
                "the limit is " + Limits.LINE_CHARS);
        refused("x".repeat(Limits.SESSION_CHARS + 1), 1, 1, "the limit is " + Limits.SESSION_CHARS);
        refused(
                HEAD + "free_pages a\n".repeat(Limits.COMMANDS + 1),
                Limits.COMMANDS + 6,
                1,
                "more than " + Limits.COMMANDS);
    }

    @Test
    void randomSessionsRoundTrip() {
        for (int seed = 0; seed < 500; seed++) {
            Xorshift random = new Xorshift(3, seed);
            List<JournalLine> lines = new ArrayList<>();
            for (int i = random.below(30); i > 0; i--) {
                lines.add(line(random));
            }
            SessionHeader header =
                    SessionHeader.EMPTY.with("lab", "lab-" + seed).with("attempt", "" + (1 + seed));
            SessionFile file = new SessionFile(header, lines);
            assertEquals(file, read(file.text()), "seed " + seed);
            assertEquals(file.text(), read(file.text()).text(), "seed " + seed);
        }
    }

    private static JournalLine line(Xorshift random) {
        return switch (random.below(6)) {
            case 0 -> new JournalLine.Part("p" + random.below(3));
            case 1 -> new JournalLine.Branch(random.below(5), random.below(3));
            case 2 ->
                new JournalLine.Predict(
                        "p1", random.below(4), Answer.of(List.of("pfn", "splits"), random.below(9) - 1, 3));
            case 3 ->
                new JournalLine.Issue(
                        PartRun.command("n" + random.below(4) + " = alloc_pages order=" + random.below(11), 1));
            case 4 -> new JournalLine.Issue(PartRun.command("free_pages pfn=" + random.below(64), 1));
            default -> new JournalLine.Issue(PartRun.command("cat /proc/buddyinfo", 1));
        };
    }

    @Test
    void mutilatedSessionsGiveAPlaceAndNeverThrow() {
        String text = HEAD
                + "part name=reach\na = alloc_pages order=3\nbranch at=1\npredict part=p question=1 answer=pfn:1\n";
        for (int seed = 0; seed < 20_000; seed++) {
            Xorshift random = new Xorshift(5, seed);
            StringBuilder changed = new StringBuilder(text);
            for (int i = random.between(1, 4); i > 0; i--) {
                int at = random.below(changed.length());
                switch (random.below(3)) {
                    case 0 -> changed.setCharAt(at, (char) random.below(300));
                    case 1 -> changed.deleteCharAt(at);
                    default -> changed.insert(at, (char) random.below(128));
                }
            }
            if (SessionFile.parse(changed.toString()) instanceof SessionFile.Parsed.Bad bad) {
                assertTrue(
                        bad.line() >= 1 && bad.column() >= 1 && !bad.message().isBlank(), changed::toString);
            }
        }
    }

    private static Journal journal(String body) {
        return read(HEAD + body).journal("predict");
    }

    private static String path(Journal journal, String part) {
        StringBuilder out = new StringBuilder();
        journal.part(part).path().forEach(command -> out.append(command.text()).append(';'));
        return out.toString();
    }

    @Test
    void partsKeepTheirOwnTimelines() {
        Journal journal = journal("free_pages a\npart name=reach\nfree_pages b\npart name=predict\nfree_pages c\n");
        assertEquals("free_pages a;free_pages c;", path(journal, "predict"));
        assertEquals("free_pages b;", path(journal, "reach"));
        assertEquals(2, journal.parts().size());
    }

    @Test
    void theBranchOfTheLastLineCounts() {
        Journal journal = journal("part name=r\nfree_pages a\nfree_pages b\nfree_pages c\nbranch at=1\nfree_pages d\n"
                + "branch at=2 of=2\nfree_pages e\nbranch at=2 of=1\n");
        assertEquals("free_pages a;free_pages b;", path(journal, "r"));
        assertEquals(4, journal.part("r").leaf());
        assertEquals(
                "[free_pages a, free_pages d, free_pages e]",
                journal.part("r").path(3).stream().map(Command::text).toList().toString());
    }

    @Test
    void aBranchMayLeaveItsParentBeforeItsOwnCommands() {
        Journal journal =
                journal("free_pages a\nfree_pages b\nbranch at=2\nfree_pages c\nbranch at=0 of=2\nfree_pages d\n");
        assertEquals("free_pages d;", path(journal, "predict"));
    }

    @Test
    void branchesOfNothingAreRefused() {
        assertThrows(TextFault.class, () -> journal("branch at=1\n"));
        assertThrows(TextFault.class, () -> journal("free_pages a\nbranch at=0 of=2\n"));
    }

    @Test
    void theFirstAnswerToAQuestionStays() {
        Journal journal = journal("predict part=q question=1 answer=pfn:1\npredict part=q question=1 answer=pfn:2\n");
        assertEquals("pfn:1", journal.part("q").prediction(1).text());
        assertNull(journal.part("q").prediction(2));
        assertTrue(journal.part("predict").untouched());
    }

    @Test
    void predictionsBeforeAnyPartLineBelongToTheFirstPart() {
        assertEquals(
                "pfn:7",
                journal("predict question=3 answer=pfn:7\n")
                        .part("predict")
                        .prediction(3)
                        .text());
    }

    @Test
    void moreThanAFewDozenPartsAreRefused() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            body.append("part name=p").append(i).append('\n');
        }
        assertThrows(TextFault.class, () -> journal(body.toString()));
    }

    @Test
    void manyNestedBranchesAreReadInOneGo() {
        StringBuilder body = new StringBuilder("free_pages a\n");
        body.append("branch at=1\n".repeat(40_000));
        assertEquals("free_pages a;", path(journal(body.toString()), "predict"));
    }
}
