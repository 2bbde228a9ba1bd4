package pagewalk.engine.compaction;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.Zone;

/** Goes up from the start of a zone and takes pages that can move (mm/compaction.c isolate_migratepages()). */
final class MigrateScanner {
    private final CompactControl run;
    private final PageFrames frames;
    /** First of the pages in a row that stay, or -1; told as one. */
    private int leftFrom;

    MigrateScanner(CompactControl run) {
        this.run = run;
        this.frames = run.frames;
    }

    /** Takes the next batch, from one pageblock; false if the pageblock had none or the free scanner is near. */
    boolean isolate() {
        int low = run.migratePfn;
        int end = CompactControl.blockEnd(low);
        while (end <= run.freePfn) {
            if (isSource(low, end)) {
                isolateBlock(low, end);
                break;
            }
            low = end;
            run.migratePfn = low;
            end += CompactControl.PAGEBLOCK;
        }
        return run.sourceCount > 0;
    }

    private boolean isSource(int low, int end) {
        int block = Math.max(CompactControl.blockStart(low), run.zone.startPfn());
        boolean fresh = low == block;
        Rule rule = Rule.COMPACT_SOURCE;
        if (fresh && !run.hintsAllow(block)) {
            rule = Rule.COMPACT_SOURCE_HINT;
        } else if (isHuge(block)) {
            rule = Rule.COMPACT_TOO_LARGE;
        } else if (!fitsType(block)) {
            rule = Rule.COMPACT_SOURCE_TYPE;
        }
        run.tell(EventKind.SOURCE_LOOKED, rule, low, run.shownType(block), run.pagesToMove);
        if (rule == Rule.COMPACT_TOO_LARGE || rule == Rule.COMPACT_SOURCE_TYPE) {
            run.progress.migrateScannedTo(end, !run.kind.async());
        }
        return rule == Rule.COMPACT_SOURCE;
    }

    /** Whether one movable block fills the pageblock (pageblock_skip_persistent()). */
    private boolean isHuge(int block) {
        int head = frames.headOf(block);
        return head != PageFrames.NIL && movable(head) && frames.order(head) >= Zone.PAGEBLOCK_ORDER;
    }

    private boolean fitsType(int block) {
        return !run.kind.async() || !run.zone.grouped() || run.zone.typeOf(block) == run.type;
    }

    private boolean movable(int head) {
        int kind = frames.kind(head);
        return (kind == PageFrames.ALLOCATED || kind == PageFrames.USED) && run.pages.canMove(head);
    }

    /** Takes pages from {@code low} on (isolate_migratepages_block()). */
    private void isolateBlock(int low, int end) {
        boolean fromStart = low == Math.max(CompactControl.blockStart(low), run.zone.startPfn());
        boolean marked = false;
        int before = run.pagesToMove;
        int pfn = low;
        leftFrom = -1;
        while (pfn < end && (run.pagesToMove < CompactControl.CLUSTER || run.finishPageblock)) {
            int size = 1;
            if (frames.kind(pfn) == PageFrames.FREE) {
                endLeft(pfn);
                size = 1 << frames.order(pfn);
            } else if (movable(pfn)) {
                endLeft(pfn);
                size = 1 << frames.order(pfn);
                boolean taken = take(pfn);
                if (taken && !marked && fromStart && !run.kind.ignoresHints()) {
                    run.mark(low, 0);
                    marked = true;
                }
            } else if (leftFrom < 0) {
                leftFrom = pfn;
            }
            run.migrateScanned += size;
            pfn += size;
        }
        pfn = Math.min(pfn, end);
        endLeft(pfn);
        int isolated = run.pagesToMove - before;
        run.isolated += isolated;
        run.migratePfn = pfn;
        if (pfn == end && (isolated == 0 || run.finishPageblock)) {
            if (fromStart && !marked) {
                run.mark(low, 0);
            }
            run.progress.migrateScannedTo(end, !run.kind.async());
        }
    }

    private boolean take(int pfn) {
        int order = frames.order(pfn);
        boolean tooLarge = order >= Zone.PAGEBLOCK_ORDER || run.order >= 0 && order >= run.order;
        if (tooLarge) {
            run.tell(EventKind.SOURCE_LEFT, Rule.COMPACT_TOO_LARGE, pfn, 1 << order, order);
            return false;
        }
        run.sources[run.sourceCount++] = pfn;
        run.pagesToMove += 1 << order;
        run.tell(EventKind.SOURCE_ISOLATED, Rule.COMPACT_ISOLATE, pfn, order, run.pagesToMove);
        return true;
    }

    private void endLeft(int pfn) {
        if (leftFrom >= 0) {
            run.tell(EventKind.SOURCE_LEFT, Rule.COMPACT_CANNOT_MOVE, leftFrom, pfn - leftFrom, -1);
            leftFrom = -1;
        }
    }
}
