package pagewalk.engine.zswap;

import pagewalk.engine.digest.Digest;

/** Settings of zswap and what it has counted (/sys/module/zswap/parameters, /sys/kernel/debug/zswap). */
public final class ZswapState {
    /** Whether pages are compressed on their way to a slot; off at first, as in most kernels. */
    public boolean enabled;
    /** Share of memory that the pool may have. */
    public int maxPercent = 20;
    /** Share of that which a full pool must come down to before it takes pages again. */
    public int acceptPercent = 90;
    /** Whether reclaim shrinks the pool before it is full. */
    public boolean shrinker;
    /** Whether there are memory cgroups: without them the worker finds none to write back from. */
    public boolean cgroups = true;

    /** The pool was full and has not come down since (zswap_pool_reached_full). */
    boolean full;
    /** The worker is to write pages back when the command is over (zswap_shrink_work). */
    boolean wakes;

    int in;
    int out;
    int zerosIn;
    int zerosOut;
    int limitHit;
    int compressFail;
    int allocFail;
    int reclaimFail;
    int writtenBack;
    /** Pages read from the disk since the shrinker looked (nr_disk_swapins). */
    int diskReads;

    ZswapState copy() {
        ZswapState copy = new ZswapState();
        copy.enabled = enabled;
        copy.maxPercent = maxPercent;
        copy.acceptPercent = acceptPercent;
        copy.shrinker = shrinker;
        copy.cgroups = cgroups;
        copy.full = full;
        copy.wakes = wakes;
        copy.in = in;
        copy.out = out;
        copy.zerosIn = zerosIn;
        copy.zerosOut = zerosOut;
        copy.limitHit = limitHit;
        copy.compressFail = compressFail;
        copy.allocFail = allocFail;
        copy.reclaimFail = reclaimFail;
        copy.writtenBack = writtenBack;
        copy.diskReads = diskReads;
        return copy;
    }

    /** Whether the worker has something to do; it is told once. */
    public boolean takeWake() {
        boolean was = wakes;
        wakes = false;
        return was;
    }

    /** Of {@code freeable} pages those that the disk reads of late do not speak for; reads are used up by it. */
    public int unprotected(int freeable) {
        int left = Math.max(0, diskReads - freeable);
        int free = freeable - (diskReads - left);
        diskReads = left;
        return free;
    }

    /** A counter of /proc/vmstat by its name; 0 for one that is not of zswap. */
    public int count(String name) {
        return switch (name) {
            case "zswpin" -> in;
            case "zswpout" -> out;
            case "zswpwb" -> writtenBack;
            case "swpin_zero" -> zerosIn;
            case "swpout_zero" -> zerosOut;
            default -> 0;
        };
    }

    /** A counter of /sys/kernel/debug/zswap by its name; -1 for none. */
    public int debug(String name) {
        return switch (name) {
            case "pool_limit_hit" -> limitHit;
            case "reject_alloc_fail" -> allocFail;
            case "reject_compress_fail" -> compressFail;
            case "reject_reclaim_fail" -> reclaimFail;
            // Nothing here compresses to more than the pool takes, and entries need no slab.
            case "reject_compress_poor", "reject_kmemcache_fail" -> 0;
            case "written_back_pages" -> writtenBack;
            default -> -1;
        };
    }

    void digest(Digest into) {
        int flags = (enabled ? 1 : 0) | (shrinker ? 2 : 0) | (cgroups ? 4 : 0) | (full ? 8 : 0) | (wakes ? 16 : 0);
        into.fold(flags, maxPercent, acceptPercent, in, out);
        into.fold(zerosIn, zerosOut, limitHit, compressFail, allocFail);
        into.fold(reclaimFail, writtenBack, diskReads, 0, 0);
    }
}
