package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.SessionFile;

/** A hint is found by carrying the session out otherwise, and what it says is true. */
class CounterfactualTest {
    private static final Lab LAB = LabCatalogue.shippedLab("02-split-and-merge");
    private static final String HINT = "Had you issued ";

    /** The reference with its first free replaced by one of the block that must stay. */
    private static List<String> freedWrongly(Variant variant) {
        List<String> path = new ArrayList<>();
        variant.reference().journal("predict").part("reach").path().forEach(command -> path.add(command.text()));
        String text = variant.part("reach").head().text();
        int from = text.indexOf("Block ") + "Block ".length();
        path.set(0, "free_pages " + text.substring(from, text.indexOf(' ', from)));
        return path;
    }

    private static Verdict grade(Lab lab, Variant variant, List<String> path) {
        List<JournalLine> lines = new ArrayList<>();
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict) {
                lines.add(line);
            }
        }
        lines.add(new JournalLine.Part("reach"));
        path.forEach(command -> lines.add(new JournalLine.Issue(PartRun.command(command, 1))));
        return Grader.grade(lab, variant, new SessionFile(variant.reference().header(), lines), GradeBudget.DEFAULT);
    }

    @Test
    void whatTheHintSaysWouldHaveReachedTheGoal() {
        for (int i = 0; i < 60; i++) {
            Variant variant = LAB.variant(VariantSeed.practice("c" + i));
            List<String> path = freedWrongly(variant);
            String told = grade(LAB, variant, path).firstWrong().sentence();
            assertTrue(told.contains(HINT), told);
            int from = told.indexOf(HINT) + HINT.length();
            String better = told.substring(from, told.indexOf(" there instead", from));
            path.set(0, better);
            Verdict verdict = grade(LAB, variant, path);
            assertEquals(verdict.max(), verdict.score(), told);
        }
    }

    @Test
    void aLabThatDoesNotWantHintsGivesNone() {
        LabFiles files = LabFiles.shipped("02-split-and-merge");
        Lab silent = Lab.of(new LabFiles(
                files.id(), "x", files.yaml().replace("hints: \"on\"", "hints: \"off\""), "", files.reference()));
        assertEquals(LAB.scenarioHash(), silent.scenarioHash(), "hints score nothing");
        Variant variant = silent.variant(VariantSeed.practice("c1"));
        Verdict verdict = grade(silent, variant, freedWrongly(variant));
        assertFalse(verdict.firstWrong().sentence().contains(HINT));
    }
}
