package pagewalk.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What questions may ask of reclaim: the list of a page, and the last refault. */
class TruthScopeTest {
    private static final String CONFIG = "preset=textbook frames=256 reclaim=on";

    private static PartRun run(String... commands) {
        return PartRun.begin(new PartSpec.Setup(CONFIG, List.of(commands)));
    }

    private static int number(PartRun run, String text) {
        return Expr.number(text).value(new TruthScope(run));
    }

    private static PartRun scanned() {
        return run(
                "swapon path=/dev/vdb size=1M",
                "p = spawn comm=p",
                "q = spawn comm=q",
                "creat path=/once size=4K",
                "creat path=/two size=4K",
                "creat path=/stream size=400K",
                "o = mmap pid=p len=4K prot=r file=/once",
                "t = mmap pid=p len=4K prot=r file=/two",
                "u = mmap pid=q len=4K prot=r file=/two",
                "a = mmap pid=p len=12K",
                "store pid=p addr=a len=12K",
                "read pid=p path=/once offset=0 len=4K",
                "load pid=p addr=t",
                "load pid=q addr=u",
                "read pid=p path=/stream offset=0 len=400K");
    }

    @Test
    void aPageIsFoundThroughItsEntryOrThroughItsFile() {
        PartRun run = scanned();
        assertEquals(2, number(run, "list(p, o)"), "read into memory, and mapped by nobody");
        assertEquals(0, number(run, "list(p, a)"));
        run.apply(PartRun.command("try_to_free_pages", 1));
        assertEquals(-1, number(run, "list(p, o)"), "used once, given up");
        assertEquals(3, number(run, "list(q, u)"), "used by two, active");
        assertEquals(number(run, "list(q, u)"), number(run, "list(p, t)"));
    }

    @Test
    void aPageThatWaitsWithTheProcessorIsOnNoList() {
        PartRun run = run("p = spawn comm=p", "a = mmap pid=p len=4K", "store pid=p addr=a");
        assertEquals(TruthScope.WAITS, number(run, "list(p, a)"));
    }

    @Test
    void aRefaultHasADistanceAndWhatItIsComparedWith() {
        PartRun run = scanned();
        run.apply(PartRun.command("try_to_free_pages", 1));
        assertThrows(TextFault.class, () -> number(run, "it.distance"));
        int gone = number(run, "file(\"/proc/vmstat\", \"pgsteal_file\")");
        int active = number(run, "file(\"/proc/vmstat\", \"nr_active_file\")");
        run.apply(PartRun.command("read pid=p path=/once offset=0 len=4K", 1));
        assertEquals(gone + active, number(run, "it.distance"), "it was the first to go");
        assertEquals(1, number(run, "count(REFAULT, rule == \"workingset.too-old\")"));
        assertEquals(3, number(run, "it.room"), "the three of a; the active page is not told yet");
    }

    @Test
    void whatIsNotThereHasNoList() {
        PartRun run = scanned();
        for (String wrong : List.of("list(nobody, o)", "list(p, nothing)", "list(o, p)")) {
            assertThrows(TextFault.class, () -> number(run, wrong), wrong);
        }
        PartRun plain = PartRun.begin(new PartSpec.Setup("frames=64", List.of("p = spawn", "a = mmap pid=p len=4K")));
        assertThrows(TextFault.class, () -> number(plain, "list(p, a)"));
    }

    @Test
    void rowsOfMemblocksTablesAreCountedFromZero() {
        String e820 = "preset=linux\ne820=0-0x9fbff:usable,0x100000-0xffffff:usable";
        PartRun run = PartRun.begin(new PartSpec.Setup(
                e820,
                List.of("memblock_reserve base=0x400000 size=0x1800", "memblock_mark_nomap base=0x200000 size=4K")));
        assertEquals(0x1000, number(run, "region_base(memory, 0)"), "page 0 is left out");
        assertEquals(0x9e000, number(run, "region_size(memory, 0)"), "and so is half a page");
        assertEquals(0x200000, number(run, "region_base(memory, 2)"));
        assertEquals(0x1000, number(run, "region_size(memory, 2)"));
        assertEquals(0x400000, number(run, "region_base(reserved, 1)"));
        assertEquals(0x1800, number(run, "region_size(reserved, 1)"));
        assertEquals(0, number(run, "region_base(reserved, 2) + region_size(reserved, 2)"), "there is no third row");
        for (String wrong : List.of("region_base(stolen, 0)", "region_size(memory, -1)")) {
            assertThrows(TextFault.class, () -> number(run, wrong), wrong);
        }
        assertThrows(
                TextFault.class, () -> Expr.number("region_base(memory, 0)").value(new RunScope(run)));
        PartRun plain = PartRun.begin(new PartSpec.Setup("frames=64", List.of()));
        assertEquals(0, number(plain, "region_size(memory, 0)"), "without a map of the firmware the tables are empty");
    }

    @Test
    void aGoalCannotAskForIt() {
        PartRun run = scanned();
        assertThrows(TextFault.class, () -> Expr.number("list(p, o)").value(new RunScope(run)));
    }
}
