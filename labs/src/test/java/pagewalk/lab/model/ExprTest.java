package pagewalk.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.util.Xorshift;

class ExprTest {
    /** 14 frames: a block of 8, one of 4 and one of 2; then a of order 0, b of order 2, a freed and c refused. */
    private static PartRun run() {
        PartRun run = PartRun.begin(
                new PartSpec.Setup("preset=textbook frames=14", List.of("s = alloc_pages order=1", "free_pages s")));
        for (String command : List.of(
                "a = alloc_pages order=0", "b = alloc_pages order=2", "free_pages a", "c = alloc_pages order=9")) {
            run.apply(PartRun.command(command, 1));
        }
        return run;
    }

    private static final RunScope SCOPE = new RunScope(run());

    private static int number(String text) {
        return Expr.number(text).value(SCOPE);
    }

    private static boolean truth(String text) {
        return Expr.truth(text).holds(SCOPE);
    }

    @Test
    void arithmeticBindsAsInSchool() {
        assertEquals(7, number("1 + 2 * 3"));
        assertEquals(9, number("(1 + 2) * 3"));
        assertEquals(-1, number("2 - 3"));
        assertEquals(1, number("7 % 3"));
        assertEquals(-2, number("-7 / 3"));
        assertEquals(4, number("8 - 3 - 1"));
        assertEquals(-6, number("- 2 * 3"));
        assertEquals(255, number("0xff"));
    }

    @Test
    void truthsCombineAndStopEarly() {
        assertTrue(truth("1 < 2 and 2 <= 2 or 1 / 0 == 1"));
        assertFalse(truth("1 == 2 and 1 / 0 == 1"));
        assertTrue(truth("not (1 > 2) and not 1 >= 2 and 1 != 2"));
        assertTrue(truth("true or false and false"));
    }

    @Test
    void countersSpeakOfTheStudentsOwnCommands() {
        assertEquals(14, number("frames"));
        assertEquals(10, number("free_pages"));
        assertEquals(4, number("commands"));
        assertEquals(1, number("splits"));
        assertEquals(1, number("merges"));
        assertEquals(1, number("refused"));
        assertEquals(0, number("start_splits"));
        assertEquals(3, number("largest_free_order"));
        assertEquals(1, number("nr_free(3)"));
        assertEquals(0, number("nr_free(1 + 1)"));
        assertEquals(1, number("buddyinfo(Normal, 1)"));
    }

    @Test
    void resultsAreKnownByTheirNames() {
        assertEquals(12, number("a"));
        assertEquals(8, number("b.pfn"));
        assertEquals(2, number("b.order"));
        assertEquals(1, number("a.splits"));
        assertEquals(1, number("splits(a)"));
        assertTrue(truth("held(b) and not held(a) and not held(s) and not held(nobody)"));
    }

    @Test
    void eventsAreCountedByKindAndFilter() {
        assertEquals(1, number("count(SPLIT)"));
        assertEquals(1, number("count(MERGED, order == 1)"));
        assertEquals(0, number("count(MERGED, order == 1 and pfn > 12)"));
        assertEquals(1, number("count(SPLIT, rule == \"buddy.split-low-half\")"));
        assertEquals(2, number("count(TAKE)"));
        assertEquals(2, number("count(ALLOCATED, order >= 0 and not order > 2)"));
    }

    @Test
    void countsContinueAsTheRunDoes() {
        PartRun run = run();
        RunScope scope = new RunScope(run);
        Expr splits = Expr.number("count(SPLIT)");
        assertEquals(1, splits.value(scope));
        run.apply(PartRun.command("d = alloc_pages order=2", 1));
        assertEquals(2, splits.value(scope));
        assertEquals(2, splits.value(scope));
    }

    private static void fails(String text, int line, int column, String reason) {
        TextFault fault = assertThrows(TextFault.class, () -> Expr.truth(text).holds(SCOPE), text);
        assertEquals(line + ":" + column, fault.line() + ":" + fault.column(), fault.getMessage());
        assertTrue(fault.reason().contains(reason), fault::reason);
    }

    @Test
    void faultsSayWhereAndWhy() {
        fails("1 +", 1, 4, "expected a value but found the end");
        fails("free_pages = 3", 1, 12, "equality is written ==");
        fails("1 < 2 3", 1, 7, "expected the end");
        fails("1 ==\n  $x", 2, 3, "has no meaning");
        fails("(1 < 2", 1, 7, "expected ')'");
        fails("wrong(3) == 1", 1, 1, "there is no function wrong");
        fails("count(NOTHING) == 1", 1, 7, "there is no event");
        fails("count(SPLIT, free_pages > 1) == 1", 1, 14, "a filter speaks of");
        fails("rule == \"no.such\"", 1, 9, "there is no rule no.such");
        fails("1 == \"buddy.merge\"", 1, 6, "a string stands only for a rule");
        fails("held(3)", 1, 6, "takes a name");
        fails("99999999999 == 1", 1, 1, "not a number that fits");
        fails("buddyinfo(DMA) == 1", 1, 14, "takes two arguments");
        fails("free_pages", 1, 1, "a number, expected true or false");
        fails("1 + (2 < 3) == 4", 1, 13, "is true or false, expected a number");
        fails("1 and 2", 1, 3, "is a number");
    }

    @Test
    void evaluationFaultsSayWhereAndWhy() {
        fails("1 / (free_pages - 10) == 1", 1, 3, "division by zero");
        fails("1 == 2 or\n 5 % 0 == 1", 2, 4, "division by zero");
        fails("nobody == 1", 1, 1, "no counter and no result called nobody");
        fails("c == 1", 1, 1, "no counter and no result called c");
        fails("nr_free(11) == 0", 1, 1, "nr_free(11) does not exist");
        fails("buddyinfo(DMA32, 0) == 0", 1, 1, "does not exist");
        fails("999999999 * 3 > 0", 1, 11, "does not fit into 32 bits");
    }

    @Test
    void aFalsePartIsToldWithItsValues() {
        Expr goal = Expr.truth("nr_free(3) >= 1 and nr_free(2) >= 1 + 0 and held(a)");
        List<Expr> parts = goal.conjuncts();
        assertEquals(3, parts.size());
        assertEquals(
                "nr_free(2) >= (1 + 0), but nr_free(2) is 0 and 1 + 0 is 1",
                parts.get(1).whyNot(SCOPE));
        assertEquals(List.of("a"), goal.names());
    }

    @Test
    void aPartPrintsAsAnExpressionThatReadsBack() {
        for (String text : List.of(
                "not (1 < 2) and held(b)",
                "count(SPLIT, rule == \"buddy.split-low-half\" and order > 0) == -1 + b.order * (2 - 1)",
                "buddyinfo(Normal, 1 + 1) % 2 == 0 or true")) {
            Expr whole = Expr.truth(text);
            for (Expr part : whole.conjuncts()) {
                assertEquals(part.holds(SCOPE), Expr.truth(part.text()).holds(SCOPE), part.text());
            }
        }
    }

    @Test
    void deepAndLongTextsAreRefusedNotSuffered() {
        assertThrows(TextFault.class, () -> Expr.truth("(".repeat(2000) + "true" + ")".repeat(2000)));
        assertThrows(TextFault.class, () -> Expr.truth("not ".repeat(900) + "true"));
        assertThrows(TextFault.class, () -> Expr.number("-".repeat(3000) + "1"));
        assertThrows(TextFault.class, () -> Expr.truth("true or ".repeat(1000) + "true"));
        assertEquals(1000, number("1" + " + 1".repeat(999)));
    }

    @Test
    void anyTextGivesAnExpressionOrAFaultWithAPlace() {
        String[] pieces = {
            "1",
            "0x1f",
            "free_pages",
            "a",
            "held(b)",
            "nr_free(",
            "count(SPLIT",
            ",",
            "order",
            ")",
            "(",
            "+",
            "-",
            "*",
            "/",
            "%",
            "==",
            "<",
            ">=",
            "=",
            "!",
            "and",
            "or",
            "not",
            "true",
            "\"x\"",
            "\"",
            "\n",
            " ",
            "rule",
            "§",
            "2147483648"
        };
        int good = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            Xorshift random = new Xorshift(17, seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.between(1, 9); i > 0; i--) {
                text.append(pieces[random.below(pieces.length)]).append(random.below(3) == 0 ? "" : " ");
            }
            good += evaluate(text.toString());
        }
        assertTrue(good > 200, "only " + good + " texts were expressions");
    }

    private static int evaluate(String text) {
        try {
            Expr.truth(text).holds(SCOPE);
            return 1;
        } catch (TextFault fault) {
            assertTrue(
                    fault.line() >= 1 && fault.column() >= 1 && !fault.reason().isEmpty(), text);
            return 0;
        }
    }
}
