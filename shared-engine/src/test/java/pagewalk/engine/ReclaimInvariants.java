package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.view.ProcessView;
import pagewalk.engine.view.ReclaimView;
import pagewalk.engine.zswap.SizeClasses;
import pagewalk.engine.zswap.Zspages;
import pagewalk.engine.zswap.Zswap;

/** What always holds of a machine that reclaims: pages in one place, lists as counted, slots accounted for. */
public final class ReclaimInvariants {
    private final ProcessView view;
    private final MemoryView memory;
    private final LruVec vec;
    private final SwapSpace swap;
    private final FrameMaps frames;
    private final Zswap zswap;

    private ReclaimInvariants(Machine machine) {
        view = machine.processes();
        memory = machine.memory();
        ReclaimView reclaim = Objects.requireNonNull(view.reclaim());
        vec = reclaim.vec();
        swap = reclaim.swap();
        zswap = reclaim.zswap();
        frames = view.frames();
    }

    /** An entry of a table is one of swap: its slot is in use. */
    static void entry(Machine machine, int lo, int hi) {
        SwapSpace swap = Objects.requireNonNull(machine.processes().reclaim()).swap();
        assertTrue(swap.has(SwapPte.device(hi)), "a swap entry names a device");
        int entry = SwapSpace.entry(SwapPte.device(hi), SwapPte.offset(lo));
        assertTrue(swap.uses(entry) > 0, "a swap entry names a slot in use");
    }

    /** Fails with what is wrong. */
    public static void check(Machine machine) {
        ReclaimInvariants check = new ReclaimInvariants(machine);
        Set<Integer> listed = check.lists();
        check.frames(listed);
        check.slots();
        check.pool();
        ProcessInvariants.check(machine);
    }

    private Set<Integer> lists() {
        Set<Integer> listed = new HashSet<>();
        for (int list = 0; list < LruLists.UNEVICTABLE; list++) {
            int count = 0;
            int before = LruLists.NIL;
            for (int pfn = vec.lists.head(list); pfn != LruLists.NIL; pfn = vec.lists.older(pfn)) {
                assertTrue(listed.add(pfn), "a frame is on one list, once");
                assertEquals(list, vec.lists.list(pfn), "the list is that of the flags, pfn " + pfn);
                assertEquals(before, vec.lists.newer(pfn), "links lead both ways");
                before = pfn;
                count += frames.pages(pfn);
            }
            assertEquals(before, vec.lists.tail(list), "the last one is the tail");
            assertEquals(count, vec.lists.size(list), "the size of a list is its length");
        }
        return listed;
    }

    private void frames(Set<Integer> listed) {
        int unlisted = 0;
        int unevictable = 0;
        int cached = 0;
        for (int pfn = memory.startPfn(); pfn < memory.endPfn(); pfn++) {
            boolean page = frames.is(pfn, FrameMaps.ANON | FrameMaps.FILE | FrameMaps.SHMEM);
            assertFalse(frames.is(pfn, FrameMaps.PINNED | FrameMaps.WRITEBACK), "nobody works on pfn " + pfn);
            if (vec.lists.contains(pfn)) {
                assertTrue(page, "what is on a list is a page: pfn " + pfn);
                unevictable += frames.is(pfn, FrameMaps.UNEVICTABLE) ? frames.pages(pfn) : 0;
                assertEquals(
                        !frames.is(pfn, FrameMaps.UNEVICTABLE), listed.contains(pfn), "listed or unevictable " + pfn);
            } else {
                unlisted += page && !frames.is(pfn, FrameMaps.TAIL) ? 1 : 0;
            }
            if (frames.is(pfn, FrameMaps.SWAPCACHE)) {
                cached++;
                assertEquals(pfn, swap.page(swap.entryOf(pfn)), "the swap cache leads back to pfn " + pfn);
            }
        }
        assertEquals(unevictable, vec.lists.size(LruLists.UNEVICTABLE), "unevictable pages");
        assertEquals(cached, swap.cached(), "pages in the swap cache");
        assertTrue(unlisted <= vec.batches.waiting(), "a page is on a list or waits for it: " + unlisted);
    }

    /** Slots in use are those that entries or cached pages mean, and those that a processor keeps. */
    private void slots() {
        int meant = 0;
        int entries = 0;
        int inUse = 0;
        for (int device = 0; device < swap.devices(); device++) {
            for (int slot = 1; swap.has(device) && slot <= swap.pages(device); slot++) {
                int entry = SwapSpace.entry(device, slot);
                meant += swap.uses(entry) > 0 || swap.page(entry) != SwapSpace.NIL ? 1 : 0;
                entries += swap.uses(entry);
            }
            inUse += swap.has(device) ? swap.inUse(device) : 0;
        }
        assertEquals(entriesOfTables() + entriesOfFiles(), entries, "a slot counts the entries that mean it");
        assertEquals(meant + swap.kept(), inUse, "slots in use");
    }

    /** Frames of the pool are those of its zspages, and each object is the page of one slot that somebody needs. */
    private void pool() {
        Zspages pool = zswap.pool();
        int owned = 0;
        for (int pfn = memory.startPfn(); pfn < memory.endPfn(); pfn++) {
            owned += frames.is(pfn, FrameMaps.ZSPAGE) ? 1 : 0;
        }
        int pages = 0;
        int objects = 0;
        for (int number = 0; number < SizeClasses.count(); number++) {
            for (int group = 0; group < 12; group++) {
                for (int zspage = pool.first(number, group); zspage != Zspages.NIL; zspage = pool.next(zspage)) {
                    assertEquals(number, pool.classOf(zspage), "a zspage is in a list of its class");
                    assertTrue(pool.inUse(zspage) > 0, "an empty zspage is freed");
                    assertTrue(pool.inUse(zspage) <= SizeClasses.objects(number), "a zspage has no more than fit");
                    pages += SizeClasses.pages(number);
                    objects += pool.inUse(zspage);
                }
            }
        }
        assertEquals(pages, owned, "frames of the pool");
        assertEquals(pages, pool.pages(), "pages of the pool");
        assertEquals(zswap.stored(), objects, "objects are compressed pages");
        int stored = 0;
        for (int device = 0; device < swap.devices(); device++) {
            for (int slot = 1; swap.has(device) && slot <= swap.pages(device); slot++) {
                int entry = SwapSpace.entry(device, slot);
                if (zswap.zspage(entry) != Zswap.NIL) {
                    stored++;
                    assertTrue(swap.uses(entry) > 0, "somebody needs slot " + slot);
                    assertEquals(SwapSpace.NIL, swap.page(entry), "a page is in the pool or in memory, slot " + slot);
                    assertFalse(zswap.isZeros(entry), "zeros are not compressed, slot " + slot);
                }
            }
        }
        assertEquals(zswap.stored(), stored, "compressed pages are those of slots");
    }

    private int entriesOfTables() {
        int found = 0;
        for (int pid = 1; pid < view.nextPid(); pid++) {
            AddressSpace mm = view.task(pid) == null ? null : view.space(pid);
            int own = 0;
            for (int i = 0; mm != null && i < mm.vmas(); i++) {
                int vma = mm.vma(i);
                PteRange range = new PteRange(
                        view.tables(),
                        mm.root(),
                        view.vmas().start(vma),
                        view.vmas().end(vma));
                own += swapEntries(range, view.tables());
            }
            assertEquals(mm == null ? 0 : mm.swapEntries(), own, "VmSwap");
            found += own;
        }
        return found;
    }

    private static int swapEntries(PteRange range, PageTables tables) {
        int found = 0;
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                int lo = tables.lo(range.table(), index);
                found += !Pte.isPresent(lo) && SwapPte.is(lo) ? 1 : 0;
            }
        }
        return found;
    }

    private int entriesOfFiles() {
        int found = 0;
        Files files = view.state().files();
        for (int file = 0; file < files.count(); file++) {
            for (int page = 0; files.isShared(file) && page < files.pages(file); page++) {
                found += files.swapped(file, page) != Files.NIL ? 1 : 0;
            }
        }
        return found;
    }
}
