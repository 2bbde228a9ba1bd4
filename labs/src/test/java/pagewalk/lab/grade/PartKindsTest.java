package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantJson;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;

/** One lab with a part of each kind: what scores, what is told, and what stays behind. */
class PartKindsTest {
    private static final String YAML = """
            lab: 91-kinds
            title: Every kind
            parts:
              - name: ask
                kind: predict
                title: Ask
                text: Value, choice and place.
                machine: {preset: textbook, frames: "{n}"}
                draws:
                  n: {pick: [32, 64]}
                  order: {pick: [1, 2]}
                questions:
                  - command: q = alloc_pages order={order}
                    fields:
                      - {key: left, label: Free pages, weight: 2, value: free_pages, misled: {all: "{n}"}}
                      - key: served
                        label: Is it served?
                        weight: 1
                        rule: buddy.hand-out
                        choices:
                          "yes": not said(it, "refused")
                          "no": said(it, "refused")
                      - {key: place, label: Point at the block, weight: 3, point: it.pfn, pages: "{order} * 2"}
                misconceptions:
                  - {name: all, idea: taking a block cost nothing}
              - name: make
                kind: build
                title: Make
                text: Miss twice.
                draws:
                  page: {pick: [1, 2, 3]}
                input: {pages: 3, from: 2, to: 4}
                trials:
                  small: {policy: fifo, frames: 1}
                properties:
                  - {name: twice, expr: small.misses >= 2, points: 4, message: It misses twice.}
                  - {name: first, expr: "first == {page}", points: 3, visibility: never, message: Secret start.}
                misconceptions:
                  - {name: same, idea: one page were enough, lines: ["input pages={page},{page}"]}
              - name: turn
                kind: tune
                title: Turn
                text: Refuse little.
                machine: {preset: linux, frames: 8192, watermarks: "on", percpu: "off", migratetypes: "off"}
                draws:
                  size: {pick: [10]}
                knobs:
                  vm.min_free_kbytes: {from: 128, to: 20000}
                start:
                  - sysctl vm.min_free_kbytes=16000
                workload:
                  - a = alloc_pages order={size} gfp=KERNEL
                  - b = alloc_pages order={size} gfp=KERNEL
                  - c = alloc_pages order={size} gfp=KERNEL
                  - d = alloc_pages order={size} gfp=KERNEL
                  - e = alloc_pages order={size} gfp=KERNEL
                  - f = alloc_pages order={size} gfp=KERNEL
                measure: refused
                measure-text: Requests refused
                target: baseline - 2
                points: 4
                hidden: {seeds: 3, points: 6, visibility: after-due}
              - name: why
                kind: diagnose
                title: Why
                text: Read the file.
                machine: {preset: textbook, frames: "{n}"}
                draws:
                  n: {pick: [16, 32]}
                  culprit: {pick: [2, 3]}
                start:
                  - secret = alloc_pages order={culprit}
                files: [/proc/buddyinfo]
                questions:
                  - text: Which order was taken?
                    fields:
                      - {key: taken, label: Order, weight: 5, value: "{culprit}"}
            """;
    private static final String REFERENCE = """
            try q = alloc_pages order={order}
            let left = free_pages
            predict question=1 answer=left:{left},served:1,place:{q.pfn}
            q = alloc_pages order={order}
            part name=make
            input pages={page},1,2,3
            part name=turn
            try wasteful = sysctl vm.min_free_kbytes=20000; sysctl vm.min_free_kbytes=18000
            let wasteful = refused
            try thrifty = sysctl vm.min_free_kbytes=1024
            let thrifty = refused
            choose kbytes = 1024 when {thrifty} < {wasteful} | 18000
            sysctl vm.min_free_kbytes={kbytes}
            part name=why
            predict question=1 answer=taken:{culprit}
            """;
    private static final Lab LAB = Lab.of(new LabFiles("91-kinds", "x", YAML, "", REFERENCE));
    private static final Variant VARIANT = LAB.variant(VariantSeed.practice("5"));

    private static Verdict grade(String... lines) {
        List<JournalLine> body = new ArrayList<>();
        String part = "ask";
        for (String text : lines) {
            JournalLine line = JournalLine.parse(text, part);
            part = line instanceof JournalLine.Part named ? named.name() : part;
            body.add(line);
        }
        SessionFile file = new SessionFile(VARIANT.reference().header(), body);
        return Grader.grade(LAB, VARIANT, file, GradeBudget.DEFAULT);
    }

    private static CheckVerdict check(Verdict verdict, String part, int i) {
        return verdict.part(part).checks().get(i);
    }

    @Test
    void theReferenceScoresEverythingInEveryKind() {
        Verdict verdict = Grader.grade(LAB, VARIANT, VARIANT.reference(), GradeBudget.DEFAULT);
        assertEquals(6 + 7 + 10 + 5, verdict.max());
        assertEquals(verdict.max(), verdict.score(), verdict.text(Audience.STAFF));
        assertEquals(verdict.max() - 3 - 6, verdict.max(Audience.STUDENT), "hidden points are not in a student's sum");
    }

    @Test
    void anyPageOfThePlaceIsRight() {
        CheckVerdict inside = check(grade("predict question=1 answer=place:1"), "ask", 0);
        assertEquals(3, inside.score(), inside::message);
        CheckVerdict beyond = check(grade("predict question=1 answer=place:9"), "ask", 0);
        assertEquals(0, beyond.score(), beyond::message);
    }

    @Test
    void aChoiceIsToldInItsWordsAndWithItsRule() {
        Verdict verdict = grade("predict question=1 answer=served:2");
        CheckVerdict check = check(verdict, "ask", 0);
        assertTrue(check.message().contains("you said served no, it is yes"), check::message);
        assertEquals("buddy.hand-out", check.fields().get(1).rule().id());
        assertTrue(
                VerdictJson.of(verdict, Audience.STUDENT, "91-kinds", null).contains("\"fields\":[{\"key\":\"left\""));
    }

    @Test
    void aBelievedAnswerOfALabsOwnMisconceptionIsNamed() {
        SessionFile wrong = VARIANT.wrongSessions().get(0).session();
        Verdict verdict = Grader.grade(LAB, VARIANT, wrong, GradeBudget.DEFAULT);
        assertEquals(4, verdict.part("ask").score(Audience.STAFF));
        assertTrue(verdict.firstWrong().sentence().contains("if taking a block cost nothing"));
    }

    @Test
    void anInputThatIsNotWhatWasAskedForScoresNothingAndSaysWhy() {
        assertTrue(check(grade("part name=make", "input pages=1"), "make", 0)
                .message()
                .contains("2 to 4 are asked"));
        assertTrue(check(grade("part name=make", "input pages=1,9"), "make", 0)
                .message()
                .contains("pages 1 to 3"));
        CheckVerdict once = check(grade("part name=make", "input pages=1,1"), "make", 0);
        assertEquals(0, once.score());
        assertTrue(once.message().contains("small.misses is 1"), once::message);
    }

    @Test
    void settingsScoreInProportionAndEndAtTheFirstCommandThatIsNone() {
        Verdict half = grade("part name=turn", "sysctl vm.min_free_kbytes=16000");
        assertEquals(0, half.part("turn").score(Audience.STAFF));
        Verdict stopped = grade("part name=turn", "alloc_pages order=0", "sysctl vm.min_free_kbytes=1024");
        assertEquals(0, stopped.part("turn").score(Audience.STAFF));
        Verdict alone = grade("part name=turn", "sysctl vm.swappiness=1");
        assertTrue(alone.part("turn").checks().get(0).message().contains("the target is"));
    }

    @Test
    void aBrowserGetsNeitherHiddenChecksNorAnswersNorTheStartOfADiagnosis() {
        for (Mode mode : Mode.values()) {
            String json = VariantJson.forBrowser(VARIANT, mode, Commits.NONE);
            for (String kept :
                    List.of("Secret start", "first ==", "misled", "sought", "free_pages", "it.pfn", "secret =")) {
                assertFalse(json.contains(kept), kept + " is in " + json);
            }
            assertTrue(json.contains("\"form\":\"choice\",\"choices\":[\"yes\",\"no\"]"), json);
            assertTrue(json.contains("\"form\":\"point\""), json);
            assertTrue(json.contains("\"expr\":\"small.misses >= 2\""), json);
            assertFalse(json.contains("\"visibility\""), json);
            assertTrue(json.contains("\"files\":[{\"path\":\"/proc/buddyinfo\",\"text\":\"Node 0"), json);
        }
    }

    @Test
    void hiddenSeedsAreNeitherTheStudentsNorEachOthers() {
        assertEquals(3, VARIANT.graded().get(2).tuneScore().hidden().size());
    }

    @Test
    void aHiddenWorkloadIsHeldToTheSameConditionsAndTheSolutionSolvesIt() {
        String uneven = YAML.replace("size: {pick: [10]}", "size: {pick: [10, 0]}")
                .replace("    measure: refused", "    reject-unless: ['{size} == 10']\n    measure: refused");
        Lab lab = Lab.of(new LabFiles("91-kinds", "x", uneven, "", REFERENCE));
        for (int i = 0; i < 8; i++) {
            Variant variant = lab.variant(VariantSeed.practice("b" + i));
            for (PartVariant hidden : variant.graded().get(2).tuneScore().hidden()) {
                String first = ((PartSpec.Tune) hidden.spec()).workload().get(0);
                assertEquals("a = alloc_pages order=10 gfp=KERNEL", first);
            }
            Verdict verdict = Grader.grade(lab, variant, variant.reference(), GradeBudget.DEFAULT);
            assertEquals(6, verdict.part("turn").checks().get(1).score());
        }
    }

    @Test
    void theProofFindsNothingWrong() {
        LabProof proof = LabProof.of(LAB, 20, i -> LAB.variant(VariantSeed.practice("a" + i)));
        assertEquals(List.of(), proof.problems());
    }
}
