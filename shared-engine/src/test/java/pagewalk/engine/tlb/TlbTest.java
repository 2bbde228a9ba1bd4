package pagewalk.engine.tlb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Xorshift;

/** What a translation buffer remembers, and when Linux makes it forget. */
final class TlbTest {
    private static final int ALL_RIGHTS = Rights.USER | Rights.WRITE | Rights.DIRTY;

    private final EventLog log = new EventLog();

    private Tlbs tlbs(String config, int cpus, int spaces) {
        Tlbs tlbs = new Tlbs(TlbConfig.parse(config), cpus, log);
        for (int mm = 0; mm < spaces; mm++) {
            tlbs.contextNew(mm);
        }
        log.clear();
        return tlbs;
    }

    /** The rule of the last event of a kind; clears nothing. */
    private Rule rule(EventKind kind) {
        for (int e = log.size() - 1; e >= 0; e--) {
            if (log.kind(e) == kind.code()) {
                return Rule.of(log.rule(e));
            }
        }
        return Rule.NONE;
    }

    private int count(EventKind kind) {
        int count = 0;
        for (int e = 0; e < log.size(); e++) {
            count += log.kind(e) == kind.code() ? 1 : 0;
        }
        return count;
    }

    @Test
    void sixAddressSpacesKeepTheirEntriesAndTheSeventhTakesTheNextSlot() {
        Tlbs tlbs = tlbs("on", 1, 7);
        for (int mm = 0; mm < 5; mm++) {
            tlbs.switchTo(0, mm);
            assertEquals(Rule.TLB_ASID_NEXT, rule(EventKind.TLB_SLOT));
            assertEquals(mm + 1, tlbs.view().asid(0));
            tlbs.fill(0, 0, mm, 100 + mm, ALL_RIGHTS);
        }
        for (int mm = 0; mm < 5; mm++) {
            tlbs.switchTo(0, mm);
            assertEquals(Rule.TLB_ASID_KEPT, rule(EventKind.TLB_SLOT));
            assertEquals(100 + mm, tlbs.translate(0, 0, mm, Tlbs.LOAD));
        }
        // The kernel's own slot, number 0, comes before the oldest program's.
        tlbs.switchTo(0, 5);
        assertEquals(0, tlbs.view().asid(0));
        tlbs.switchTo(0, 6);
        assertEquals(1, tlbs.view().asid(0));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 1, Tlbs.LOAD));
        tlbs.switchTo(0, 0);
        assertEquals(2, tlbs.view().asid(0));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 0, Tlbs.LOAD));
    }

    @Test
    void aSlotThatMissedAChangeIsFlushedAndOneThatDidNotIsKept() {
        Tlbs tlbs = tlbs("on", 2, 2);
        tlbs.switchTo(0, 0);
        tlbs.fill(0, 0, 1, 100, ALL_RIGHTS);
        tlbs.switchTo(0, 1);
        tlbs.switchTo(1, 0);
        tlbs.flush(1, 0, FlushInfo.range(0, 1, 1));
        assertEquals(0, count(EventKind.TLB_INTERRUPT), "a CPU that switched away is not asked");
        tlbs.switchTo(0, 0);
        assertEquals(Rule.TLB_ASID_STALE, rule(EventKind.TLB_SLOT));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 1, Tlbs.LOAD));
    }

    @Test
    void withoutIdentifiersEverySwitchForgets() {
        Tlbs tlbs = tlbs("16x4,8x4,lru,nopcid", 1, 2);
        tlbs.switchTo(0, 0);
        tlbs.fill(0, 0, 1, 100, ALL_RIGHTS);
        tlbs.switchTo(0, 1);
        assertEquals(Rule.TLB_NO_PCID, rule(EventKind.TLB_SLOT));
        tlbs.switchTo(0, 0);
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 1, Tlbs.LOAD));
        assertEquals(3, tlbs.view().count(0, Counter.FLUSHED_ALL));
    }

    @ParameterizedTest
    @CsvSource({"1, TLB_PARTIAL", "33, TLB_PARTIAL", "34, TLB_FULL", "-1, TLB_FULL"})
    void upTo33PagesAreFlushedOneByOne(int pages, Rule expected) {
        Tlbs tlbs = tlbs("64x4", 1, 1);
        tlbs.switchTo(0, 0);
        tlbs.fill(0, 3, 10, 100, ALL_RIGHTS);
        tlbs.fill(0, 3, 50, 101, ALL_RIGHTS);
        tlbs.flush(0, 0, FlushInfo.range(3, 10, pages));
        assertEquals(expected, rule(EventKind.TLB_FLUSHED));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 3, 10, Tlbs.LOAD));
        assertEquals(expected == Rule.TLB_PARTIAL ? 101 : Tlbs.MISS, tlbs.translate(0, 3, 50, Tlbs.LOAD));
        assertEquals(Math.max(pages, 0) % 34, tlbs.view().count(0, Counter.FLUSHED_ONE));
    }

    @Test
    void aRangeMayCrossTheEndOfTheLowerInt() {
        Tlbs tlbs = tlbs("on", 1, 1);
        tlbs.switchTo(0, 0);
        tlbs.fill(0, 3, 0x3ffff, 100, ALL_RIGHTS);
        tlbs.fill(0, 4, 0, 101, ALL_RIGHTS);
        tlbs.flush(0, 0, FlushInfo.range(3, 0x3ffff, 2));
        assertEquals(2, count(EventKind.TLB_DROPPED));
    }

    @Test
    void everyProcessorThatRunsTheAddressSpaceIsInterruptedButLazyOnes() {
        Tlbs tlbs = tlbs("on", 4, 2);
        for (int cpu = 0; cpu < 3; cpu++) {
            tlbs.switchTo(cpu, 0);
            tlbs.fill(cpu, 0, 1, 100, ALL_RIGHTS);
        }
        tlbs.switchTo(3, 1);
        tlbs.enterLazy(2);
        log.clear();
        tlbs.flush(0, 0, FlushInfo.range(0, 1, 1));
        assertEquals(2, count(EventKind.TLB_INTERRUPT));
        assertEquals(2, count(EventKind.TLB_FLUSHED));
        assertEquals(1, tlbs.view().count(1, Counter.INTERRUPTS));
        assertEquals(0, tlbs.view().count(2, Counter.INTERRUPTS));
        assertEquals(2, tlbs.view().slotGeneration(2, 1) + 2);
        tlbs.switchTo(2, 0);
        assertEquals(Rule.TLB_LAZY_BACK, rule(EventKind.TLB_LAZY));
        assertEquals(Tlbs.MISS, tlbs.translate(2, 0, 1, Tlbs.LOAD));
    }

    @Test
    void aLazyProcessorThatMissedNothingKeepsItsEntries() {
        Tlbs tlbs = tlbs("on", 1, 1);
        tlbs.switchTo(0, 0);
        tlbs.fill(0, 0, 1, 100, ALL_RIGHTS);
        tlbs.enterLazy(0);
        tlbs.switchTo(0, 0);
        assertEquals(100, tlbs.translate(0, 0, 1, Tlbs.LOAD));
        assertEquals(1, count(EventKind.TLB_LOADED));
    }

    @Test
    void whenTablesGoALazyProcessorGivesTheAddressSpaceUp() {
        Tlbs tlbs = tlbs("on", 2, 1);
        tlbs.switchTo(0, 0);
        tlbs.switchTo(1, 0);
        tlbs.enterLazy(1);
        tlbs.flush(0, 0, FlushInfo.all(true));
        assertEquals(Tlbs.INIT_MM, tlbs.loaded(1));
        assertEquals(1, tlbs.view().mask(0));
        assertEquals(Rule.TLB_LAZY_LEAVE, rule(EventKind.TLB_LAZY));
    }

    @Test
    void withIsolationTheProgramsHalfIsFlushedOnTheWayBack() {
        Tlbs tlbs = tlbs("16x4,8x4,lru,pti", 1, 1);
        tlbs.switchTo(0, 0);
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 1, Tlbs.LOAD));
        tlbs.fill(0, 0, 1, 100, ALL_RIGHTS);
        assertEquals(2048 + 2, tlbs.view().entry(0, 4).pcid());
        log.clear();
        tlbs.flush(0, 0, FlushInfo.all(false));
        assertEquals(1, count(EventKind.TLB_USER_MARKED));
        assertEquals(true, tlbs.view().holds(0, 4), "nothing is lost before the program goes on");
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 1, Tlbs.LOAD));
        assertEquals(Rule.TLB_PTI_USER, rule(EventKind.TLB_FLUSHED));
        assertEquals(false, tlbs.view().holds(0, 4));
    }

    @Test
    void anEntryThatForbidsIsDroppedAndAStoreWalksUntilThePageIsKnownDirty() {
        Tlbs tlbs = tlbs("on", 1, 1);
        tlbs.switchTo(0, 0);
        tlbs.fill(0, 0, 1, 100, Rights.USER | Rights.NO_EXEC);
        assertEquals(100, tlbs.translate(0, 0, 1, Tlbs.LOAD));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 1, Tlbs.FETCH));
        assertEquals(Rule.TLB_REWALK, rule(EventKind.TLB_DROPPED));
        tlbs.fill(0, 0, 1, 100, Rights.USER | Rights.WRITE);
        assertEquals(Tlbs.MISS, tlbs.translate(0, 0, 1, Tlbs.STORE));
        assertEquals(Rule.TLB_DIRTY, rule(EventKind.TLB_DROPPED));
        tlbs.fill(0, 0, 1, 100, ALL_RIGHTS);
        assertEquals(100, tlbs.translate(0, 0, 1, Tlbs.STORE));
    }

    @Test
    void aHugeEntryTranslatesAllOfItsPagesAndGoesWithAnyOfThem() {
        Tlbs tlbs = tlbs("on", 1, 1);
        tlbs.switchTo(0, 0);
        tlbs.fill(0, 5, 512 + 7, 2048 + 7, ALL_RIGHTS | Rights.HUGE);
        assertEquals(2048, tlbs.translate(0, 5, 512, Tlbs.LOAD));
        assertEquals(2048 + 511, tlbs.translate(0, 5, 1023, Tlbs.STORE));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 5, 1024, Tlbs.LOAD));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 4, 600, Tlbs.LOAD));
        tlbs.flush(0, 0, FlushInfo.range(5, 900, 1));
        assertEquals(Tlbs.MISS, tlbs.translate(0, 5, 512, Tlbs.LOAD));
    }

    @Test
    void aGlobalEntryOutlivesSwitchesAndAnswersEveryIdentifier() {
        TlbArray array = new TlbArray(2, 2, Replacement.LRU, 1);
        int mine = 7 | 3 << TlbArray.PCID_SHIFT;
        array.put(0, mine | TlbArray.GLOBAL, 4, 99, 0);
        array.put(1, mine, 6, 98, 0);
        assertEquals(0, array.find(0, 7 | 5 << TlbArray.PCID_SHIFT, 4));
        assertEquals(TlbArray.NIL, array.find(0, 7 | 5 << TlbArray.PCID_SHIFT, 6));
        assertEquals(1, array.dropAll(TlbArray.NIL));
        assertEquals(0, array.find(0, mine, 4));
        array.drop(0);
        assertEquals(TlbArray.NIL, array.find(0, mine, 4));
    }

    @ParameterizedTest
    @CsvSource({"LRU, 4", "LRU, 7", "FIFO, 4", "FIFO, 5", "PLRU, 2"})
    void replacementAgreesWithAList(Replacement replacement, int ways) {
        TlbArray array = new TlbArray(4, ways, replacement, 1);
        List<List<Integer>> oldestFirst =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Xorshift random = new Xorshift(0x1e5, ways);
        for (int i = 0; i < 20_000; i++) {
            int page = random.below(4 * ways * 2);
            List<Integer> list = oldestFirst.get(page & 3);
            int slot = array.find(page & 3, 1, page);
            assertEquals(list.contains(page), slot != TlbArray.NIL, "access " + i);
            boolean moves = replacement != Replacement.FIFO || slot == TlbArray.NIL;
            if (slot != TlbArray.NIL) {
                array.used(slot);
            } else {
                slot = array.victim(page & 3);
                if (list.size() == ways) {
                    assertEquals(list.remove(0), array.lows[slot], "access " + i);
                }
                array.put(slot, 1, page, page, 0);
            }
            if (moves) {
                list.remove((Integer) page);
                list.add(page);
            }
        }
    }

    @Test
    void theTreePointsAwayFromWhatWasUsed() {
        TlbArray array = new TlbArray(1, 4, Replacement.PLRU, 1);
        for (int page = 0; page < 4; page++) {
            array.put(array.victim(0), 1, page, page, 0);
        }
        assertEquals(0, array.victim(0));
        array.used(0);
        assertEquals(2, array.victim(0));
        array.used(3);
        // The oldest is 1, but the tree says 0 or 1 by the side last used there, which was 0.
        assertEquals(1, array.victim(0));
        array.used(1);
        assertEquals(2, array.victim(0));
    }

    @Test
    void diceAreThrownFromTheSeed() {
        List<Integer> slots = new ArrayList<>();
        for (int seed : new int[] {1, 1, 2}) {
            TlbArray array = new TlbArray(1, 16, Replacement.RANDOM, seed);
            int sum = 0;
            for (int page = 0; page < 100; page++) {
                int slot = array.victim(0);
                array.put(slot, 1, page, page, 0);
                sum = sum * 31 + slot;
            }
            slots.add(sum);
        }
        assertEquals(slots.get(0), slots.get(1));
        assertEquals(false, slots.get(0).equals(slots.get(2)));
    }

    @Test
    void nothingIsRememberedForTheKernelsOwnAddressSpace() {
        Tlbs tlbs = tlbs("on", 1, 1);
        assertThrows(IllegalStateException.class, () -> tlbs.fill(0, 0, 1, 100, ALL_RIGHTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on",
                "off",
                "16x4",
                "16x4,8x4",
                "1x3,fifo",
                "2x2,random:99,pti",
                "64x8,16x8,plru,pti,ceiling:0",
                "1024x16,nopcid,ceiling:1000"
            })
    void aConfigIsReadAndPrintedBack(String text) {
        TlbConfig config = TlbConfig.parse(text);
        assertEquals(config, TlbConfig.parse(config.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "16",
                "16x",
                "x4",
                "3x4",
                "16x0",
                "16x17",
                "2048x1",
                "lru",
                "16x4,lru,8x4",
                "16x4,16x4,16x4",
                "16x4,random",
                "16x4,random:0",
                "16x4,lru:3",
                "16x4,nopcid,pti",
                "16x3,plru",
                "16x4,pti,nopcid",
                "16x4,ceiling:-1",
                "16x4,ceiling:9999999",
                "16x4,,lru",
                "16x4,LRU",
                "016x4",
                "16x4,pti,pti",
                "on,pti"
            })
    void whatIsNoConfigIsNotRead(String text) {
        assertNull(TlbConfig.parse(text), text);
    }
}
