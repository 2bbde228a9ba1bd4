package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagewalk.engine.buddy.AllocRequest;
import pagewalk.engine.buddy.MemoryPressure;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.Zone;

/** The steps of an allocation that finds too little free memory, in the kernel's order. */
final class SlowPathTest {
    private static final Set<Integer> STEPS = Set.of(
            EventKind.KSWAPD_ASKED.code(),
            EventKind.RETRY.code(),
            EventKind.DIRECT_COMPACT.code(),
            EventKind.DIRECT_RECLAIM.code(),
            EventKind.RECLAIM_RETRY.code(),
            EventKind.OOM.code(),
            EventKind.GAVE_UP.code());
    private static final int KERNEL = Gfp.KERNEL;

    private final List<Rule> steps = new ArrayList<>();
    private final Memory memory = Memory.boot(
            Play.config("preset=linux frames=8192 watermarks=on min_free_kbytes=2048"), new Recorder(new Digest(), 0) {
                @Override
                public void emit(int kind, int rule, int a, int b, int c, int d) {
                    if (STEPS.contains(kind)) {
                        steps.add(Rule.of(rule));
                    }
                }
            });

    /** Takes pages until nobody gets another one without reclaim, then forgets the steps. */
    private void fill(int order) {
        while (memory.allocate(order, Gfp.MOVABLE | Gfp.HIGHMEM, 0) != Memory.NIL) {
            assertTrue(memory.freePages(KERNEL) >= 0);
        }
        steps.clear();
    }

    private int ask(int order, int gfp) {
        steps.clear();
        return memory.allocate(order, gfp, 0);
    }

    @Test
    void aZoneAboveLowServesWithoutAnyStep() {
        assertTrue(ask(3, KERNEL) >= 0);
        assertEquals(List.of(), steps);
    }

    @Test
    void whoMayNotWaitTriesTwiceAndFails() {
        fill(0);
        assertEquals(Memory.NIL, ask(0, Gfp.KSWAPD_RECLAIM));
        assertEquals(
                List.of(Rule.WAKE_KSWAPD, Rule.SLOW_PATH, Rule.WAKE_KSWAPD, Rule.SLOW_PATH, Rule.GIVE_UP_NO_WAIT),
                steps);
        assertTrue(ask(0, Gfp.HIGH | Gfp.KSWAPD_RECLAIM) >= 0, "ATOMIC may go below min");
        assertEquals(List.of(Rule.WAKE_KSWAPD, Rule.SLOW_PATH), steps);
        assertEquals(Memory.NIL, ask(0, 0), "without KSWAPD_RECLAIM nobody is woken");
        assertFalse(steps.contains(Rule.WAKE_KSWAPD));
    }

    @Test
    void anOrdinaryRequestReclaimsCompactsAndEndsAtTheOomKiller() {
        fill(0);
        assertEquals(Memory.NIL, ask(2, KERNEL));
        assertEquals(
                List.of(
                        Rule.WAKE_KSWAPD,
                        Rule.SLOW_PATH,
                        Rule.COMPACT_FIRST,
                        Rule.WAKE_KSWAPD,
                        Rule.SLOW_PATH,
                        Rule.DIRECT_RECLAIM,
                        Rule.COMPACT_AFTER_RECLAIM,
                        Rule.RECLAIM_RETRY,
                        Rule.OOM_LAST_LOOK,
                        Rule.OOM_KILL),
                steps);
        ask(2, KERNEL | Gfp.MOVABLE);
        assertFalse(steps.contains(Rule.COMPACT_FIRST), "movable blocks of small orders reclaim first");
        ask(2, KERNEL | Gfp.RETRY_MAYFAIL);
        assertEquals(Rule.OOM_NOT_MAYFAIL, steps.getLast());
        while (memory.allocate(0, Gfp.DMA, 0) != Memory.NIL) {
            assertTrue(memory.freePages(Gfp.DMA) > 0);
        }
        ask(2, KERNEL | Gfp.DMA);
        assertEquals(Rule.OOM_NOT_LOWMEM, steps.getLast());
        ask(2, KERNEL | Gfp.NORETRY);
        assertEquals(Rule.GIVE_UP_NORETRY, steps.getLast());
        assertTrue(steps.contains(Rule.DIRECT_RECLAIM));
    }

    @Test
    void aCostlyOrderIsNotTriedAgain() {
        fill(3);
        assertEquals(Memory.NIL, ask(6, KERNEL));
        assertEquals(Rule.GIVE_UP_COSTLY, steps.getLast());
        ask(6, KERNEL | Gfp.RETRY_MAYFAIL);
        assertEquals(Rule.OOM_NOT_COSTLY, steps.getLast());
        ask(6, KERNEL | Gfp.NORETRY);
        assertEquals(
                List.of(Rule.WAKE_KSWAPD, Rule.SLOW_PATH, Rule.COMPACT_FIRST, Rule.GIVE_UP_NORETRY),
                steps,
                "compaction was not tried, so reclaim would be too much");
    }

    @Test
    void whoMayNotFailGetsIntoTheReserves() {
        fill(0);
        assertTrue(ask(0, KERNEL | Gfp.NOFAIL) >= 0);
        assertEquals(List.of(Rule.OOM_KILL, Rule.WATERMARK_NONE), steps.subList(steps.size() - 2, steps.size()));
        while (memory.freePages(KERNEL) > 0) {
            assertTrue(ask(0, KERNEL | Gfp.NOFAIL) >= 0);
        }
        assertEquals(Memory.NIL, ask(0, KERNEL | Gfp.NOFAIL));
        assertEquals(List.of(Rule.NOFAIL_RESERVE, Rule.NOFAIL_LOOPS), steps.subList(steps.size() - 2, steps.size()));
    }

    @Test
    void reclaimThatFreesAPageEndsTheWait() {
        fill(0);
        int[] given = new int[1];
        memory.relieveBy(new MemoryPressure() {
            @Override
            public int reclaim(AllocRequest request) {
                for (int pfn = memory.frames().endPfn() - 1; given[0] < 4; pfn--) {
                    memory.free(pfn, 0);
                    given[0]++;
                }
                return 4;
            }
        });
        assertTrue(ask(0, KERNEL) >= 0);
        assertEquals(4, given[0]);
        assertEquals(List.of(Rule.DIRECT_RECLAIM, Rule.DIRECT_RECLAIM), steps.subList(steps.size() - 2, steps.size()));
    }

    @Test
    void roundsWithoutProgressEndAfterSixteen() {
        fill(0);
        memory.relieveBy(new MemoryPressure() {
            @Override
            public int reclaimable(int zone) {
                return 1000;
            }
        });
        assertEquals(Memory.NIL, ask(0, KERNEL));
        assertEquals(17, steps.stream().filter(Rule.RECLAIM_RETRY::equals).count());
        assertEquals(Rule.OOM_KILL, steps.getLast());
    }

    @Test
    void aTaskThatIsKilledBeginsTheRoundsAgain() {
        fill(0);
        int[] killed = new int[1];
        memory.relieveBy(new MemoryPressure() {
            @Override
            public boolean kill(AllocRequest request) {
                memory.free(memory.frames().endPfn() - ++killed[0], 0);
                return killed[0] <= 3;
            }
        });
        assertTrue(ask(0, KERNEL) >= 0);
        assertTrue(killed[0] >= 1 && killed[0] <= 3, "killed " + killed[0]);
    }

    @Test
    void compactionThatMakesABlockServesFromIt() {
        fill(0);
        List<String> told = new ArrayList<>();
        memory.relieveBy(new MemoryPressure() {
            @Override
            public int compact(AllocRequest request, int priority) {
                told.add("compact " + request.order() + " priority " + priority);
                for (int pfn = 8000; pfn < 8192; pfn++) {
                    memory.free(pfn, 0);
                }
                return SUCCESS;
            }

            @Override
            public void compacted(AllocRequest request, int zone) {
                told.add("served by zone " + zone);
            }
        });
        int pfn = ask(4, KERNEL);
        assertTrue(pfn >= 0);
        assertEquals(List.of("compact 4 priority 2", "served by zone 1"), told);
        assertEquals(List.of(Rule.WAKE_KSWAPD, Rule.SLOW_PATH, Rule.COMPACT_FIRST, Rule.COMPACT_FIRST), steps);
    }

    @Test
    void theReserveForUrgentRequestsIsGivenUpBeforeAnybodyIsKilled() {
        Play play = Play.on("preset=linux frames=120000 watermarks=on min_free_kbytes=4096");
        while (play.run("alloc_pages order=9 gfp=HIGHUSER_MOVABLE").startsWith("ok")) {
            assertEquals(0, play.machine().memory().watermarks(1).reservedHighatomic());
        }
        while (play.run("alloc_pages order=4 gfp=NOWAIT").startsWith("ok")) {
            assertTrue(play.machine().memory().freePages() > 0);
        }
        play.run("a = alloc_pages order=4 gfp=ATOMIC");
        assertEquals(512, play.machine().memory().watermarks(1).reservedHighatomic());
        while (play.run("alloc_pages order=0 gfp=NOWAIT").startsWith("ok")) {
            assertTrue(play.machine().memory().freePages() > 0);
        }
        play.run("alloc_pages order=3 gfp=KERNEL");
        play.event(EventKind.UNRESERVED);
        assertEquals(0, play.machine().memory().watermarks(1).reservedHighatomic());
        assertEquals(0, play.machine().memory().freeCount(1, 4, Zone.HIGHATOMIC));
        Invariants.betweenCommands(play.machine());
    }
}
