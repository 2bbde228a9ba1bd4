package pagewalk.engine.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.CompactEvent;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;

/** What compaction does, fact by fact, on machines small enough to follow. */
final class CompactionTest {
    private static final String FOUR_BLOCKS = "frames=2048 migratetypes=on";

    private Play play = Play.on(FOUR_BLOCKS);

    /** Fills memory with movable pages p0, p1, ... and frees every second one. */
    private void everySecondPage(String config) {
        play = Play.on(config);
        int pages = play.machine().memory().freePages();
        for (int i = 0; i < pages; i++) {
            play.run("p" + i + " = alloc_pages order=0 gfp=HIGHUSER_MOVABLE");
        }
        for (int i = 0; i < pages; i += 2) {
            play.run("free_pages p" + i);
        }
    }

    /**
     * Eight pageblocks: 0, 1 and 2 move to 7, 6 and 5. Of pageblock 3 one batch moves to 4; for the next one the free
     * scanner may not look at 4 any more, since the migrate scanner stands at its start.
     */
    @Test
    void everySecondPageFreeServesNothingAndAfterCompactionFreeMemoryIsInOnePiece() {
        everySecondPage("frames=4096 migratetypes=on");
        assertTrue(play.run("a = alloc_pages order=1 gfp=HIGHUSER_MOVABLE").startsWith("refused ENOMEM"));
        int scanned = 512 + 481 + 481 + 32;
        assertEquals(
                "ok pgmigrate_success=800 pgmigrate_fail=1 compact_migrate_scanned=2048 compact_free_scanned=" + scanned
                        + " compact_isolated=1824",
                play.run("compact_memory"));
        assertEquals("0", play.list(10, 1));
        assertEquals("1024", play.list(9, 1));
        assertEquals("ok pfn=0", play.run("b = alloc_pages order=10 gfp=HIGHUSER_MOVABLE"));
    }

    @Test
    void theHighestPageOfABatchMovesFirstToTheFirstFreePageOfTheLastPageblock() {
        everySecondPage(FOUR_BLOCKS);
        play.run("compact_memory");
        List<String> moves = new ArrayList<>();
        for (int e = 0; e < play.last().size() && moves.size() < 33; e++) {
            if (play.last().kind(e) == EventKind.PAGE_MOVED.code()) {
                moves.add(play.last().event(e).sentence());
            }
        }
        assertEquals("moved pfn 63 of order 0 to pfn 1536", moves.get(0), "the first 32 movable pages end at pfn 63");
        assertEquals("moved pfn 61 of order 0 to pfn 1538", moves.get(1));
        assertEquals("moved pfn 1 of order 0 to pfn 1598", moves.get(31));
        assertEquals("moved pfn 511 of order 0 to pfn 1600", moves.get(32), "the rest of the pageblock is one batch");
    }

    @Test
    void aNameFollowsItsPageAndAStaleNameDoesNot() {
        everySecondPage(FOUR_BLOCKS);
        assertEquals(63, play.machine().names().pfn("p63"));
        play.run("compact_memory");
        assertEquals(1536, play.machine().names().pfn("p63"));
        assertTrue(play.machine().names().held("p63"));
        assertEquals("p63", play.machine().names().nameOf(1536));
        assertEquals(62, play.machine().names().pfn("p62"), "p62 was freed and names what it named");
        assertTrue(play.run("free_pages p62").startsWith("refused EINVAL: pfn 62 is free already"));
        assertTrue(play.run("free_pages pfn=63").startsWith("refused EINVAL: pfn 63 is free already"));
        assertEquals("ok pfn=1536 order=0", play.run("free_pages p63"));
        assertTrue(play.run("free_pages p63").startsWith("refused EINVAL: pfn 1536 is free already"));
    }

    @Test
    void pagesOfTheKernelOfSlabsAndKeptOnesStay() {
        play.runAll(
                "k = alloc_pages order=0 gfp=KERNEL",
                "r = alloc_pages order=2 gfp=KERNEL,RECLAIMABLE",
                "o = kmalloc size=100",
                "m = alloc_pages order=0 gfp=HIGHUSER_MOVABLE");
        int kernel = play.machine().names().pfn("k");
        int reclaimable = play.machine().names().pfn("r");
        int movable = play.machine().names().pfn("m");
        play.run("compact_memory");
        assertEquals(kernel, play.machine().names().pfn("k"));
        assertEquals(reclaimable, play.machine().names().pfn("r"));
        assertTrue(play.count(EventKind.SOURCE_LEFT) > 0);
        assertEquals(Rule.COMPACT_CANNOT_MOVE, play.event(EventKind.SOURCE_LEFT).rule());
        assertEquals(
                0, play.count(EventKind.PAGE_MOVED), "no MOVABLE pageblock above " + movable + " has small blocks");
        assertTrue(play.run("kfree o").startsWith("ok"));
    }

    @Test
    void aBlockMovesAsOneAndAHugeOneStays() {
        play = Play.on("frames=4096 migratetypes=on");
        play.run("h = alloc_pages order=9 gfp=HIGHUSER_MOVABLE");
        for (int i = 0; i < 448; i++) {
            play.run("b" + i + " = alloc_pages order=3 gfp=HIGHUSER_MOVABLE");
        }
        for (int i = 0; i < 448; i += 2) {
            play.run("free_pages b" + i);
        }
        int from = play.machine().names().pfn("b1");
        play.run("compact_memory");
        int to = play.machine().names().pfn("b1");
        assertTrue(to > 2048 && from < 2048, from + " to " + to);
        assertEquals(3, play.machine().memory().blockOrder(to));
        assertEquals(MemoryView.ALLOCATED, play.machine().memory().state(to + 7));
        assertEquals(MemoryView.FREE, play.machine().memory().state(from));
        assertEquals(0, play.machine().names().pfn("h"));
    }

    @Test
    void runAfterRunComesToAnEnd() {
        everySecondPage(FOUR_BLOCKS);
        int runs = 0;
        do {
            play.run("compact_memory");
            runs++;
        } while (play.count(EventKind.PAGE_MOVED) > 0 && runs < 100);
        assertTrue(runs > 1 && runs < 100, "runs: " + runs);
        assertEquals(Rule.COMPACT_MET, play.event(EventKind.COMPACT_ENDED).rule());
    }

    @Test
    void theKnobWritesTheSameDigestsAsTheVerbButForItself() {
        everySecondPage(FOUR_BLOCKS);
        Machine other = play.machine().copy();
        assertEquals("ok vm.compact_memory=1", play.run("sysctl vm.compact_memory=1"));
        Play.on(other).run("compact_memory");
        assertEquals(other.stateDigest(), play.machine().stateDigest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sysctl vm.compact_memory=0 | vm.compact_memory takes 1; this is 0",
                "sysctl vm.compact_memory=2 | vm.compact_memory takes 1; this is 2",
                "sysctl vm.compaction_proactiveness=101 | vm.compaction_proactiveness takes 0 to 100; this is 101",
                "sysctl vm.extfrag_threshold=1001 | vm.extfrag_threshold takes 0 to 1000; this is 1001",
                "sysctl vm.extfrag_threshold=2147483647 | vm.extfrag_threshold takes 0 to 1000; this is 2147483647"
            })
    void aKnobRefusesWhatTheKernelRefusesAndNothingChanges(String line, String sentence) {
        everySecondPage(FOUR_BLOCKS);
        String before = play.machine().stateDigest();
        assertEquals("refused EINVAL: " + sentence, play.run(line));
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void theVerbTakesNoKeyAndHasNoResult() {
        for (String line : List.of("compact_memory 1", "compact_memory order=3", "a = compact_memory")) {
            assertTrue(CommandText.parse(line) instanceof Parsed.Malformed, line);
        }
        assertEquals(
                "compact_memory", Play.command("  compact_memory # all of it").text());
    }

    @Test
    void theIndexTellsLackOfMemoryFromFragmentation() {
        everySecondPage("frames=1024 migratetypes=on");
        assertEquals(
                "Node 0, zone   Normal -1.000  0.499  0.749  0.874  0.936  0.967  0.983  0.991  0.995  0.997  0.998 \n",
                play.run("cat /sys/kernel/debug/extfrag/extfrag_index"));
        assertEquals(
                "Node 0, zone   Normal 0.000 1.000 1.000 1.000 1.000 1.000 1.000 1.000 1.000 1.000 1.000 \n",
                play.run("cat /sys/kernel/debug/extfrag/unusable_index"));
        assertEquals(Rule.FILE_UNUSABLE, play.event(EventKind.FILE_READ).rule());
    }

    @Test
    void aMachineWithoutFreeMemoryHasNoFragmentation() {
        play = Play.on("buddyinfo=0:Normal:0,0,0,0,0,0,0,0,0,0,0");
        String zeros = " 0.000".repeat(11).replace(" 0.", "  0.").substring(1);
        assertEquals("Node 0, zone   Normal " + zeros + " \n", play.run("cat /sys/kernel/debug/extfrag/extfrag_index"));
        assertEquals(
                "Node 0, zone   Normal" + " 1.000".repeat(11) + " \n",
                play.run("cat /sys/kernel/debug/extfrag/unusable_index"));
        assertTrue(play.run("compact_memory").startsWith("ok pgmigrate_success=0 "));
    }

    @Test
    void aNodeIsCompactedAheadOfNeedAboveItsMarkOnly() {
        everySecondPage(FOUR_BLOCKS);
        assertEquals("ok vm.compaction_proactiveness=0", play.run("sysctl vm.compaction_proactiveness=0"));
        assertEquals(0, play.count(EventKind.NODE_SCORED), "0 switches it off");
        play.run("sysctl vm.compaction_proactiveness=20");
        CompactEvent scored = (CompactEvent) play.event(EventKind.NODE_SCORED);
        assertEquals(List.of(0, 99, 90, 80), List.of(scored.a(), scored.b(), scored.c(), scored.d()));
        assertEquals(Rule.COMPACT_SCORE, play.event(EventKind.COMPACT_ENDED).rule());
        assertTrue(Fragmentation.score(zoneLists()) <= 80, "it ends at 80");
        play.run("sysctl vm.compaction_proactiveness=20");
        assertEquals(0, play.count(EventKind.COMPACT_BEGUN), "what is at 80 is not above 90");
    }

    private FreeLists zoneLists() {
        Zone zone = new Zone(0, "Normal", 0, 2048, true);
        for (int order = 0; order <= 10; order++) {
            for (int pfn : play.machine().memory().freeList(0, order, 1)) {
                zone.lists().addTail(pfn, order, 1);
            }
        }
        return zone.lists();
    }

    @Test
    void aRequestThatFindsNoBlockHasMemoryCompactedForIt() {
        String layers = "frames=4096 migratetypes=on watermarks=on min_free_kbytes=400";
        everySecondPage(layers);
        assertTrue(play.run("a = alloc_pages order=9 gfp=HIGHUSER_MOVABLE").startsWith("refused ENOMEM"), "off");
        everySecondPage(layers + " compaction=on");
        assertEquals("ok pfn=0", play.run("a = alloc_pages order=9 gfp=HIGHUSER_MOVABLE"));
        assertEquals(
                Rule.COMPACT_DIRECT_DONE, play.event(EventKind.COMPACT_ENDED).rule());
        assertTrue(play.count(EventKind.PAGE_MOVED) >= 256);
        assertEquals(0, play.machine().compaction().progress(0).deferShift());
        assertTrue(play.run("b = alloc_pages order=9 gfp=NOWAIT").startsWith("refused"), "who may not wait gets none");
        assertEquals(0, play.count(EventKind.COMPACT_BEGUN));
    }

    @Test
    void runsThatDoNotHelpAreDeferredMoreAndMoreOften() {
        play = Play.on("frames=4096 migratetypes=on watermarks=on compaction=on min_free_kbytes=400");
        for (int i = 0; play.run("k" + i + " = alloc_pages order=0 gfp=KERNEL").startsWith("ok"); i++) {
            assertTrue(i < 4096);
        }
        for (int i = 0; i < 3000; i += 2) {
            play.run("free_pages k" + i);
        }
        for (int i = 0; play.run("alloc_pages order=4 gfp=NOWAIT").startsWith("ok"); i++) {
            assertTrue(i < 256, "what is left at the end of memory");
        }
        ZoneProgress zone = play.machine().compaction().progress(0);
        int deferred = 0;
        int passed = 0;
        int shift = 0;
        for (int i = 0; i < 300; i++) {
            assertTrue(play.run("alloc_pages order=4 gfp=KERNEL").startsWith("refused"), "kernel pages cannot move");
            for (Event event : events(EventKind.COMPACT_DEFERRED)) {
                deferred += event.rule() == Rule.COMPACT_DEFER ? 1 : 0;
                passed += event.rule() == Rule.COMPACT_DEFERRED ? 1 : 0;
            }
            assertTrue(play.machine().compaction().progress(0).deferShift() >= shift);
            shift = play.machine().compaction().progress(0).deferShift();
        }
        assertEquals(ZoneProgress.MAX_DEFER_SHIFT, zone.deferShift());
        assertEquals(0, zone.orderFailed(), "it starts at 0 and only sinks here");
        assertTrue(deferred >= 6 && passed > 10 * deferred, deferred + " runs, " + passed + " passed");
    }

    private List<Event> events(EventKind kind) {
        List<Event> events = new ArrayList<>();
        for (int e = 0; e < play.last().size(); e++) {
            if (play.last().kind(e) == kind.code()) {
                events.add(play.last().event(e));
            }
        }
        return events;
    }

    @Test
    void everyEventOfARunIsWordedAndNamesItsRule() {
        everySecondPage("frames=3000 migratetypes=on watermarks=on compaction=on min_free_kbytes=2000");
        play.run("compact_memory");
        for (int e = 1; e < play.last().size(); e++) {
            Event event = play.last().event(e);
            if (event instanceof CompactEvent) {
                assertFalse(event.rule() == Rule.NONE, event.toString());
                assertTrue(event.sentence().length() > 10, event.toString());
            }
        }
        assertTrue(play.count(EventKind.PAGE_MOVED) > 0);
    }
}
