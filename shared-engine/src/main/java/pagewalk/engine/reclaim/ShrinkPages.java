package pagewalk.engine.reclaim;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rmap.RmapWalk;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.IntList;
import pagewalk.engine.zswap.Fill;

/** Decides for each isolated page: give it up, write it out first, keep it, or make it active (shrink_folio_list()). */
final class ShrinkPages {
    private static final int NIL = -1;
    private static final int ACTIVATE = 0;
    private static final int KEEP = 1;
    private static final int RECLAIM = 2;
    private static final int RECLAIM_CLEAN = 3;

    private final Hold hold;
    private final LruVec vec;
    private final FrameMaps frames;
    /** Pages that are not given up, in the order they were looked at. */
    private final IntList stay = new IntList();

    ShrinkPages(Hold hold) {
        this.hold = hold;
        vec = hold.vec();
        frames = vec.frames;
    }

    /**
     * Goes over pages that are off the lists, the first first.
     *
     * @param pages the pages; those that stay remain in it, in the same order
     * @param ignores whether references do not count
     * @return pages given up
     */
    int shrink(IntList pages, ScanControl sc, boolean ignores) {
        sc.beginList();
        stay.truncate(0);
        int reclaimed = 0;
        for (int i = 0; i < pages.size(); i++) {
            int pfn = pages.get(i);
            reclaimed += frames.is(pfn, FrameMaps.LARGE) ? large(pfn, sc, ignores) : one(pfn, sc, ignores);
        }
        pages.truncate(0);
        for (int i = 0; i < stay.size(); i++) {
            pages.add(stay.get(i));
        }
        return reclaimed;
    }

    private int one(int pfn, ScanControl sc, boolean ignores) {
        sc.scanned++;
        boolean gone = reclaim(pfn, sc, ignores);
        if (!gone) {
            stay.add(pfn);
        }
        return gone ? 1 : 0;
    }

    /** A block: given up whole if the program can do without, else split and looked at page by page. */
    private int large(int head, ScanControl sc, boolean ignores) {
        int pages = frames.pages(head);
        boolean locked = frames.is(head, FrameMaps.MLOCKED);
        boolean free = !locked && !frames.is(head, FrameMaps.PINNED);
        int references = !free ? KEEP : ignores ? RECLAIM : references(head);
        boolean goes = references == RECLAIM || references == RECLAIM_CLEAN;
        boolean swaps =
                LruLists.isFile(frames, head) || sc.mayDoIo && hold.swap().free() > 0;
        boolean whole = goes && LruLists.isFile(frames, head) && hold.rmap().unmap(head, NIL);
        if (whole) {
            sc.scanned += pages;
            vec.stat.add(Count.PGLAZYFREED, pages);
            return pages;
        }
        if (!goes || !swaps || LruLists.isFile(frames, head) || !hold.rmap().split(head)) {
            sc.scanned += pages;
            stay.add(head);
            if (locked) {
                activate(head, Rule.RECLAIM_MLOCKED);
            } else if (references == ACTIVATE || goes) {
                activate(head, goes ? Rule.RECLAIM_NO_SLOT : Rule.RECLAIM_REFERENCED_AGAIN);
            } else {
                keep(head, free ? Rule.RECLAIM_REFERENCED : Rule.RECLAIM_PINNED);
            }
            return 0;
        }
        hold.tell(EventKind.KEPT, Rule.THP_SWAP_SPLIT, head, 0, 0, 0);
        int reclaimed = 0;
        for (int i = 0; i < pages; i++) {
            // Pages that nobody mapped are free already.
            if (frames.is(head + i, FrameMaps.ANON)) {
                reclaimed += one(head + i, sc, ignores || i == 0);
            }
        }
        return reclaimed;
    }

    /** One page; false if it stays. */
    private boolean reclaim(int pfn, ScanControl sc, boolean ignores) {
        if (frames.is(pfn, FrameMaps.PINNED)) {
            return keep(pfn, Rule.RECLAIM_PINNED);
        }
        if (frames.is(pfn, FrameMaps.MLOCKED)) {
            return activate(pfn, Rule.RECLAIM_MLOCKED);
        }
        boolean dirty = frames.is(pfn, FrameMaps.DIRTY) && !frames.is(pfn, FrameMaps.BUFFERS_CLEAN);
        boolean writeback = frames.is(pfn, FrameMaps.WRITEBACK);
        sc.dirtyUnsent += dirty && !writeback && LruLists.isFile(frames, pfn) ? 1 : 0;
        if (writeback) {
            frames.mark(pfn, FrameMaps.RECLAIM);
            return activate(pfn, Rule.RECLAIM_WRITEBACK);
        }
        int references = ignores ? RECLAIM : references(pfn);
        if (references == ACTIVATE) {
            boolean locked = (hold.rmap().flags() & RmapWalk.LOCKED) != 0;
            return activate(pfn, locked ? Rule.RECLAIM_MLOCKED : Rule.RECLAIM_REFERENCED_AGAIN);
        }
        if (references == KEEP) {
            return keep(pfn, Rule.RECLAIM_REFERENCED);
        }
        if (!giveSlot(pfn, sc)) {
            return activate(pfn, Rule.RECLAIM_NO_SLOT);
        }
        if (frames.mapCount(pfn) > 0 && !hold.rmap().unmap(pfn, hold.swap().entryOf(pfn))) {
            return activate(pfn, Rule.RECLAIM_LAZYFREE_DIRTY);
        }
        if (frames.is(pfn, FrameMaps.DIRTY)) {
            return write(pfn, sc);
        }
        return frames.is(pfn, FrameMaps.BUFFERS) ? activate(pfn, Rule.RECLAIM_PINNED) : giveUp(pfn);
    }

    /** folio_check_references(). */
    private int references(int pfn) {
        int entries = frames.mapCount(pfn) > 0 ? hold.rmap().referenced(pfn) : 0;
        int flags = entries > 0 || frames.mapCount(pfn) > 0 ? hold.rmap().flags() : 0;
        boolean before = frames.is(pfn, FrameMaps.REFERENCED);
        boolean file = LruLists.isFile(frames, pfn);
        frames.unmark(pfn, FrameMaps.REFERENCED);
        int outcome;
        if ((flags & RmapWalk.LOCKED) != 0) {
            outcome = ACTIVATE;
        } else if (entries > 0) {
            frames.mark(pfn, FrameMaps.REFERENCED);
            boolean code = (flags & RmapWalk.EXECUTABLE) != 0 && file;
            outcome = before || entries > 1 || code ? ACTIVATE : KEEP;
        } else {
            outcome = before && file ? RECLAIM_CLEAN : RECLAIM;
        }
        hold.tell(EventKind.REFERENCES, Rule.CHECK_REFERENCES, pfn, entries, before ? 1 : 0, outcome);
        return outcome;
    }

    /** A page without a file needs a slot before it can go; false if there is none (add_to_swap()). */
    private boolean giveSlot(int pfn, ScanControl sc) {
        boolean needs = frames.is(pfn, FrameMaps.ANON)
                && frames.is(pfn, FrameMaps.SWAPBACKED)
                && !frames.is(pfn, FrameMaps.SWAPCACHE);
        if (!needs) {
            return true;
        }
        int entry = sc.mayDoIo ? hold.swap().take() : NIL;
        if (entry == NIL) {
            return false;
        }
        hold.swap().cache(pfn, entry);
        frames.mark(pfn, FrameMaps.DIRTY);
        return true;
    }

    private boolean write(int pfn, ScanControl sc) {
        if (LruLists.isFile(frames, pfn)) {
            vec.stat.add(Count.NR_VMSCAN_IMMEDIATE_RECLAIM, 1);
            frames.mark(pfn, FrameMaps.RECLAIM);
            return activate(pfn, Rule.RECLAIM_DIRTY_FILE);
        }
        if (!sc.mayDoIo || !sc.mayWrite) {
            return keep(pfn, Rule.RECLAIM_NO_SLOT);
        }
        if (!frames.is(pfn, FrameMaps.SWAPCACHE) && !moveToSwap(pfn)) {
            return activate(pfn, Rule.RECLAIM_NO_SLOT);
        }
        frames.unmark(pfn, FrameMaps.DIRTY);
        vec.stat.add(Count.NR_VMSCAN_WRITE, 1);
        sc.written++;
        int entry = hold.swap().entryOf(pfn);
        if (hold.zswap().store(pfn, entry, fill(pfn))) {
            return giveUp(pfn);
        }
        frames.mark(pfn, FrameMaps.RECLAIM);
        hold.disk().send(pfn, SwapSpace.slot(entry));
        return keep(pfn, Rule.RECLAIM_SENT);
    }

    /** What a page holds: of one that only had stores with a value, the machine knows the bytes. */
    private int fill(int pfn) {
        int fill = (frames.flags(pfn) & FrameMaps.FILL) >>> FrameMaps.FILL_SHIFT;
        return fill == Fill.ZEROS && !hold.rmap().isZeros(pfn) ? Fill.WORDS : fill;
    }

    /** A page of shared memory leaves its file for the swap cache (shmem_writepage()). */
    private boolean moveToSwap(int pfn) {
        int entry = hold.swap().take();
        if (entry == NIL) {
            return false;
        }
        Files files = hold.files();
        files.swapOut(frames.owner(pfn), frames.indexLo(pfn), entry);
        frames.become(pfn, FrameMaps.ANON, NIL, 0, SwapSpace.slot(entry));
        hold.swap().use(entry);
        hold.swap().cache(pfn, entry);
        return true;
    }

    /** Nobody needs the page (__remove_mapping()): it goes back to the allocator. */
    private boolean giveUp(int pfn) {
        Rule rule;
        int shadow = NIL;
        if (frames.is(pfn, FrameMaps.SWAPCACHE)) {
            shadow = vec.evict(pfn);
            hold.rmap().leftFor(pfn, hold.swap().entryOf(pfn));
            hold.swap().uncache(pfn, shadow);
            rule = Rule.EVICT_SWAPPED;
        } else if (frames.is(pfn, FrameMaps.ANON)) {
            vec.stat.add(Count.PGLAZYFREED, 1);
            rule = Rule.EVICT_LAZYFREE;
        } else if (frames.is(pfn, FrameMaps.FILE)) {
            shadow = vec.evict(pfn);
            hold.rmap().leftForFile(pfn, frames.owner(pfn), frames.indexLo(pfn));
            hold.files().evict(frames.owner(pfn), frames.indexLo(pfn), shadow);
            rule = Rule.EVICT_CLEAN;
        } else {
            return keep(pfn, Rule.RECLAIM_PINNED);
        }
        hold.tell(EventKind.EVICTED, rule, pfn, frames.owner(pfn), frames.indexLo(pfn), shadow);
        vec.batches.forget(pfn);
        frames.disown(pfn);
        hold.source().release(pfn);
        return true;
    }

    private boolean activate(int pfn, Rule why) {
        boolean locked = frames.is(pfn, FrameMaps.MLOCKED);
        if (frames.is(pfn, FrameMaps.SWAPCACHE) && (hold.swap().isFull() || locked)) {
            hold.swap().release(pfn);
        }
        if (!locked) {
            frames.mark(pfn, FrameMaps.ACTIVE);
            vec.stat.add(Count.PGACTIVATE, frames.pages(pfn));
        }
        hold.tell(EventKind.KEPT, why, pfn, 1, 0, 0);
        return false;
    }

    private boolean keep(int pfn, Rule why) {
        hold.tell(EventKind.KEPT, why, pfn, 0, 0, 0);
        return false;
    }
}
