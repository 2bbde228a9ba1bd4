package pagewalk.engine.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import pagewalk.engine.Play;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.view.MemoryView;

/** What happens when a migratetype runs dry, one fact each. Types: 0 unmovable, 1 movable, 2 reclaimable. */
final class FallbackRulesTest {
    private static int type(Play play, int pfn) {
        return play.machine().memory().migratetype(pfn);
    }

    @Test
    void allMemoryStartsMovable() {
        Play play = Play.on("frames=3072 migratetypes=on");
        assertEquals("0 1024 2048", play.list(10, 1));
        assertEquals("", play.list(10, 0));
    }

    @Test
    void theFirstUnmovablePageClaimsAnOrder10BlockWhole() {
        Play play = Play.on("frames=3072 migratetypes=on");
        assertEquals("ok pfn=0", play.run("alloc_pages order=0"));
        assertEquals(Rule.CLAIM_WHOLE, play.event(EventKind.CLAIMED).rule());
        assertEquals(0, type(play, 0));
        assertEquals(0, type(play, 512));
        assertEquals(1, type(play, 1024));
        assertEquals("512", play.list(9, 0));
        assertEquals(Rule.FALLBACK_LARGEST, play.event(EventKind.FALLBACK).rule());
    }

    @Test
    void unmovableLooksAtReclaimableFirst() {
        Play play = Play.on("frames=3072 migratetypes=on");
        play.run("alloc_pages order=10 gfp=MOVABLE");
        play.run("r = alloc_pages order=9 gfp=RECLAIMABLE");
        play.run("alloc_pages order=10 gfp=MOVABLE");
        assertEquals("1536", play.list(9, 2));
        assertEquals("ok pfn=1536", play.run("alloc_pages order=0"));
        assertEquals(
                "no Unmovable block is left; the order-9 Reclaimable free list has pfn 1536",
                play.event(EventKind.FALLBACK).sentence());
    }

    @Test
    void halfAFreePageblockIsEnoughToClaimIt() {
        Play play = Play.on("frames=512 migratetypes=on");
        play.runAll("a = alloc_pages order=8 gfp=MOVABLE");
        assertEquals("ok pfn=256", play.run("alloc_pages order=0"));
        assertEquals(Rule.CLAIM_HALF_FREE, play.event(EventKind.CLAIMED).rule());
        assertEquals(0, type(play, 0));
        play.run("free_pages a");
        assertEquals("0", play.list(8, 0), "a movable page comes back to its pageblock's type");
    }

    @Test
    void pagesInUseInAMovablePageblockCountAsAlikeForUnmovable() {
        Play play = Play.on("frames=512 migratetypes=on");
        play.runAll("alloc_pages order=8 gfp=MOVABLE", "alloc_pages order=7 gfp=MOVABLE");
        assertEquals("ok pfn=384", play.run("alloc_pages order=7"));
        assertEquals(0, type(play, 0));
    }

    @Test
    void aMovableRequestNeedsHalfFreeAndAtLeastOrder4() {
        Play half = Play.on("frames=512 migratetypes=on");
        half.run("a = alloc_pages order=0");
        half.run("b = alloc_pages order=8");
        assertEquals("refused", half.run("alloc_pages order=8 gfp=MOVABLE").substring(0, 7));
        assertEquals("ok pfn=1", half.run("alloc_pages order=0 gfp=MOVABLE"));
        assertEquals(Rule.STEAL_SMALLEST, half.event(EventKind.STOLE).rule());
        assertEquals(0, type(half, 0), "a steal leaves the pageblock its type");
    }

    @Test
    void aMovableRequestDoesNotClaimForASmallBlock() {
        Play play = Play.on("frames=512 migratetypes=on");
        play.runAll("alloc_pages order=8", "alloc_pages order=7", "alloc_pages order=6", "alloc_pages order=5");
        play.runAll("alloc_pages order=4", "alloc_pages order=3");
        assertEquals("ok pfn=504", play.run("alloc_pages order=0 gfp=MOVABLE"));
        assertEquals(Rule.FALLBACK_NOT_CLAIMABLE, play.event(EventKind.FALLBACK).rule());
        assertEquals(0, play.count(EventKind.CLAIM_REFUSED));
    }

    @Test
    void aPoorPageblockKeepsItsTypeAndLosesTheSmallestBlock() {
        Play play = Play.on("frames=512 migratetypes=on");
        play.runAll("alloc_pages order=8", "alloc_pages order=7", "alloc_pages order=0");
        assertEquals("ok pfn=386", play.run("alloc_pages order=1 gfp=MOVABLE"));
        assertEquals(Rule.CLAIM_REFUSED, play.event(EventKind.CLAIM_REFUSED).rule());
        assertEquals(
                "the pageblock at pfn 0 keeps its type: 127 free and 0 alike pages are fewer than 256",
                play.event(EventKind.CLAIM_REFUSED).sentence());
        assertEquals(Rule.STEAL_SMALLEST, play.event(EventKind.STOLE).rule());
    }

    @Test
    void aPageblockAcrossTheZonesEdgeIsNeverClaimed() {
        Play play = Play.on("frames=300 start_pfn=700 migratetypes=on");
        assertEquals("ok pfn=700", play.run("alloc_pages order=0"));
        assertEquals(Rule.CLAIM_ZONE_EDGE, play.event(EventKind.CLAIM_REFUSED).rule());
        assertEquals(1, type(play, 700));
        assertEquals(Rule.STEAL_SMALLEST, play.event(EventKind.STOLE).rule());
    }

    @Test
    void claimedFreeBlocksGoToTheTailsOfTheNewLists() {
        Play play = Play.on("frames=1024 migratetypes=on");
        play.runAll("a = alloc_pages order=9 gfp=MOVABLE", "b = alloc_pages order=8 gfp=MOVABLE");
        play.runAll("c = alloc_pages order=7", "d = alloc_pages order=7");
        assertEquals(0, type(play, 512));
        play.run("free_pages b");
        assertEquals("512", play.list(8, 0));
    }

    @Test
    void mergingPageblocksTakeTheFreedOnesType() {
        Play play = Play.on("frames=1024 migratetypes=on");
        play.runAll("a = alloc_pages order=9 gfp=MOVABLE", "b = alloc_pages order=9");
        assertEquals(1, type(play, 0));
        assertEquals(0, type(play, 512));
        play.run("free_pages b");
        play.run("free_pages a");
        assertEquals(Rule.RETYPE_ON_MERGE, play.event(EventKind.RETYPED).rule());
        assertEquals(1, type(play, 512));
        assertEquals("0", play.list(10, 1));
        assertEquals(
                "the pageblock at pfn 512 turns from Unmovable to Movable",
                play.event(EventKind.RETYPED).sentence());
    }

    @Test
    void withoutMobilityThereIsOneListAnOrder() {
        Play play = Play.on("frames=1024");
        play.runAll("alloc_pages order=0 gfp=MOVABLE", "alloc_pages order=0 gfp=RECLAIMABLE");
        MemoryView view = play.machine().memory();
        assertEquals(1, view.migratetypes());
        assertEquals(0, view.migratetype(0));
        assertEquals(0, play.count(EventKind.FALLBACK));
        assertEquals(-1, play.last().arg(1, 1), "the request has no type");
    }
}
