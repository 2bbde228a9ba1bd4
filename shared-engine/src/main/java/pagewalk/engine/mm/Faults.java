package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/** Puts a frame behind a page of a VMA that allows the access (mm/memory.c handle_mm_fault()). */
final class Faults {
    static final int NIL = -1;
    static final int MINOR = 0;
    static final int MAJOR = 1;
    /** The file ends before the page: SIGBUS. */
    static final int BUS = 2;

    private final MmState state;
    private final Unmap unmap;
    private final FileFaults fileFaults;
    private final HugeFaults hugeFaults;
    private Rule whyBus = Rule.SIGBUS;
    private int minor;
    private int major;

    Faults(MmState state, Unmap unmap) {
        this.state = state;
        this.unmap = unmap;
        fileFaults = new FileFaults(state, this);
        hugeFaults = new HugeFaults(state, this, unmap.huge);
    }

    /** Begins to count anew, for one command. */
    void reset() {
        minor = 0;
        major = 0;
    }

    /** Faults since {@link #reset} that needed no disk. */
    int minor() {
        return minor;
    }

    /** Faults since {@link #reset} that read from disk. */
    int major() {
        return major;
    }

    /** Why the last fault that ended in {@link #BUS} did. */
    Rule whyBus() {
        return whyBus;
    }

    /** Whether an access by the kernel needs no fault (follow_page_pte()). */
    boolean isMapped(AddressSpace mm, int vma, int hi, int lo, boolean write) {
        if (unmap.huge.order(vma) > 0) {
            return hugeFaults.isMapped(mm, vma, hi, lo, write);
        }
        if (state.thp != null && state.thp.isMapped(mm, hi, lo, write)) {
            return true;
        }
        int table = state.tables.lowest(mm.root, hi, lo);
        int entry = table == NIL ? 0 : state.tables.lo(table, PageTables.index(PageTables.PTE, hi, lo));
        return Pte.isPresent(entry) && (!write || (entry & Pte.WRITE) != 0);
    }

    /** Serves the fault of a page that lies in {@code vma}, and counts it; returns one of the constants. */
    int handle(AddressSpace mm, int vma, int hi, int lo, boolean write) {
        whyBus = Rule.SIGBUS;
        if (unmap.huge.order(vma) > 0) {
            Rule why = hugeFaults.handle(mm, vma, hi, lo, write);
            minor += why == Rule.NONE ? 1 : 0;
            whyBus = why;
            return why == Rule.NONE ? MINOR : BUS;
        }
        if (state.thp != null && state.thp.fault(mm, vma, hi, lo, write)) {
            minor++;
            return MINOR;
        }
        int table = state.tables.make(mm.root, hi, lo);
        int index = PageTables.index(PageTables.PTE, hi, lo);
        Site site = new Site(mm, vma, table, index, hi, lo);
        int entry = state.tables.lo(table, index);
        int result = MINOR;
        if (SwapPte.is(entry) && state.swap != null) {
            result = state.swap.fault(site, write);
        } else if (!Pte.isPresent(entry)) {
            if (state.vmas.special(vma) != Vmas.ORDINARY) {
                fileFaults.kernelPage(site);
            } else if (state.vmas.file(vma) == NIL) {
                anonymous(site, write);
            } else {
                result = fileFaults.serve(site, write);
            }
        } else if (write && (entry & Pte.WRITE) == 0) {
            writeProtected(site);
        }
        state.aging.readDone();
        minor += result == MINOR ? 1 : 0;
        major += result == MAJOR ? 1 : 0;
        return result;
    }

    /** Where a fault is: the page, its VMA, and the entry that maps it. */
    record Site(AddressSpace mm, int vma, int table, int index, int hi, int lo) {
        /** The page that is {@code by} entries further in the same table. */
        Site moved(int by) {
            return new Site(mm, vma, table, index + by, hi, lo + by);
        }
    }

    /** do_anonymous_page(). */
    private void anonymous(Site site, boolean write) {
        int upper = VmFlags.entryHi(state.vmas.flags(site.vma));
        if (!write) {
            int zero = state.zeroPage();
            set(site, Pte.lo(zero, state.entryLo(site.vma) | Pte.SPECIAL), Pte.hi(zero, upper));
            served(site, Rule.FAULT_ZERO_PAGE, zero, MINOR);
            return;
        }
        prepareAnon(site);
        int pfn = state.source.allocate(MmState.FRAMES);
        addAnonymous(site, pfn);
        served(site, Rule.FAULT_ANON, pfn, MINOR);
    }

    /** A new frame becomes the page: counted, writable, dirty (folio_add_new_anon_rmap()). */
    void addAnonymous(Site site, int pfn) {
        int flags = state.vmas.flags(site.vma);
        int hi = state.vmas.indexHi(site.vma, site.hi, site.lo);
        int lo = state.vmas.indexLo(site.vma, site.lo);
        int kind = FrameMaps.ANON | FrameMaps.EXCLUSIVE | ((flags & VmFlags.LOCKED) != 0 ? FrameMaps.MLOCKED : 0);
        state.frames.own(pfn, kind, state.anons.of(site.vma), hi, lo);
        state.frames.map(pfn);
        site.mm.addRss(AddressSpace.RSS_ANON, 1);
        tellMapped(Rule.RMAP_NEW, pfn, 1, site.mm);
        boolean write = (flags & VmFlags.WRITE) != 0;
        int bits = state.entryLo(site.vma) | (write ? Pte.WRITE | Pte.DIRTY | Pte.SOFT_DIRTY : 0);
        set(site, Pte.lo(pfn, bits), Pte.hi(pfn, VmFlags.entryHi(flags)));
        state.aging.added(pfn, (flags & VmFlags.LOCKED) != 0);
    }

    void tellMapped(Rule rule, int pfn, int count, AddressSpace mm) {
        state.tell(EventKind.MAPPED, rule, pfn, count, mm.id, 0);
    }

    /** The VMA gets an anon_vma, if it has none: that of a neighbour it could still merge with (anon_vma_prepare()). */
    void prepareAnon(Site site) {
        if (state.anons.of(site.vma) != NIL) {
            return;
        }
        int place = site.mm.place(state.vmas, site.hi, site.lo);
        int next = site.mm.at(place + 1);
        int prev = site.mm.at(place - 1);
        int anon = NIL;
        if (next != NIL && couldMerge(site.vma, next) && isSingle(next)) {
            anon = state.anons.of(next);
        } else if (prev != NIL && couldMerge(prev, site.vma) && isSingle(prev)) {
            anon = state.anons.of(prev);
        }
        state.anons.prepare(site.vma, anon);
    }

    private boolean isSingle(int vma) {
        return state.anons.of(vma) != NIL && !state.anons.hasParents(vma);
    }

    /** Whether two VMAs could be one but for what a program may do with them now (anon_vma_compatible()). */
    private boolean couldMerge(int low, int high) {
        Vmas vmas = state.vmas;
        int differ = (vmas.flags(low) ^ vmas.flags(high)) & ~(VmFlags.ACCESS | VmFlags.SOFTDIRTY);
        return vmas.end(low) == vmas.start(high)
                && vmas.file(low) == vmas.file(high)
                && vmas.special(low) == vmas.special(high)
                && differ == 0
                && vmas.pgoff(high) == vmas.pgoff(low) + vmas.pages(low);
    }

    /** A frame for a private page, while {@code held} must stay where it is. */
    int allocateBeside(int held) {
        int head = state.frames.head(held);
        state.frames.mark(head, FrameMaps.PINNED);
        try {
            return state.source.allocate(MmState.FRAMES);
        } finally {
            state.frames.unmark(head, FrameMaps.PINNED);
        }
    }

    /** do_wp_page(). */
    void writeProtected(Site site) {
        int lo = state.tables.lo(site.table, site.index);
        int hi = state.tables.hi(site.table, site.index);
        int pfn = Pte.pfn(lo, hi);
        if ((state.vmas.flags(site.vma) & VmFlags.MAYSHARE) != 0) {
            fileFaults.makeWritable(site, pfn);
            return;
        }
        FrameMaps frames = state.frames;
        boolean zero = (lo & Pte.SPECIAL) != 0;
        boolean exclusive = !zero && frames.is(pfn, FrameMaps.EXCLUSIVE);
        if (!zero && frames.is(pfn, FrameMaps.ANON) && (exclusive || isAlone(pfn))) {
            if (!exclusive) {
                frames.mark(pfn, FrameMaps.EXCLUSIVE);
                frames.setOwner(pfn, state.anons.of(site.vma));
            }
            reuse(site);
            served(site, Rule.COW_REUSE, pfn, MINOR);
            return;
        }
        copy(site, pfn, zero);
    }

    /** Whether an entry that writes is the only one that means the page (wp_can_reuse_anon_folio()). */
    private boolean isAlone(int pfn) {
        return state.frames.mapCount(pfn) == 1
                && !state.frames.isLarge(pfn)
                && (state.swap == null || state.swap.reused(pfn));
    }

    /** The entry becomes writable (wp_page_reuse()). */
    void reuse(Site site) {
        int lo = state.tables.lo(site.table, site.index);
        int hi = state.tables.hi(site.table, site.index);
        boolean write = (state.vmas.flags(site.vma) & VmFlags.WRITE) != 0;
        int bits = Pte.ACCESSED | Pte.DIRTY | Pte.SOFT_DIRTY | (write ? Pte.WRITE : 0);
        set(site, lo | bits, hi & ~Pte.SAVED_DIRTY);
    }

    /** wp_page_copy(). */
    private void copy(Site site, int old, boolean zero) {
        prepareAnon(site);
        int pfn = zero ? state.source.allocate(MmState.FRAMES) : allocateBeside(old);
        if (!zero) {
            state.contents.copyPage(old, pfn);
        }
        state.tell(EventKind.PAGE_COPIED, zero ? Rule.COW_ZERO : Rule.COW_COPY, old, pfn, site.hi, site.lo);
        int lo = state.tables.lo(site.table, site.index);
        int hi = state.tables.hi(site.table, site.index);
        state.tables.set(site.table, site.index, 0, 0);
        state.flush().page(site.mm.id, site.hi, site.lo);
        addAnonymous(site, pfn);
        state.frames.mark(pfn, state.frames.flags(old) & FrameMaps.FILL);
        unmap.leave(site.mm, site.vma, lo, hi);
        served(site, zero ? Rule.COW_ZERO : Rule.COW_COPY, pfn, MINOR);
    }

    /** Writes the entry of a site. */
    void set(Site site, int lo, int hi) {
        state.tables.set(site.table, site.index, lo, hi);
        state.tell(EventKind.PTE_SET, Rule.PTE_BITS, lo, hi, site.hi, site.lo);
    }

    /** The fault is over. */
    void served(Site site, Rule rule, int pfn, int result) {
        Check.that(pfn >= 0, "a fault ends with a frame", "pfn", pfn);
        state.tell(EventKind.FAULT_SERVED, rule, pfn, result, site.hi, site.lo);
    }
}
