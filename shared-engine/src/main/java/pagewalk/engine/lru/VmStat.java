package pagewalk.engine.lru;

import pagewalk.engine.digest.Digest;

/** Counts what reclaim, swap and the LRU do (the events of /proc/vmstat, mm/vmstat.c vmstat_text). */
public final class VmStat {
    /** The counters, in the order of vmstat_text. */
    public enum Count {
        WORKINGSET_REFAULT_ANON,
        WORKINGSET_REFAULT_FILE,
        WORKINGSET_ACTIVATE_ANON,
        WORKINGSET_ACTIVATE_FILE,
        WORKINGSET_RESTORE_ANON,
        WORKINGSET_RESTORE_FILE,
        NR_VMSCAN_WRITE,
        NR_VMSCAN_IMMEDIATE_RECLAIM,
        NR_DIRTIED,
        NR_WRITTEN,
        PSWPIN,
        PSWPOUT,
        ALLOCSTALL_MOVABLE,
        PGACTIVATE,
        PGDEACTIVATE,
        PGLAZYFREE,
        PGMAJFAULT,
        PGLAZYFREED,
        PGREFILL,
        PGSTEAL_KSWAPD,
        PGSTEAL_DIRECT,
        PGSCAN_KSWAPD,
        PGSCAN_DIRECT,
        PGSCAN_ANON,
        PGSCAN_FILE,
        PGSTEAL_ANON,
        PGSTEAL_FILE,
        SLABS_SCANNED,
        KSWAPD_LOW_WMARK_HIT_QUICKLY,
        KSWAPD_HIGH_WMARK_HIT_QUICKLY,
        PAGEOUTRUN,
        PGROTATED,
        DROP_PAGECACHE,
        DROP_SLAB,
        UNEVICTABLE_PGS_CULLED,
        UNEVICTABLE_PGS_RESCUED,
        UNEVICTABLE_PGS_MLOCKED,
        UNEVICTABLE_PGS_MUNLOCKED,
        SWAP_RA,
        SWAP_RA_HIT,
        /** Pages of files that were read. */
        PGPGIN,
        PGSCAN_DIRECT_THROTTLE;

        /** As /proc/vmstat names it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Count[] ALL = Count.values();

    private final int[] counts;

    public VmStat() {
        counts = new int[ALL.length];
    }

    private VmStat(VmStat other) {
        counts = other.counts.clone();
    }

    public VmStat copy() {
        return new VmStat(this);
    }

    public int get(Count count) {
        return counts[count.ordinal()];
    }

    /** A counter by its name in /proc/vmstat; 0 for one that is not here. */
    public int get(String word) {
        for (Count count : ALL) {
            if (count.word().equals(word)) {
                return counts[count.ordinal()];
            }
        }
        return 0;
    }

    /** Counts so many more. */
    public void add(Count count, int more) {
        counts[count.ordinal()] += more;
    }

    /** Counts them for anonymous memory, or for files by the constant behind {@code ofAnon}. */
    public void add(Count ofAnon, boolean file, int more) {
        counts[ofAnon.ordinal() + (file ? 1 : 0)] += more;
    }

    public void digest(Digest into) {
        for (int count : counts) {
            into.fold(count);
        }
    }
}
