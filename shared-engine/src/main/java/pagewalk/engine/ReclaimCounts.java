package pagewalk.engine;

import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat;
import pagewalk.engine.reclaim.Dirty;
import pagewalk.engine.view.ReclaimView;

/** What reclaim and swap add to the counters of /proc/zoneinfo, /proc/vmstat and /proc/meminfo. */
final class ReclaimCounts {
    private static final int PAGE_KB = 4;

    private ReclaimCounts() {}

    /** A counter of /proc/zoneinfo or /proc/vmstat; 0 for one that is not of reclaim. */
    static int of(ReclaimView at, Dirty dirty, String counter) {
        LruVec vec = at.vec();
        return switch (counter) {
            case "nr_inactive_anon" -> vec.lists.size(LruLists.INACTIVE_ANON);
            case "nr_active_anon" -> vec.lists.size(LruLists.ACTIVE_ANON);
            case "nr_inactive_file" -> vec.lists.size(LruLists.INACTIVE_FILE);
            case "nr_active_file" -> vec.lists.size(LruLists.ACTIVE_FILE);
            case "nr_unevictable" -> vec.lists.size(LruLists.UNEVICTABLE);
            case "nr_swapcached" -> at.swap().cached();
            case "nr_writeback" -> at.disk().pages();
            case "nr_dirty_threshold" -> dirty.threshold();
            case "nr_dirty_background_threshold" -> dirty.background();
            case "nr_zspages", "Zswap" -> at.zswap().pool().pages();
            case "pgpgin" -> (vec.stat.get(VmStat.Count.PGPGIN) + vec.stat.get(VmStat.Count.PSWPIN)) * PAGE_KB;
            case "pgpgout" -> vec.stat.get(VmStat.Count.NR_WRITTEN) * PAGE_KB;
            case "SwapTotal" -> at.swap().total();
            case "SwapFree" -> at.swap().free();
            case "Zswapped" -> at.zswap().stored();
            default -> vec.stat.get(counter) + at.zswap().state.count(counter);
        };
    }
}
