package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.pagetable.HugeRange;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** What system calls do to huge entries of private memory (mm/huge_memory.c). */
final class ThpEntries {
    static final int PAGES = ThpFolios.PAGES;
    private static final int NIL = -1;
    private static final int MASK = PAGES - 1;

    private final Thp thp;
    private final MmState state;
    private final PageTables tables;
    /** The table of the entry that {@link #find} found, and its place there. */
    private int pmd;

    private int index;

    ThpEntries(Thp thp, MmState state) {
        this.thp = thp;
        this.state = state;
        tables = state.tables;
    }

    static int hi(long page) {
        return (int) (page >>> MmState.LO_BITS);
    }

    static int lo(long page) {
        return (int) page & MmState.LO_MASK;
    }

    /** Finds the entry of the PMD table for a page; whether it is a huge one. */
    boolean find(AddressSpace mm, int hi, int lo) {
        pmd = tables.find(mm.root, PageTables.PMD, hi, lo);
        index = PageTables.index(PageTables.PMD, hi, lo);
        return pmd != NIL && (tables.lo(pmd, index) & Pte.HUGE) != 0;
    }

    /** As {@link #find}, by one number. */
    boolean find(AddressSpace mm, long page) {
        return find(mm, hi(page), lo(page));
    }

    /** The PMD table of the entry that was found. */
    int pmd() {
        return pmd;
    }

    /** Lower lane of the entry that was found; 0 if there is no table. */
    int lower() {
        return pmd == NIL ? 0 : tables.lo(pmd, index);
    }

    int upper() {
        return tables.hi(pmd, index);
    }

    /** First frame of what the entry shows. */
    int head() {
        return Pte.pfn(lower(), upper());
    }

    /** Writes the entry that was found. */
    void set(int lo, int hi, Rule rule, long page) {
        tables.set(pmd, index, lo, hi);
        state.tell(EventKind.PTE_SET, rule, lo, hi, hi(page), lo(page));
    }

    long next(AddressSpace mm, long from, long to) {
        HugeRange range = new HugeRange(tables, mm.root, ThpFolios.ORDER, new long[] {from, to});
        while (range.next()) {
            if ((range.lower() & Pte.HUGE) != 0) {
                return (long) range.hi() << MmState.LO_BITS | range.lo() & ~MASK;
            }
        }
        return ThpDoor.NONE;
    }

    void cut(AddressSpace mm, int vma, long page) {
        if ((page & MASK) != 0 && find(mm, page)) {
            split(mm, vma, page & ~MASK);
        }
    }

    /** The table that was put aside takes the place of the entry that was found (__split_huge_pmd_locked()). */
    void split(AddressSpace mm, int vma, long page) {
        split(mm, vma, page, Rule.THP_SPLIT_PMD);
    }

    /** As the other one, for a reason of its own. */
    void split(AddressSpace mm, int vma, long page, Rule why) {
        int lo = lower();
        int hi = upper();
        int head = Pte.pfn(lo, hi);
        thp.stat().add(Count.THP_SPLIT_PMD);
        int below = thp.deposits().take(pmd);
        boolean zero = head == thp.zeroPage();
        int bits = state.entryLo(vma);
        int upper = VmFlags.entryHi(state.vmas.flags(vma));
        if (zero) {
            bits |= Pte.SPECIAL;
        } else {
            bits |= lo & (Pte.WRITE | Pte.SOFT_DIRTY);
            bits &= (lo & Pte.ACCESSED) != 0 ? ~0 : ~Pte.ACCESSED;
            if (Pte.isDirty(lo, hi)) {
                state.frames.mark(head, FrameMaps.DIRTY);
                bits |= (bits & Pte.WRITE) != 0 ? Pte.DIRTY : 0;
                upper |= (bits & Pte.WRITE) != 0 ? 0 : Pte.SAVED_DIRTY;
            }
            thp.folios().spread(head);
        }
        for (int i = 0; i < PAGES; i++) {
            int pfn = zero ? state.zeroPage() : head + i;
            tables.set(below, i, Pte.lo(pfn, bits), Pte.hi(pfn, upper));
        }
        tables.set(pmd, index, Pte.lo(below, Pte.TABLE), Pte.hi(below, 0));
        state.flush().gather(mm.id, hi(page), lo(page), PageTables.PMD);
        state.tell(EventKind.THP_PMD_SPLIT, why, head, mm.id, hi(page), lo(page));
    }

    void zap(AddressSpace mm, int vma, long page, long[] part, Rule rule) {
        find(mm, page);
        if (page < part[0] || page + PAGES > part[1]) {
            split(mm, vma, page);
            return;
        }
        int lo = lower();
        int hi = upper();
        tables.set(pmd, index, 0, 0);
        state.tell(EventKind.PTE_CLEARED, rule, lo, hi, hi(page), lo(page));
        state.flush().gather(mm.id, hi(page), lo(page), PageTables.PMD);
        withdraw(mm, page);
        int head = Pte.pfn(lo, hi);
        if (head != thp.zeroPage()) {
            mm.addRss(AddressSpace.RSS_ANON, -PAGES);
            if ((state.vmas.flags(vma) & VmFlags.LOCKED) != 0) {
                state.unlock(head);
            }
            thp.folios().unmapHuge(head);
        }
    }

    /** The table that was put aside for the entry that was found goes (zap_deposited_table()). */
    void withdraw(AddressSpace mm, long page) {
        tables.freeSpare(mm.root, thp.deposits().take(pmd), hi(page), lo(page));
    }

    void copy(AddressSpace parent, AddressSpace child, int vma, long page) {
        find(parent, page);
        int from = pmd;
        int lo = lower();
        int hi = upper();
        int head = Pte.pfn(lo, hi);
        int into = tables.make(child.root, PageTables.PMD, hi(page), lo(page));
        int spare = tables.makeSpare(child.root, hi(page), lo(page));
        thp.deposits().put(into, spare);
        if (head == thp.zeroPage()) {
            thp.zero().hold(child);
        } else {
            for (int i = 0; i < PAGES; i++) {
                state.frames.unmark(head + i, FrameMaps.EXCLUSIVE);
            }
            int count = thp.folios().mapHuge(head);
            child.addRss(AddressSpace.RSS_ANON, PAGES);
            state.tell(EventKind.MAPPED, Rule.RMAP_SHARED, head, count, child.id, 0);
        }
        if ((lo & Pte.WRITE) != 0 && VmFlags.isCow(state.vmas.flags(vma))) {
            hi = Pte.savedDirty(lo, hi);
            lo = Pte.writeProtected(lo);
            pmd = from;
            set(lo, hi, Rule.FORK_PROTECT, page);
        }
        pmd = into;
        set(lo & ~Pte.ACCESSED, hi, Rule.THP_FORK, page);
    }

    void protect(AddressSpace mm, int vma, long page, long[] part) {
        find(mm, page);
        if (page < part[0] || page + PAGES > part[1]) {
            split(mm, vma, page);
            return;
        }
        int lo = lower();
        int hi = upper();
        int keep = Pte.ACCESSED | Pte.DIRTY | Pte.SOFT_DIRTY | Pte.HUGE;
        int flags = state.vmas.flags(vma);
        int lower = lo & ~0xfff | lo & keep | state.entryLo(vma) & ~Pte.ACCESSED;
        int upper = hi & ~Pte.NO_EXEC | VmFlags.entryHi(flags);
        int head = Pte.pfn(lo, hi);
        if ((lower & Pte.WRITE) == 0) {
            upper = Pte.savedDirty(lower, upper);
            lower &= ~Pte.DIRTY;
        }
        boolean exclusive = head != thp.zeroPage() && state.frames.is(head, FrameMaps.EXCLUSIVE);
        if ((lower & Pte.WRITE) == 0 && (flags & VmFlags.WRITE) != 0 && exclusive) {
            lower = Pte.writable(lower, upper);
            upper &= ~Pte.SAVED_DIRTY;
        }
        if (Pte.needsFlush(lo, hi, lower, upper)) {
            state.flush().gather(mm.id, hi(page), lo(page), PageTables.PMD);
        }
        set(lower, upper, Rule.MPROTECT_PTE, page);
    }

    void move(AddressSpace mm, int vma, long page, long[] ask) {
        find(mm, page);
        long to = page - ask[0] + ask[2];
        boolean whole = page >= ask[0] && page + PAGES <= ask[1] && (to & MASK) == 0;
        int into = whole ? tables.make(mm.root, PageTables.PMD, hi(to), lo(to)) : NIL;
        boolean free = whole && Pte.isNone(tables.lo(into, at(to)), tables.hi(into, at(to)));
        if (!free) {
            split(mm, vma, page);
            return;
        }
        int lo = lower();
        int hi = upper();
        tables.set(pmd, index, 0, 0);
        if (into != pmd) {
            thp.deposits().put(into, thp.deposits().take(pmd));
        }
        state.flush().gather(mm.id, hi(page), lo(page), PageTables.PMD);
        pmd = into;
        index = at(to);
        set(lo, hi, Rule.THP_MOVED, to);
    }

    private static int at(long page) {
        return PageTables.index(PageTables.PMD, hi(page), lo(page));
    }

    /** Takes marks out of the entry at a page. */
    void clear(AddressSpace mm, long page, int bits) {
        find(mm, page);
        int lo = lower();
        int hi = upper();
        int newHi = (bits & Pte.DIRTY) != 0 ? hi & ~Pte.SAVED_DIRTY : hi;
        if ((lo & bits) != 0 || hi != newHi) {
            tables.set(pmd, index, lo & ~bits, newHi);
            state.tell(EventKind.PTE_MARKED, Rule.MADV_OLD, lo & ~bits, newHi, hi(page), lo(page));
            state.flush().gather(mm.id, hi(page), lo(page), PageTables.PMD);
        }
    }
}
