package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** What is left on the two lists of lab 13 after each call follows from the sentences of its README alone. */
class SecondChanceTest {
    private static final int SEEDS = 100;

    /** The two lists on paper. */
    private static final class Lists {
        int inactive;
        int active;

        /** One call, which wants 32 pages. */
        String call() {
            int freed = 0;
            int priority = 12;
            boolean moved = false;
            for (; freed < 32; priority--) {
                boolean low = inactive < active;
                int looked = inactive >> priority;
                int down = low ? active >> priority : 0;
                freed += looked;
                inactive += down - looked;
                active -= down;
                moved |= low;
            }
            return "priority:" + (priority + 1) + ",freed:" + freed + ",moved:" + (moved ? 1 : 2) + ",inactive:"
                    + inactive + ",active:" + active;
        }
    }

    @Test
    void threeCallsLeaveWhatTheTextSays() {
        Lab lab = LabCatalogue.shippedLab("13-second-chance");
        assertNotNull(lab);
        Set<String> sizes = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice(Integer.toHexString(seed)));
            PartSpec part = variant.part("rounds");
            assertNotNull(part);
            Matcher said = Pattern.compile("(\\d+) pages of files are inactive.*?(\\d+) are active", Pattern.DOTALL)
                    .matcher(part.head().text());
            assertTrue(said.find(), part.head().text());
            Lists lists = new Lists();
            lists.inactive = Integer.parseInt(said.group(1));
            lists.active = Integer.parseInt(said.group(2));
            sizes.add(lists.inactive + "/" + lists.active);
            int calls = 0;
            for (JournalLine line : variant.reference().lines()) {
                if (line instanceof JournalLine.Predict predict
                        && predict.part().equals("rounds")) {
                    assertEquals(lists.call(), predict.answer().text(), sizes + ", call " + ++calls);
                }
            }
            assertEquals(3, calls);
        }
        assertTrue(sizes.size() >= 15, sizes.toString());
    }
}
