package pagewalk.engine.zone;

import java.util.List;
import pagewalk.engine.util.Bits;

/**
 * The numbers that Linux computes for its zones from their sizes: watermarks, the lowmem reserve, and how much
 * processors keep (mm/page_alloc.c).
 */
public final class ZoneSizing {
    /** Least pages that ZONE_MOVABLE keeps, even empty (SWAP_CLUSTER_MAX). */
    public static final int MOVABLE_MIN = 32;

    private static final int KINDS = 4;
    private static final int BOOST_FACTOR = 15_000;
    private static final int MIN_KBYTES = 128;
    private static final int MAX_KBYTES = 262_144;

    private ZoneSizing() {}

    /** min_free_kbytes for {@code pages} pages of low memory (calculate_min_free_kbytes()). */
    public static int minFreeKbytes(int pages) {
        long kilobytes = (long) pages * 4;
        int root = Bits.squareRoot(kilobytes * 16);
        return Math.min(Math.max(root, MIN_KBYTES), MAX_KBYTES);
    }

    /**
     * The set-up of every zone.
     *
     * @param zones the zones of one machine, with what is managed of each
     * @param minFreeKbytes in KiB
     * @param scaleFactor watermark_scale_factor, in 1/10000 of a zone
     * @param cpus processors that share what may be kept
     */
    public static ZoneSetup[] of(List<Zone> zones, int minFreeKbytes, int scaleFactor, int cpus) {
        int lowPages = 0;
        for (Zone zone : zones) {
            lowPages += kind(zone) < KINDS - 1 ? pages(zone) : 0;
        }
        ZoneSetup[] setups = new ZoneSetup[zones.size()];
        for (int i = 0; i < setups.length; i++) {
            Zone zone = zones.get(i);
            int managed = pages(zone);
            int[] marks = marks(zone, minFreeKbytes / 4, lowPages, scaleFactor);
            int batch = batch(managed);
            int least = Math.max(marks[Watermarks.LOW] / cpus, 4 * batch);
            int most = Math.max(managed / 8 / cpus, 4 * batch);
            setups[i] = new ZoneSetup(
                    managed, marks, reserve(zones, zone, reserveRatio()), BOOST_FACTOR, batch, least, most);
        }
        return setups;
    }

    /** min, low, high and promo of a zone (__setup_per_zone_wmarks()). */
    private static int[] marks(Zone zone, int minPages, int lowPages, int scaleFactor) {
        int managed = pages(zone);
        boolean movable = kind(zone) == KINDS - 1;
        int share = lowPages == 0 ? 0 : (int) ((long) minPages * managed / lowPages);
        int min = movable ? Math.min(Math.max(managed / 1024, MOVABLE_MIN), 128) : share;
        int distance = Math.max(share >> 2, (int) ((long) managed * scaleFactor / 10_000));
        return new int[] {min, min + distance, min + 2 * distance, min + 3 * distance};
    }

    /** Pages a refill or spill moves (zone_batchsize()). */
    private static int batch(int managed) {
        int batch = Math.min(managed >> 10, 256) / 4;
        return batch < 1 ? 1 : Math.max(1, Bits.highestOneBit(batch + batch / 2) - 1);
    }

    /**
     * lowmem_reserve of a zone in pages, by the kind of the highest zone a request could use
     * (setup_per_zone_lowmem_reserve()); {@code ratio} is as {@link #reserveRatio} has it.
     */
    public static int[] reserve(List<Zone> zones, Zone zone, int[] ratio) {
        int[] reserve = new int[KINDS];
        int part = ratio[kind(zone)];
        int above = 0;
        for (int kind = kind(zone) + 1; kind < KINDS; kind++) {
            for (Zone other : zones) {
                above += other.node() == zone.node() && kind(other) == kind ? pages(other) : 0;
            }
            reserve[kind] = part == 0 ? 0 : above / part;
        }
        return reserve;
    }

    /** vm.lowmem_reserve_ratio as it begins: for DMA, DMA32, Normal and Movable one part in so many, 0 for nothing. */
    public static int[] reserveRatio() {
        return new int[] {256, 256, 32, 0};
    }

    /** 0 DMA, 1 DMA32, 2 Normal, 3 Movable (enum zone_type). */
    private static int kind(Zone zone) {
        return switch (zone.name()) {
            case "DMA" -> 0;
            case "DMA32" -> 1;
            case "Movable" -> 3;
            default -> 2;
        };
    }

    private static int pages(Zone zone) {
        return zone.managed();
    }
}
