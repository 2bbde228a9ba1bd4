package pagewalk.engine;

import pagewalk.engine.buddy.AllocFlags;
import pagewalk.engine.buddy.AllocRequest;
import pagewalk.engine.buddy.MemoryPressure;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/**
 * What an allocation does when no zone stands above its low watermark, step by step in the kernel's order
 * (mm/page_alloc.c __alloc_pages_slowpath()): wake kswapd, try down to the min watermark, compact, reclaim, compact
 * harder, try again, and in the end kill a task or give up.
 */
final class SlowPath {
    private static final int NIL = Memory.NIL;
    /** Orders above this one are nice to have; nobody is killed for them (PAGE_ALLOC_COSTLY_ORDER). */
    private static final int COSTLY_ORDER = 3;
    /** Rounds without progress before reclaim counts as failed (MAX_RECLAIM_RETRIES). */
    private static final int MAX_RECLAIM_RETRIES = 16;
    /** Rounds of compaction that seemed to succeed (MAX_COMPACT_RETRIES). */
    private static final int MAX_COMPACT_RETRIES = 16;

    private final Memory memory;
    private final Recorder events;
    private MemoryPressure pressure = MemoryPressure.NONE;
    private AllocRequest request = new AllocRequest();
    private int compactPriority;
    private int compactResult;
    private int compactRetries;
    private int idleRounds;
    private int reclaimed;
    private boolean helped;
    private boolean over;

    SlowPath(Memory memory, Recorder events) {
        this.memory = memory;
        this.events = events;
    }

    void relieveBy(MemoryPressure newPressure) {
        pressure = newPressure;
    }

    MemoryPressure pressure() {
        return pressure;
    }

    /** Serves the request, or gives up with {@link Memory#NIL}. */
    int allocate(AllocRequest asked) {
        request = asked;
        compactPriority = MemoryPressure.SYNC_LIGHT;
        compactResult = MemoryPressure.SKIPPED;
        compactRetries = 0;
        idleRounds = 0;
        over = false;
        request.setFlags(AllocFlags.slowPath(request.order(), request.gfp()));
        wakeKswapd();
        int pfn = attempt(Rule.SLOW_PATH, 0);
        if (pfn == NIL && compactsFirst()) {
            pfn = compact(Rule.COMPACT_FIRST, MemoryPressure.ASYNC);
            if (pfn == NIL && isCostly() && has(Gfp.NORETRY)) {
                over = compactResult <= MemoryPressure.DEFERRED && giveUp(Rule.GIVE_UP_NORETRY);
                compactPriority = MemoryPressure.ASYNC;
            }
        }
        while (pfn == NIL && !over) {
            pfn = round();
        }
        return pfn;
    }

    /** Everything from the kernel's label "retry" on. */
    private int round() {
        wakeKswapd();
        boolean memalloc = has(Gfp.MEMALLOC);
        if (memalloc) {
            request.setFlags(AllocFlags.memalloc(request.gfp()));
        }
        int pfn = attempt(memalloc ? Rule.WATERMARK_NONE : Rule.SLOW_PATH, memalloc ? 2 : 3);
        if (pfn != NIL) {
            return pfn;
        }
        if (!has(Gfp.DIRECT_RECLAIM)) {
            over = giveUp(Rule.GIVE_UP_NO_WAIT);
            return NIL;
        }
        pfn = reclaim();
        if (pfn == NIL) {
            pfn = compact(Rule.COMPACT_AFTER_RECLAIM, compactPriority);
        }
        return pfn == NIL ? decide() : pfn;
    }

    /** Whether to go another round, kill somebody or give up. */
    private int decide() {
        if (has(Gfp.NORETRY)) {
            return noPage(Rule.GIVE_UP_NORETRY);
        }
        if (isCostly() && !(has(Gfp.IO) && has(Gfp.RETRY_MAYFAIL))) {
            return noPage(Rule.GIVE_UP_COSTLY);
        }
        if (retriesReclaim() || reclaimed > 0 && has(Gfp.IO) && retriesCompaction()) {
            return NIL;
        }
        helped = false;
        int pfn = oom();
        if (pfn == NIL && helped) {
            idleRounds = 0;
            return NIL;
        }
        return pfn == NIL ? noPage(Rule.NO_FREE_BLOCK) : pfn;
    }

    /** The kernel's label "nopage": who may not fail gets into the reserves, and loops. */
    private int noPage(Rule why) {
        if (!has(Gfp.NOFAIL)) {
            over = why == Rule.NO_FREE_BLOCK || giveUp(why);
            return NIL;
        }
        request.setFlags(Watermarks.MIN | AllocFlags.MIN_RESERVE);
        int pfn = attempt(Rule.NOFAIL_RESERVE, 7);
        request.setFlags(AllocFlags.slowPath(request.order(), request.gfp()));
        // Linux goes on for ever; nothing would ever change here, so we stop where a round has made no progress.
        over = pfn == NIL && reclaimed == 0 && giveUp(Rule.NOFAIL_LOOPS);
        return pfn;
    }

    private void wakeKswapd() {
        if ((request.flags() & AllocFlags.KSWAPD) != 0) {
            tell(EventKind.KSWAPD_ASKED, Rule.WAKE_KSWAPD, request.order(), request.highestZone(), request.gfp(), 0);
            pressure.wakeKswapd(request);
        }
    }

    private boolean compactsFirst() {
        return has(Gfp.DIRECT_RECLAIM)
                && has(Gfp.IO)
                && (isCostly() || request.order() > 0 && request.type() != Zone.MOVABLE)
                && !has(Gfp.MEMALLOC);
    }

    /** __alloc_pages_direct_compact(). */
    private int compact(Rule why, int priority) {
        if (request.order() == 0) {
            return NIL;
        }
        compactResult = has(Gfp.IO) ? pressure.compact(request, priority) : MemoryPressure.SKIPPED;
        tell(EventKind.DIRECT_COMPACT, why, request.order(), priority, compactResult, 0);
        if (compactResult == MemoryPressure.SKIPPED) {
            return NIL;
        }
        int pfn = attempt(why, 5);
        if (pfn != NIL) {
            pressure.compacted(request, memory.zoneOf(pfn));
        }
        return pfn;
    }

    /** __alloc_pages_direct_reclaim(). */
    private int reclaim() {
        reclaimed = pressure.reclaim(request);
        tell(EventKind.DIRECT_RECLAIM, Rule.DIRECT_RECLAIM, request.order(), reclaimed, 0, 0);
        if (reclaimed == 0) {
            return NIL;
        }
        int pfn = attempt(Rule.DIRECT_RECLAIM, 4);
        if (pfn == NIL) {
            memory.unreserve(request, false);
            memory.drainAll();
            pfn = attempt(Rule.DIRECT_RECLAIM, 4);
        }
        return pfn;
    }

    /** should_reclaim_retry(). */
    private boolean retriesReclaim() {
        idleRounds = reclaimed > 0 && !isCostly() ? 0 : idleRounds + 1;
        boolean retry = idleRounds <= MAX_RECLAIM_RETRIES && memory.wouldServe(request, pressure);
        tell(EventKind.RECLAIM_RETRY, Rule.RECLAIM_RETRY, request.order(), idleRounds, retry ? 1 : 0, 0);
        return retry || memory.unreserve(request, true);
    }

    /** should_compact_retry(). */
    private boolean retriesCompaction() {
        if (request.order() == 0) {
            return false;
        }
        if (compactResult == MemoryPressure.SKIPPED) {
            return pressure.couldCompact(request);
        }
        int most = isCostly() ? MAX_COMPACT_RETRIES / 4 : MAX_COMPACT_RETRIES;
        if (compactResult == MemoryPressure.SUCCESS && ++compactRetries <= most) {
            return true;
        }
        if (compactPriority > (isCostly() ? MemoryPressure.SYNC_LIGHT : 0)) {
            compactPriority--;
            compactRetries = 0;
            return true;
        }
        return false;
    }

    /** __alloc_pages_may_oom(): one more look, held to the high watermark, then somebody is killed. */
    private int oom() {
        int flags = request.flags();
        request.setFlags(Watermarks.HIGH);
        int pfn = attempt(Rule.OOM_LAST_LOOK, 6);
        request.setFlags(flags);
        if (pfn != NIL) {
            return pfn;
        }
        Rule rule = whyNotOom();
        boolean killed = rule == Rule.OOM_KILL && pressure.kill(request);
        tell(EventKind.OOM, rule, request.order(), killed ? 1 : 0, 0, 0);
        helped = killed;
        if (rule == Rule.OOM_KILL && has(Gfp.NOFAIL)) {
            request.setFlags(AllocFlags.NO_WATERMARKS);
            pfn = attempt(Rule.WATERMARK_NONE, 2);
            request.setFlags(flags);
        }
        return pfn;
    }

    private Rule whyNotOom() {
        if (isCostly()) {
            return Rule.OOM_NOT_COSTLY;
        }
        if (has(Gfp.RETRY_MAYFAIL)) {
            return Rule.OOM_NOT_MAYFAIL;
        }
        return request.highestZone() < 2 ? Rule.OOM_NOT_LOWMEM : Rule.OOM_KILL;
    }

    private int attempt(Rule rule, int why) {
        tell(EventKind.RETRY, rule, request.order(), memory.shown(request.type()), why, 0);
        return memory.attempt(request);
    }

    private boolean giveUp(Rule rule) {
        tell(EventKind.GAVE_UP, rule, request.order(), request.gfp(), 0, 0);
        return true;
    }

    private boolean isCostly() {
        return request.order() > COSTLY_ORDER;
    }

    private boolean has(int bit) {
        return (request.gfp() & bit) != 0;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
