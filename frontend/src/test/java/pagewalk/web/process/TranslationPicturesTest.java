package pagewalk.web.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.tlb.TlbView;
import pagewalk.engine.view.ProcessView;
import pagewalk.lab.model.PartRun;
import pagewalk.web.session.PartSession;

/** What the pictures of a walk and of translation buffers say, without the page. */
final class TranslationPicturesTest {
    private static Timeline run(String machine, String... commands) {
        Timeline timeline = new Timeline(PartSession.configOf("frames=4096 " + machine));
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

    private static Walk walk(Timeline timeline) {
        Walk walk = Walk.of(timeline);
        assertNotNull(walk);
        return walk;
    }

    private static String stages(Tape tape) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tape.size(); i++) {
            text.append(tape.stop(i).stage());
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Address, indices, tables, the fault, tables, the check that is passed, frame.
                "off | store pid=p addr=m | 1245456    | 1231456",
                "off | load pid=p addr=n  | 12456      | 1456",
                "on  | store pid=p addr=m | 1234534536 | 1231456",
                "on  | load pid=p addr=n  | 12356      | 1456",
                // The entry does not know of a dirty page: dropped, walked, marked.
                "on  | store pid=p addr=s | 1234536    | 1456",
            })
    void anAccessHasItsStages(String tlb, String line, String parts, String steps) {
        Timeline timeline = run(
                "tlb=" + tlb,
                "p = spawn comm=sh",
                "m = mmap pid=p len=8K",
                "n = mmap pid=p len=8K",
                "s = mmap pid=p len=8K flags=anon,shared",
                "store pid=p addr=n",
                "load pid=p addr=s");
        apply(timeline, line);
        assertEquals(parts, stages(walk(timeline).tape(Telling.PROCESSOR)));
        assertEquals(steps, stages(walk(timeline).tape(Telling.SIX_STEPS)));
    }

    @ParameterizedTest
    @EnumSource
    void stopsFollowEachOtherWithoutAGap(Telling telling) {
        Timeline timeline =
                run("tlb=on", "p = spawn comm=sh", "m = mmap pid=p len=8K", "store pid=p addr=m", "q = fork pid=p");
        apply(timeline, "store pid=q addr=m");
        Tape tape = walk(timeline).tape(telling);
        for (int i = 1; i < tape.size(); i++) {
            assertEquals(tape.stop(i - 1).to(), tape.stop(i).from(), "stop " + i);
        }
        assertEquals(timeline.events(), tape.stop(tape.size() - 1).to());
        assertEquals(tape.size() - 1, tape.at(timeline.events()));
        for (int i = 0; i < tape.size(); i++) {
            Stop stop = tape.stop(i);
            for (int event = stop.from() + 1; event <= stop.to(); event++) {
                boolean last = event == timeline.events() && i == tape.size() - 2;
                assertEquals(last && telling == Telling.SIX_STEPS ? i + 1 : i, tape.at(event), "event " + event);
            }
        }
        assertEquals(Tape.State.AHEAD, tape.state(6, 0));
        assertEquals(Tape.State.NOW, tape.state(6, tape.size() - 1));
        assertEquals(Tape.State.DONE, tape.state(1, tape.size() - 1));
    }

    @Test
    void whatWasNotNeededIsSpared() {
        Timeline timeline =
                run("tlb=on", "p = spawn comm=sh", "m = mmap pid=p len=8K", "store pid=p addr=m", "load pid=p addr=m");
        Tape parts = walk(timeline).tape(Telling.PROCESSOR);
        assertEquals(Tape.State.SPARED, parts.state(Telling.TABLES, parts.size() - 1));
        assertEquals(Tape.State.DONE, parts.state(Telling.CHECK, parts.size() - 1));
        Tape steps = walk(timeline).tape(Telling.SIX_STEPS);
        assertEquals(Tape.State.SPARED, steps.state(2, steps.size() - 1));
        assertEquals(Tape.State.SPARED, steps.state(3, steps.size() - 1));
    }

    @Test
    void anAccessOfManyPagesHasAWalkForEach() {
        Timeline timeline = run("tlb=on", "p = spawn comm=sh", "m = mmap pid=p len=32K", "load pid=p addr=m len=12K");
        Walk last = walk(timeline);
        assertEquals(3, last.accesses());
        assertEquals(2, last.number());
        long base = timeline.machine().names().address("m") >>> 12;
        for (int i = 0; i < 3; i++) {
            Walk walk = Walk.of(timeline, last.command(), last.begin(i));
            assertNotNull(walk);
            assertEquals(base + i, walk.page().number());
            assertEquals(i, walk.number());
        }
        assertEquals(null, Walk.of(timeline, last.command(), last.begin(0) + 1), "no access begins there");
    }

    private static TlbEntry only(Timeline timeline, int cpu) {
        TlbView tlb = view(timeline).tlb();
        assertNotNull(tlb);
        List<TlbEntry> entries = TlbEntry.of(view(timeline), tlb, cpu);
        assertEquals(1, entries.size(), entries::toString);
        return entries.get(0);
    }

    private static String slots(Timeline timeline, int cpu) {
        TlbView tlb = view(timeline).tlb();
        assertNotNull(tlb);
        return String.join(
                "; ",
                IntStream.range(0, tlb.slots())
                        .mapToObj(slot -> TlbSlot.words(view(timeline), tlb, cpu, slot))
                        .filter(words -> !words.equals("empty"))
                        .toList());
    }

    @Test
    void anEntryIsItsProcesss() {
        Timeline timeline = run("tlb=on cpus=2", "p = spawn comm=sh", "m = mmap pid=p len=8K", "store pid=p addr=m");
        TlbEntry entry = only(timeline, 0);
        Page page = Page.of(1, timeline.machine().names().address("m") >>> 12);
        assertEquals(1, entry.pid());
        assertEquals(page.number(), entry.from());
        assertEquals(page.frame(view(timeline)), entry.pfn());
        assertEquals(Link.page(page, entry.pfn()), entry.link());
        assertEquals(TlbEntry.State.TRUE, entry.state());
        assertArrayEquals(new String[] {"W", "U", "·", "D", "·"}, entry.bits());
        assertEquals("the kernel's own; pid 1, ✓ up to date, generation 0", slots(timeline, 0));
    }

    @Test
    void anEntryThatMissedAChangeIsStale() {
        Timeline timeline = run(
                "tlb=on cpus=2",
                "p = spawn comm=sh",
                "m = mmap pid=p len=8K",
                "store pid=p addr=m",
                "q = spawn comm=sh",
                "switch_to q cpu=0",
                "switch_to p cpu=1",
                "munmap pid=p addr=m len=8K");
        TlbEntry entry = only(timeline, 0);
        assertEquals(TlbEntry.State.BEHIND, entry.state(), slots(timeline, 0));
        assertEquals("pid 1, ▲ behind, at generation 0 of 1", slots(timeline, 0).split("; ")[1]);
        apply(timeline, "exit pid=p");
        assertEquals(TlbEntry.State.ORPHAN, only(timeline, 0).state());
        assertEquals(Link.frame(entry.pfn()), only(timeline, 0).link());
    }

    @Test
    void inTheMiddleOfACallAnEntryWaitsForItsFlush() {
        Timeline timeline = run(
                "tlb=on",
                "p = spawn comm=sh",
                "m = mmap pid=p len=8K",
                "store pid=p addr=m",
                "munmap pid=p addr=m len=8K");
        TlbView tlb = view(timeline).tlb();
        assertNotNull(tlb);
        assertEquals(List.of(), TlbEntry.of(view(timeline), tlb, 0), "at its end nothing is left");
        boolean waited = false;
        for (int event = timeline.firstEventOf(3) + 1; event < timeline.events(); event++) {
            timeline.seekEvent(event);
            TlbView now = view(timeline).tlb();
            assertNotNull(now);
            for (TlbEntry entry : TlbEntry.of(view(timeline), now, 0)) {
                waited |= entry.state() == TlbEntry.State.CHANGED;
            }
        }
        assertTrue(waited, "between the change of the table and the flush");
    }

    /** Maps the 2 MiB around a page by an entry of its PMD, as huge pages are. */
    private static void mapHuge(Timeline timeline, Page page, int pfn) {
        PageEntry pmd = page.path(view(timeline))[2];
        int flags = Pte.PRESENT | Pte.WRITE | Pte.USER | Pte.ACCESSED | Pte.DIRTY | Pte.HUGE;
        view(timeline).tables().set(pmd.table(), pmd.index(), Pte.lo(pfn, flags), Pte.hi(pfn, Pte.NO_EXEC));
    }

    @Test
    void hugeEntriesAreCountedPageByPage() {
        Timeline timeline = run("tlb=on", "p = spawn comm=sh", "m = mmap pid=p len=8M", "store pid=p addr=m+3M");
        long base = timeline.machine().names().address("m") >>> 12;
        Page page = Page.of(1, base + 768);
        mapHuge(timeline, page, 1024);
        AddressSpace mm = view(timeline).space(1);
        assertNotNull(mm);
        long start = page.number() & -512;
        assertEquals(1024 + page.number() - start, page.frame(view(timeline)));
        assertEquals(3, page.path(view(timeline)).length);
        Presence all = Presence.of(view(timeline).state(), mm, base, base + 2048, 24);
        assertEquals(512, all.present());
        assertEquals(1, all.huge());
        assertEquals(start, all.first());
        assertEquals(512, IntStream.of(all.boxes()).sum());
        for (int i = 0; i < 24; i++) {
            assertTrue(all.boxes()[i] <= 2048 / 24 + 1, "part " + i);
        }
        Presence part = Presence.of(view(timeline).state(), mm, start + 500, start + 520, 5);
        assertEquals(12, part.present());
        assertArrayEquals(new int[] {4, 4, 4, 0, 0}, part.boxes());
        assertEquals("2 MiB", page.path(view(timeline))[2].size());
        assertTrue(page.path(view(timeline))[2].isHuge());
        apply(timeline, "load pid=p addr=m+3M");
        assertEquals(12, walk(timeline).offsetBits(), "the TLB still has the small entry");
        apply(timeline, "load pid=p addr=" + (page.number() + 1 << 12));
        assertEquals(21, walk(timeline).offsetBits());
        assertEquals(PageTables.PGD - 1, walk(timeline).tables().size());
        TlbView tlb = view(timeline).tlb();
        assertNotNull(tlb);
        List<TlbEntry> entries = TlbEntry.of(view(timeline), tlb, 0);
        assertEquals(List.of(1, 512), entries.stream().map(TlbEntry::pages).toList());
        assertEquals(TlbEntry.State.CHANGED, entries.get(0).state());
        assertEquals(TlbEntry.State.TRUE, entries.get(1).state());
        assertEquals(start, entries.get(1).from());
        assertEquals(
                List.of("4 KiB", "2 MiB"), entries.stream().map(TlbEntry::size).toList());
    }

    @Test
    void aHugePageIsKnownByItsFirstFrame() {
        Timeline timeline = run("", "p = spawn comm=sh", "m = mmap pid=p len=8M", "store pid=p addr=m+2M");
        long first = (timeline.machine().names().address("m") >>> 12) + 512 & -512;
        apply(timeline, "store pid=p addr=" + (first << 12));
        Page page = Page.of(1, first);
        int small = page.frame(view(timeline));
        int head = 1024;
        var frames = view(timeline).frames();
        int owner = frames.owner(small);
        long index = (long) frames.indexHi(small) << 18 | frames.indexLo(small);
        mapHuge(timeline, page, head);
        frames.own(head, FrameMaps.ANON, owner, (int) (index >>> 18), (int) index & (1 << 18) - 1);
        frames.map(head);
        assertEquals(List.of(page), Owners.of(view(timeline), head));
        assertEquals(List.of(Page.of(1, first + 77)), Owners.of(view(timeline), head + 77));
        assertEquals(List.of(), Owners.of(view(timeline), small), "its entry is gone");
        assertTrue(Owners.kind(view(timeline), head + 77).startsWith("of the huge page from pfn 1024 on: anonymous"));
    }
}
