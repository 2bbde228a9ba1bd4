package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Reveal;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantJson;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;

/** Tables that a student fills in by hand, against the same tables worked out the slow way. */
class TablesTest {
    private static final String YAML = """
            lab: 92-tables
            title: Tables
            parts:
              - name: hand
                kind: table
                title: By hand
                text: Fill it in.
                draws:
                  s: {shuffle: [1, 2, 3, 4]}
                string: "1,2,3,1,4,5,2"
                tables:
                  lru: {policy: lru, frames: 3, weight: 2, text: LRU., misled: {mix: fifo}}
                  opt: {policy: opt, frames: 3, weight: 1, text: OPT.}
                misconceptions:
                  - {name: mix, idea: LRU were FIFO}
                reject-unless: [lru.misses >= opt.misses, "apart(lru, opt) >= 1"]
                difficulty: {measure: lru.misses, from: 6, to: 6}
            """;
    private static final String REFERENCE = """
            try a = trace lru 3
            predict question=1 answer={a.steps}
            try b = trace opt 3
            predict question=2 answer={b.steps}
            """;

    private static LabFiles files(String yaml) {
        return new LabFiles("92-tables", "x", yaml, "", REFERENCE);
    }

    private static final Lab LAB = Lab.of(files(YAML));
    private static final Variant VARIANT = LAB.variant(VariantSeed.practice("5"));

    private static Verdict grade(String answer) {
        List<JournalLine> body = new ArrayList<>();
        body.add(JournalLine.parse("predict question=1 answer=" + answer, "hand"));
        SessionFile file = new SessionFile(VARIANT.reference().header(), body);
        return Grader.grade(LAB, VARIANT, file, GradeBudget.DEFAULT);
    }

    @Test
    void theReferenceScoresEveryStep() {
        Verdict verdict = Grader.grade(LAB, VARIANT, VARIANT.reference(), GradeBudget.DEFAULT);
        assertEquals(7 * 2 + 7, verdict.max());
        assertEquals(verdict.max(), verdict.score());
        assertEquals("all 7 are right", verdict.part("hand").checks().get(0).message());
    }

    @Test
    void theFirstWrongStepIsToldWithWhatWasInMemoryAndItsRule() {
        // 1 2 3 fill the frames, 1 hits, 4 drives out 2; the answer says 1. Then 5 drives out 3, and 2 drives out 1.
        Verdict verdict = grade("s1:2,s2:2,s3:2,s4:1,s5:3,s6:5,s7:3");
        CheckVerdict check = verdict.part("hand").checks().get(0);
        assertEquals(12, check.score(), check::message);
        assertEquals("you said s5 miss, page 1 goes, it is miss, page 2 goes", check.message());
        assertTrue(
                verdict.firstWrong()
                        .sentence()
                        .contains(
                                "Step 5 asks for page 4; in memory was page 1 (last used at step 4), page 2 (last used"
                                        + " at step 2), page 3 (last used at step 3)."),
                () -> verdict.firstWrong().sentence());
        assertEquals("policy.lru", verdict.firstWrong().step().rule().id());
    }

    @Test
    void aStepThatNeedsNoRoomIsDecidedByTheEmptyFrame() {
        Verdict verdict = grade("s1:1,s2:2,s3:2,s4:1,s5:4,s6:5,s7:3");
        assertEquals("policy.empty-frame", verdict.firstWrong().step().rule().id());
        assertTrue(verdict.firstWrong().sentence().contains("in memory was nothing"));
    }

    @Test
    void aTableOfAnotherPolicyIsKnownByItsIdea() {
        SessionFile wrong = VARIANT.wrongSessions().get(0).session();
        Verdict verdict = Grader.grade(LAB, VARIANT, wrong, GradeBudget.DEFAULT);
        assertTrue(verdict.firstWrong().sentence().endsWith("Your answer would be right if LRU were FIFO."));
        Reveal reveal = VARIANT.commit("hand", 1, "s1:2,s2:2,s3:2,s4:1,s5:3,s6:4,s7:2");
        assertEquals(
                "s1:2,s2:2,s3:2,s4:1,s5:4,s6:5,s7:3", reveal.answers().truth().text());
        assertTrue(reveal.why().contains("LRU replaces the page whose last reference is longest ago."), reveal::why);
    }

    @Test
    void aTieOfTheOptimumIsDecidedByItsOwnRule() {
        // At step 6 of OPT pages 1, 4 and 2 are in memory, and neither 1 nor 4 comes again.
        Reveal reveal = VARIANT.commit("hand", 2, "s1:2,s2:2,s3:2,s4:1,s5:5,s6:6,s7:1");
        assertTrue(reveal.why().contains("page 1 (never used again)"), reveal::why);
        assertTrue(reveal.why().contains("whose last reference is longest ago"), reveal::why);
    }

    @Test
    void aBrowserGetsTheStringAndTheQuestionsButNoMachineAndNoAnswer() {
        String json = VariantJson.forBrowser(VARIANT, Mode.GRADED, Commits.NONE);
        assertTrue(json.contains("\"kind\":\"table\""), json);
        assertTrue(json.contains("\"pages\":[1,2,3,1,4,5,2]"), json);
        assertTrue(json.contains("\"trials\":[{\"name\":\"lru\",\"policy\":\"lru\",\"frames\":3}"), json);
        assertTrue(
                json.contains("{\"key\":\"s4\",\"label\":\"Step 4: page 1\",\"weight\":2,\"form\":\"choice\""), json);
        assertTrue(json.contains("\"choices\":[\"hit\",\"miss, free frame\",\"miss, page 1 goes\""), json);
        for (String kept : List.of("config", "last used", "policy.", "fifo", "truth", "\"why\"")) {
            assertFalse(json.contains(kept), kept + " is in " + json);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3,1,4,5,2                       | 1,2,x         | option -a is a list of page numbers",
                "1,2,3,1,4,5,2                       | 1             | 2 to 16 are allowed",
                "1,2,3,1,4,5,2                       | -s 3 -n 17    | has 17 references",
                "1,2,3,1,4,5,2                       | -s 3 -n 9 -q  | option",
                "1,2,3,1,4,5,2                       | 1,2,64        | pages are 0 to 63",
                "policy: opt                         | policy: arc   | a table is of FIFO, LRU",
                "policy: opt                         | policy: opus  | there is no policy 'opus'",
                "mix: fifo                           | mix: optimum  | there is no policy 'optimum'",
                "frames: 3, weight: 1                | frames: 0, weight: 1 | allowed are 1 to 64",
            })
    void aTableThatCannotBeMadeIsRefusedWithItsLine(String from, String to, String reason) {
        LabFault fault = assertThrows(LabFault.class, () -> Lab.of(files(YAML.replace(from, to))));
        assertTrue(fault.getMessage().contains(reason), fault::getMessage);
        assertTrue(fault.getMessage().contains("lab.yaml, line "), fault::getMessage);
    }

    /** The shipped lab's tables, over 1,000 seeds, by lists and loops of this test's own. */
    @Test
    void everyTableOfTheShippedLabIsWhatAStudentFindsOnPaper() {
        Lab lab = LabCatalogue.load(null).lab("12-beat-belady");
        int tables = 0;
        Set<Integer> frames = new HashSet<>();
        for (int seed = 1; seed <= 1000; seed++) {
            Variant variant = lab.variant(VariantSeed.practice(Integer.toHexString(seed)));
            for (PartSpec part : variant.parts()) {
                if (part instanceof PartSpec.Table table) {
                    String said = part.asked().getLast().text();
                    assertTrue(!said.startsWith("OPT") || said.contains("never used again goes the one"), said);
                    frames.add(table.trials().getFirst().frames());
                    for (int i = 0; i < table.trials().size(); i++) {
                        Answer truth = variant.commit(part.name(), i + 1, "s1:1")
                                .answers()
                                .truth();
                        String paper =
                                PaperTable.of(table.pages(), table.trials().get(i));
                        assertEquals(
                                paper,
                                truth.text(),
                                "seed " + seed + ", " + table.trials().get(i));
                        tables++;
                    }
                }
            }
        }
        assertEquals(5000, tables);
        assertEquals(Set.of(3, 4), frames);
    }
}
