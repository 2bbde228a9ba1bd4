package pagewalk.engine.page;

/**
 * The bits of gfp_t that the machine reads (include/linux/gfp_types.h); the numbers are ours, the names Linux's.
 */
public final class Gfp {
    public static final int DMA = 1;
    public static final int DMA32 = 2;
    public static final int MOVABLE = 4;
    public static final int RECLAIMABLE = 8;
    public static final int HIGH = 16;
    public static final int KSWAPD_RECLAIM = 32;
    public static final int DIRECT_RECLAIM = 64;
    public static final int MEMALLOC = 128;
    public static final int IO = 256;
    public static final int FS = 512;
    public static final int HIGHMEM = 1024;
    /** Charged to a memory group; only kmalloc() asks for it. */
    public static final int ACCOUNT = 2048;

    /** Give up rather than try again (__GFP_NORETRY). */
    public static final int NORETRY = 4096;
    /** Try again, but fail rather than kill (__GFP_RETRY_MAYFAIL). */
    public static final int RETRY_MAYFAIL = 8192;
    /** Never fail (__GFP_NOFAIL). */
    public static final int NOFAIL = 16384;

    /** GFP_KERNEL: may sleep, may reclaim, unmovable. */
    public static final int KERNEL = KSWAPD_RECLAIM | DIRECT_RECLAIM | IO | FS;

    private static final String[] NAMES = {
        "KERNEL",
        "KERNEL_ACCOUNT",
        "ATOMIC",
        "NOWAIT",
        "USER",
        "HIGHUSER",
        "HIGHUSER_MOVABLE",
        "DMA",
        "DMA32",
        "MOVABLE",
        "RECLAIMABLE",
        "HIGHMEM",
        "HIGH",
        "KSWAPD_RECLAIM",
        "DIRECT_RECLAIM",
        "MEMALLOC",
        "ACCOUNT",
        "NORETRY",
        "RETRY_MAYFAIL",
        "NOFAIL"
    };
    private static final int[] BITS = {
        KERNEL,
        KERNEL | ACCOUNT,
        HIGH | KSWAPD_RECLAIM,
        KSWAPD_RECLAIM,
        KERNEL,
        KERNEL | HIGHMEM,
        KERNEL | HIGHMEM | MOVABLE,
        DMA,
        DMA32,
        MOVABLE,
        RECLAIMABLE,
        HIGHMEM,
        HIGH,
        KSWAPD_RECLAIM,
        DIRECT_RECLAIM,
        MEMALLOC,
        ACCOUNT,
        NORETRY,
        RETRY_MAYFAIL,
        NOFAIL
    };

    private Gfp() {}

    /** The bits of {@code name}, with or without GFP_ or __GFP_ before it; -1 for an unknown name. */
    public static int byName(String name) {
        String bare =
                name.startsWith("__GFP_") ? name.substring(6) : name.startsWith("GFP_") ? name.substring(4) : name;
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(bare)) {
                return BITS[i];
            }
        }
        return -1;
    }

    /** All names, comma-separated, for messages. */
    public static String names() {
        return String.join(", ", NAMES);
    }

    /** Migratetype of a request: 0 unmovable, 1 movable, 2 reclaimable (gfp_migratetype()). */
    public static int migratetype(int gfp) {
        if ((gfp & MOVABLE) != 0) {
            return 1;
        }
        return (gfp & RECLAIMABLE) != 0 ? 2 : 0;
    }
}
