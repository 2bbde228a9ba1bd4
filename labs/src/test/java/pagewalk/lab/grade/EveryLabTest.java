package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFaults;
import pagewalk.lab.model.SessionFile;

/** Every shipped lab proves itself: its solution, the empty session and its misconceptions, over 1,000 seeds. */
class EveryLabTest {
    private static final int SEEDS = 1000;
    private static final byte[] KEY = "a key for the lab's own proof of".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @MethodSource("labs")
    void holdsOverAThousandSeeds(Lab lab) {
        LabProof proof =
                LabProof.of(lab, SEEDS, i -> lab.variant(VariantSeed.graded(KEY, lab.id(), "student-" + i, 1 + i % 3)));
        assertEquals(List.of(), proof.problems());
        for (String part : lab.partNames()) {
            assertEquals(new LabProof.Spread(100, 100, 100, SEEDS), spread(proof, part, "reference"));
            assertEquals(new LabProof.Spread(0, 0, 0, SEEDS), spread(proof, part, "empty"));
        }
        long wrong = proof.rows().stream()
                .filter(row -> !List.of("reference", "empty", "difficulty").contains(row.what()))
                .filter(row -> row.spread().mean() > 0 && row.spread().mean() < 100)
                .count();
        assertTrue(wrong >= 2, lab.id() + " has " + wrong + " misconceptions strictly in between");
    }

    /** Whoever loads a shipped lab relies on it. */
    @ParameterizedTest
    @MethodSource("labs")
    void itsFilesHaveNoFault(Lab lab) {
        assertEquals(List.of(), LabFaults.of(lab.files()));
    }

    static List<Lab> labs() {
        return LabCatalogue.load(null).labs();
    }

    private static LabProof.Spread spread(LabProof proof, String part, String what) {
        return proof.rows().stream()
                .filter(row -> row.part().equals(part) && row.what().equals(what))
                .findFirst()
                .orElseThrow()
                .spread();
    }

    /** Nobody can hand in what somebody else worked out: most variants of a lab are different. */
    @ParameterizedTest
    @MethodSource("labs")
    void studentsGetDifferentNumbers(Lab lab) {
        Set<String> variants = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Variant variant = lab.variant(VariantSeed.graded(KEY, lab.id(), "student-" + i, 1));
            StringBuilder draws = new StringBuilder();
            lab.partNames().forEach(part -> draws.append(variant.drawsOf(part)).append('|'));
            variants.add(draws.toString());
        }
        assertTrue(variants.size() >= 95, lab.id() + " has only " + variants.size() + " of 100");
    }

    @Test
    void aSessionTextGivesTheSameVerdictAsTheSessionItself() {
        for (Lab lab : LabCatalogue.load(null).labs()) {
            Variant variant = lab.variant(VariantSeed.practice("abcdef"));
            String text = variant.reference().text();
            SessionFile read = ((SessionFile.Parsed.Ok) SessionFile.parse(text)).file();
            assertEquals(
                    Grader.grade(lab, variant, variant.reference(), GradeBudget.DEFAULT),
                    Grader.grade(lab, variant, read, GradeBudget.DEFAULT));
        }
    }
}
