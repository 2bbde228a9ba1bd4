package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;

/** Every kind of check, on a lab small enough to follow by hand: 16 frames, a of order 1, then hold two more. */
class ChecksTest {
    private static final String LAB = """
            lab: 90-checks
            title: Checks
            parts:
              - name: only
                kind: reach
                title: Hold two
                text: Hold b and c.
                machine: {preset: textbook, frames: "16"}
                start:
                  - a = alloc_pages order=1
                goal: held(b) and held(c)
                goal-text: b and c are held.
                goal-points: 2
                max-commands: "5"
                checks:
                  - {name: end, when: at-end, expr: c.order == 0, points: 3, message: c is a page.}
                  - {name: always, when: always, expr: held(a), points: 5, message: a stays.}
                  - {name: never, when: never, expr: free_pages < 8, points: 7, message: Half stays free.}
                  - {name: few, when: count, expr: splits >= 1, at-least: 1, at-most: 2, points: 11, message: Late.}
            """;

    private static final Lab CHECKS =
            Lab.of(new LabFiles("90-checks", "x", LAB, "", "b = alloc_pages order=1\nc = alloc_pages order=0\n"));
    private static final Variant VARIANT = CHECKS.variant(VariantSeed.practice("1"));

    private static Verdict grade(String... commands) {
        List<JournalLine> lines = new ArrayList<>();
        for (String command : commands) {
            lines.add(JournalLine.parse(command, "only"));
        }
        SessionFile file = new SessionFile(VARIANT.reference().header(), lines);
        return Grader.grade(CHECKS, VARIANT, file, GradeBudget.DEFAULT);
    }

    private static CheckVerdict check(Verdict verdict, String name) {
        return verdict.part("only").checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allHoldForTheReference() {
        Verdict verdict = Grader.grade(CHECKS, VARIANT, VARIANT.reference(), GradeBudget.DEFAULT);
        assertEquals(28, verdict.max());
        assertEquals(28, verdict.score(), verdict.text(Audience.STAFF));
    }

    @Test
    void nothingScoresBeforeTheGoalIsReached() {
        Verdict verdict = grade("b = alloc_pages order=1");
        assertEquals(0, verdict.score());
        assertTrue(check(verdict, "always").message().endsWith("It counts once the goal is reached."));
    }

    @Test
    void atEndLooksAtTheLastStateOnly() {
        Verdict verdict = grade("b = alloc_pages order=1", "c = alloc_pages order=1");
        assertEquals(0, check(verdict, "end").score());
        assertEquals(5, check(verdict, "always").score());
    }

    @Test
    void alwaysBreaksAtTheFirstCommandAfterWhichItDoesNotHold() {
        Verdict verdict = grade("b = alloc_pages order=1", "free_pages a", "c = alloc_pages order=0");
        CheckVerdict always = check(verdict, "always");
        assertEquals(0, always.score());
        assertEquals(2, always.step().own());
        assertEquals(3, always.step().command(), "one command of the start, two of the student");
        assertTrue(always.message().contains("Not so after your command 2."), always::message);
        assertEquals(2, verdict.firstWrong().step().own());
    }

    @Test
    void neverBreaksWhereItHolds() {
        Verdict verdict = grade("b = alloc_pages order=3", "c = alloc_pages order=0");
        assertEquals(0, check(verdict, "never").score());
        assertEquals(1, check(verdict, "never").step().own());
    }

    @Test
    void countCountsTheCommandsAfterWhichItHolds() {
        assertEquals(
                11,
                check(grade("b = alloc_pages order=1", "c = alloc_pages order=0"), "few")
                        .score());
        Verdict often = grade(
                "x = alloc_pages order=0",
                "y = alloc_pages order=0",
                "b = alloc_pages order=0",
                "c = alloc_pages order=0");
        assertEquals(0, check(often, "few").score());
        assertEquals(2, check(often, "goal").score());
    }

    @Test
    void whatComesAfterTheGoalIsNotLookedAt() {
        Verdict verdict = grade("b = alloc_pages order=1", "c = alloc_pages order=0", "free_pages a", "free_pages b");
        assertEquals(28, verdict.score(), verdict.text(Audience.STAFF));
    }

    @Test
    void commandsBeyondTheLimitDoNotCount() {
        String again = "free_pages nobody";
        Verdict verdict = grade(
                again,
                again,
                again,
                again,
                "b = alloc_pages order=1",
                "c = alloc_pages order=0",
                "cat /proc/buddyinfo");
        assertEquals(0, verdict.score());
        assertTrue(check(verdict, "goal").message().contains("Only the first 5 of your 7 commands count."));
        assertEquals(4, verdict.firstWrong().step().own(), "with one command left, two blocks cannot be held");
    }
}
