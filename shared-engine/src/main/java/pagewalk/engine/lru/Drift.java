package pagewalk.engine.lru;

import pagewalk.engine.digest.Digest;

/**
 * Counters that processors change on their own and tell only when the difference exceeds a threshold (mm/vmstat.c
 * __mod_zone_page_state()): so what a scan reads may be a few pages off.
 */
final class Drift {
    private static final int MOST = 125;
    /** Pages of 128 MiB. */
    private static final int UNIT_SHIFT = 15;

    private final int[] thresholds;
    private final int counters;
    /** Told, for each zone and then for the node; and what the processor has not told. */
    private final int[] told;

    private final int[] untold;

    Drift(int[] thresholds, int counters) {
        this.thresholds = thresholds.clone();
        this.counters = counters;
        told = new int[(thresholds.length + 1) * counters];
        untold = new int[told.length];
    }

    private Drift(Drift other) {
        thresholds = other.thresholds;
        counters = other.counters;
        told = other.told.clone();
        untold = other.untold.clone();
    }

    Drift copy() {
        return new Drift(this);
    }

    /** The threshold of a zone (calculate_normal_threshold()). */
    static int threshold(int pages, int cpus) {
        int ofCpus = 32 - Integer.numberOfLeadingZeros(cpus);
        int ofMemory = 32 - Integer.numberOfLeadingZeros(pages >> UNIT_SHIFT);
        return Math.min(2 * ofCpus * (1 + ofMemory), MOST);
    }

    int of(int zone, int counter) {
        return told[zone * counters + counter];
    }

    int ofNode(int counter) {
        return told[thresholds.length * counters + counter];
    }

    void add(int zone, int counter, int pages) {
        int highest = 0;
        for (int threshold : thresholds) {
            highest = Math.max(highest, threshold);
        }
        change(thresholds.length * counters + counter, pages, highest);
        change(zone * counters + counter, pages, thresholds[zone]);
    }

    private void change(int at, int pages, int threshold) {
        untold[at] += pages;
        if (Math.abs(untold[at]) > threshold) {
            told[at] += untold[at];
            untold[at] = 0;
        }
    }

    /** What the processor has not told, of each counter of each zone and then of the node. */
    int[] untold() {
        return untold.clone();
    }

    /** As if all was told but these. */
    void keep(int[] differences) {
        settle();
        for (int at = 0; at < told.length; at++) {
            told[at] -= differences[at];
            untold[at] = differences[at];
        }
    }

    void settle() {
        for (int at = 0; at < told.length; at++) {
            told[at] += untold[at];
            untold[at] = 0;
        }
    }

    void digest(Digest into) {
        for (int at = 0; at < told.length; at++) {
            into.fold(told[at]);
            into.fold(untold[at]);
        }
    }
}
