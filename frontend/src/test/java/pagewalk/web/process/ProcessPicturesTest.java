package pagewalk.web.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.ProcessView;
import pagewalk.lab.model.PartRun;
import pagewalk.web.session.PartSession;

/** What the pictures of processes say, without the page. */
final class ProcessPicturesTest {
    private static final String[] FORKED = {
        "p = spawn comm=sh", "m = mmap pid=p len=32K", "store pid=p addr=m+0x1000", "q = fork pid=p"
    };

    private static Timeline run(String... commands) {
        Timeline timeline = new Timeline(PartSession.configOf("frames=4096 cpus=2"));
        for (String command : commands) {
            apply(timeline, command);
        }
        return timeline;
    }

    private static void apply(Timeline timeline, String command) {
        assertTrue(timeline.apply(PartRun.command(command, 1)).ok(), command);
    }

    private static ProcessView view(Timeline timeline) {
        return timeline.machine().processes();
    }

    /** Page {@code number} behind the address that {@code name} stands for. */
    private static Page page(Timeline timeline, int pid, String name, int number) {
        return Page.of(pid, (timeline.machine().names().address(name) >>> 12) + number);
    }

    @Test
    void bitsOfEntriesHaveTheirNames() {
        PageEntry table = new PageEntry(4, 7, 255, Pte.lo(9, Pte.TABLE), Pte.hi(9, 0));
        assertEquals("P RW US A D", table.bits());
        assertEquals("PGD[255]", table.name());
        assertTrue(table.leadsOn());
        assertEquals(9, table.pfn());
        PageEntry huge = new PageEntry(2, 7, 1, Pte.lo(512, Pte.PRESENT | Pte.HUGE), Pte.NO_EXEC);
        assertEquals("P PS NX", huge.bits());
        assertFalse(huge.leadsOn());
        PageEntry none = new PageEntry(1, 7, 1, Pte.lo(9, Pte.PROTNONE), 0);
        assertEquals("PROTNONE", none.bits());
        assertEquals("no bits", new PageEntry(1, 7, 1, 0, 0).bits());
    }

    @Test
    void aFrameHasTwoOwnersAfterForkAndTwoFramesOneEachAfterAStore() {
        Timeline timeline = run(FORKED);
        Page parent = page(timeline, 1, "m", 1);
        Page child = page(timeline, 2, "m", 1);
        int shared = parent.frame(view(timeline));
        assertEquals(shared, child.frame(view(timeline)));
        assertOwners(timeline, shared, parent, child);
        assertEquals("anonymous, mapped by 2 entries, a write copies it", Owners.kind(view(timeline), shared));
        apply(timeline, "store pid=q addr=m+0x1000");
        int copy = child.frame(view(timeline));
        assertTrue(copy != shared);
        assertOwners(timeline, shared, parent);
        assertOwners(timeline, copy, child);
        assertEquals("anonymous, mapped by 1 entry, exclusive", Owners.kind(view(timeline), copy));
        timeline.seekCommand(4);
        assertOwners(timeline, shared, parent, child);
    }

    private static void assertOwners(Timeline timeline, int pfn, Page... expected) {
        List<Page> found = Owners.of(view(timeline), pfn);
        assertEquals(List.of(expected), found, "pfn " + pfn);
    }

    @Test
    void ownersOfAFilesPageAreItsMappings() {
        Timeline timeline = run(
                "creat path=/data size=64K",
                "p = spawn comm=sh",
                "q = spawn comm=sh",
                "m = mmap pid=p len=64K prot=r flags=shared file=/data",
                "n = mmap pid=q len=16K prot=r flags=shared file=/data offset=8K",
                "load pid=p addr=m+0x2000",
                "load pid=q addr=n");
        Page first = page(timeline, 1, "m", 2);
        assertOwners(timeline, first.frame(view(timeline)), first, page(timeline, 2, "n", 0));
    }

    @Test
    void thePageOfZerosHasNoOwnersAndOneFrame() {
        Timeline timeline =
                run("p = spawn comm=sh", "m = mmap pid=p len=32K", "load pid=p addr=m", "load pid=p addr=m+4K");
        int zero = page(timeline, 1, "m", 0).frame(view(timeline));
        assertEquals(zero, page(timeline, 1, "m", 1).frame(view(timeline)));
        assertEquals(List.of(), Owners.of(view(timeline), zero));
        AddressSpace mm = view(timeline).space(1);
        assertNotNull(mm);
        Vmas vmas = view(timeline).vmas();
        Presence presence = Presence.of(view(timeline).state(), mm, vmas.start(mm.vma(0)), vmas.end(mm.vma(0)), 4);
        assertEquals(2, presence.present());
        assertEquals(2, presence.zero());
        assertArrayEquals(new int[] {2, 0, 0, 0}, presence.boxes());
        assertEquals(vmas.start(mm.vma(0)), presence.first());
    }

    @Test
    void everyFrameOfAProcessIsCountedOnce() {
        Timeline timeline = run(FORKED);
        apply(timeline, "store pid=q addr=m+0x3000");
        apply(timeline, "big = mmap pid=q len=8M");
        apply(timeline, "store pid=q addr=big+0x7ff000");
        AddressSpace mm = view(timeline).space(2);
        assertNotNull(mm);
        Vmas vmas = view(timeline).vmas();
        int present = 0;
        for (int i = 0; i < mm.vmas(); i++) {
            present += Presence.of(view(timeline).state(), mm, vmas.start(mm.vma(i)), vmas.end(mm.vma(i)), 24)
                    .present();
        }
        assertEquals(3, present);
        assertEquals(mm.rss(), present);
    }

    @Test
    void aStoreGoesThroughTheStages() {
        Timeline timeline = run("p = spawn comm=sh", "m = mmap pid=p len=32K");
        assertNull(Walk.of(timeline));
        apply(timeline, "store pid=p addr=m+0x1234");
        int first = timeline.firstEventOf(2);
        List<Integer> stages = new ArrayList<>();
        for (int event = first + 1; event <= timeline.events(); event++) {
            timeline.seekEvent(event);
            Walk walk = Walk.of(timeline);
            assertNotNull(walk);
            assertTrue(walk.isCurrent());
            assertEquals(page(timeline, 1, "m", 1), walk.page());
            assertEquals(0x234, walk.offset());
            assertEquals("store", walk.kind());
            Tape tape = walk.tape(Telling.PROCESSOR);
            int stage = tape.stop(tape.at(event)).stage();
            if (stages.isEmpty() || stages.get(stages.size() - 1) != stage) {
                stages.add(stage);
            }
        }
        assertEquals(
                List.of(Telling.INDICES, Telling.TABLES, Telling.CHECK, Telling.TABLES, Telling.FRAME),
                stages,
                "a walk, the fault, and the walk again");
        Walk walk = Walk.of(timeline);
        assertNotNull(walk);
        assertEquals(2, walk.walks());
        assertEquals(PageTables.PGD, walk.tables().size());
        assertEquals(page(timeline, 1, "m", 1).frame(view(timeline)), walk.pfn());
        apply(timeline, "load pid=p addr=m+0x1000");
        walk = Walk.of(timeline);
        assertNotNull(walk);
        assertEquals(1, walk.walks());
        assertEquals(0, walk.decisions().size());
        apply(timeline, "munmap pid=p addr=m len=32K");
        walk = Walk.of(timeline);
        assertNotNull(walk);
        assertFalse(walk.isCurrent());
        assertEquals("load", walk.kind());
    }

    @Test
    void anAccessThatFailsHasNoFrame() {
        Timeline timeline = run("p = spawn comm=sh", "m = mmap pid=p len=4K prot=r");
        timeline.apply(PartRun.command("store pid=p addr=m", 1));
        Walk walk = Walk.of(timeline);
        assertNotNull(walk);
        assertTrue(walk.failed());
        assertEquals(-1, walk.pfn());
        Tape tape = walk.tape(Telling.PROCESSOR);
        assertEquals(Telling.CHECK, tape.stop(tape.size() - 1).stage());
        assertEquals("not present, write, user: code 6", WalkParts.code(6));
    }

    @Test
    void partsOfAProgramAreToldApart() {
        Timeline timeline = run(
                "creat path=/bin/a text=8K rodata=4K data=4K bss=8K", "p = spawn comm=sh", "execve pid=p path=/bin/a");
        assertEquals(new TreeSet<>(List.of("text", "rodata", "data", "bss", "stack", "vdso", "vvar")), kinds(timeline));
        apply(timeline, "h = sbrk pid=p increment=8K");
        apply(timeline, "creat path=/data size=8K");
        apply(timeline, "s = mmap pid=p len=8K flags=anon,shared");
        apply(timeline, "f = mmap pid=p len=8K flags=private file=/data");
        apply(timeline, "a = mmap pid=p len=8K prot=r");
        TreeSet<String> now = kinds(timeline);
        assertTrue(now.containsAll(List.of("shared memory", "file, private", "anonymous")), now::toString);
        assertTrue(now.contains("bss and heap"), "the heap begins where bss ends, and they are one VMA: " + now);
    }

    private static TreeSet<String> kinds(Timeline timeline) {
        AddressSpace mm = view(timeline).space(1);
        assertNotNull(mm);
        TreeSet<String> kinds = new TreeSet<>();
        for (int i = 0; i < mm.vmas(); i++) {
            kinds.add(VmaFacts.kind(view(timeline).state(), mm, mm.vma(i)).word());
        }
        return kinds;
    }

    @Test
    void longTablesAreListedInPartsThatAddUp() {
        Timeline timeline = run("p = spawn comm=sh", "m = mmap pid=p len=256K flags=anon,private,populate");
        Page page = page(timeline, 1, "m", 20);
        PageEntry[] path = page.path(view(timeline));
        assertEquals(PageTables.PGD, path.length);
        int table = path[3].table();
        PageTables tables = view(timeline).tables();
        TableWindow middle = new TableWindow(tables, table, path[3].index(), 0);
        assertEquals(TableWindow.ROWS, middle.size());
        assertEquals(64, middle.before() + middle.size() + middle.after());
        boolean listed = false;
        for (int i = 0; i < middle.size(); i++) {
            listed |= middle.index(i) == path[3].index();
        }
        assertTrue(listed, "the chosen entry is listed");
        TableWindow end = new TableWindow(tables, table, path[3].index(), 100);
        assertEquals(0, end.after());
        assertEquals(TableWindow.ROWS, end.size());
        TableWindow empty = new TableWindow(tables, path[0].table(), 3, 0);
        assertEquals(3, empty.index(0), "an empty entry is listed if it is the chosen one");
    }

    @Test
    void whatSharesPagesOrAFrameBelongsTogether() {
        Link page = Link.page(new Page(1, 2, 3), 40);
        assertTrue(page.touches(Link.frame(40)));
        assertFalse(page.touches(Link.frame(41)));
        assertTrue(page.touches(new Link(1, 0, PageTables.USER_PAGES, -1)));
        assertFalse(page.touches(new Link(2, 0, PageTables.USER_PAGES, -1)));
        assertFalse(page.touches(Link.page(new Page(1, 2, 4), -1)));
        assertFalse(Link.frame(-1).touches(Link.frame(-1)));
    }
}
