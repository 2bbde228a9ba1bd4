package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagewalk.engine.util.Xorshift;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;

class GraderTest {
    private static final byte[] KEY = "the key of the course under test".getBytes(StandardCharsets.UTF_8);
    private static final Lab LAB = LabCatalogue.shippedLab("02-split-and-merge");
    private static final Variant VARIANT = LAB.variant(VariantSeed.graded(KEY, LAB.id(), "s1", 2));
    private static final SessionFile REFERENCE = VARIANT.reference();

    private static Verdict grade(SessionFile file) {
        return Grader.grade(LAB, VARIANT, file, GradeBudget.DEFAULT);
    }

    private static SessionFile with(String key, String value) {
        return new SessionFile(REFERENCE.header().with(key, value), REFERENCE.lines());
    }

    private static void notGraded(SessionFile file, State state, String reason) {
        Verdict verdict = grade(file);
        assertEquals(state, verdict.state());
        assertTrue(String.valueOf(verdict.reason()).contains(reason), verdict::reason);
        assertEquals(0, verdict.score());
    }

    private static SessionFile body(String... lines) {
        SessionFile.Parsed parsed = SessionFile.parse("format: pagewalk/1\n\n" + String.join("\n", lines));
        List<JournalLine> body =
                assertInstanceOf(SessionFile.Parsed.Ok.class, parsed).file().lines();
        return new SessionFile(REFERENCE.header(), body);
    }

    @Test
    void foreignAndEditedFilesAreRejectedWithTheReason() {
        notGraded(with("student", "s2"), State.REJECTED, "of student s2, not of s1");
        notGraded(with("attempt", "1"), State.REJECTED, "of attempt 1, not 2");
        notGraded(with("mode", "practice"), State.REJECTED, "is practice");
        notGraded(
                with("seed", "0".repeat(32) + "." + "0".repeat(32)),
                State.REJECTED,
                "the seed in the file is not theirs");
        notGraded(with("lab", "03-other"), State.REJECTED, "of lab 03-other");
        notGraded(with("lab", ""), State.REJECTED, "names no lab; this is 02-split-and-merge");
        notGraded(with("scenario", "0123456789abcdef"), State.UNGRADABLE, "another version of the lab");
        notGraded(body("part name=nowhere", "free_pages a"), State.REJECTED, "no part 'nowhere'");
        notGraded(body("branch at=3"), State.REJECTED, "line 10 (branch at=3): branch at=3, but branch 1 has 0");
    }

    @Test
    void aDigestHoldsAFileToItsCommands() {
        String digest = grade(REFERENCE).evidence().finalDigest();
        assertTrue(digest.matches("predict:[0-9a-f]{16},reach:[0-9a-f]{16},books:[0-9a-f]{16}"), digest);
        assertEquals(State.GRADED, grade(with("digest", digest)).state());
        List<JournalLine> fewer = new ArrayList<>(REFERENCE.lines());
        fewer.remove(fewer.size() - 1);
        notGraded(new SessionFile(with("digest", digest).header(), fewer), State.REJECTED, "the file was edited");
        SessionHeader older = with("digest", digest).header().with("engine", "0".repeat(64));
        notGraded(new SessionFile(older, fewer), State.UNGRADABLE, "another engine");
        assertEquals(1, grade(with("engine", "0".repeat(64))).evidence().notes().size());
    }

    @Test
    void aFileCannotSayOtherThanWhatWasCommitted() {
        Commits stored = Commits.NONE.with("predict", 1, "pfn:0,splits:0");
        Verdict verdict = Grader.grade(LAB, VARIANT, REFERENCE, GradeBudget.DEFAULT, stored);
        assertEquals(State.REJECTED, verdict.state());
        assertTrue(verdict.reason().contains("but pfn:0,splits:0 was committed"), verdict::reason);
        Verdict uncommitted = Grader.grade(LAB, VARIANT, REFERENCE, GradeBudget.DEFAULT, Commits.NONE);
        assertTrue(uncommitted.reason().contains("but none was committed"), uncommitted::reason);
    }

    @Test
    void whatWasCommittedCountsEvenIfTheFileLeavesItOut() {
        Commits stored = Commits.NONE;
        for (JournalLine line : REFERENCE.lines()) {
            if (line instanceof JournalLine.Predict predict) {
                stored = stored.with(predict.part(), predict.question(), predict.answer());
            }
        }
        Verdict verdict = Grader.grade(LAB, VARIANT, body(), GradeBudget.DEFAULT, stored);
        assertEquals(9, verdict.part("predict").score(Audience.STAFF));
        assertEquals(32, verdict.part("books").score(Audience.STAFF));
        assertEquals(41, verdict.score());
        assertEquals("reach", verdict.firstWrong().part());
    }

    @Test
    void budgetsEndAGradingWithTheLimitAndTheValue() {
        Verdict commands = Grader.grade(LAB, VARIANT, REFERENCE, new GradeBudget(3, 1000, 10_000));
        assertTrue(
                commands.reason().matches("the session has \\d+ commands that count, the limit is 3"),
                commands::reason);
        Verdict events = Grader.grade(LAB, VARIANT, REFERENCE, new GradeBudget(100, 10, 10_000));
        assertEquals("the session makes more than 10 events", events.reason());
        Verdict chars = Grader.grade(LAB, VARIANT, REFERENCE, new GradeBudget(100, 1000, 50));
        assertTrue(chars.reason().endsWith("the limit is 50"), chars::reason);
    }

    @Test
    void aWrongAnswerIsNamedWithItsRuleAndStep() {
        Verdict verdict = grade(body("predict question=1 answer=pfn:39,splits:7"));
        Verdict.WrongStep wrong = verdict.firstWrong();
        assertEquals("predict", wrong.part());
        assertEquals(1, wrong.step().own());
        String message = verdict.part("predict").checks().get(0).message();
        assertTrue(message.matches("you said pfn 39, it is \\d+; you said splits 7, it is \\d"), message);
        assertEquals(11, wrong.step().command(), "ten start commands, then the question's");
        assertTrue(wrong.sentence().startsWith("Question 1 (q1 = alloc_pages order="), wrong::sentence);
        assertTrue(wrong.sentence().contains("pfn is 39 in your answer, but it is "), wrong::sentence);
        assertTrue(wrong.step().rule().id().startsWith("buddy."), wrong.step()::toString);
    }

    @Test
    void theTruthOfAnUnansweredQuestionIsNotTold() {
        Verdict verdict = grade(body());
        String all = VerdictJson.of(verdict, Audience.STAFF, LAB.id(), null) + verdict.text(Audience.STAFF);
        assertTrue(all.contains("Question 1 (q1 = alloc_pages"), all);
        String truth = VARIANT.commit("predict", 2, "pfn:0")
                .answers()
                .truth()
                .get("pfn")
                .toString();
        assertFalse(all.contains("it is " + truth), all);
    }

    @Test
    void partOfAnAnswerScoresByItsWeight() {
        String truth = VARIANT.commit("predict", 1, "pfn:0").answers().truth().text();
        String pfnOnly = truth.substring(0, truth.indexOf(','));
        assertEquals(2, grade(body("predict question=1 answer=" + pfnOnly)).score());
        assertEquals(
                1,
                grade(body("predict question=1 answer=pfn:1000,splits:" + truth.charAt(truth.length() - 1)))
                        .score());
    }

    @Test
    void commandsAfterTheGoalAndCommandsOfOtherBranchesDoNotMatter() {
        List<JournalLine> lines = new ArrayList<>();
        lines.add(new JournalLine.Part("reach"));
        lines.addAll(body("free_pages x", "free_pages y", "branch at=0").lines());
        for (var command : REFERENCE.journal("predict").part("reach").path()) {
            lines.add(new JournalLine.Issue(command));
        }
        lines.addAll(body("free_pages x", "free_pages nobody").lines());
        Verdict verdict = grade(new SessionFile(REFERENCE.header(), lines));
        assertEquals(8, verdict.part("reach").score(Audience.STAFF), verdict.text(Audience.STAFF));
    }

    @Test
    void theHiddenCheckCostsItsPointAndIsShownWhenItMay() {
        Variant roomy = roomy();
        List<JournalLine> lines = new ArrayList<>(roomy.reference().lines());
        int last = lines.indexOf(new JournalLine.Part("books")) - 1;
        lines.set(last, body("free_pages nobody").lines().get(0));
        Verdict verdict =
                Grader.grade(LAB, roomy, new SessionFile(roomy.reference().header(), lines), GradeBudget.DEFAULT);
        assertEquals(3, verdict.part("reach").score(Audience.STAFF));
        assertEquals(7, verdict.part("reach").max(Audience.STUDENT));
        assertEquals(8, verdict.part("reach").max(Audience.STUDENT_AFTER_DUE));
        assertFalse(VerdictJson.of(verdict, Audience.STUDENT, LAB.id(), "x").contains("\"clean\""));
        assertTrue(VerdictJson.of(verdict, Audience.STUDENT, LAB.id(), "x").contains("\"hidden\":1"));
        assertTrue(VerdictJson.of(verdict, Audience.STUDENT_AFTER_DUE, LAB.id(), "x")
                .contains("\"clean\""));
    }

    private static Variant roomy() {
        return LAB.variant(VariantSeed.graded(KEY, LAB.id(), "s9", 1));
    }

    @Test
    void aVerdictLinksToItsFirstWrongStep() {
        Verdict verdict = grade(body("predict question=1 answer=pfn:39,splits:7"));
        String json = VerdictJson.of(verdict, Audience.STUDENT, LAB.id(), "sub-1");
        String link = "\"link\":\"/lab/02-split-and-merge?submission=sub-1&part=predict&command=11&question=1\"";
        assertEquals(3, json.split(Pattern.quote(link), -1).length, "the question's, and that of the first wrong step");
        assertTrue(json.contains("\"firstWrong\":{\"part\":\"predict\",\"question\":1,"), json);
        assertFalse(json.contains(VARIANT.seedHex()), "a student does not get the seed");
        assertTrue(VerdictJson.of(verdict, Audience.STAFF, LAB.id(), null).contains(VARIANT.seedHex()));
        assertNull(grade(REFERENCE).firstWrong());
        assertNotNull(verdict.part("reach"));
    }

    @Test
    void gradescopeGetsATestACheckWithItsVisibility() {
        String json = Gradescope.results(grade(REFERENCE), LAB);
        assertTrue(json.contains("\"name\":\"predict: question 1\""), json);
        assertTrue(json.contains("\"visibility\":\"after_due_date\""), json);
        assertTrue(json.contains("\"scenarioHash\":\"" + LAB.scenarioHash()), json);
        assertTrue(json.contains("no total is shown before"), json);
        assertFalse(json.startsWith("{\"score\""), "the sum of the tests is the score");
        String rejected = Gradescope.results(Verdict.rejected("no"), null);
        assertTrue(rejected.startsWith("{\"score\":0,\"output\":\"rejected: no\""), rejected);
    }

    @Test
    void anyBodyGetsAVerdict() {
        List<String> pieces = List.of(
                "part name=reach",
                "part name=predict",
                "branch at=0",
                "branch at=1",
                "branch at=2 of=1",
                "free_pages a",
                "free_pages b",
                "free_pages h",
                "free_pages x",
                "n = alloc_pages order=1",
                "n = alloc_pages order=10",
                "a = alloc_pages order=0",
                "cat /proc/buddyinfo",
                "free_pages pfn=3",
                "predict question=1 answer=pfn:none",
                "predict question=2 answer=splits:1,pfn:4",
                "predict part=reach question=1 answer=pfn:1");
        int graded = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Xorshift random = new Xorshift(23, seed);
            List<String> lines = new ArrayList<>();
            for (int i = random.below(14); i > 0; i--) {
                lines.add(pieces.get(random.below(pieces.size())));
            }
            Verdict verdict = grade(body(lines.toArray(new String[0])));
            assertTrue(verdict.score() <= verdict.max());
            graded += verdict.state() == State.GRADED ? 1 : 0;
        }
        assertTrue(graded > 500, "only " + graded + " were graded");
    }
}
