package pagewalk.engine.compaction;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.CowBytes;
import pagewalk.engine.zone.Zone;

/**
 * What a zone remembers between runs: where the scanners stopped, which pageblocks to skip, and how often compaction
 * did not help (struct zone, compact_*).
 */
public final class ZoneProgress {
    /** Compaction is not skipped more than 64 times (COMPACT_MAX_DEFER_SHIFT). */
    static final int MAX_DEFER_SHIFT = 6;

    private static final int PAGEBLOCK = 1 << Zone.PAGEBLOCK_ORDER;

    private final int startPfn;
    private final int endPfn;
    /** One for each pageblock: 1 to be skipped. */
    private final CowBytes skip;

    private int cachedFreePfn;
    private int cachedAsyncPfn;
    private int cachedSyncPfn;
    private int initMigratePfn;
    private boolean flushHints;
    private int considered;
    private int deferShift;
    private int orderFailed;

    ZoneProgress(Zone zone) {
        startPfn = zone.startPfn();
        endPfn = zone.endPfn();
        skip = new CowBytes(block(endPfn - 1) + 1, 0);
        resetPositions();
    }

    private ZoneProgress(ZoneProgress other) {
        startPfn = other.startPfn;
        endPfn = other.endPfn;
        skip = other.skip.copy();
        cachedFreePfn = other.cachedFreePfn;
        cachedAsyncPfn = other.cachedAsyncPfn;
        cachedSyncPfn = other.cachedSyncPfn;
        initMigratePfn = other.initMigratePfn;
        flushHints = other.flushHints;
        considered = other.considered;
        deferShift = other.deferShift;
        orderFailed = other.orderFailed;
    }

    ZoneProgress copy() {
        return new ZoneProgress(this);
    }

    /** Where the free scanner starts next time. */
    public int freePfn() {
        return cachedFreePfn;
    }

    /** Where the migrate scanner starts next time, for quick runs and for patient ones. */
    public int migratePfn(boolean sync) {
        return sync ? cachedSyncPfn : cachedAsyncPfn;
    }

    /** Whether the pageblock of {@code pfn} is marked to be skipped (PB_migrate_skip). */
    public boolean skips(int pfn) {
        return skip.get(block(pfn)) != 0;
    }

    /** log2 of the requests that go without a run after a failure (compact_defer_shift). */
    public int deferShift() {
        return deferShift;
    }

    /** Requests seen since the last failure (compact_considered). */
    public int considered() {
        return considered;
    }

    /** The lowest order at which runs failed (compact_order_failed). */
    public int orderFailed() {
        return orderFailed;
    }

    /** Marks the pageblock of {@code pfn}; false if it was marked already. */
    boolean mark(int pfn) {
        boolean marks = skip.get(block(pfn)) == 0;
        if (marks) {
            skip.set(block(pfn), 1);
        }
        return marks;
    }

    /** The free scanner is done with the pageblock above {@code pfn} (update_pageblock_skip()). */
    void freeScannedDownTo(int pfn) {
        cachedFreePfn = Math.min(cachedFreePfn, pfn);
    }

    /** Free pages were given back in the pageblock that begins at {@code pfn}: the next run looks there again. */
    void freeReturnedAt(int pfn) {
        cachedFreePfn = Math.max(cachedFreePfn, pfn);
    }

    /** The migrate scanner is done with a pageblock up to {@code pfn} (update_cached_migrate()). */
    void migrateScannedTo(int pfn, boolean sync) {
        int next = (pfn | PAGEBLOCK - 1) + 1;
        cachedAsyncPfn = Math.max(cachedAsyncPfn, next);
        cachedSyncPfn = sync ? Math.max(cachedSyncPfn, next) : cachedSyncPfn;
    }

    /** A quick run found nothing to move so far, so a patient one need not look there either. */
    void syncFollowsAsync() {
        cachedSyncPfn = cachedAsyncPfn;
    }

    /** The next run starts anew at both ends (reset_cached_positions()). */
    void resetPositions() {
        cachedAsyncPfn = startPfn;
        cachedSyncPfn = startPfn;
        cachedFreePfn = lastBlock();
    }

    /** The first pfn of the zone's last pageblock, which may lie before the zone. */
    int lastBlock() {
        return CompactControl.blockStart(endPfn - 1);
    }

    /** Whether a migrate scanner that starts at {@code pfn} goes through the whole zone (compact_init_migrate_pfn). */
    boolean coversZone(int pfn) {
        return pfn <= initMigratePfn;
    }

    /** A run for a request went through: its marks may go when it is tried again (compact_blockskip_flush). */
    void allowFlush() {
        flushHints = true;
    }

    /** Takes all marks away, if that was allowed (__reset_isolation_suitable()). */
    void flush() {
        if (flushHints) {
            flushHints = false;
            initMigratePfn = startPfn;
            skip.fill(0, skip.length(), 0);
            resetPositions();
        }
    }

    /** Whether a request of {@code order} goes without a run this time, and counts it (compaction_deferred()). */
    boolean defers(int order) {
        if (order < orderFailed) {
            return false;
        }
        considered = Math.min(considered + 1, 1 << deferShift);
        return considered < 1 << deferShift;
    }

    /** A run did not help (defer_compaction()). */
    void failed(int order) {
        considered = 0;
        deferShift = Math.min(deferShift + 1, MAX_DEFER_SHIFT);
        orderFailed = Math.min(orderFailed, order);
    }

    /** A run seems to have helped, or has if the request was {@code served} (compaction_defer_reset()). */
    void helped(int order, boolean served) {
        if (served) {
            considered = 0;
            deferShift = 0;
        }
        if (order >= orderFailed) {
            orderFailed = order + 1;
        }
    }

    /** Whether this run comes after the longest wait there is (compaction_restarting()). */
    boolean restarts(int order) {
        return order >= orderFailed && deferShift == MAX_DEFER_SHIFT && considered >= 1 << deferShift;
    }

    int bytesBeside(@Nullable ZoneProgress other) {
        return skip.bytesBeside(other == null ? null : other.skip) + 64;
    }

    void digest(Digest into) {
        into.fold(cachedFreePfn, cachedAsyncPfn, cachedSyncPfn, flushHints ? 1 : 0, considered);
        into.fold(deferShift);
        into.fold(initMigratePfn);
        into.fold(orderFailed);
        for (int block = 0; block < skip.length(); block++) {
            into.fold(skip.get(block));
        }
    }

    private int block(int pfn) {
        return (pfn >> Zone.PAGEBLOCK_ORDER) - (startPfn >> Zone.PAGEBLOCK_ORDER);
    }
}
