package pagewalk.engine.compaction;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.BlockLists;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** Goes down from the end of a zone and takes free pages to move to (mm/compaction.c isolate_freepages()). */
final class FreeScanner {
    static final int NIL = BlockLists.NIL;

    private final CompactControl run;
    private final PageFrames frames;
    private final BlockLists held;

    FreeScanner(CompactControl run) {
        this.run = run;
        this.frames = run.frames;
        this.held = run.freeBlocks;
    }

    /**
     * A place for a block of {@code order}: the first held one of the smallest order that fits, split down, after one
     * more scan if none is held (compaction_alloc()).
     *
     * @return its pfn, or {@link #NIL} if none fits
     */
    int place(int order) {
        int found = smallest(order);
        if (found == FreeLists.ORDERS) {
            isolate();
            found = smallest(order);
        }
        if (found == FreeLists.ORDERS) {
            return NIL;
        }
        int pfn = held.head(found);
        held.remove(pfn, found);
        for (int o = found - 1; o >= order; o--) {
            int upper = pfn + (1 << o);
            frames.setHead(upper, PageFrames.MOVING, o);
            held.addHead(upper, o);
        }
        frames.setHead(pfn, PageFrames.MOVING, order);
        run.pagesHeld -= 1 << order;
        run.pagesToMove -= 1 << order;
        return pfn;
    }

    private int smallest(int order) {
        int o = order;
        while (o < FreeLists.ORDERS && held.head(o) == NIL) {
            o++;
        }
        return o;
    }

    /** Gives back what is held still; returns the highest pfn of it, or {@link #NIL} (release_free_list()). */
    int release(int cpu) {
        int highest = NIL;
        for (int order = 0; order < FreeLists.ORDERS; order++) {
            for (int pfn = held.head(order); pfn != NIL; pfn = held.head(order)) {
                held.remove(pfn, order);
                run.pagesHeld -= 1 << order;
                run.tell(EventKind.TARGET_RETURNED, Rule.COMPACT_RETURN, pfn, order, run.pagesHeld);
                run.allocator.free(pfn, order, cpu);
                highest = Math.max(highest, pfn);
            }
        }
        return highest;
    }

    /** Takes free pages until there are as many as pages to move, or the migrate scanner is near. */
    private void isolate() {
        int from = run.freePfn;
        int block = CompactControl.blockStart(from);
        int end = Math.min(block + CompactControl.PAGEBLOCK, run.zone.endPfn());
        int lowest = CompactControl.blockEnd(run.migratePfn);
        int stride = run.kind.async() ? CompactControl.CLUSTER : 1;
        while (block >= lowest) {
            if (isTarget(block, stride)) {
                int before = run.pagesHeld;
                from = isolateBlock(from, end, stride);
                if (from == end) {
                    run.mark(block, 1);
                    run.progress.freeScannedDownTo(block - CompactControl.PAGEBLOCK);
                }
                if (run.pagesHeld >= run.pagesToMove) {
                    run.freePfn = from >= end ? block - CompactControl.PAGEBLOCK : from;
                    return;
                }
                if (from < end) {
                    break;
                }
                stride = run.pagesHeld > before ? 1 : Math.min(CompactControl.CLUSTER, stride << 1);
            }
            end = block;
            block -= CompactControl.PAGEBLOCK;
            from = block;
        }
        run.freePfn = from;
    }

    private boolean isTarget(int block, int stride) {
        Rule rule = Rule.COMPACT_TARGET;
        int large = run.order > 0 ? run.order : Zone.PAGEBLOCK_ORDER;
        if (frames.freeOrder(block) >= large) {
            rule = Rule.COMPACT_TARGET_LARGE;
        } else if (!run.kind.ignoresTypes() && run.zone.grouped() && run.zone.typeOf(block) != Zone.MOVABLE) {
            rule = Rule.COMPACT_TARGET_TYPE;
        } else if (!run.hintsAllow(block)) {
            rule = Rule.COMPACT_TARGET_HINT;
        }
        run.tell(EventKind.TARGET_LOOKED, rule, block, run.shownType(block), stride);
        return rule == Rule.COMPACT_TARGET;
    }

    /** Takes free blocks whole; returns the pfn it came to, {@code end} at most (isolate_freepages_block()). */
    private int isolateBlock(int from, int end, int stride) {
        int pfn = from;
        while (pfn < end) {
            int order = frames.freeOrder(pfn);
            if (order == PageFrames.NIL) {
                int size = inside(pfn, end);
                run.freeScanned += size;
                pfn += size - 1 + stride;
                continue;
            }
            run.freeScanned++;
            if (!mayTake(pfn, order)) {
                break;
            }
            run.freeScanned += (1 << order) - 1;
            run.allocator.isolate(pfn, order);
            held.addTail(pfn, order);
            run.pagesHeld += 1 << order;
            run.isolated += 1 << order;
            run.tell(EventKind.TARGET_ISOLATED, Rule.COMPACT_TARGET_ISOLATE, pfn, order, run.pagesHeld);
            pfn += 1 << order;
            if (run.pagesToMove <= run.pagesHeld) {
                break;
            }
            pfn += stride - 1;
        }
        return Math.min(pfn, end);
    }

    /** Pages that are passed at once: a movable block that begins here and ends in the pageblock, else one. */
    private int inside(int pfn, int end) {
        int kind = frames.kind(pfn);
        boolean used = kind == PageFrames.ALLOCATED || kind == PageFrames.USED;
        int size = used ? 1 << frames.order(pfn) : 1;
        return used && pfn + size <= end && run.pages.canMove(pfn) ? size : 1;
    }

    private boolean mayTake(int pfn, int order) {
        int mark = run.zone.watermarks().bareMark(Watermarks.MIN) + (1 << order);
        if (run.allocator.standsAbove(mark, 0)) {
            return true;
        }
        int free = run.zone.lists().freePages();
        run.tellLast(EventKind.TARGET_KEPT, Rule.COMPACT_TARGET_WATERMARK, order, free, mark);
        return false;
    }
}
