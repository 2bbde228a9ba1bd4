package pagewalk.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What questions may ask of reclaim and of slabs: lists of pages and refaults, places of slabs, lengths of lists. */
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

    /** Eight slabs of two objects, all in use, and one of CPU 1; a CPU may keep six partial ones. */
    private static PartRun slabs() {
        List<String> commands = new ArrayList<>(List.of("m = kmem_cache_create name=m size=12K flags=NO_MERGE"));
        for (String slab : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            commands.add(slab + "0 = kmem_cache_alloc m");
            commands.add(slab + "1 = kmem_cache_alloc m");
        }
        commands.add("z = kmem_cache_alloc m cpu=1");
        return PartRun.begin(new PartSpec.Setup("preset=linux frames=1024 cpus=2", commands));
    }

    private static void expect(PartRun run, String command, String asked, int... numbers) {
        run.apply(PartRun.command(command, 1));
        String[] names = asked.split(", ", -1);
        for (int i = 0; i < names.length; i++) {
            assertEquals(numbers[i], number(run, names[i]), command + ": " + names[i]);
        }
    }

    @Test
    void theSlabOfAnObjectIsFollowedFromListToList() {
        PartRun run = slabs();
        assertEquals(0, number(run, "a0.place"), "full, on no list");
        assertEquals(-1, number(run, "a0.cpu"));
        expect(run, "kmem_cache_free z", "it.place, it.cpu, it.used", 1, 1, 0);
        expect(
                run,
                "kmem_cache_free a0 cpu=1",
                "it.place, it.cpu, it.used, m.partial1, m.partial0, m.partial",
                2,
                1,
                1,
                1,
                0,
                0);
        for (String slab : List.of("b", "c", "d", "e", "f", "g")) {
            run.apply(PartRun.command("kmem_cache_free " + slab + "0 cpu=1", 1));
        }
        assertEquals(6, number(run, "m.partial"), "the seventh slab sends the others to the node");
        expect(run, "kmem_cache_free b1", "it.place, it.cpu, it.used, b0.place, m.partial", -1, -1, 0, -1, 5);
        expect(run, "kmem_cache_free c1", "it.place, it.cpu, it.used, m.partial, m.partial1", 3, -1, 0, 5, 1);
    }

    @Test
    void namesOfOneCacheAreKnownByItsNumber() {
        PartRun run = slabs();
        expect(run, "x = kmem_cache_create name=x size=100", "it.waste, x.order", 4096 - 39 * 104, 0);
        expect(run, "kmem_cache_create name=y size=97", "it.cache - x.cache", 0);
        assertNotEquals(number(run, "x.cache"), number(run, "m.cache"));
        for (String wrong : List.of("m.partial2", "m.place", "a0.partial", "a0.nothing", "nobody.place", "it.used")) {
            assertThrows(TextFault.class, () -> number(run, wrong), wrong);
        }
    }

    @Test
    void aPageKnowsHowManyMapIt() {
        PartRun run = run(
                "creat path=/f size=8K",
                "p = spawn comm=p",
                "a = mmap pid=p len=8K",
                "store pid=p addr=a len=8K",
                "s = mmap pid=p len=8K prot=rw flags=shared file=/f",
                "c = fork pid=p");
        assertEquals(2, number(run, "mapcount(p, \"a\")"));
        run.apply(PartRun.command("d = fork pid=c", 1));
        assertEquals(3, number(run, "mapcount(p, \"a+0x1000\")"));
        run.apply(PartRun.command("store pid=c addr=a+0x1000", 1));
        assertEquals(1, number(run, "mapcount(c, \"a+0x1000\")"), "a copy of its own");
        assertEquals(2, number(run, "mapcount(p, \"a+0x1000\")"));
        assertEquals(3, number(run, "mapcount(c, \"a\")"), "the other page is as it was");
        assertEquals(0, number(run, "mapcount(p, \"s\")"), "not in memory");
        run.apply(PartRun.command("load pid=d addr=s", 1));
        assertEquals(1, number(run, "mapcount(p, \"s\")"), "in the file's cache, mapped by somebody else");
        run.apply(PartRun.command("exit pid=d", 1));
        assertEquals(0, number(run, "mapcount(p, \"s\")"));
        for (String wrong : List.of("mapcount(d, \"a\")", "mapcount(p, \"b\")", "mapcount(p, \"a+x\")")) {
            assertThrows(TextFault.class, () -> number(run, wrong), wrong);
        }
        assertThrows(TextFault.class, () -> Expr.number("mapcount(p, \"a\")").value(new RunScope(run)));
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
        assertThrows(TextFault.class, () -> Expr.number("a0.place").value(new RunScope(slabs())));
    }
}
