package pagewalk.engine.tlb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded streams of accesses, changes of page tables and switches, a million in all, against {@link NaiveSpaces}: no
 * access is ever translated otherwise than its page table says, and no entry disagrees with it unless a flush is
 * pending.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlbStreamTest {
    private static final int SPACES = 9;
    private static final int OPERATIONS = 50_000;

    private final NaiveSpaces naive = new NaiveSpaces();
    private Tlbs tlbs = new Tlbs(TlbConfig.USUAL, 1, Events.NONE);
    private Xorshift random = new Xorshift(0, 0);
    private int cpus;
    private int hits;
    private int accesses;

    @ParameterizedTest(name = "{0}, {1} CPUs, seed {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "on | 1 | 1",
                "on | 2 | 2",
                "on | 4 | 3",
                "on | 8 | 4",
                "16x4,8x4,lru,pti | 1 | 5",
                "16x4,8x4,lru,pti | 3 | 6",
                "16x4,8x4,lru,nopcid | 1 | 7",
                "16x4,8x4,lru,nopcid | 3 | 8",
                "4x3 | 2 | 9",
                "1x16,fifo | 2 | 10",
                "16x2,plru | 2 | 11",
                "8x8,2x2,plru,pti | 2 | 12",
                "8x4,4x4,random:7 | 2 | 13",
                "64x8,random:1,ceiling:0 | 3 | 14",
                "256x8,8x8,lru,ceiling:1000 | 3 | 15",
                "1x1 | 2 | 16",
                "1024x16,16x1,plru,pti,ceiling:1 | 4 | 17",
                "2x1,1x2,fifo,nopcid,ceiling:2 | 4 | 18",
                "on | 3 | 19",
                "16x4,8x4,lru,pti | 2 | 20"
            })
    void noEntryDisagreesWithItsPageTableUnlessAFlushIsPending(String text, int count, int seed) {
        TlbConfig config = TlbConfig.parse(text);
        assertEquals(config, TlbConfig.parse(config.text()));
        cpus = count;
        hits = 0;
        accesses = 0;
        random = new Xorshift(0x71b, seed);
        Set<Rule> met = EnumSet.noneOf(Rule.class);
        tlbs = new Tlbs(config, cpus, (kind, rule, a, b, c, d) -> {
            met.add(Rule.of(rule));
            String sentence = Event.decode(kind, rule, a, b, c, d).sentence();
            assertFalse(sentence.isEmpty() || sentence.contains("null") || sentence.endsWith("."), sentence);
        });
        for (int mm = 0; mm < SPACES; mm++) {
            if (naive.isThere(mm)) {
                naive.end(mm);
            }
        }
        for (int i = 0; i < OPERATIONS; i++) {
            String where = text + ", seed " + seed + ", operation " + i;
            operate(where);
            if (i % 8 == 0) {
                assertEntriesAgree(where);
            }
            if (i % 5000 == 0) {
                assertCopiesStandAlone(where);
            }
        }
        assertTrue(hits > accesses / 50, "hits: " + hits + " of " + accesses);
        assertTrue(met.contains(Rule.TLB_GEN) && met.contains(Rule.TLB_CR3), "rules: " + met);
        assertEquals(config.pti(), met.contains(Rule.TLB_PTI_USER));
        assertEquals(cpus > 1, met.contains(Rule.TLB_IPI));
        assertEquals(config.pcid(), met.contains(Rule.TLB_ASID_NEXT));
    }

    private void operate(String where) {
        int cpu = random.below(cpus);
        int what = random.below(100);
        if (what < 75) {
            access(cpu, where);
        } else if (what < 88) {
            change(cpu);
        } else if (what < 97) {
            switchSomewhere(cpu);
        } else {
            comeOrGo(cpu);
        }
    }

    private long somePage() {
        long base = random.below(3) == 0 ? 0x7_fffe_0000L : 0x400L;
        return base + random.below(random.below(20) == 0 ? 3000 : random.below(4) == 0 ? 60 : 6);
    }

    private void access(int cpu, String where) {
        int mm = tlbs.loaded(cpu);
        if (mm == Tlbs.INIT_MM || tlbs.view().isLazy(cpu)) {
            return;
        }
        long page = somePage();
        int hi = (int) (page >>> 18);
        int lo = (int) page & 0x3ffff;
        int kind = random.below(3);
        int found = tlbs.translate(cpu, hi, lo, kind);
        int truth = naive.walk(mm, page, kind);
        accesses++;
        if (found != Tlbs.MISS) {
            hits++;
            assertEquals(truth, found, where);
            return;
        }
        tlbs.walked(cpu, 4);
        NaiveSpaces.Page entry = naive.find(mm, page);
        if (truth >= 0 && entry != null) {
            tlbs.fill(cpu, hi, lo, truth, entry.rights);
            // What was just put in is found, and says the same.
            assertEquals(truth, tlbs.translate(cpu, hi, lo, kind), where);
        }
    }

    private void change(int cpu) {
        int mm = random.below(SPACES);
        if (!naive.isThere(mm)) {
            return;
        }
        // System calls of a program are made where it runs; a few come from elsewhere.
        for (int c = 0; c < cpus && random.below(4) != 0; c++) {
            cpu = tlbs.loaded(c) == mm && !tlbs.view().isLazy(c) ? c : cpu;
        }
        long page = somePage();
        Map<Long, NaiveSpaces.Page> pages = naive.pages(mm);
        NaiveSpaces.Page entry = naive.find(mm, page);
        switch (random.below(12)) {
            case 0, 1, 6, 7, 8, 9, 10, 11 -> map(mm, page);
            case 2 -> unmap(cpu, mm, page, 1 + random.below(random.below(3) == 0 ? 600 : 40));
            case 3 -> {
                if (entry != null && !entry.isHuge()) {
                    entry.pfn = random.below(1 << 20);
                    tlbs.flush(cpu, mm, FlushInfo.range((int) (page >>> 18), (int) page & 0x3ffff, 1));
                }
            }
            case 4 -> {
                if (entry != null) {
                    entry.rights |= Rights.WRITE;
                }
            }
            default -> {
                pages.values().forEach(each -> each.rights &= ~(Rights.WRITE | Rights.DIRTY));
                tlbs.flush(cpu, mm, FlushInfo.all(false));
            }
        }
    }

    private void map(int mm, long page) {
        Map<Long, NaiveSpaces.Page> pages = naive.pages(mm);
        int rights =
                Rights.USER | (random.below(3) == 0 ? 0 : Rights.WRITE) | (random.below(2) == 0 ? 0 : Rights.NO_EXEC);
        if (random.below(6) == 0) {
            long first = page & -512L;
            boolean free = true;
            for (long at = first; at < first + 512; at++) {
                free &= !pages.containsKey(at);
            }
            if (free) {
                pages.put(first, new NaiveSpaces.Page(random.below(1 << 11) << 9, rights | Rights.HUGE));
            }
            return;
        }
        for (long at = page; at < page + 1 + random.below(20); at++) {
            if (naive.find(mm, at) == null) {
                pages.put(at, new NaiveSpaces.Page(random.below(1 << 20), rights));
            }
        }
    }

    private void unmap(int cpu, int mm, long page, int count) {
        Map<Long, NaiveSpaces.Page> pages = naive.pages(mm);
        NaiveSpaces.Page entry = naive.find(mm, page);
        boolean tables = random.below(3) == 0;
        long first = page;
        int step = 1;
        int steps = count;
        if (entry != null && entry.isHuge()) {
            first = page & -512L;
            pages.remove(first);
            step = 512;
            steps = 1;
        } else {
            for (long at = page; at < page + count; at++) {
                NaiveSpaces.Page each = naive.find(mm, at);
                if (each != null && each.isHuge()) {
                    steps = (int) (at - page);
                    break;
                }
                pages.remove(at);
            }
        }
        if (steps > 0) {
            tlbs.flush(cpu, mm, new FlushInfo((int) (first >>> 18), (int) first & 0x3ffff, steps, step, tables));
        }
    }

    private void switchSomewhere(int cpu) {
        int mm = random.below(SPACES);
        if (random.below(4) == 0) {
            tlbs.enterLazy(cpu);
        } else if (random.below(20) == 0) {
            tlbs.switchTo(cpu, Tlbs.INIT_MM);
        } else if (random.below(3) == 0) {
            tlbs.switchTo(cpu, tlbs.loaded(cpu));
        } else if (naive.isThere(mm)) {
            tlbs.switchTo(cpu, mm);
        }
    }

    private void comeOrGo(int cpu) {
        int mm = random.below(SPACES);
        if (!naive.isThere(mm)) {
            naive.begin(mm);
            tlbs.contextNew(mm);
            tlbs.switchTo(cpu, mm);
        } else if (random.below(6) == 0) {
            naive.pages(mm).clear();
            if (random.below(2) == 0) {
                tlbs.flush(cpu, mm, FlushInfo.all(true));
            }
            tlbs.contextGone(mm);
            naive.end(mm);
        }
    }

    private void assertEntriesAgree(String where) {
        TlbView view = tlbs.view();
        for (int mm = 0; mm < SPACES; mm++) {
            for (int cpu = 0; cpu < cpus; cpu++) {
                boolean loaded = view.loaded(cpu) == mm;
                assertEquals(loaded, (view.mask(mm) >>> cpu & 1) != 0, where);
                assertTrue(!loaded || naive.isThere(mm), where);
                boolean behind = loaded && view.slotGeneration(cpu, view.asid(cpu)) != view.generation(mm);
                assertTrue(!behind || view.isLazy(cpu), where + ": only a lazy processor may be behind");
            }
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int place = 0; place < view.places(); place++) {
                if (view.holds(cpu, place)) {
                    assertAgrees(view, cpu, view.entry(cpu, place), where);
                }
            }
        }
    }

    private void assertAgrees(TlbView view, int cpu, TlbView.Entry entry, String where) {
        for (int slot = 0; slot < 6; slot++) {
            for (int mm = 0; mm < SPACES; mm++) {
                boolean valid = view.userPcid(slot) == entry.pcid()
                        && naive.isThere(mm)
                        && view.slotContext(cpu, slot) == view.context(mm)
                        && view.slotGeneration(cpu, slot) == view.generation(mm)
                        && !view.isUserMarked(cpu, slot);
                assertTrue(!valid || naive.agrees(mm, entry), where + ": CPU " + cpu + ", " + entry);
            }
        }
    }

    private void assertCopiesStandAlone(String where) {
        Digest before = new Digest();
        tlbs.digest(before);
        Tlbs copy = tlbs.copy(Events.NONE);
        Digest copied = new Digest();
        copy.digest(copied);
        assertEquals(before.hex(), copied.hex(), where);
        for (int cpu = 0; cpu < cpus; cpu++) {
            copy.switchTo(cpu, Tlbs.INIT_MM);
        }
        for (int mm = 0; mm < SPACES; mm++) {
            if (naive.isThere(mm)) {
                copy.contextGone(mm);
            }
        }
        Digest after = new Digest();
        tlbs.digest(after);
        assertEquals(before.hex(), after.hex(), where);
    }
}
