package pagewalk.engine.slab;

import pagewalk.engine.page.Gfp;

/** The flags of a cache (include/linux/slab.h); the numbers are ours, the names Linux's. */
public final class SlabFlags {
    /** Objects begin at a cache line, or at a fraction of it that they fit. */
    public static final int HWCACHE_ALIGN = 1;
    /** Bytes around each object that nobody may write. */
    public static final int RED_ZONE = 2;
    /** Free objects are filled with a pattern. */
    public static final int POISON = 4;
    /** Who allocated and who freed is kept behind each object. */
    public static final int STORE_USER = 8;
    /** Every free is checked. */
    public static final int CONSISTENCY_CHECKS = 16;
    /** The slab outlives readers under RCU, so a free object stays readable. */
    public static final int TYPESAFE_BY_RCU = 32;

    public static final int RECLAIM_ACCOUNT = 64;
    public static final int ACCOUNT = 128;
    public static final int CACHE_DMA = 256;
    public static final int CACHE_DMA32 = 512;
    public static final int NO_MERGE = 1024;
    /** The cache runs a constructor on each object of a new slab; a parameter in Linux. */
    public static final int CTOR = 2048;
    /** The cache belongs to kmalloc(). */
    public static final int KMALLOC = 4096;

    /** A cache with any of these works without CPU slabs (SLAB_DEBUG_FLAGS). */
    static final int DEBUG = RED_ZONE | POISON | STORE_USER | CONSISTENCY_CHECKS;

    /** A cache with any of these is never merged (SLAB_NEVER_MERGE); nor is one of kmalloc() or with a constructor. */
    static final int NEVER_MERGE = RED_ZONE | POISON | STORE_USER | TYPESAFE_BY_RCU | NO_MERGE | CTOR | KMALLOC;

    /** Caches merge only if these are equal (SLAB_MERGE_SAME). */
    static final int MERGE_SAME = RECLAIM_ACCOUNT | CACHE_DMA | CACHE_DMA32 | ACCOUNT;

    private static final String[] NAMES = {
        "HWCACHE_ALIGN",
        "RED_ZONE",
        "POISON",
        "STORE_USER",
        "CONSISTENCY_CHECKS",
        "TYPESAFE_BY_RCU",
        "RECLAIM_ACCOUNT",
        "ACCOUNT",
        "CACHE_DMA",
        "CACHE_DMA32",
        "NO_MERGE"
    };

    private SlabFlags() {}

    /** The bit of {@code name}, with or without SLAB_ before it; -1 for an unknown name. */
    public static int byName(String name) {
        String bare = name.startsWith("SLAB_") ? name.substring(5) : name;
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(bare)) {
                return 1 << i;
            }
        }
        return -1;
    }

    /** All names, comma-separated, for messages. */
    public static String names() {
        return String.join(", ", NAMES);
    }

    /** What a cache adds to the gfp flags of a new slab (allocflags). */
    static int gfp(int flags) {
        return ((flags & CACHE_DMA) != 0 ? Gfp.DMA : 0)
                | ((flags & CACHE_DMA32) != 0 ? Gfp.DMA32 : 0)
                | ((flags & RECLAIM_ACCOUNT) != 0 ? Gfp.RECLAIMABLE : 0);
    }
}
