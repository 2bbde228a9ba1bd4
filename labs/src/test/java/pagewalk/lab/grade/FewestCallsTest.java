package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.PartSpec;

/**
 * The operation of lab 09 takes its three calls: no two reach a goal, whatever they are. The search knows pages and
 * their rights only; a list of VMAs that is the goal's has the goal's pages, so what it does not find is not there.
 */
class FewestCallsTest {
    private static final int SEEDS = 150;
    private static final int PAGES = 15;
    private static final List<String> RIGHTS = List.of("", "---p", "r--p", "rw-p");
    private static final int READ = 2;
    private static final int READ_WRITE = 3;

    /** The rights of fifteen pages; 0 where nothing is mapped. */
    private record Pages(int[] rights) {
        /** munmap, or mmap with these rights. */
        Pages put(int from, int to, int right) {
            int[] after = rights.clone();
            Arrays.fill(after, from, to, right);
            return new Pages(after);
        }

        /** mprotect, which stops at a hole. */
        Pages protect(int from, int to, int right) {
            int[] after = rights.clone();
            for (int page = from; page < to && after[page] != 0; page++) {
                after[page] = right;
            }
            return new Pages(after);
        }

        /** Every state that one call leads to. */
        void forEachCall(Consumer<Pages> seen) {
            for (int from = 0; from < PAGES; from++) {
                for (int to = from + 1; to <= PAGES; to++) {
                    for (int right = 0; right < RIGHTS.size(); right++) {
                        seen.accept(put(from, to, right));
                        seen.accept(protect(from, to, Math.max(right, 1)));
                    }
                }
            }
        }

        boolean reaches(Pages goal, int calls) {
            if (calls == 0) {
                return Arrays.equals(rights, goal.rights);
            }
            boolean[] found = {false};
            forEachCall(next -> found[0] |= next.reaches(goal, calls - 1));
            return found[0];
        }
    }

    private static Pages begun(PartSpec part) {
        Pages pages = new Pages(new int[PAGES]);
        for (String line : part.setup().start()) {
            PaperCall call = PaperCall.of(line);
            if (!call.verb().equals("spawn")) {
                boolean maps = call.verb().equals("mmap");
                pages = pages.put(call.page() & 15, (call.end() - 1 & 15) + 1, maps ? READ_WRITE : 0);
            }
        }
        return pages;
    }

    private static Pages goal(PartSpec.Reach part) {
        Pages pages = new Pages(new int[PAGES]);
        String text = part.goalText();
        for (String piece :
                text.substring(text.indexOf(": ") + 2).replace(".", "").split("; ")) {
            String[] words = piece.split("[- ]", 3);
            int from = Integer.parseInt(words[0].substring(words[0].length() - 4), 16) >> 12;
            int to = Integer.parseInt(words[1].substring(words[1].length() - 4), 16) >> 12;
            pages = pages.put(from, to, RIGHTS.indexOf(words[2]));
        }
        return pages;
    }

    @Test
    void noGoalIsReachedByTwoCalls() {
        Lab lab = LabCatalogue.load(null).lab("09-vma-surgeon");
        Set<List<Integer>> tasks = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            PartSpec.Reach part = (PartSpec.Reach)
                    lab.variant(VariantSeed.practice(Integer.toHexString(seed))).part("operate");
            Pages begun = begun(part);
            Pages goal = goal(part);
            List<Integer> task = new ArrayList<>();
            Arrays.stream(begun.rights).forEach(task::add);
            Arrays.stream(goal.rights).forEach(task::add);
            if (tasks.add(task)) {
                assertFalse(begun.reaches(goal, 2), part.goalText());
            }
        }
        assertTrue(tasks.size() >= 20, "only " + tasks.size() + " different goals");
    }

    /** The search itself finds what is there. */
    @Test
    void theSearchFindsTwoCalls() {
        Pages begun = new Pages(new int[PAGES]).put(0, PAGES, READ_WRITE);
        Pages after = begun.put(3, 9, 0).protect(1, 12, READ);
        assertArrayEquals(new int[] {3, 2, 2, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3, 3}, after.rights);
        assertTrue(begun.reaches(after, 2));
        assertFalse(begun.reaches(after, 1));
    }
}
