package pagewalk.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions over what commands answered, over files, and over addresses of programs. */
class ExprOfAnswersTest {
    private static PartRun run(String config, String... commands) {
        return PartRun.begin(new PartSpec.Setup(config, List.of(commands)));
    }

    private static int number(PartRun run, String text) {
        return Expr.number(text).value(new RunScope(run));
    }

    private static boolean truth(PartRun run, String text) {
        return Expr.truth(text).holds(new RunScope(run));
    }

    @Test
    void itIsTheLastCommandWhateverBecameOfIt() {
        PartRun run = run("preset=textbook frames=16", "a = alloc_pages order=2", "b = alloc_pages order=10");
        assertTrue(truth(run, "said(it, \"refused ENOMEM\") and not said(a, \"refused\")"));
        assertEquals(2, number(run, "happened(a, SPLIT)"));
        assertEquals(0, number(run, "a"));
        TextFault absent = assertThrows(TextFault.class, () -> number(run, "it.minflt"));
        assertTrue(absent.getMessage().contains("it.minflt"), absent::getMessage);
    }

    @Test
    void keysOfAnAnswerAreNumbersDecimalOrHex() {
        PartRun run = run(
                "preset=linux e820=0-0x9fbff:usable,0x100000-0x3ffffff:usable",
                "memblock_alloc size=0x1000 align=0x1000");
        assertEquals(0x3fff000, number(run, "it.pa"));
    }

    @Test
    void filesAreReadByTheLabelOfALine() {
        PartRun run = run("preset=linux frames=8192 watermarks=on min_free_kbytes=1024");
        assertEquals(32768, number(run, "file(\"/proc/meminfo\", \"MemTotal\")"));
        assertEquals(128, number(run, "zoneinfo(DMA32, \"min\")"));
        assertThrows(TextFault.class, () -> number(run, "zoneinfo(HighMem, \"min\")"));
        assertThrows(TextFault.class, () -> number(run, "file(\"/proc/none\", \"MemTotal\")"));
    }

    @Test
    void linesThatBeginWithATextAreCounted() {
        PartRun run = run(
                "preset=linux frames=4096",
                "p = spawn",
                "mmap pid=p addr=0x10000000 len=16K flags=private,anon,fixed",
                "mprotect pid=p addr=0x10001000 len=4K prot=r");
        assertEquals(4, number(run, "lines(\"/proc/1/maps\", \"\")"));
        assertEquals(3, number(run, "lines(\"/proc/1/maps\", \"1000\")"));
        assertEquals(1, number(run, "lines(\"/proc/1/maps\", \"10001000-10002000 r--p\")"));
        assertEquals(0, number(run, "lines(\"/proc/1/maps\", \"10001000-10003000\")"));
        assertThrows(TextFault.class, () -> number(run, "lines(\"/proc/2/maps\", \"1\")"));
    }

    @Test
    void addressesAreComparedNotShown() {
        PartRun run = run("preset=linux frames=4096", "p = spawn", "a = malloc p 24", "b = malloc p 100");
        assertEquals(32, number(run, "apart(b, a)"));
        assertEquals(-32, number(run, "apart(a, it)"));
        assertThrows(TextFault.class, () -> number(run, "apart(a, nobody)"));
    }

    @Test
    void theyPrintAsTheyAreRead() {
        for (String text : List.of(
                "file(\"/proc/meminfo\", \"MemFree\") == 4",
                "zoneinfo(DMA32, \"min\") > 1",
                "lines(\"/proc/1/maps\", \"7f\") == 0",
                "apart(it, a) == 32",
                "happened(it, SPLIT) == 2",
                "said(it, \"MAPERR\")")) {
            List<Expr> both = Expr.truth(text + " and held(a)").conjuncts();
            assertEquals(text, both.get(0).text());
        }
    }

    @Test
    void wrongArgumentsAreToldWithTheirColumn() {
        for (String bad : List.of(
                "said(it, refused)",
                "apart(it, \"a\") == 1",
                "happened(it, NOTHING) == 1",
                "file(meminfo, \"x\") == 1")) {
            TextFault fault = assertThrows(TextFault.class, () -> Expr.truth(bad), bad);
            assertTrue(fault.column() > 1, fault::getMessage);
        }
    }

    @Test
    void anInputIsALineOfASession() {
        JournalLine line = JournalLine.parse("input part=make pages=1,2,30", "");
        assertEquals(new JournalLine.Input("make", List.of(1, 2, 30)), line);
        assertEquals("input part=make pages=1,2,30", line.text());
        Journal journal = Journal.of(List.of(line, new JournalLine.Input("make", List.of(4))), "first");
        assertEquals(List.of(4), journal.part("make").input());
        assertFalse(journal.part("make").untouched());
        assertThrows(TextFault.class, () -> JournalLine.parse("input pages=1,,2", ""));
        assertThrows(TextFault.class, () -> JournalLine.parse("input part=make", ""));
    }
}
