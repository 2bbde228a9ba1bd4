package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.ReachProgress;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;

/**
 * Lab 07 asks for the cheapest way to give memory back: here every way to group it into calls is priced on paper, by
 * the README alone, and played. The goal holds after those at the least price, and after no other.
 */
class CheapestFlushTest {
    private static final int SEEDS = 100;
    private static final int BORDER = 33;

    /** Pages from {@code first} to before {@code end}. */
    private record Stretch(long first, long end) {
        String call() {
            return "munmap pid=p addr=0x" + Long.toHexString(first << 12) + " len=" + 4 * (end - first) + "K";
        }
    }

    private static int price(List<Stretch> calls, int hot) {
        boolean everything = calls.stream().anyMatch(call -> call.end - call.first > BORDER);
        return calls.size() + (everything ? hot : 0);
    }

    /** Each place between two pieces may part two calls or not. */
    private static List<List<Stretch>> groupings(List<Stretch> pieces) {
        List<List<Stretch>> all = new ArrayList<>();
        for (int cuts = 0; cuts < 1 << pieces.size() - 1; cuts++) {
            List<Stretch> calls = new ArrayList<>();
            long first = pieces.get(0).first;
            for (int i = 0; i < pieces.size(); i++) {
                if (i == pieces.size() - 1 || (cuts >>> i & 1) != 0) {
                    calls.add(new Stretch(first, pieces.get(i).end));
                    first = i == pieces.size() - 1 ? 0 : pieces.get(i + 1).first;
                }
            }
            all.add(calls);
        }
        return all;
    }

    /** The fewest calls that all stay within the border, wherever they begin and end. */
    private static int fewestWithinBorder(List<Stretch> pieces) {
        int calls = 0;
        long until = 0;
        for (Stretch piece : pieces) {
            for (long page = piece.first; page < piece.end; page++) {
                if (page >= until) {
                    calls++;
                    until = page + BORDER;
                }
            }
        }
        return calls;
    }

    private static List<String> found(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1) + " " + matcher.group(2));
        }
        return found;
    }

    private static Stretch stretch(String found) {
        String[] words = found.split(" ");
        long first = Long.decode(words[1]) >>> 12;
        return new Stretch(first, first + Long.parseLong(words[0]));
    }

    private static void onlyTheCheapestReachTheGoal(String part, Set<Integer> costs) {
        Lab lab = LabCatalogue.load(null).lab("07-who-flushed-my-tlb");
        assertNotNull(lab);
        Set<Integer> seen = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("c" + Integer.toHexString(seed)));
            PartSpec spec = variant.part(part);
            assertNotNull(spec);
            String text = spec.head().text().replaceAll("\\s+", " ");
            List<Stretch> pieces = found(text, "(\\d+) (?:pages )?(?:at|from) (0x[0-9a-f]+)").stream()
                    .map(CheapestFlushTest::stretch)
                    .toList();
            assertEquals(part.equals("spare") ? 4 : 1, pieces.size(), text);
            pieces = part.equals("spare") ? pieces : parted(pieces.get(0));
            int hot = Integer.parseInt(text.replaceFirst(".* the hot pages cost (\\d+) more.*", "$1"));
            int least = groupings(pieces).stream()
                    .mapToInt(calls -> price(calls, hot))
                    .min()
                    .orElseThrow();
            assertEquals(Math.min(1 + hot, fewestWithinBorder(pieces)), least, text);
            seen.add(least);
            List<Boolean> kinds = new ArrayList<>();
            for (List<Stretch> calls : groupings(pieces)) {
                boolean cheapest = price(calls, hot) == least;
                assertEquals(cheapest, reaches(variant, spec, calls), text + calls);
                kinds.add(cheapest);
            }
            assertTrue(kinds.contains(true) && kinds.contains(false), text);
        }
        assertEquals(costs, seen);
    }

    /** Some pages in pieces of 33, and what is left. */
    private static List<Stretch> parted(Stretch whole) {
        List<Stretch> pieces = new ArrayList<>();
        for (long first = whole.first; first < whole.end; first += BORDER) {
            pieces.add(new Stretch(first, Math.min(first + BORDER, whole.end)));
        }
        return pieces;
    }

    private static boolean reaches(Variant variant, PartSpec spec, List<Stretch> calls) {
        PartRun run = PartRun.begin(spec.setup());
        PartVariant graded = variant.graded().stream()
                .filter(one -> one.spec().name().equals(spec.name()))
                .findFirst()
                .orElseThrow();
        ReachProgress progress = new ReachProgress(graded.milestones(), new RunScope(run));
        for (Stretch call : calls) {
            run.apply(PartRun.command(call.call(), 1));
            progress.look();
        }
        return progress.done();
    }

    @Test
    void fourStretchesAmongHotPages() {
        onlyTheCheapestReachTheGoal("spare", Set.of(2, 3));
    }

    @Test
    void manyPagesAndAFewHotOnes() {
        onlyTheCheapestReachTheGoal("let-go", Set.of(2, 3));
    }
}
