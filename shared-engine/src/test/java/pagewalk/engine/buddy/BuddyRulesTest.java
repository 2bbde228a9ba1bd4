package pagewalk.engine.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Play;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;

/** The rules of splitting and merging, one fact each. */
final class BuddyRulesTest {
    @Test
    void theSmallestOrderThatFitsIsSplit() {
        Play play = Play.on("frames=96");
        assertEquals("ok pfn=64", play.run("alloc_pages order=4"));
        assertEquals("80", play.list(4));
        assertEquals("0", play.list(6));
        assertEquals(1, play.count(EventKind.SPLIT));
    }

    @Test
    void aSplitKeepsTheLowHalfAndListsTheUpperHalves() {
        Play play = Play.on("frames=64");
        assertEquals("ok pfn=0", play.run("alloc_pages order=3"));
        assertEquals("8", play.list(3));
        assertEquals("16", play.list(4));
        assertEquals("32", play.list(5));
        assertEquals(3, play.count(EventKind.SPLIT));
        assertEquals(
                "split pfn 0 from order 4 into two of order 3: kept the low half, put the upper half, pfn 8, at "
                        + "the head"
                        + " of the order-3 free list",
                play.event(EventKind.SPLIT).sentence());
        assertEquals(Rule.SPLIT_LOW_HALF, play.event(EventKind.SPLIT).rule());
    }

    @Test
    void theBlockFreedLastIsTakenFirst() {
        Play play = Play.on("frames=64");
        play.runAll("a = alloc_pages order=0", "b = alloc_pages order=0", "c = alloc_pages order=0");
        play.runAll("alloc_pages order=0", "d = alloc_pages order=0", "alloc_pages order=0", "alloc_pages order=1");
        play.runAll("free_pages a", "free_pages c", "free_pages d");
        assertEquals("4 2 0", play.list(0));
        assertEquals("ok pfn=4", play.run("alloc_pages order=0"));
        assertEquals(Rule.LIST_HEAD, play.event(EventKind.TOOK).rule());
    }

    @Test
    void aFreedBlockMergesAsFarAsItsBuddiesAreFree() {
        Play play = Play.on("frames=64");
        play.runAll("a = alloc_pages order=0", "b = alloc_pages order=0", "free_pages a");
        assertEquals("ok pfn=0 order=6", play.run("free_pages b"));
        assertEquals(6, play.count(EventKind.MERGED));
        assertEquals(7, play.count(EventKind.BUDDY));
        assertEquals(Rule.BUDDY_OUTSIDE, play.event(EventKind.BUDDY).rule());
        assertEquals("0", play.list(6));
    }

    @Test
    void aBuddyInUseStopsTheMerge() {
        Play play = Play.on("frames=64");
        play.runAll("a = alloc_pages order=0", "b = alloc_pages order=0");
        assertEquals("ok pfn=0 order=0", play.run("free_pages a"));
        assertEquals(Rule.BUDDY_IN_USE, play.event(EventKind.BUDDY).rule());
        assertEquals(
                "the buddy of pfn 0 at order 0 is pfn 1: in use, so there is no merge",
                play.event(EventKind.BUDDY).sentence());
    }

    @Test
    void aBuddyFreeInPartStopsTheMerge() {
        Play play = Play.on("frames=64");
        play.runAll("a = alloc_pages order=1", "b = alloc_pages order=0");
        assertEquals("ok pfn=0 order=1", play.run("free_pages a"));
        assertEquals(Rule.BUDDY_IN_USE, play.event(EventKind.BUDDY).rule());
        play.runAll("c = alloc_pages order=1", "d = alloc_pages order=0", "free_pages b");
        assertEquals("ok pfn=0 order=1", play.run("free_pages c"));
        assertEquals(Rule.BUDDY_OTHER_ORDER, play.event(EventKind.BUDDY).rule());
        assertEquals(
                "the buddy of pfn 0 at order 1 is pfn 2: free, but of order 0, so there is no merge",
                play.event(EventKind.BUDDY).sentence());
    }

    @Test
    void anOrder10BlockMergesNoFurther() {
        Play play = Play.on("frames=2048");
        play.run("a = alloc_pages order=9");
        assertEquals("ok pfn=0 order=10", play.run("free_pages a"));
        assertEquals(Rule.BUDDY_MAX_ORDER, play.event(EventKind.BUDDY).rule());
        assertEquals("0 1024", play.list(10));
    }

    @Test
    void aZoneThatIsNoPowerOfTwoMergesWithinItsEdges() {
        Play play = Play.on("frames=90 start_pfn=6");
        play.runAll("a = alloc_pages order=1");
        assertEquals("ok pfn=6 order=1", play.run("free_pages a"));
        assertEquals(Rule.BUDDY_OUTSIDE, play.event(EventKind.BUDDY).rule());
        assertEquals(
                "the buddy of pfn 6 at order 1 is pfn 4: outside the zone, so there is no merge",
                play.event(EventKind.BUDDY).sentence());
    }

    @Test
    void aFreedBlockGoesToTheTailWhenItsParentsBuddyIsFree() {
        Play play = Play.on("frames=64");
        play.runAll("a = alloc_pages order=0", "b = alloc_pages order=0", "c = alloc_pages order=1");
        play.runAll("d = alloc_pages order=0", "e = alloc_pages order=0", "free_pages d", "free_pages c");
        assertEquals("4", play.list(0));
        play.run("free_pages a");
        assertEquals(Rule.FREE_TO_TAIL, play.event(EventKind.LISTED).rule());
        assertEquals("4 0", play.list(0));
        assertEquals(
                "put pfn 0 at the tail of the order-0 free list: the buddy of order 1 is free, so a merge is near",
                play.event(EventKind.LISTED).sentence());
    }

    @Test
    void anEmptyListIsLookedAtAndSaidToBeEmpty() {
        Play play = Play.on("frames=8");
        play.run("alloc_pages order=4");
        assertEquals(7, play.count(EventKind.LOOKED), "orders 4 to 10");
        assertEquals(
                "looked at the order-10 free list: empty, and no order is higher",
                play.event(EventKind.LOOKED).sentence());
        assertEquals(
                "looked at the order-4 free list: empty, so the next higher order is tried",
                play.last().event(2).sentence());
        assertEquals(Rule.SMALLEST_ORDER_FIRST, play.event(EventKind.LOOKED).rule());
    }

    @Test
    void mergeLikelyCanBeSwitchedOff() {
        Play play = Play.on("frames=64 merge_likely=off");
        play.runAll("a = alloc_pages order=0", "b = alloc_pages order=0", "c = alloc_pages order=1");
        play.runAll("d = alloc_pages order=0", "e = alloc_pages order=0", "free_pages d", "free_pages c");
        play.run("free_pages a");
        assertEquals(Rule.FREE_TO_HEAD, play.event(EventKind.LISTED).rule());
        assertEquals("0 4", play.list(0));
    }

    @Test
    void order9AndAboveNeverGoToTheTail() {
        Play play = Play.on("frames=4096");
        play.runAll("a = alloc_pages order=9", "b = alloc_pages order=9", "free_pages a");
        assertEquals(Rule.FREE_TO_HEAD, play.event(EventKind.LISTED).rule());
        Play eight = Play.on("frames=4096");
        eight.runAll("a = alloc_pages order=8", "b = alloc_pages order=8", "free_pages a");
        assertEquals(Rule.FREE_TO_TAIL, eight.event(EventKind.LISTED).rule(), "the order-9 buddy at 512 is free");
    }

    @Test
    void aBlockAboveAPageblockComesBackInPageblocks() {
        Play play = Play.on("frames=4096 migratetypes=on");
        play.run("a = alloc_pages order=10 gfp=MOVABLE");
        assertEquals("ok pfn=0 order=10", play.run("free_pages a"));
        assertEquals(2, play.count(EventKind.FREEING));
        assertEquals(Rule.PAGEBLOCK_AT_A_TIME, play.event(EventKind.FREEING).rule());
        assertEquals(1, play.count(EventKind.MERGED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aBlockIsAlignedToItsSizeAndFreesToWhereItWas(int order) {
        Play play = Play.on("frames=2500 start_pfn=1000");
        String before = play.machine().stateDigest();
        String names = before.substring(before.indexOf("names="));
        String reply = play.run("alloc_pages order=" + order);
        int pfn = Integer.parseInt(reply.substring("ok pfn=".length()));
        assertEquals(0, pfn % (1 << order));
        assertTrue(pfn >= 1000);
        play.run("free_pages pfn=" + pfn);
        assertEquals(2500, play.machine().memory().freePages());
        assertTrue(play.machine().stateDigest().endsWith(names));
    }

    @Test
    void everyStepOfAnAllocationIsTold() {
        Play play = Play.on("frames=8");
        play.run("alloc_pages order=1");
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < play.last().size(); i++) {
            Event event = play.last().event(i);
            steps.append(event.kind().label())
                    .append(' ')
                    .append(event.pfn())
                    .append(' ')
                    .append(event.order());
            steps.append('\n');
        }
        assertEquals(
                "COMMAND -1 -1\nREQUEST -1 1\nLOOK -1 1\nLOOK -1 2\nLOOK 0 3\nTAKE 0 3\nSPLIT 0 2\nSPLIT 0 "
                        + "1\nALLOC 0 1\n",
                steps.toString());
    }
}
