package pagewalk.engine.oom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.rule.Rule;

/** Points, scores and the choice, on processes that are no more than their numbers. */
final class VictimSearchTest {
    private static final int TOTAL = 37_504;

    private final List<Rule> rules = new ArrayList<>();

    /** Rows of pages, oom_score_adj and 1 for one in swapoff; pids count from 1. */
    private int find(int[]... rows) {
        rules.clear();
        Candidates tasks = new Candidates() {
            @Override
            public int after(int pid) {
                return pid < rows.length ? pid + 1 : 0;
            }

            @Override
            public int pages(int pid) {
                return rows[pid - 1][0];
            }

            @Override
            public int adj(int pid) {
                return rows[pid - 1][1];
            }

            @Override
            public boolean isOrigin(int pid) {
                return rows[pid - 1].length > 2;
            }
        };
        return new VictimSearch(tasks, (kind, rule, a, b, c, d) -> rules.add(Rule.of(rule))).find(TOTAL);
    }

    @Test
    void theMostPointsLose() {
        assertEquals(2, find(new int[] {10, 0}, new int[] {20, 0}, new int[] {15, 0}));
        assertEquals(List.of(Rule.OOM_BADNESS, Rule.OOM_BADNESS, Rule.OOM_FEWER), rules);
        assertEquals(3, find(new int[] {20, 0}, new int[] {20, 0}, new int[] {20, 0}), "of equal ones the last");
        assertEquals(1, find(new int[] {20, 1}, new int[] {56, 0}), "a thousandth is 37 pages, the rest is lost");
        assertEquals(2, find(new int[] {20, 1}, new int[] {57, 0}));
    }

    @Test
    void whoMayNotBeKilledIsNot() {
        assertEquals(VictimSearch.NOBODY, find(new int[] {5000, -1000}));
        assertEquals(1, find(new int[] {1, -999}, new int[] {5000, -1000}), "negative points can still be the most");
        assertEquals(VictimSearch.NOBODY, find());
    }

    @Test
    void whoTakesSwapOutOfUseGoesFirst() {
        assertEquals(2, find(new int[] {5000, 1000}, new int[] {1, -1000, 1}, new int[] {9000, 0}));
        assertEquals(List.of(Rule.OOM_BADNESS, Rule.OOM_ORIGIN, Rule.OOM_FEWER), rules);
    }

    /** From the first scenario of the recorded kernel: resident pages and page tables as its table has them. */
    @ParameterizedTest
    @CsvSource({"5277, 0, 760", "10406, 0, 851", "5277, -1000, 0", "0, 0, 666", "37504, 1000, 1990"})
    void scoresAreThoseOfTheKernel(int pages, int adj, int score) {
        assertEquals(score, Badness.score(pages, adj, TOTAL));
        assertTrue(Badness.score(pages, adj, TOTAL) <= 2000);
    }
}
