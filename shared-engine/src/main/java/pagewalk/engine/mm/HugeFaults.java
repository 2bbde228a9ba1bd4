package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.Faults.Site;
import pagewalk.engine.pagetable.HugeRange;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/**
 * Faults of huge pages (mm/hugetlb.c hugetlb_fault()): there is no huge page of zeros, so that a read takes a page of
 * the pool too.
 */
final class HugeFaults {
    private static final int NIL = -1;

    private final MmState state;
    private final Faults faults;
    private final HugeEntries entries;

    HugeFaults(MmState state, Faults faults, HugeEntries entries) {
        this.state = state;
        this.faults = faults;
        this.entries = entries;
    }

    private Site site(AddressSpace mm, int vma, int hi, int lo, boolean make) {
        int order = entries.order(vma);
        int level = HugeRange.level(order);
        int first = lo & -(1 << order);
        int table = make ? state.tables.make(mm.root, level, hi, first) : state.tables.find(mm.root, level, hi, first);
        return new Site(mm, vma, table, PageTables.index(level, hi, first), hi, first);
    }

    /** Whether an access by the kernel needs no fault (hugetlb_follow_page_mask()). */
    boolean isMapped(AddressSpace mm, int vma, int hi, int lo, boolean write) {
        Site site = site(mm, vma, hi, lo, false);
        int entry = site.table() == NIL ? 0 : state.tables.lo(site.table(), site.index());
        return Pte.isPresent(entry) && (!write || (entry & Pte.WRITE) != 0);
    }

    /** Serves a fault; why it cannot be served, which means SIGBUS, or {@link Rule#NONE}. */
    Rule handle(AddressSpace mm, int vma, int hi, int lo, boolean write) {
        Site site = site(mm, vma, hi, lo, true);
        int entry = state.tables.lo(site.table(), site.index());
        if (!Pte.isPresent(entry)) {
            return noPage(site, write);
        }
        return write && (entry & Pte.WRITE) == 0 ? writeProtected(site) : Rule.NONE;
    }

    private boolean isShared(Site site) {
        return (state.vmas.flags(site.vma()) & VmFlags.MAYSHARE) != 0;
    }

    private int index(Site site) {
        return entries.index(site.vma(), site.hi(), site.lo());
    }

    /** hugetlb_no_page(). */
    private Rule noPage(Site site, boolean write) {
        int flags = state.vmas.flags(site.vma());
        int file = state.vmas.file(site.vma());
        int order = entries.order(site.vma());
        if ((flags & VmFlags.HUGE_ROBBED) != 0) {
            return Rule.HUGE_LOST;
        }
        boolean shared = isShared(site);
        int pfn = shared ? state.files.page(file, index(site)) : NIL;
        if (pfn == NIL) {
            pfn = take(site, false);
            if (pfn == NIL) {
                return Rule.HUGE_NONE;
            }
            if (shared) {
                state.files.addHuge(file, index(site), pfn);
            } else {
                own(site, pfn);
            }
        }
        site.mm().hugeFrames += 1 << order;
        faults.tellMapped(shared ? Rule.RMAP_FILE : Rule.RMAP_NEW, pfn, state.frames.map(pfn), site.mm());
        int bits = state.entryLo(site.vma()) | Pte.HUGE;
        bits |= (bits & Pte.WRITE) != 0 ? Pte.DIRTY | Pte.SOFT_DIRTY : 0;
        faults.set(site, Pte.lo(pfn, bits), Pte.hi(pfn, VmFlags.entryHi(flags)));
        if (write && !shared) {
            // The copy is looked for at once, without a second fault; the page is its own, so none is made.
            return writeProtected(site);
        }
        faults.served(site, Rule.HUGE_FAULT, pfn, Faults.MINOR);
        return Rule.NONE;
    }

    /** A page of the pool for a place; {@code avoid} leaves the promises alone (alloc_hugetlb_folio()). */
    private int take(Site site, boolean avoid) {
        boolean owner = (state.vmas.flags(site.vma()) & VmFlags.HUGE_OWNER) != 0;
        boolean promised = !avoid && entries.memory(site.vma()).isPromised(index(site), owner);
        int pfn = state.huge.take(entries.order(site.vma()), promised);
        if (pfn != NIL && owner) {
            entries.memory(site.vma()).setHad(index(site), true);
        }
        return pfn;
    }

    /** hugetlb_add_new_anon_rmap(). */
    private void own(Site site, int pfn) {
        faults.prepareAnon(site);
        long index = state.vmas.index(site.vma(), site.hi(), site.lo());
        int kind = FrameMaps.HUGE | FrameMaps.ANON | FrameMaps.EXCLUSIVE;
        int anon = state.anons.of(site.vma());
        state.frames.own(pfn, kind, anon, (int) (index >>> MmState.LO_BITS), (int) index & MmState.LO_MASK);
    }

    /** hugetlb_wp(). */
    private Rule writeProtected(Site site) {
        int lo = state.tables.lo(site.table(), site.index());
        int pfn = Pte.pfn(lo, state.tables.hi(site.table(), site.index()));
        if (!isShared(site) && state.frames.mapCount(pfn) > 1) {
            boolean owner = (state.vmas.flags(site.vma()) & VmFlags.HUGE_OWNER) != 0;
            int fresh = take(site, owner);
            if (fresh != NIL) {
                copy(site, pfn, fresh);
                return Rule.NONE;
            }
            if (!owner) {
                return Rule.HUGE_NONE;
            }
            entries.steal(site.vma(), index(site), pfn);
        }
        if (!isShared(site)) {
            state.frames.mark(pfn, FrameMaps.EXCLUSIVE);
            state.frames.setOwner(pfn, state.anons.of(site.vma()));
        }
        faults.reuse(site);
        faults.served(site, Rule.HUGE_REUSE, pfn, Faults.MINOR);
        return Rule.NONE;
    }

    private void copy(Site site, int old, int pfn) {
        faults.prepareAnon(site);
        int order = entries.order(site.vma());
        state.contents.copyBlock(old, pfn, 1 << order);
        state.tell(EventKind.PAGE_COPIED, Rule.HUGE_COPY, old, pfn, site.hi(), site.lo());
        state.tables.set(site.table(), site.index(), 0, 0);
        state.flush().page(site.mm().id, site.hi(), site.lo());
        entries.leave(site.mm(), site.vma(), index(site), old);
        own(site, pfn);
        site.mm().hugeFrames += 1 << order;
        faults.tellMapped(Rule.RMAP_NEW, pfn, state.frames.map(pfn), site.mm());
        int flags = state.vmas.flags(site.vma());
        int bits = state.entryLo(site.vma()) | Pte.HUGE | Pte.WRITE | Pte.DIRTY | Pte.SOFT_DIRTY;
        faults.set(site, Pte.lo(pfn, bits), Pte.hi(pfn, VmFlags.entryHi(flags)));
        faults.served(site, Rule.HUGE_COPY, pfn, Faults.MINOR);
    }
}
