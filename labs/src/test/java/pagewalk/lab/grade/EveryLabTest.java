package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.model.SessionFile;

/** Every shipped lab proves itself: over 1,000 seeds the solution scores all of it, doing nothing scores nothing. */
class EveryLabTest {
    private static final int SEEDS = 1000;
    private static final byte[] KEY = "a key for the lab's own proof of".getBytes(StandardCharsets.UTF_8);

    @Test
    void theReferenceScoresEverythingAndTheEmptySessionNothing() {
        List<Lab> labs = LabCatalogue.load(null).labs();
        assertTrue(labs.size() >= 1);
        for (Lab lab : labs) {
            for (int i = 0; i < SEEDS; i++) {
                prove(lab, lab.variant(VariantSeed.graded(KEY, lab.id(), "student-" + i, 1 + i % 3)));
            }
        }
    }

    private static void prove(Lab lab, Variant variant) {
        SessionFile reference = variant.reference();
        Verdict all = Grader.grade(lab, variant, reference, GradeBudget.DEFAULT);
        assertEquals(State.GRADED, all.state(), all::reason);
        assertEquals(all.max(), all.score(), () -> variant.seedHex() + "\n" + all.text(Audience.STAFF));
        assertNull(all.firstWrong());
        assertTrue(all.max() > 0 && all.evidence().seedVerified());
        SessionFile empty = new SessionFile(reference.header(), List.of());
        Verdict none = Grader.grade(lab, variant, empty, GradeBudget.DEFAULT);
        assertEquals(State.GRADED, none.state(), none::reason);
        assertEquals(0, none.score(), variant::seedHex);
        assertNotNull(none.firstWrong());
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
