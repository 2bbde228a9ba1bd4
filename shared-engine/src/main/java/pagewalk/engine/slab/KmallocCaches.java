package pagewalk.engine.slab;

import pagewalk.engine.page.Gfp;

/**
 * The caches of kmalloc(): thirteen sizes in four types (mm/slab_common.c create_kmalloc_caches()).
 *
 * <p>They are created first and never destroyed, so a cache's number is its place in this order: 96 and 192 before the
 * powers of two, type after type.
 */
final class KmallocCaches {
    private static final int[] SIZES = {96, 192, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192};
    private static final String[] PREFIXES = {"kmalloc-", "kmalloc-rcl-", "dma-kmalloc-", "kmalloc-cg-"};
    private static final int[] FLAGS = {0, SlabFlags.RECLAIM_ACCOUNT, SlabFlags.CACHE_DMA, SlabFlags.ACCOUNT};

    static final int NORMAL = 0;
    static final int RECLAIMABLE = 1;
    static final int DMA = 2;
    static final int ACCOUNTED = 3;

    private KmallocCaches() {}

    static void addTo(CacheTable caches) {
        for (int type = 0; type < PREFIXES.length; type++) {
            for (int size : SIZES) {
                String digits = size < 1024 ? Integer.toString(size) : size / 1024 + "k";
                int align = Math.max(8, size & -size);
                int flags = FLAGS[type] | SlabFlags.KMALLOC;
                caches.add(PREFIXES[type] + digits, CacheGeometry.of(size, align, flags, caches.cpus()));
            }
        }
    }

    static int cache(int type, int place) {
        return type * SIZES.length + place;
    }

    /** The place of the smallest size that holds {@code bytes}, at least 1; -1 above the largest (kmalloc_index()). */
    static int classOf(int bytes) {
        int best = -1;
        for (int i = 0; i < SIZES.length; i++) {
            if (SIZES[i] >= bytes && (best < 0 || SIZES[i] < SIZES[best])) {
                best = i;
            }
        }
        return best;
    }

    /** Which type serves a request (kmalloc_type()). */
    static int typeOf(int gfp) {
        if ((gfp & Gfp.DMA) != 0) {
            return DMA;
        }
        if ((gfp & Gfp.RECLAIMABLE) != 0) {
            return RECLAIMABLE;
        }
        return (gfp & Gfp.ACCOUNT) != 0 ? ACCOUNTED : NORMAL;
    }

    static boolean has(int cache) {
        return cache < PREFIXES.length * SIZES.length;
    }
}
