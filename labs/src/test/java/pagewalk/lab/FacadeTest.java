package pagewalk.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.TextFault;

class FacadeTest {
    private static final byte[] KEY = "another course key for the tests".getBytes(StandardCharsets.UTF_8);
    private static final Lab LAB = LabCatalogue.shippedLab("02-split-and-merge");

    private static Variant graded(String student, int attempt) {
        return LAB.variant(VariantSeed.graded(KEY, LAB.id(), student, attempt));
    }

    @Test
    void studentAttemptAndKeyEachChangeTheSeed() {
        String one = graded("s1", 1).seedHex();
        assertEquals(one, graded("s1", 1).seedHex());
        assertNotEquals(one, graded("s2", 1).seedHex());
        assertNotEquals(one, graded("s1", 2).seedHex());
        byte[] other = "an other course key of this test".getBytes(StandardCharsets.UTF_8);
        assertNotEquals(
                one, LAB.variant(VariantSeed.graded(other, LAB.id(), "s1", 1)).seedHex());
        assertNotEquals(one.substring(0, 32), one.substring(33), "each part has its own seed");
    }

    @Test
    void badSeedsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> VariantSeed.practice("xyz"));
        assertThrows(IllegalArgumentException.class, () -> VariantSeed.practice(""));
        assertThrows(IllegalArgumentException.class, () -> VariantSeed.practice("a".repeat(25)));
        assertThrows(IllegalArgumentException.class, () -> VariantSeed.parse("ab.cd"));
        assertThrows(IllegalArgumentException.class, () -> VariantSeed.graded(new byte[3], "l", "s", 1));
        assertThrows(IllegalArgumentException.class, () -> VariantSeed.graded(KEY, "l", "s", 0));
        VariantSeed onePart = VariantSeed.parse("0".repeat(32));
        assertThrows(IllegalArgumentException.class, () -> LAB.variant(onePart));
    }

    @Test
    void aGradedVariantShowsNoSeedNoHiddenCheckAndOneOpenQuestion() {
        Variant variant = graded("s1", 1);
        String json = VariantJson.forBrowser(variant, Mode.GRADED, Commits.NONE);
        assertFalse(json.contains("\"seed\""));
        for (String seed : variant.seedHex().split("\\.")) {
            assertFalse(json.contains(seed));
        }
        assertFalse(json.contains("refused == 0"), "the hidden check is out");
        assertFalse(json.contains("after-due"));
        assertTrue(json.contains("q1 = alloc_pages"));
        assertFalse(json.contains("q2 = alloc_pages"));
        assertTrue(json.contains("\"total\":3"));
        assertFalse(json.contains("\"truth\""));
        assertTrue(json.contains("\"student\":\"s1\""));
    }

    @Test
    void aCommitShowsItsTruthAndTheNextQuestion() {
        Variant variant = graded("s1", 1);
        Commits commits = Commits.NONE.with("predict", 1, "pfn:1,splits:9").with("predict", 1, "pfn:2,splits:2");
        String json = VariantJson.forBrowser(variant, Mode.GRADED, commits);
        assertTrue(json.contains("\"committed\":\"pfn:1,splits:9\""));
        assertTrue(json.contains("\"truth\":\"pfn:"));
        assertTrue(json.contains("q2 = alloc_pages"));
        assertFalse(json.contains("q3 = alloc_pages"));
    }

    /** A browser finds blocks and splits itself; of what it cannot count it is told beforehand how answers come out. */
    @Test
    void practiceShowsAllQuestionsAndTheSeedButNoTruthItCanFind() {
        Variant variant = LAB.variant(VariantSeed.practice("5eed"));
        String json = VariantJson.forBrowser(variant, Mode.PRACTICE, Commits.NONE);
        assertTrue(json.contains("\"seed\":\"5eed\""));
        assertTrue(json.contains("q3 = alloc_pages"));
        int second = json.indexOf("\"name\":\"reach\"");
        assertFalse(json.substring(0, second).contains("\"truth\""));
        String books = json.substring(json.indexOf("\"name\":\"books\"", second));
        assertEquals(4, books.split("\"truth\"", -1).length - 1, books);
        assertEquals(4, books.split("\"told\":\\{\"truth\":\"pfn:", -1).length - 1, books);
        assertEquals(4, json.split("\"truth\"", -1).length - 1, "only there");
    }

    @Test
    void aRevealTellsTruthReasonAndWhatComesNext() {
        Variant variant = graded("s1", 1);
        String truth =
                variant.commit("predict", 2, "pfn:0,splits:0").answers().truth().text();
        Reveal right = variant.commit("predict", 2, truth);
        assertTrue(right.correct("pfn") && right.correct("splits"));
        assertTrue(right.why().startsWith("The machine took pfn "), right::why);
        String json = RevealJson.of(right);
        assertTrue(json.contains("\"correct\":{\"pfn\":true,\"splits\":true}"), json);
        assertTrue(json.contains("\"next\":{\"question\":{\"id\":3"), json);
        assertFalse(RevealJson.of(variant.commit("predict", 3, truth)).contains("\"next\""));
    }

    @Test
    void aCommitToNothingIsRefusedInWords() {
        Variant variant = graded("s1", 1);
        assertThrows(IllegalArgumentException.class, () -> variant.commit("predict", 4, "pfn:1"));
        assertThrows(IllegalArgumentException.class, () -> variant.commit("predict", 0, "pfn:1"));
        assertThrows(IllegalArgumentException.class, () -> variant.commit("reach", 1, "pfn:1"));
        assertThrows(IllegalArgumentException.class, () -> variant.commit("nobody", 1, "pfn:1"));
        assertThrows(TextFault.class, () -> variant.commit("predict", 1, "pfn=1"));
        assertThrows(TextFault.class, () -> variant.commit("predict", 1, "pfn:1,pfn:2"));
        assertThrows(TextFault.class, () -> variant.commit("predict", 1, "pfn:-3"));
    }

    @Test
    void anEmptyValueIsAnAnswerLeftOut() {
        assertFalse(graded("s1", 1).commit("predict", 1, "pfn:,splits:1").correct("pfn"));
    }
}
