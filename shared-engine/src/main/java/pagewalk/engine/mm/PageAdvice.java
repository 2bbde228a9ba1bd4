package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.reclaim.Vmscan;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.IntList;

/** MADV_COLD, MADV_PAGEOUT and MADV_FREE: pages that a program can do without (mm/madvise.c). */
final class PageAdvice {
    private final MmState state;
    private final LruVec vec;
    private final SwapSpace swap;
    private final Vmscan vmscan;
    private final IntList isolated = new IntList();

    PageAdvice(MmState state, LruVec vec, SwapSpace swap, Vmscan vmscan) {
        this.state = state;
        this.vec = vec;
        this.swap = swap;
        this.vmscan = vmscan;
    }

    /** Goes over a part of a VMA, a table at a time. */
    void advise(AddressSpace mm, long from, long to, Advice advice) {
        vec.batches.drain();
        ThpDoor thp = state.thp;
        long at = from;
        long next = thp == null ? ThpDoor.NONE : thp.next(mm, at, to);
        while (thp != null && next != ThpDoor.NONE) {
            pages(mm, at, Math.max(at, next), advice);
            at = Math.max(at, next);
            boolean whole = next >= from && next + ThpEntries.PAGES <= to;
            int head = thp.block(mm, next);
            if (head >= 0 && whole) {
                block(mm, thp, next, advice);
                at = next + ThpEntries.PAGES;
            } else if (head < 0 || thp.isShared(head) || !thp.split(head)) {
                at = next + ThpEntries.PAGES;
            }
            next = at < to ? thp.next(mm, at, to) : ThpDoor.NONE;
        }
        pages(mm, at, to, advice);
    }

    /** A huge entry, all of which can be done without (madvise_free_huge_pmd() and its kin). */
    private void block(AddressSpace mm, ThpDoor thp, long page, Advice advice) {
        int head = thp.block(mm, page);
        FrameMaps frames = state.frames;
        if (thp.isShared(head) || advice != Advice.FREE && !frames.is(head, FrameMaps.LRU)) {
            return;
        }
        if (advice == Advice.FREE) {
            frames.unmark(head, FrameMaps.DIRTY);
            thp.clear(mm, page, Pte.ACCESSED | Pte.DIRTY);
            vec.batches.lazyfree(head);
            return;
        }
        if (advice == Advice.COLD) {
            thp.clear(mm, page, Pte.ACCESSED);
        }
        isolated.truncate(0);
        spare(head, advice);
        if (isolated.size() > 0) {
            vmscan.pageOut(isolated);
        }
    }

    private void pages(AddressSpace mm, long from, long to, Advice advice) {
        PteRange range = new PteRange(state.tables, mm.root, from, to);
        while (range.next()) {
            isolated.truncate(0);
            for (int index = range.from(); index < range.to(); index++) {
                int lo = state.tables.lo(range.table(), index);
                if (Pte.isPresent(lo) && (lo & Pte.SPECIAL) == 0) {
                    int pfn = Pte.pfn(lo, state.tables.hi(range.table(), index));
                    if (state.thp != null && state.frames.isLarge(pfn)) {
                        index += ofBlock(mm, range, index, advice) - 1;
                    } else {
                        page(mm, range, index, advice);
                    }
                } else if (SwapPte.is(lo) && advice == Advice.FREE && state.swap != null) {
                    int hi = state.tables.hi(range.table(), index);
                    state.tables.set(range.table(), index, 0, 0);
                    state.tell(EventKind.PTE_CLEARED, Rule.MADV_FREE, lo, hi, range.hi(), range.lo(index));
                    state.swap.forget(mm, lo, hi);
                }
            }
            if (isolated.size() > 0) {
                vmscan.pageOut(isolated);
            }
        }
    }

    private void page(AddressSpace mm, PteRange range, int index, Advice advice) {
        PageTables tables = state.tables;
        int lo = tables.lo(range.table(), index);
        int hi = tables.hi(range.table(), index);
        int pfn = Pte.pfn(lo, hi);
        FrameMaps frames = state.frames;
        if (frames.is(pfn, FrameMaps.KERNEL)) {
            return;
        }
        if (advice == Advice.FREE) {
            if (mayFree(pfn)) {
                clear(mm, range, index, Pte.ACCESSED | Pte.DIRTY);
                vec.batches.lazyfree(pfn);
            }
            return;
        }
        if (!frames.is(pfn, FrameMaps.LRU) || frames.mapCount(pfn) != 1) {
            return;
        }
        if (advice == Advice.COLD) {
            clear(mm, range, index, Pte.ACCESSED);
        }
        spare(pfn, advice);
    }

    /** An entry that shows a page of a block; how many entries that was about: all of the block's, or one. */
    private int ofBlock(AddressSpace mm, PteRange range, int index, Advice advice) {
        ThpDoor thp = java.util.Objects.requireNonNull(state.thp);
        int pfn = Pte.pfn(state.tables.lo(range.table(), index), state.tables.hi(range.table(), index));
        int head = state.frames.head(pfn);
        boolean whole = thp.isWhole(range.table(), index, range.to());
        if (thp.isShared(head) || whole && advice != Advice.FREE && !state.frames.is(head, FrameMaps.LRU)) {
            return 1;
        }
        if (!whole) {
            if (thp.split(head)) {
                page(mm, range, index, advice);
            }
            return 1;
        }
        int bits = advice == Advice.FREE ? Pte.ACCESSED | Pte.DIRTY : advice == Advice.COLD ? Pte.ACCESSED : 0;
        for (int i = 0; i < ThpEntries.PAGES && bits != 0; i++) {
            clear(mm, range, i, bits);
        }
        if (advice == Advice.FREE) {
            state.frames.unmark(head, FrameMaps.DIRTY);
            vec.batches.lazyfree(head);
        } else {
            spare(head, advice);
        }
        return ThpEntries.PAGES;
    }

    /** A page, or a block, goes to the inactive list, or off the lists to be given up. */
    private void spare(int pfn, Advice advice) {
        FrameMaps frames = state.frames;
        frames.unmark(pfn, FrameMaps.REFERENCED);
        if (frames.is(pfn, FrameMaps.ACTIVE)) {
            frames.mark(pfn, FrameMaps.WORKINGSET);
        }
        if (advice == Advice.COLD) {
            vec.batches.deactivate(pfn);
        } else if (!frames.is(pfn, FrameMaps.UNEVICTABLE)) {
            vec.lists.remove(pfn, Rule.MADV_PAGEOUT);
            frames.unmark(pfn, FrameMaps.LRU | FrameMaps.ACTIVE);
            isolated.add(pfn);
        }
    }

    /** Whether a page can be given up without a word later; takes its slot and what was written away. */
    private boolean mayFree(int pfn) {
        FrameMaps frames = state.frames;
        if (!frames.is(pfn, FrameMaps.ANON)) {
            return false;
        }
        if (frames.is(pfn, FrameMaps.SWAPCACHE | FrameMaps.DIRTY)) {
            if (frames.mapCount(pfn) != 1 || frames.is(pfn, FrameMaps.SWAPCACHE) && !swap.release(pfn)) {
                return false;
            }
            frames.unmark(pfn, FrameMaps.DIRTY);
        }
        return true;
    }

    private void clear(AddressSpace mm, PteRange range, int index, int bits) {
        int lo = state.tables.lo(range.table(), index);
        int hi = state.tables.hi(range.table(), index);
        int newHi = (bits & Pte.DIRTY) != 0 ? hi & ~Pte.SAVED_DIRTY : hi;
        if ((lo & bits) != 0 || hi != newHi) {
            state.tables.set(range.table(), index, lo & ~bits, newHi);
            state.tell(EventKind.PTE_MARKED, Rule.MADV_OLD, lo & ~bits, newHi, range.hi(), range.lo(index));
            state.flush().gather(mm.id, range.hi(), range.lo(index));
        }
    }
}
