package pagewalk.engine.compaction;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;

/** Carries out a run over one zone: isolate, move, until the scanners meet (mm/compaction.c compact_zone()). */
final class ZoneRun {
    private static final int NIL = FreeScanner.NIL;

    private final CompactControl run;
    private final PageFrames frames;
    private final ZoneProgress progress;
    private final MigrateScanner migrateScanner;
    private final FreeScanner freeScanner;
    private Rule why = Rule.COMPACT_MET;
    private boolean wholeZone;
    private boolean ranOutOfTargets;

    ZoneRun(CompactControl run) {
        this.run = run;
        this.frames = run.frames;
        this.progress = run.progress;
        migrateScanner = new MigrateScanner(run);
        freeScanner = new FreeScanner(run);
    }

    /**
     * Goes on until the scanners meet, a request can be served, or no free page may be taken any more.
     *
     * @param aim the score at which a run ahead of need ends; see {@link Fragmentation#score}
     * @param cpu whose lists freed pages go to
     */
    Outcome go(int aim, int cpu) {
        start();
        int lastMigrated = NIL;
        boolean updatesSync = run.kind.async() && progress.migratePfn(false) == progress.migratePfn(true);
        Outcome outcome = finished(aim);
        while (outcome == null) {
            int from = run.migratePfn;
            run.finishPageblock =
                    lastMigrated != NIL && CompactControl.blockStart(lastMigrated) == CompactControl.blockStart(from);
            if (migrateScanner.isolate()) {
                updatesSync = false;
                lastMigrated = Math.max(run.zone.startPfn(), CompactControl.blockStart(run.migratePfn - 1));
                if (migrate(cpu) > 0 && mustFinish()) {
                    lastMigrated = run.order == CompactControl.PAGEBLOCK_ORDER ? NIL : lastMigrated;
                    finishPageblock(cpu);
                }
            } else if (updatesSync) {
                progress.syncFollowsAsync();
            }
            lastMigrated = drainBehind(lastMigrated, cpu);
            outcome = ranOutOfTargets && !run.scannersMet() ? gaveUp() : finished(aim);
        }
        giveBack(cpu);
        run.tellLast(EventKind.COMPACT_ENDED, why, run.order, run.moved, run.failed);
        return outcome;
    }

    private void start() {
        ranOutOfTargets = false;
        wholeZone = run.kind.wholeZone();
        if (progress.restarts(run.order)) {
            progress.flush();
        }
        if (wholeZone) {
            run.migratePfn = run.zone.startPfn();
            run.freePfn = progress.lastBlock();
        } else {
            boolean inZone =
                    run.zone.contains(progress.freePfn()) && run.zone.contains(progress.migratePfn(!run.kind.async()));
            if (!inZone) {
                progress.resetPositions();
            }
            run.migratePfn = progress.migratePfn(!run.kind.async());
            run.freePfn = progress.freePfn();
            wholeZone = progress.coversZone(run.migratePfn);
        }
        Rule rule = run.kind.wholeZone() ? Rule.COMPACT_WHOLE_ZONE : Rule.COMPACT_CACHED_START;
        run.tellLast(EventKind.COMPACT_BEGUN, rule, run.order, run.migratePfn, run.freePfn);
    }

    /** How the run ends, or null if it goes on (__compact_finished()). */
    private @Nullable Outcome finished(int aim) {
        if (run.scannersMet()) {
            progress.resetPositions();
            if (run.kind.direct()) {
                progress.allowFlush();
            }
            return ended(Rule.COMPACT_MET, wholeZone ? Outcome.COMPLETE : Outcome.PARTIAL_SKIPPED);
        }
        if (run.kind == RunKind.PROACTIVE) {
            return Fragmentation.score(run.zone.lists()) <= aim ? ended(Rule.COMPACT_SCORE, Outcome.SUCCESS) : null;
        }
        boolean atEdge = run.migratePfn == CompactControl.blockStart(run.migratePfn);
        return run.order >= 0 && atEdge && run.allocator.hasBlock(run.order, run.type)
                ? ended(Rule.COMPACT_DIRECT_DONE, Outcome.SUCCESS)
                : null;
    }

    private Outcome gaveUp() {
        return ended(Rule.COMPACT_TARGET_WATERMARK, Outcome.CONTENDED);
    }

    private Outcome ended(Rule rule, Outcome outcome) {
        why = rule;
        return outcome;
    }

    private boolean mustFinish() {
        boolean inside = run.migratePfn != CompactControl.blockStart(run.migratePfn);
        return inside && run.kind.finishesAfterFailure() && !run.finishPageblock && !ranOutOfTargets;
    }

    /** A page stayed, so the rest of the pageblock is taken now, and the pageblock not visited again soon. */
    private void finishPageblock(int cpu) {
        run.finishPageblock = true;
        if (migrateScanner.isolate()) {
            migrate(cpu);
        }
    }

    /**
     * Finds a place for each block of the batch, highest first, then moves them in that order (migrate_pages_batch()).
     *
     * @return pages that stay
     */
    private int migrate(int cpu) {
        int placed = 0;
        int stay = 0;
        int at = run.sourceCount;
        while (at > 0 && !ranOutOfTargets) {
            int from = run.sources[--at];
            int order = frames.order(from);
            int to = freeScanner.place(order);
            if (to != NIL) {
                int last = run.sourceCount - 1 - placed;
                run.sources[last] = from;
                run.targets[placed++] = to;
            } else {
                ranOutOfTargets = order == 0;
                stay += 1 << order;
                putBack(from, order);
            }
        }
        for (int i = 0; i < placed; i++) {
            move(run.sources[run.sourceCount - 1 - i], run.targets[i], cpu);
        }
        run.sourceCount = 0;
        run.pagesToMove = 0;
        run.failed += stay;
        return stay;
    }

    private void putBack(int pfn, int order) {
        Rule rule = order == 0 ? Rule.COMPACT_NO_TARGET : Rule.COMPACT_NO_LARGE_TARGET;
        run.tell(EventKind.PAGE_PUT_BACK, rule, pfn, order, order == 0 ? run.pagesToMove : 1 << order);
    }

    private void move(int from, int to, int cpu) {
        int order = frames.order(from);
        frames.setHead(to, frames.kind(from), order);
        run.pages.moved(from, to, order);
        run.moved += 1 << order;
        run.tell(EventKind.PAGE_MOVED, Rule.COMPACT_MOVE, from, order, to);
        run.allocator.free(from, order, cpu);
    }

    /** Once the scanner has left the block of the request's size it emptied, what was freed there shall merge. */
    private int drainBehind(int lastMigrated, int cpu) {
        boolean behind =
                run.order > 0 && lastMigrated != NIL && lastMigrated < run.migratePfn >> run.order << run.order;
        if (behind) {
            run.allocator.drain(cpu);
        }
        return behind ? NIL : lastMigrated;
    }

    private void giveBack(int cpu) {
        int highest = freeScanner.release(cpu);
        if (highest != NIL) {
            progress.freeReturnedAt(CompactControl.blockStart(highest));
        }
    }
}
