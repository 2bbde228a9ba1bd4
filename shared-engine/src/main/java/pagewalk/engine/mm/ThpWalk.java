package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rmap.RmapWalk;
import pagewalk.engine.rule.Rule;

/** From a block to the entries that map it, huge ones and others, by the VMAs of its anon_vma (mm/rmap.c). */
final class ThpWalk {
    private static final int NIL = -1;
    private static final int PAGES = ThpFolios.PAGES;

    private final Thp thp;
    private final MmState state;
    private final ThpEntries entries;
    private int flags;

    ThpWalk(Thp thp, MmState state, ThpEntries entries) {
        this.thp = thp;
        this.state = state;
        this.entries = entries;
    }

    /** The page where a VMA would show a block's first frame. */
    private long place(int vma, int head) {
        long index = (long) state.frames.indexHi(head) << MmState.LO_BITS | state.frames.indexLo(head);
        return state.vmas.start(vma) + index - state.vmas.pgoff(vma);
    }

    /** Whether a huge entry of a VMA shows a block at a page. */
    private boolean isHuge(int vma, long page, int head) {
        boolean inside = page >= state.vmas.start(vma) && page < state.vmas.end(vma);
        return inside && entries.find(state.space(state.vmas.mm(vma)), page) && entries.head() == head;
    }

    /** The table whose entry shows one frame of a block in a VMA; -1 if there is none. */
    private int table(int vma, long page, int pfn) {
        if (page < state.vmas.start(vma) || page >= state.vmas.end(vma)) {
            return NIL;
        }
        AddressSpace mm = state.space(state.vmas.mm(vma));
        int table = state.tables.lowest(mm.root, ThpEntries.hi(page), ThpEntries.lo(page));
        int index = (int) page & PAGES - 1;
        int lo = table == NIL ? 0 : state.tables.lo(table, index);
        boolean shows =
                Pte.isPresent(lo) && (lo & Pte.SPECIAL) == 0 && Pte.pfn(lo, state.tables.hi(table, index)) == pfn;
        return shows ? table : NIL;
    }

    /** folio_referenced_one(). */
    int young(int vma, int head) {
        flags = 0;
        int has = state.vmas.flags(vma);
        if ((has & (VmFlags.SEQ_READ | VmFlags.RAND_READ)) != 0) {
            return 0;
        }
        long page = place(vma, head);
        boolean locked = (has & VmFlags.LOCKED) != 0;
        int seen = 0;
        int used = 0;
        if (isHuge(vma, page, head)) {
            seen = PAGES;
            int lo = entries.lower();
            if (!locked && (lo & Pte.ACCESSED) != 0) {
                entries.set(lo & ~Pte.ACCESSED, entries.upper(), Rule.YOUNG_CLEARED, page);
                used++;
            }
        } else {
            for (int i = 0; i < PAGES; i++) {
                int table = table(vma, page + i, head + i);
                seen += table == NIL ? 0 : 1;
                used += table == NIL || locked ? 0 : young(table, page + i);
            }
        }
        if (locked && seen == PAGES) {
            state.lock(head);
            flags = RmapWalk.LOCKED;
        }
        flags |= used > 0 && (has & VmFlags.EXEC) != 0 ? RmapWalk.EXECUTABLE : 0;
        return used > 0 ? 1 : 0;
    }

    private int young(int table, long page) {
        int index = (int) page & PAGES - 1;
        int lo = state.tables.lo(table, index);
        if ((lo & Pte.ACCESSED) == 0) {
            return 0;
        }
        int hi = state.tables.hi(table, index);
        state.tables.set(table, index, lo & ~Pte.ACCESSED, hi);
        state.tell(
                EventKind.PTE_MARKED,
                Rule.YOUNG_CLEARED,
                lo & ~Pte.ACCESSED,
                hi,
                ThpEntries.hi(page),
                ThpEntries.lo(page));
        return 1;
    }

    int flags() {
        return flags;
    }

    /** All huge entries of a block become entries of its pages (try_to_migrate() with TTU_SPLIT_HUGE_PMD). */
    void spread(int head) {
        int anon = state.frames.owner(head);
        for (int link = anon == NIL ? NIL : state.anons.first(anon);
                link != NIL && thp.folios().entire(head) > 0;
                link = state.anons.next(link)) {
            int vma = state.anons.vma(link);
            long page = place(vma, head);
            if (isHuge(vma, page, head)) {
                entries.split(state.space(state.vmas.mm(vma)), vma, page);
            }
        }
    }

    /** Whether a page of a block is known to hold nothing but zeros. */
    boolean isZeros(int pfn) {
        return state.aging.isOn() && !state.frames.is(pfn, FrameMaps.FILL) && !state.contents.isWritten(pfn);
    }

    /** Pages of a block that hold nothing are mapped as the page of zeros (try_to_map_unused_to_zeropage()). */
    void dropZeros(int head) {
        FrameMaps frames = state.frames;
        int anon = frames.owner(head);
        int link = anon == NIL || frames.is(head, FrameMaps.MLOCKED) ? NIL : state.anons.first(anon);
        for (; link != NIL; link = state.anons.next(link)) {
            int vma = state.anons.vma(link);
            long page = place(vma, head);
            boolean locked = (state.vmas.flags(vma) & VmFlags.LOCKED) != 0;
            for (int i = 0; i < PAGES && !locked; i++) {
                int table = isZeros(head + i) ? table(vma, page + i, head + i) : NIL;
                if (table != NIL) {
                    dropZero(vma, table, page + i, head + i);
                }
            }
        }
    }

    private void dropZero(int vma, int table, long page, int pfn) {
        AddressSpace mm = state.space(state.vmas.mm(vma));
        int lo = Pte.lo(state.zeroPage(), state.entryLo(vma) | Pte.SPECIAL);
        int hi = Pte.hi(state.zeroPage(), VmFlags.entryHi(state.vmas.flags(vma)));
        state.tables.set(table, (int) page & PAGES - 1, lo, hi);
        state.tell(EventKind.PTE_SET, Rule.THP_ZERO_SUBPAGE, lo, hi, ThpEntries.hi(page), ThpEntries.lo(page));
        state.flush().page(mm.id, ThpEntries.hi(page), ThpEntries.lo(page));
        mm.addRss(AddressSpace.RSS_ANON, -1);
        state.frames.unmap(pfn);
    }

    /** Takes all entries of a block away that was not written since (try_to_unmap() of one that can be discarded). */
    boolean discard(int head) {
        FrameMaps frames = state.frames;
        int anon = frames.owner(head);
        for (int link = anon == NIL ? NIL : state.anons.first(anon); link != NIL; link = state.anons.next(link)) {
            int vma = state.anons.vma(link);
            long page = place(vma, head);
            boolean huge = isHuge(vma, page, head);
            boolean dirty = huge && Pte.isDirty(entries.lower(), entries.upper());
            for (int i = 0; i < PAGES && !huge && !dirty; i++) {
                int table = table(vma, page + i, head + i);
                int index = (int) (page + i) & PAGES - 1;
                dirty = table != NIL && Pte.isDirty(state.tables.lo(table, index), state.tables.hi(table, index));
            }
            if (dirty || frames.is(head, FrameMaps.DIRTY)) {
                frames.mark(head, FrameMaps.DIRTY | FrameMaps.SWAPBACKED);
                return false;
            }
        }
        int link = anon == NIL ? NIL : state.anons.first(anon);
        while (link != NIL) {
            int after = state.anons.next(link);
            int vma = state.anons.vma(link);
            discard(vma, place(vma, head), head, thp.folios().maps(head) > 0);
            link = after;
        }
        return true;
    }

    private void discard(int vma, long page, int head, boolean mapped) {
        AddressSpace mm = state.space(state.vmas.mm(vma));
        long[] all = {page, page + PAGES};
        if (mapped && isHuge(vma, page, head)) {
            entries.zap(mm, vma, page, all, Rule.THP_DISCARDED);
            return;
        }
        for (int i = 0; i < PAGES && mapped; i++) {
            int table = state.frames.isLarge(head + i) ? table(vma, page + i, head + i) : NIL;
            if (table != NIL) {
                int index = PageTables.index(PageTables.PTE, ThpEntries.hi(page + i), ThpEntries.lo(page + i));
                int lo = state.tables.lo(table, index);
                int hi = state.tables.hi(table, index);
                state.tables.set(table, index, 0, 0);
                state.tell(
                        EventKind.PTE_CLEARED,
                        Rule.THP_DISCARDED,
                        lo,
                        hi,
                        ThpEntries.hi(page + i),
                        ThpEntries.lo(page + i));
                state.flush().gather(mm.id, ThpEntries.hi(page + i), ThpEntries.lo(page + i));
                mm.addRss(AddressSpace.RSS_ANON, -1);
                thp.folios().unmapPages(head + i, 1);
            }
        }
    }
}
