package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** Faults that a huge entry serves (mm/huge_memory.c do_huge_pmd_anonymous_page(), do_huge_pmd_wp_page()). */
final class ThpFaults {
    private static final int NIL = -1;
    private static final int PAGES = ThpFolios.PAGES;

    private final Thp thp;
    private final MmState state;
    private final Faults faults;
    private final ThpEntries entries;

    ThpFaults(Thp thp, MmState state, Faults faults, ThpEntries entries) {
        this.thp = thp;
        this.state = state;
        this.faults = faults;
        this.entries = entries;
    }

    boolean fault(AddressSpace mm, int vma, int hi, int lo, boolean write) {
        boolean huge = entries.find(mm, hi, lo);
        long page = (long) hi << MmState.LO_BITS | lo & -PAGES;
        if (!huge) {
            return entries.lower() == 0 && thp.allows(vma) && begin(mm, vma, page, write);
        }
        if (write && (entries.lower() & Pte.WRITE) == 0) {
            return writeProtected(mm, vma, page);
        }
        entries.set(entries.lower() | Pte.ACCESSED, entries.upper(), Rule.PTE_BITS, page);
        return true;
    }

    /** do_huge_pmd_anonymous_page(). */
    private boolean begin(AddressSpace mm, int vma, long page, boolean write) {
        if (page < state.vmas.start(vma) || page + PAGES > state.vmas.end(vma)) {
            return false;
        }
        Faults.Site site = site(mm, vma, page);
        faults.prepareAnon(site);
        thp.enter(mm, vma);
        if (!write && thp.settings().get(ThpSettings.Setting.USE_ZERO_PAGE) == 1) {
            return mapZero(site, page);
        }
        int gfp = thp.settings().faultGfp(state.vmas.flags(vma));
        int head = state.source.allocate(ThpFolios.ORDER, gfp);
        if (head < 0) {
            thp.stat().add(Count.THP_FAULT_FALLBACK);
            state.tell(EventKind.THP_FALLBACK, Rule.THP_FALLBACK, gfp, 0, site.hi(), site.lo());
            return false;
        }
        int table = table(site, head);
        thp.map(site, head, table);
        thp.stat().add(Count.THP_FAULT_ALLOC);
        faults.served(site, Rule.THP_FAULT, head, Faults.MINOR);
        return true;
    }

    static Faults.Site site(AddressSpace mm, int vma, long page) {
        return new Faults.Site(mm, vma, NIL, 0, ThpEntries.hi(page), ThpEntries.lo(page));
    }

    /** The table to put aside; the block goes back if there is no frame for it. */
    private int table(Faults.Site site, int head) {
        try {
            return state.tables.makeSpare(site.mm().root, site.hi(), site.lo());
        } catch (OutOfFrames none) {
            if (head != NIL) {
                state.source.release(head);
            }
            throw none;
        }
    }

    /** set_huge_zero_folio(). */
    private boolean mapZero(Faults.Site site, long page) {
        int spare = table(site, NIL);
        int zero = thp.zero().hold(site.mm());
        if (zero < 0) {
            state.tables.freeSpare(site.mm().root, spare, site.hi(), site.lo());
            thp.stat().add(Count.THP_FAULT_FALLBACK);
            state.tell(EventKind.THP_FALLBACK, Rule.THP_FALLBACK, thp.settings().zeroGfp(), 0, site.hi(), site.lo());
            return false;
        }
        int pmd = state.tables.make(site.mm().root, PageTables.PMD, site.hi(), site.lo());
        thp.deposits().put(pmd, spare);
        entries.find(site.mm(), page);
        int lo = Pte.lo(zero, state.entryLo(site.vma()) | Pte.HUGE);
        entries.set(lo, Pte.hi(zero, VmFlags.entryHi(state.vmas.flags(site.vma()))), Rule.THP_ZERO, page);
        faults.served(site, Rule.THP_ZERO, zero, Faults.MINOR);
        return true;
    }

    /** do_huge_pmd_wp_page(): false if the entry was split and one page is to be dealt with. */
    private boolean writeProtected(AddressSpace mm, int vma, long page) {
        int head = entries.head();
        boolean zero = head == thp.zeroPage();
        boolean exclusive = !zero && state.frames.is(head, FrameMaps.EXCLUSIVE);
        if (!zero && (exclusive || thp.folios().maps(head) == 1)) {
            for (int i = 0; i < PAGES && !exclusive; i++) {
                state.frames.setOwner(head + i, state.anons.of(vma));
                state.frames.mark(head + i, FrameMaps.EXCLUSIVE);
            }
            boolean write = (state.vmas.flags(vma) & VmFlags.WRITE) != 0;
            int bits = Pte.ACCESSED | Pte.DIRTY | Pte.SOFT_DIRTY | (write ? Pte.WRITE : 0);
            entries.set(entries.lower() | bits, entries.upper() & ~Pte.SAVED_DIRTY, Rule.THP_REUSE, page);
            faults.served(site(mm, vma, page), Rule.THP_REUSE, head, Faults.MINOR);
            return true;
        }
        entries.split(mm, vma, page, Rule.THP_COW_SPLIT);
        return false;
    }
}
