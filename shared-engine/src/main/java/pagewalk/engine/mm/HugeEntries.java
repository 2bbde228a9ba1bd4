package pagewalk.engine.mm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.HugeMemory;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.pagetable.HugeRange;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** What system calls do to the entries of huge pages (mm/hugetlb.c); the ranges begin and end where such pages do. */
final class HugeEntries {
    private static final int NIL = -1;

    private final MmState state;
    private final Vmas vmas;
    private final HugePool pool;

    HugeEntries(MmState state) {
        this.state = state;
        vmas = state.vmas;
        pool = state.huge;
    }

    int order(int vma) {
        return VmFlags.pageOrder(vmas.flags(vma));
    }

    /** What the file of a VMA in huge pages knows of them. */
    HugeMemory memory(int vma) {
        return Objects.requireNonNull(state.files.huge(vmas.file(vma)));
    }

    /** Place of a page in its file, in huge pages (vma_hugecache_offset()). */
    int index(int vma, int hi, int lo) {
        return (int) (vmas.index(vma, hi, lo) >> order(vma));
    }

    private HugeRange range(AddressSpace mm, int vma, long start, long end) {
        return new HugeRange(state.tables, mm.root, order(vma), new long[] {start, end});
    }

    /** Why a VMA cannot be cut where {@code [start, end)} begins or ends; null if it can (hugetlb_vm_op_split()). */
    @Nullable
    Refusal whyNotCut(int vma, long start, long end) {
        int order = vma == NIL ? 0 : order(vma);
        long inside = order == 0 ? 0 : (1L << order) - 1;
        if ((start & inside) != 0 && start > vmas.start(vma)) {
            return unaligned(order, start);
        }
        return (end & inside) != 0 && end < vmas.end(vma) ? unaligned(order, end) : null;
    }

    static Refusal unaligned(int order, long page) {
        return new Refusal(Reason.HUGE_UNALIGNED, order, 0, 0, Bits.hex(page << 12));
    }

    /** As {@link #whyNotCut} for both ends of a range, whichever VMAs they lie in. */
    @Nullable
    Refusal whyNotRemoved(AddressSpace mm, long start, long end) {
        int first = mm.at(mm.place(vmas, start));
        Refusal no = first == NIL || vmas.start(first) > start ? null : whyNotCut(first, start, vmas.end(first));
        int last = mm.at(mm.place(vmas, end));
        return no == null && last != NIL && vmas.start(last) < end ? whyNotCut(last, vmas.start(last), end) : no;
    }

    /** Clears entries; a page that nobody has then goes back to the pool (__unmap_hugepage_range()). */
    void zap(AddressSpace mm, int vma, long start, long end, Rule rule) {
        HugeRange range = range(mm, vma, start, end);
        while (range.next()) {
            clear(mm, vma, range, rule);
            state.flush().gather(mm.id, range.hi(), range.lo(), HugeRange.level(order(vma)));
        }
    }

    private void clear(AddressSpace mm, int vma, HugeRange range, Rule rule) {
        int lo = range.lower();
        int hi = range.upper();
        state.tables.set(range.table(), range.index(), 0, 0);
        state.tell(EventKind.PTE_CLEARED, rule, lo, hi, range.hi(), range.lo());
        leave(mm, vma, index(vma, range.hi(), range.lo()), Pte.pfn(lo, hi));
    }

    /** An entry that mapped a huge page is gone. */
    void leave(AddressSpace mm, int vma, int index, int pfn) {
        int order = order(vma);
        boolean anonymous = state.frames.is(pfn, FrameMaps.ANON);
        mm.hugeFrames -= 1 << order;
        int left = state.frames.unmap(pfn);
        Rule rule = left > 0 ? Rule.RMAP_STILL : anonymous ? Rule.RMAP_LAST : Rule.RMAP_CACHED;
        state.tell(EventKind.UNMAPPED, rule, pfn, left, mm.id, 0);
        if (anonymous && left == 0) {
            boolean again = (vmas.flags(vma) & VmFlags.HUGE_OWNER) != 0 && pool.surplus(order) == 0;
            if (again) {
                memory(vma).setHad(index, false);
            }
            pool.put(order, pfn, again);
        }
    }

    /** A VMA goes: what it was promised and never had is for others (hugetlb_vm_op_close()). */
    void close(int vma) {
        if ((vmas.flags(vma) & VmFlags.HUGE_OWNER) == 0) {
            return;
        }
        int order = order(vma);
        int first = (int) (vmas.pgoff(vma) >> order);
        int unused = 0;
        for (int index = first; index < first + (vmas.pages(vma) >> order); index++) {
            unused += memory(vma).isPromised(index, true) ? 1 : 0;
        }
        pool.promiseBack(order, unused);
    }

    /** fork(): the child gets the entries, and both lose the right to write (copy_hugetlb_page_range()). */
    void copy(AddressSpace parent, AddressSpace child, int vma) {
        HugeRange range = range(parent, vma, vmas.start(vma), vmas.end(vma));
        boolean cow = VmFlags.isCow(vmas.flags(vma));
        int order = order(vma);
        while (range.next()) {
            int lo = range.lower();
            int hi = range.upper();
            int pfn = Pte.pfn(lo, hi);
            boolean anonymous = state.frames.is(pfn, FrameMaps.ANON);
            state.frames.unmark(pfn, FrameMaps.EXCLUSIVE);
            int count = state.frames.map(pfn);
            child.hugeFrames += 1 << order;
            Rule rule = anonymous ? Rule.RMAP_SHARED : Rule.RMAP_FILE;
            state.tell(EventKind.MAPPED, rule, pfn, count, child.id, 0);
            if (cow && (lo & Pte.WRITE) != 0) {
                hi = Pte.savedDirty(lo, hi);
                lo = Pte.writeProtected(lo);
                state.tables.set(range.table(), range.index(), lo, hi);
                state.tell(EventKind.PTE_SET, Rule.FORK_PROTECT, lo, hi, range.hi(), range.lo());
            }
            put(child, order, new int[] {range.hi(), range.lo(), lo, hi}, Rule.FORK_PTE);
        }
    }

    private void put(AddressSpace mm, int order, int[] what, Rule rule) {
        int level = HugeRange.level(order);
        int table = state.tables.make(mm.root, level, what[0], what[1]);
        state.tables.set(table, PageTables.index(level, what[0], what[1]), what[2], what[3]);
        state.tell(EventKind.PTE_SET, rule, what[2], what[3], what[0], what[1]);
    }

    /** mprotect(): what is private is written with a fault again, even by its only owner. */
    void protect(AddressSpace mm, int vma, long[] part) {
        HugeRange range = range(mm, vma, part[0], part[1]);
        while (range.next()) {
            int lo = range.lower();
            int hi = range.upper();
            int keep = Pte.ACCESSED | Pte.DIRTY | Pte.SOFT_DIRTY | Pte.HUGE;
            int lower = lo & ~0xfff | lo & keep | state.entryLo(vma) & ~Pte.ACCESSED;
            int upper = hi & ~Pte.NO_EXEC | VmFlags.entryHi(vmas.flags(vma));
            if ((lower & Pte.WRITE) == 0) {
                upper = Pte.savedDirty(lower, upper);
                lower &= ~Pte.DIRTY;
            } else {
                lower = Pte.writable(lower, upper);
                upper &= ~Pte.SAVED_DIRTY;
            }
            state.tables.set(range.table(), range.index(), lower, upper);
            if (Pte.needsFlush(lo, hi, lower, upper)) {
                state.flush().gather(mm.id, range.hi(), range.lo(), HugeRange.level(order(vma)));
            }
            state.tell(EventKind.PTE_SET, Rule.MPROTECT_PTE, lower, upper, range.hi(), range.lo());
        }
    }

    /** mremap(): entries go from page {@code ask[0]}, {@code ask[1]} excluded, to {@code ask[2]} on. */
    void move(AddressSpace mm, int order, long[] ask) {
        HugeRange range = new HugeRange(state.tables, mm.root, order, ask);
        while (range.next()) {
            int lo = range.lower();
            int hi = range.upper();
            state.tables.set(range.table(), range.index(), 0, 0);
            long to = ((long) range.hi() << MmState.LO_BITS | range.lo()) - ask[0] + ask[2];
            int[] what = {(int) (to >>> MmState.LO_BITS), (int) to & MmState.LO_MASK, lo, hi};
            put(mm, order, what, Rule.MREMAP_PTE);
            state.flush().gather(mm.id, range.hi(), range.lo(), HugeRange.level(order));
        }
    }

    /**
     * The owner of a private mapping needs the page for itself: all others lose it (unmap_ref_private()), and are not
     * to find another in its place.
     */
    void steal(int owner, int index, int pfn) {
        int file = vmas.file(owner);
        for (int i = 0; i < state.files.mappings(file); i++) {
            int vma = state.files.mapping(file, i);
            long page = vmas.start(vma) + ((long) index << order(vma)) - vmas.pgoff(vma);
            if (vma == owner || page < vmas.start(vma) || page >= vmas.end(vma)) {
                continue;
            }
            AddressSpace mm = state.space(vmas.mm(vma));
            HugeRange range = range(mm, vma, page, page + 1);
            if (range.next() && Pte.pfn(range.lower(), range.upper()) == pfn) {
                clear(mm, vma, range, Rule.HUGE_STEAL);
                vmas.setFlags(vma, vmas.flags(vma) | VmFlags.HUGE_ROBBED);
                state.flush().page(mm.id, range.hi(), range.lo());
                state.tell(EventKind.HUGE_STOLEN, Rule.HUGE_STEAL, pfn, mm.id, range.hi(), range.lo());
            }
        }
    }
}
