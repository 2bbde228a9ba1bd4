package pagewalk.engine.mm;

import pagewalk.engine.digest.Digest;

/** Counts what happens to transparent huge pages (the events of /proc/vmstat, mm/vmstat.c vmstat_text). */
public final class ThpStat {
    /** The counters, in the order of vmstat_text. */
    public enum Count {
        THP_FAULT_ALLOC,
        THP_FAULT_FALLBACK,
        THP_COLLAPSE_ALLOC,
        THP_COLLAPSE_ALLOC_FAILED,
        THP_SPLIT_PAGE,
        THP_SPLIT_PAGE_FAILED,
        THP_DEFERRED_SPLIT_PAGE,
        THP_UNDERUSED_SPLIT_PAGE,
        THP_SPLIT_PMD,
        THP_SCAN_EXCEED_NONE_PTE,
        THP_SCAN_EXCEED_SWAP_PTE,
        THP_SCAN_EXCEED_SHARE_PTE,
        THP_ZERO_PAGE_ALLOC,
        THP_ZERO_PAGE_ALLOC_FAILED,
        THP_SWPOUT_FALLBACK;

        /** As /proc/vmstat names it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Count[] ALL = Count.values();

    private final int[] counts;

    ThpStat() {
        counts = new int[ALL.length];
    }

    private ThpStat(ThpStat other) {
        counts = other.counts.clone();
    }

    ThpStat copy() {
        return new ThpStat(this);
    }

    public int get(Count count) {
        return counts[count.ordinal()];
    }

    void add(Count count) {
        counts[count.ordinal()]++;
    }

    /** The counter of a name; 0 if it is none of these. */
    int byWord(String word) {
        for (Count count : ALL) {
            if (count.word().equals(word)) {
                return get(count);
            }
        }
        return 0;
    }

    void digest(Digest into) {
        for (int count : counts) {
            into.fold(count);
        }
    }
}
