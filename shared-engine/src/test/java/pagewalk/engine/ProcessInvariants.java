package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import pagewalk.engine.filemap.HugeMemory;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.AnonVmas;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.task.Task;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.view.ProcessView;

/** What always holds of processes and their memory, found by walking every table from its root. */
public final class ProcessInvariants {
    /** The flag of a VMA that was promised its huge pages. */
    private static final int OWNER = 1 << 23;

    private final Machine machine;
    private final ProcessView view;
    private final Map<Integer, Integer> mapped = new HashMap<>();
    private final Set<Integer> tables = new HashSet<>();
    private final Map<Integer, Set<Long>> mappings = new HashMap<>();
    private final Map<Integer, Integer> orders = new HashMap<>();
    /** What owners of private mappings may still ask for, of 2 MiB and of 1 GiB. */
    private final int[] owed = new int[2];

    private long accounted;
    /** Huge entries of private memory. */
    private int blocks;

    private ProcessInvariants(Machine machine) {
        this.machine = machine;
        view = machine.processes();
    }

    /** Fails with what is wrong. */
    public static void check(Machine machine) {
        new ProcessInvariants(machine).check();
    }

    private void check() {
        for (int pid = 1; pid < view.nextPid(); pid++) {
            Task task = view.task(pid);
            AddressSpace mm = view.space(pid);
            if (task != null && mm != null) {
                spaces(mm);
            }
        }
        int aside = view.thp() == null ? 0 : view.thp().deposited();
        assertEquals(blocks, aside, "a table is put aside for each huge entry of private memory");
        assertEquals(tables.size() + aside, view.tables().tables(), "tables");
        frames();
        for (int file = 0; file < view.state().files().count(); file++) {
            boolean kept = view.state().files().isKept(file);
            if (view.state().files().isShared(file)
                    && (kept || view.state().files().mappings(file) > 0)) {
                accounted += view.state().files().charged(file);
            }
        }
        assertEquals(accounted, view.state().accounts().committed(), "pages promised");
        pool(HugePool.PMD_ORDER);
        pool(HugePool.PUD_ORDER);
    }

    /** Every page of the pool is free or in use, and what is promised is what mappings may still ask for. */
    private void pool(int order) {
        HugePool pool = view.state().huge();
        int used = 0;
        int promised = 0;
        for (int file = 0; file < view.state().files().count(); file++) {
            HugeMemory memory = view.state().files().huge(file);
            if (memory != null && memory.order() == order) {
                used += view.state().files().cached(file);
                boolean there = view.state().files().isKept(file)
                        || view.state().files().mappings(file) > 0;
                int pages = view.state().files().pages(file) >> order;
                promised += memory.isPromised() && there
                        ? pages - view.state().files().cached(file)
                        : 0;
            }
        }
        for (int pfn : mapped.keySet()) {
            used += view.frames().is(pfn, FrameMaps.HUGE)
                            && view.frames().is(pfn, FrameMaps.ANON)
                            && orders.get(pfn) == order
                    ? 1
                    : 0;
        }
        promised += order == HugePool.PMD_ORDER ? owed[0] : owed[1];
        assertEquals(pool.pages(order), pool.free(order) + used, "huge pages of order " + order);
        assertEquals(promised, pool.promised(order), "promised huge pages of order " + order);
        assertTrue(pool.promised(order) <= pool.free(order), "no more is promised than is free");
        assertTrue(pool.surplus(order) >= 0 && pool.surplus(order) <= pool.pages(order), "surplus");
    }

    private void spaces(AddressSpace mm) {
        Vmas vmas = view.vmas();
        long total = 0;
        long locked = 0;
        long end = 0;
        for (int i = 0; i < mm.vmas(); i++) {
            int vma = mm.vma(i);
            assertEquals(mm.id(), vmas.mm(vma), "a VMA knows its address space");
            assertTrue(vmas.start(vma) >= end && vmas.end(vma) > vmas.start(vma), "VMAs in order, not empty");
            end = vmas.end(vma);
            total += vmas.pages(vma);
            locked += (vmas.flags(vma) & VmFlags.LOCKED) != 0 ? vmas.pages(vma) : 0;
            accounted += (vmas.flags(vma) & VmFlags.ACCOUNT) != 0 ? vmas.pages(vma) : 0;
            owed(vma);
        }
        assertEquals(total, mm.totalPages(), "VmSize");
        assertEquals(locked, mm.lockedPages(), "VmLck");
        int[] rss = new int[4];
        int before = blocks;
        int below = walk(mm, mm.root().pgd(), PageTables.PGD, 0, rss) + blocks - before;
        assertEquals(below - 1, mm.root().tables(), "tables of one address space");
        assertEquals(rss[0], mm.rssAnon(), "RssAnon is present entries");
        assertEquals(rss[1], mm.rssFile(), "RssFile is present entries");
        assertEquals(rss[2], mm.rssShared(), "RssShmem is present entries");
        assertEquals(rss[3], mm.hugeFrames(), "HugetlbPages is present entries");
    }

    /** Huge pages that the owner of a private mapping has not had yet. */
    private void owed(int vma) {
        int flags = view.vmas().flags(vma);
        int order = VmFlags.pageOrder(flags);
        HugeMemory memory =
                order == 0 ? null : view.state().files().huge(view.vmas().file(vma));
        boolean owner = (flags & OWNER) != 0;
        assertTrue(order == 0 || (view.vmas().start(vma) & (1L << order) - 1) == 0, "huge VMAs are aligned");
        for (long at = 0; memory != null && owner && at < view.vmas().pages(vma) >> order; at++) {
            int index = (int) (at + (view.vmas().pgoff(vma) >> order));
            owed[order == HugePool.PMD_ORDER ? 0 : 1] += memory.isPromised(index, true) ? 1 : 0;
        }
    }

    /** Walks a table and those below; returns how many there are. */
    private int walk(AddressSpace mm, int table, int level, long page, int[] rss) {
        assertTrue(tables.add(table), "a table has one parent");
        int count = 1;
        for (int index = 0; index < PageTables.ENTRIES; index++) {
            int lo = view.tables().lo(table, index);
            int hi = view.tables().hi(table, index);
            if (Pte.isNone(lo, hi)) {
                continue;
            }
            long at = page | (long) index << 9 * (level - 1);
            if (level > PageTables.PTE && (lo & Pte.HUGE) != 0) {
                huge(mm, at, level, new int[] {lo, hi}, rss);
            } else if (level > PageTables.PTE) {
                count += walk(mm, Pte.pfn(lo, hi), level - 1, at, rss);
            } else {
                entry(mm, at, lo, hi, rss);
            }
        }
        return count;
    }

    private void huge(AddressSpace mm, long page, int level, int[] entry, int[] rss) {
        int vma = vmaOf(mm, page);
        int pfn = Pte.pfn(entry[0], entry[1]);
        int order = 9 * (level - 1);
        FrameMaps frames = view.frames();
        if (VmFlags.pageOrder(view.vmas().flags(vma)) == 0) {
            block(vma, page, entry, rss);
            return;
        }
        assertEquals(order, VmFlags.pageOrder(view.vmas().flags(vma)), "the VMA has pages of this size");
        assertTrue(frames.is(pfn, FrameMaps.HUGE), "a huge entry names a page of the pool");
        boolean write = (entry[0] & Pte.WRITE) != 0;
        assertTrue(!write || (view.vmas().flags(vma) & VmFlags.WRITE) != 0, "an entry allows no more than its VMA");
        assertTrue(write || (entry[0] & Pte.DIRTY) == 0, "no dirty entry without write permission");
        rss[3] += 1 << order;
        mapped.merge(pfn, 1, Integer::sum);
        orders.put(pfn, order);
        if (frames.is(pfn, FrameMaps.ANON)) {
            assertTrue(!write || frames.is(pfn, FrameMaps.EXCLUSIVE), "who may write has the page alone");
            mappings.computeIfAbsent(pfn, none -> new HashSet<>()).add((long) vma);
        } else {
            int index = (int) (view.vmas().pgoff(vma) + page - view.vmas().start(vma) >> order);
            assertEquals(pfn, view.state().files().page(view.vmas().file(vma), index), "a page of the file's");
        }
    }

    /** A huge entry of private memory: that of a block, or of the huge page of zeros. */
    private void block(int vma, long page, int[] entry, int[] rss) {
        FrameMaps frames = view.frames();
        int head = Pte.pfn(entry[0], entry[1]);
        boolean write = (entry[0] & Pte.WRITE) != 0;
        blocks++;
        assertEquals(0, page & 511, "a huge entry begins at 2 MiB");
        assertTrue(view.vmas().end(vma) >= page + 512, "a huge entry lies in one VMA");
        assertTrue(!write || (view.vmas().flags(vma) & VmFlags.WRITE) != 0, "an entry allows no more than its VMA");
        assertTrue(write || (entry[0] & Pte.DIRTY) == 0, "no dirty entry without write permission");
        if (frames.is(head, FrameMaps.ZERO)) {
            assertEquals(view.thp().zeroPage(), head, "the huge page of zeros");
            assertTrue(!write, "nobody writes to the page of zeros");
            return;
        }
        assertTrue(frames.is(head, FrameMaps.LARGE), "a huge entry names a block");
        long index = (long) frames.indexHi(head) << 18 | frames.indexLo(head);
        assertEquals(index, view.vmas().pgoff(vma) + page - view.vmas().start(vma), "place of the block");
        rss[0] += 512;
        for (int i = 0; i < 512; i++) {
            mapped.merge(head + i, 1, Integer::sum);
            assertTrue(!write || frames.is(head + i, FrameMaps.EXCLUSIVE), "who may write has the block alone");
            mappings.computeIfAbsent(head + i, none -> new HashSet<>()).add((long) vma);
        }
    }

    /** A frame of a block: the whole block is one allocation, and its books agree. */
    private void ofBlock(int pfn) {
        int head = view.frames().head(pfn);
        assertEquals(view.frames().is(pfn, FrameMaps.LARGE), pfn == head, "the first frame stands for a block");
        assertTrue(view.frames().is(head, FrameMaps.LARGE), "a block has a first frame");
        assertEquals(9, machine.memory().blockOrder(head), "a block is one allocation");
        if (pfn == head) {
            assertEquals("", view.thp().wrong(head));
        }
    }

    private void entry(AddressSpace mm, long page, int lo, int hi, int[] rss) {
        int vma = vmaOf(mm, page);
        int pfn = Pte.pfn(lo, hi);
        FrameMaps frames = view.frames();
        if (SwapPte.is(lo)) {
            ReclaimInvariants.entry(machine, lo, hi);
            return;
        }
        assertTrue(Pte.isPresent(lo), "an entry is empty or present");
        assertTrue(frames.isHeld(pfn), "an entry names a frame that belongs to somebody");
        boolean write = (lo & Pte.WRITE) != 0;
        assertTrue(!write || (view.vmas().flags(vma) & VmFlags.WRITE) != 0, "an entry allows no more than its VMA");
        assertTrue(write || (lo & Pte.DIRTY) == 0, "no dirty entry without write permission");
        if ((lo & Pte.SPECIAL) != 0) {
            assertTrue(!write && frames.is(pfn, FrameMaps.ZERO | FrameMaps.KERNEL), "special pages are the kernel's");
            return;
        }
        rss[frames.is(pfn, FrameMaps.ANON) ? 0 : frames.is(pfn, FrameMaps.SHMEM) ? 2 : 1]++;
        mapped.merge(pfn, 1, Integer::sum);
        boolean anonymous = frames.is(pfn, FrameMaps.ANON);
        if (anonymous) {
            assertTrue(!write || frames.is(pfn, FrameMaps.EXCLUSIVE), "who may write has the frame alone");
            long index = (long) frames.indexHi(pfn) << 18 | frames.indexLo(pfn);
            assertEquals(index, view.vmas().pgoff(vma) + page - view.vmas().start(vma), "place of the page");
            mappings.computeIfAbsent(pfn, none -> new HashSet<>()).add((long) vma);
        } else {
            int index = (int) (view.vmas().pgoff(vma) + page - view.vmas().start(vma));
            assertEquals(pfn, view.state().files().page(view.vmas().file(vma), index), "a file page is the cache's");
        }
    }

    private int vmaOf(AddressSpace mm, long page) {
        for (int i = 0; i < mm.vmas(); i++) {
            int vma = mm.vma(i);
            if (view.vmas().start(vma) <= page && page < view.vmas().end(vma)) {
                return vma;
            }
        }
        throw new AssertionError("an entry outside all VMAs, page " + Long.toHexString(page));
    }

    private void frames() {
        FrameMaps frames = view.frames();
        MemoryView memory = machine.memory();
        int held = 0;
        for (int pfn = memory.startPfn(); pfn < memory.endPfn(); pfn++) {
            if (tables.contains(pfn)) {
                assertEquals(MemoryView.ALLOCATED, memory.state(pfn), "a table's frame is allocated");
            }
            if (!frames.isHeld(pfn)) {
                continue;
            }
            held++;
            assertEquals(MemoryView.ALLOCATED, memory.state(pfn), "a held frame is allocated");
            assertTrue(!tables.contains(pfn), "a frame is a table or a page, not both");
            assertEquals(mapped.getOrDefault(pfn, 0), frames.mapCount(pfn), "map count of pfn " + pfn);
            if (frames.is(pfn, FrameMaps.ANON)) {
                boolean cached = frames.is(pfn, FrameMaps.SWAPCACHE) || frames.isLarge(pfn);
                if (frames.isLarge(pfn)) {
                    ofBlock(pfn);
                }
                assertTrue(cached || frames.mapCount(pfn) > 0, "an anonymous page is mapped, or freed");
                assertTrue(
                        cached || !frames.is(pfn, FrameMaps.EXCLUSIVE) || frames.mapCount(pfn) == 1,
                        "an exclusive frame has one owner");
                if (frames.mapCount(pfn) > 0) {
                    reverse(pfn);
                }
            }
        }
        assertEquals(held, frames.held(), "held frames");
    }

    /** The anon_vma of a page leads to every VMA that maps it. */
    private void reverse(int pfn) {
        AnonVmas anons = view.state().anons();
        Set<Long> found = new HashSet<>();
        for (int link = anons.first(view.frames().owner(pfn)); link != AnonVmas.NIL; link = anons.next(link)) {
            found.add((long) anons.vma(link));
        }
        assertTrue(found.containsAll(mappings.get(pfn)), "reverse mapping of pfn " + pfn);
    }
}
