package pagewalk.web.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.command.Command;
import pagewalk.engine.util.Xorshift;
import pagewalk.lab.model.Journal;
import pagewalk.lab.model.JournalLine;

/** Two pages write on from the same lines: nobody's work is lost, and mine keeps its shape. */
final class JournalMergeTest {
    @Test
    void mineBecomesABranchWhereTheOtherWroteOn() {
        List<String> merged =
                merged(List.of("a = alloc_pages order=0"), List.of("free_pages a"), List.of("b = alloc_pages order=1"));
        assertEquals(
                List.of("a = alloc_pages order=0", "free_pages a", "branch at=1 of=1", "b = alloc_pages order=1"),
                merged);
        assertEquals(List.of("a = alloc_pages order=0", "b = alloc_pages order=1"), path(merged, "p"));
    }

    @Test
    void mineStaysOneLineWhereTheOtherWorkedElsewhere() {
        List<String> merged = merged(
                List.of("a = alloc_pages order=0"),
                List.of("part name=q", "x = alloc_pages order=3"),
                List.of("free_pages a"));
        assertEquals(List.of("a = alloc_pages order=0", "free_pages a"), path(merged, "p"));
        assertEquals(List.of("x = alloc_pages order=3"), path(merged, "q"));
    }

    @Test
    void branchesAreRenumberedBehindTheirs() {
        List<String> common = List.of("a = alloc_pages order=0", "b = alloc_pages order=0");
        List<String> theirs = List.of("branch at=1", "free_pages a");
        List<String> mine = List.of("branch at=0", "c = alloc_pages order=2", "branch at=1 of=2", "free_pages c");
        assertEquals(List.of("c = alloc_pages order=2", "free_pages c"), path(merged(common, theirs, mine), "p"));
    }

    /** Whatever the two wrote, my last branch holds the same commands after the merge as before. */
    @Test
    void myLeafIsTheSameAfterEveryMerge() {
        for (int seed = 1; seed <= 400; seed++) {
            Xorshift random = new Xorshift(seed, 77);
            Writer writer = new Writer(random);
            List<String> common = writer.write(random.below(12));
            List<String> theirs = writer.copy().write(1 + random.below(10));
            List<String> mine = writer.copy().write(1 + random.below(10));
            List<String> alone = new ArrayList<>(common);
            alone.addAll(mine);
            List<String> merged = merged(common, theirs, mine);
            for (String part : List.of("p", "q")) {
                if (touched(common, mine, part)) {
                    assertEquals(path(alone, part), path(merged, part), "seed " + seed + " part " + part);
                }
            }
            assertTrue(merged.subList(0, common.size()).equals(common), "seed " + seed);
        }
    }

    private static boolean touched(List<String> common, List<String> mine, String part) {
        String now = "p";
        for (String line : common) {
            now = JournalBody.partAfter(line, now);
        }
        for (String line : mine) {
            now = JournalBody.partAfter(line, now);
            if (now.equals(part) && !line.startsWith("part")) {
                return true;
            }
        }
        return false;
    }

    private static List<String> merged(List<String> common, List<String> theirs, List<String> mine) {
        List<String> all = new ArrayList<>(common);
        all.addAll(theirs);
        all.addAll(JournalMerge.rebase("p", common, theirs, mine));
        return all;
    }

    private static List<String> path(List<String> texts, String part) {
        List<JournalLine> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(JournalLine.parse(text, "p"));
        }
        Journal.PartJournal journal = Journal.of(lines, "p").part(part);
        return journal == null
                ? List.of()
                : journal.path().stream().map(Command::text).toList();
    }

    /** Writes random journals that a page could have written. */
    private static final class Writer {
        private final Xorshift random;
        private final List<List<Integer>> lengths;
        private final int[] current = {1, 1};
        private int part;
        private int names;

        Writer(Xorshift random) {
            this.random = random;
            lengths = List.of(new ArrayList<>(List.of(0)), new ArrayList<>(List.of(0)));
        }

        Writer copy() {
            Writer copy = new Writer(random);
            for (int i = 0; i < 2; i++) {
                copy.lengths.get(i).clear();
                copy.lengths.get(i).addAll(lengths.get(i));
                copy.current[i] = current[i];
            }
            copy.part = part;
            copy.names = names + 1000 * (1 + random.below(1000));
            return copy;
        }

        List<String> write(int count) {
            List<String> out = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int dice = random.below(10);
                List<Integer> own = lengths.get(part);
                if (dice == 0) {
                    part = 1 - part;
                    out.add("part name=" + (part == 0 ? "p" : "q"));
                } else if (dice < 3) {
                    int of = 1 + random.below(own.size());
                    int at = random.below(own.get(of - 1) + 1);
                    out.add("branch at=" + at + " of=" + of);
                    own.add(at);
                    current[part] = own.size();
                } else {
                    out.add("n" + names++ + " = alloc_pages order=0");
                    own.set(current[part] - 1, own.get(current[part] - 1) + 1);
                }
            }
            return out;
        }
    }

    @Test
    void whatStandsOnTheServerAsIWroteItIsMine() {
        List<String> mine = List.of("part name=reach", "a = alloc_pages order=0", "free_pages a");
        assertEquals(3, JournalMerge.shared(mine, mine));
        assertEquals(2, JournalMerge.shared(mine.subList(0, 2), mine));
        assertEquals(3, JournalMerge.shared(append(mine, "b = alloc_pages order=1"), mine));
        assertEquals(0, JournalMerge.shared(List.of("b = alloc_pages order=1"), mine));
    }

    private static List<String> append(List<String> lines, String line) {
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        return all;
    }
}
