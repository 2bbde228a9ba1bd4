package pagewalk.engine.reclaim;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.filemap.Flusher;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rmap.RmapWalk;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** Takes pages off the tails of the lists and puts those that stay back (shrink_inactive_list() and its kin). */
final class ShrinkLists {
    private static final int NIL = -1;

    private final Hold hold;
    private final LruVec vec;
    private final FrameMaps frames;
    private final ShrinkPages pages;
    private final IntList taken = new IntList();
    private final IntList rotated = new IntList();
    private int scanned;

    ShrinkLists(Hold hold) {
        this.hold = hold;
        vec = hold.vec();
        frames = vec.frames;
        pages = new ShrinkPages(hold);
    }

    /** Scans so many pages of a list; returns how many were given up (shrink_list()). */
    int shrink(int list, int count, ScanControl sc) {
        boolean file = list >= LruLists.INACTIVE_FILE;
        if (list == LruLists.INACTIVE_ANON || list == LruLists.INACTIVE_FILE) {
            return inactive(list, count, sc);
        }
        if (file ? sc.deactivateFile : sc.deactivateAnon) {
            active(list, count, sc);
        } else {
            sc.skippedDeactivate = true;
        }
        return 0;
    }

    /** Takes up to {@code count} pages off a list's tail (isolate_lru_folios()). */
    private void isolate(int list, int count, ScanControl sc) {
        taken.truncate(0);
        rotated.truncate(0);
        scanned = 0;
        int eligible = 0;
        int pfn = vec.lists.tail(list);
        int most = vec.lists.size(list);
        for (int seen = 0; eligible < count && pfn != NIL && seen < most; seen++) {
            int newer = vec.lists.newer(pfn);
            int pages = frames.pages(pfn);
            scanned += pages;
            if (vec.lists.zone(pfn) > sc.highestZone) {
                rotated.add(pfn);
            } else {
                eligible += pages;
                isolateOne(pfn, sc);
            }
            pfn = newer;
        }
        vec.lists.isolate(taken, list, Rule.ISOLATE_TAIL);
        // As the kernel splices them: to the head, whatever that does to their order by age.
        for (int i = 0; i < rotated.size(); i++) {
            vec.lists.moveToHead(rotated.get(i));
        }
        hold.tell(EventKind.ISOLATED, rule(), list, taken.size(), scanned, sc.priority);
    }

    /** Why pages were passed over, if some were. */
    private Rule rule() {
        return rotated.size() > 0 ? Rule.ISOLATE_SKIP : Rule.ISOLATE_TAIL;
    }

    private void isolateOne(int pfn, ScanControl sc) {
        boolean busy = !frames.is(pfn, FrameMaps.LRU) || !sc.mayUnmap && frames.mapCount(pfn) > 0;
        if (busy) {
            vec.lists.moveToHead(pfn);
        } else {
            frames.unmark(pfn, FrameMaps.LRU);
            taken.add(pfn);
        }
    }

    private int inactive(int list, int count, ScanControl sc) {
        boolean file = list == LruLists.INACTIVE_FILE;
        hold.disk().arriveDue();
        vec.batches.drain();
        isolate(list, count, sc);
        vec.stat.add(sc.kswapd ? Count.PGSCAN_KSWAPD : Count.PGSCAN_DIRECT, scanned);
        vec.stat.add(Count.PGSCAN_ANON, file, scanned);
        int isolated = taken.size();
        if (isolated == 0) {
            return 0;
        }
        int reclaimed = pages.shrink(taken, sc, false);
        putBack(taken, Rule.RECLAIM_PUT_BACK);
        vec.stat.add(sc.kswapd ? Count.PGSTEAL_KSWAPD : Count.PGSTEAL_DIRECT, reclaimed);
        vec.stat.add(Count.PGSTEAL_ANON, file, reclaimed);
        vec.noteCost(file, sc.written, scanned - reclaimed);
        if (sc.dirtyUnsent == isolated) {
            flush();
        }
        return reclaimed;
    }

    /** The flusher writes all files' dirty pages, and they arrive while the scan goes on. */
    private void flush() {
        Disk disk = hold.disk();
        hold.tell(EventKind.PAGE_SENT, Rule.WAKE_FLUSHER, NIL, NIL, disk.pages(), 0);
        new Flusher(hold.files(), frames, disk::write).flush();
    }

    /** Pages that stay go to the heads of the lists that their flags name (move_folios_to_lru()). */
    private void putBack(IntList stay, Rule why) {
        for (int i = 0; i < stay.size(); i++) {
            int pfn = stay.get(i);
            if (frames.is(pfn, FrameMaps.MLOCKED)) {
                vec.batches.add(pfn);
            } else {
                frames.mark(pfn, FrameMaps.LRU);
                vec.lists.addHead(pfn, why);
                if (frames.is(pfn, FrameMaps.ACTIVE)) {
                    vec.grow(frames.pages(pfn));
                }
            }
        }
    }

    /** shrink_active_list(): used or not, pages become inactive; only programs' code that runs stays. */
    void active(int list, int count, ScanControl sc) {
        boolean file = list == LruLists.ACTIVE_FILE;
        vec.batches.drain();
        isolate(list, count, sc);
        vec.stat.add(Count.PGREFILL, scanned);
        int stay = 0;
        int rotates = 0;
        int leave = 0;
        IntList leaving = rotated;
        leaving.truncate(0);
        for (int i = 0; i < taken.size(); i++) {
            int pfn = taken.get(i);
            if (frames.is(pfn, FrameMaps.MLOCKED)) {
                vec.batches.add(pfn);
            } else if (isRunningCode(pfn, file)) {
                taken.set(stay++, pfn);
                rotates += frames.pages(pfn);
            } else {
                frames.unmark(pfn, FrameMaps.ACTIVE);
                frames.mark(pfn, FrameMaps.WORKINGSET);
                leaving.add(pfn);
                leave += frames.pages(pfn);
            }
        }
        taken.truncate(stay);
        putBack(taken, Rule.ACTIVE_CODE);
        putBack(leaving, Rule.DEACTIVATE_ALL);
        vec.stat.add(Count.PGDEACTIVATE, leave);
        if (stay > 0) {
            vec.noteCost(file, 0, rotates);
        }
    }

    private boolean isRunningCode(int pfn, boolean file) {
        boolean used = frames.mapCount(pfn) > 0 && hold.rmap().referenced(pfn) > 0;
        return used && file && (hold.rmap().flags() & RmapWalk.EXECUTABLE) != 0;
    }

    /** MADV_PAGEOUT: gives pages up that are off the lists, whoever used them (reclaim_pages()). */
    int pageOut(IntList isolated) {
        ScanControl sc = new ScanControl();
        int reclaimed = pages.shrink(isolated, sc, true);
        for (int i = 0; i < isolated.size(); i++) {
            vec.batches.add(isolated.get(i));
        }
        return reclaimed;
    }
}
