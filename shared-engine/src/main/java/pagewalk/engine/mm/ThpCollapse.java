package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.ThpSettings.Setting;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** Gathers the pages of a range in one block, for khugepaged and MADV_COLLAPSE (mm/khugepaged.c). */
final class ThpCollapse {
    private static final int NIL = -1;
    private static final int PAGES = ThpFolios.PAGES;

    private final Thp thp;
    private final MmState state;
    private final ThpEntries entries;
    private Rule result = Rule.NONE;
    private boolean letGo;
    private int missing;
    private int swapped;
    private int shared;
    private int referenced;
    private boolean writable;

    ThpCollapse(Thp thp, MmState state, ThpEntries entries) {
        this.thp = thp;
        this.state = state;
        this.entries = entries;
    }

    /** What the last {@link #scan} came to: THP_COLLAPSE, or the rule that stood against it. */
    Rule result() {
        return result;
    }

    /** Whether the last scan let go of the address space, as it does before it asks for a block. */
    boolean hasLetGo() {
        return letGo;
    }

    void reset() {
        result = Rule.NONE;
    }

    /** Looks at the range of 512 pages from {@code page} on, and gathers it if it may (hpage_collapse_scan_pmd()). */
    Rule scan(AddressSpace mm, int vma, long page, boolean daemon) {
        missing = 0;
        swapped = 0;
        shared = 0;
        referenced = 0;
        writable = false;
        letGo = false;
        boolean huge = entries.find(mm, page);
        int table = huge ? NIL : state.tables.lowest(mm.root, ThpEntries.hi(page), ThpEntries.lo(page));
        result = huge ? Rule.THP_SCAN_HUGE : table == NIL ? Rule.THP_SCAN_EMPTY : look(table, daemon);
        state.tell(EventKind.THP_SCANNED, result, missing, mm.id, ThpEntries.hi(page), ThpEntries.lo(page));
        if (result == Rule.THP_COLLAPSE) {
            letGo = true;
            result = collapse(mm, vma, page, daemon);
        }
        return result;
    }

    private Rule look(int table, boolean daemon) {
        for (int i = 0; i < PAGES; i++) {
            Rule no = look(state.tables.lo(table, i), state.tables.hi(table, i), daemon);
            if (no != Rule.NONE) {
                return no;
            }
        }
        if (!writable) {
            return Rule.THP_SCAN_RO;
        }
        boolean idle = daemon && (referenced == 0 || swapped > 0 && referenced < PAGES / 2);
        return idle ? Rule.THP_SCAN_IDLE : Rule.THP_COLLAPSE;
    }

    /** One entry: what stands against it, or nothing. */
    private Rule look(int lo, int hi, boolean daemon) {
        if (SwapPte.is(lo)) {
            swapped++;
            return daemon && exceeds(swapped, Setting.MAX_PTES_SWAP, Count.THP_SCAN_EXCEED_SWAP_PTE)
                    ? Rule.THP_SCAN_SWAP
                    : Rule.NONE;
        }
        if (lo == 0 || (lo & Pte.SPECIAL) != 0) {
            missing++;
            return daemon && exceeds(missing, Setting.MAX_PTES_NONE, Count.THP_SCAN_EXCEED_NONE_PTE)
                    ? Rule.THP_SCAN_NONE
                    : Rule.NONE;
        }
        writable |= (lo & Pte.WRITE) != 0;
        int pfn = Pte.pfn(lo, hi);
        int head = state.frames.head(pfn);
        FrameMaps frames = state.frames;
        if (!frames.is(pfn, FrameMaps.ANON) || frames.is(pfn, FrameMaps.KERNEL)) {
            return Rule.THP_SCAN_PAGE;
        }
        if (frames.isLarge(pfn) ? thp.folios().isShared(head) : frames.mapCount(pfn) > 1) {
            shared++;
            if (daemon && exceeds(shared, Setting.MAX_PTES_SHARED, Count.THP_SCAN_EXCEED_SHARE_PTE)) {
                return Rule.THP_SCAN_SHARED;
            }
        }
        boolean listed = !state.aging.isOn() || frames.is(head, FrameMaps.LRU);
        if (!listed || frames.is(head, FrameMaps.PINNED | FrameMaps.WRITEBACK)) {
            return Rule.THP_SCAN_PAGE;
        }
        referenced += (lo & Pte.ACCESSED) != 0 || frames.is(head, FrameMaps.REFERENCED) ? 1 : 0;
        return Rule.NONE;
    }

    private boolean exceeds(int seen, Setting limit, Count count) {
        boolean more = seen > thp.settings().get(limit);
        if (more) {
            thp.stat().add(count);
        }
        return more;
    }

    /** Whether no entry is one of swap: reclaim may have been at work since they were seen. */
    private boolean canCopy(int table) {
        for (int i = 0; i < PAGES; i++) {
            int lo = state.tables.lo(table, i);
            if (SwapPte.is(lo)) {
                return false;
            }
        }
        return true;
    }

    /** collapse_huge_page(). */
    private Rule collapse(AddressSpace mm, int vma, long page, boolean daemon) {
        int gfp = thp.settings().collapseGfp(daemon);
        int head = state.source.allocate(ThpFolios.ORDER, gfp);
        thp.stat().add(head < 0 ? Count.THP_COLLAPSE_ALLOC_FAILED : Count.THP_COLLAPSE_ALLOC);
        if (head < 0) {
            int hi = ThpEntries.hi(page);
            state.tell(EventKind.THP_FALLBACK, Rule.THP_SCAN_NO_BLOCK, gfp, 1, hi, ThpEntries.lo(page));
            return Rule.THP_SCAN_NO_BLOCK;
        }
        if (!swapIn(mm, vma, page)) {
            state.source.release(head);
            return Rule.THP_SCAN_PAGE;
        }
        int table = state.tables.lowest(mm.root, ThpEntries.hi(page), ThpEntries.lo(page));
        state.aging.drain();
        int[] holds = new int[PAGES];
        int copied = copy(mm, vma, page, new int[] {table, head}, holds);
        entries.find(mm, page);
        state.tables.set(
                entries.pmd(), PageTables.index(PageTables.PMD, ThpEntries.hi(page), ThpEntries.lo(page)), 0, 0);
        state.flush().all(mm.id);
        thp.map(ThpFaults.site(mm, vma, page), head, table);
        for (int i = 0; i < PAGES; i++) {
            state.frames.mark(head + i, holds[i]);
        }
        state.tell(EventKind.THP_COLLAPSED, Rule.THP_COLLAPSE, head, copied, ThpEntries.hi(page), ThpEntries.lo(page));
        return Rule.THP_COLLAPSE;
    }

    /** Pages in swap are read first (__collapse_huge_page_swapin()). */
    private boolean swapIn(AddressSpace mm, int vma, long page) {
        int table = state.tables.lowest(mm.root, ThpEntries.hi(page), ThpEntries.lo(page));
        for (int i = 0; i < PAGES && swapped > 0; i++) {
            if (SwapPte.is(state.tables.lo(table, i)) && state.swap != null) {
                int lo = ThpEntries.lo(page + i);
                Faults.Site site = new Faults.Site(mm, vma, table, i, ThpEntries.hi(page + i), lo);
                if (!reads(site)) {
                    return false;
                }
            }
        }
        return canCopy(table);
    }

    /** One page comes back from swap; false if there is no frame for it. */
    private boolean reads(Faults.Site site) {
        SwapDoor swap = state.swap;
        try {
            boolean can = swap != null;
            if (swap != null) {
                swap.fault(site, false);
            }
            return can;
        } catch (OutOfFrames none) {
            return false;
        }
    }

    /** __collapse_huge_page_copy(): bytes go to the block, entries and old pages go. */
    private int copy(AddressSpace mm, int vma, long page, int[] ask, int[] holds) {
        int copied = 0;
        for (int i = 0; i < PAGES; i++) {
            int lo = state.tables.lo(ask[0], i);
            int hi = state.tables.hi(ask[0], i);
            if (lo == 0) {
                continue;
            }
            state.tables.set(ask[0], i, 0, 0);
            state.tell(
                    EventKind.PTE_CLEARED, Rule.THP_COLLAPSE, lo, hi, ThpEntries.hi(page + i), ThpEntries.lo(page + i));
            if ((lo & Pte.SPECIAL) == 0) {
                holds[i] = state.frames.flags(Pte.pfn(lo, hi)) & FrameMaps.FILL;
                state.contents.copyPage(Pte.pfn(lo, hi), ask[1] + i);
                thp.unmap().leave(mm, vma, lo, hi);
                copied++;
            }
        }
        return copied;
    }

    /** The errno of MADV_COLLAPSE that a result means (madvise_collapse_errno()): 12, 16, 11 or 22. */
    static int errno(Rule result) {
        return switch (result) {
            case THP_SCAN_NO_BLOCK -> 12;
            case THP_SCAN_NONE -> 16;
            case THP_SCAN_PAGE -> 11;
            default -> 22;
        };
    }
}
