package pagewalk.engine;

import pagewalk.engine.util.Check;

/**
 * Which parts of Linux's allocator stand in front of the free lists, so that a small machine stays readable.
 *
 * @param watermarks whether zones keep free memory in reserve
 * @param perCpu whether processors keep pages of their own
 * @param cpus processors, 1 to {@link Limits#CPUS}
 * @param minFreeKbytes vm.min_free_kbytes in KiB, or -1 for what Linux computes from the size of memory
 * @param scaleFactor vm.watermark_scale_factor, the distance of the watermarks in 1/10000 of a zone
 * @param compaction whether memory is compacted for a request that finds no block; on demand it is always
 * @param oom whether a process is killed when no page is left; needs watermarks
 * @param reclaim whether pages are given up when frames run short, and there is swap
 * @param thp who may have transparent huge pages at first: 0 always, 1 with advice, 2 never; -1 if there are none
 */
public record Layers(
        boolean watermarks,
        boolean perCpu,
        int cpus,
        int minFreeKbytes,
        int scaleFactor,
        boolean compaction,
        boolean oom,
        boolean reclaim,
        int thp) {
    /** What Linux computes. */
    public static final int AUTOMATIC = -1;

    /** A machine without transparent huge pages. */
    static final int NO_THP = -1;

    private static final int SCALE_FACTOR = 10;
    private static final String[] THP = {"always", "madvise", "never"};

    /** Free lists and nothing else, one processor. */
    public static final Layers NONE = new Layers(false, false, 1, AUTOMATIC, SCALE_FACTOR, false, false, false, NO_THP);

    /** A machine without transparent huge pages. */
    public Layers(
            boolean watermarks,
            boolean perCpu,
            int cpus,
            int minFreeKbytes,
            int scaleFactor,
            boolean compaction,
            boolean oom,
            boolean reclaim) {
        this(watermarks, perCpu, cpus, minFreeKbytes, scaleFactor, compaction, oom, reclaim, NO_THP);
    }

    public Layers {
        Check.that(cpus >= 1 && cpus <= Limits.CPUS, "cpus is within 1 and the limit", "cpus", cpus);
        Check.that(minFreeKbytes >= AUTOMATIC, "min_free_kbytes is not negative", "minFreeKbytes", minFreeKbytes);
        Check.that(watermarks || !oom, "nobody is killed where no watermark keeps pages back");
        Check.that(scaleFactor >= 1 && scaleFactor <= 3000, "watermark_scale_factor is 1 to 3000", "is", scaleFactor);
    }

    /** A machine whose pages are given up when frames run short, if {@code on}; nothing else is different. */
    public Layers withReclaim(boolean on) {
        return new Layers(watermarks, perCpu, cpus, minFreeKbytes, scaleFactor, compaction, oom, on, thp);
    }

    Layers withCpus(int count) {
        return new Layers(watermarks, perCpu, count, minFreeKbytes, scaleFactor, compaction, oom, reclaim, thp);
    }

    Layers withThp(int who) {
        return new Layers(watermarks, perCpu, cpus, minFreeKbytes, scaleFactor, compaction, oom, reclaim, who);
    }

    /** Who may have transparent huge pages, by the word; -2 for a word that is none. */
    static int thp(String word) {
        for (int i = 0; i < THP.length; i++) {
            if (THP[i].equals(word)) {
                return i;
            }
        }
        return word.equals("off") ? NO_THP : NO_THP - 1;
    }

    /** What a machine's text says of it: only what differs from {@link #NONE}, so that old texts stay as they are. */
    String text() {
        return (watermarks ? " watermarks=on" : "")
                + (perCpu ? " percpu=on" : "")
                + (cpus > 1 ? " cpus=" + cpus : "")
                + (minFreeKbytes == AUTOMATIC ? "" : " min_free_kbytes=" + minFreeKbytes)
                + (scaleFactor == SCALE_FACTOR ? "" : " watermark_scale_factor=" + scaleFactor)
                + (compaction ? " compaction=on" : "")
                + (oom ? " oom=on" : "")
                + (reclaim ? " reclaim=on" : "")
                + (thp < 0 ? "" : " thp=" + THP[thp]);
    }
}
