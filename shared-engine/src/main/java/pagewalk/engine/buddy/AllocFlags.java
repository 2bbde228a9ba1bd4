package pagewalk.engine.buddy;

import pagewalk.engine.page.Gfp;
import pagewalk.engine.zone.Watermarks;

/**
 * How hard one attempt may try: the low bits name the watermark it is held to, the others are permissions
 * (mm/internal.h ALLOC_*; the numbers are ours).
 */
public final class AllocFlags {
    public static final int MARK_MASK = 3;
    /** Held to no watermark (ALLOC_NO_WATERMARKS). */
    public static final int NO_WATERMARKS = 4;
    /** The caller cannot wait (ALLOC_NON_BLOCK). */
    public static final int NON_BLOCK = 8;
    /** The caller may use half of the reserve below min (ALLOC_MIN_RESERVE). */
    public static final int MIN_RESERVE = 16;
    /** Rather another zone than mixed pageblocks (ALLOC_NOFRAGMENT). */
    public static final int NOFRAGMENT = 32;
    /** The high-atomic reserve may be used and grows (ALLOC_HIGHATOMIC). */
    public static final int HIGHATOMIC = 64;
    /** kswapd may be woken (ALLOC_KSWAPD). */
    public static final int KSWAPD = 128;

    /** Any of these opens reserves (ALLOC_RESERVES). */
    static final int RESERVES = NON_BLOCK | MIN_RESERVE | HIGHATOMIC;

    private AllocFlags() {}

    /**
     * Flags of the first attempt: the low watermark, and no mixing if the zone tried first is Normal
     * (alloc_flags_nofragment()).
     */
    public static int firstAttempt(int gfp, boolean normalFirst) {
        return Watermarks.LOW | kswapd(gfp) | (normalFirst ? NOFRAGMENT : 0);
    }

    /** Flags of the slow path: the min watermark, and what the request's urgency opens (gfp_to_alloc_flags()). */
    public static int slowPath(int order, int gfp) {
        int flags = Watermarks.MIN | kswapd(gfp);
        boolean urgent = (gfp & Gfp.HIGH) != 0;
        flags |= urgent ? MIN_RESERVE : 0;
        if ((gfp & Gfp.DIRECT_RECLAIM) == 0) {
            flags |= NON_BLOCK;
            flags |= urgent && order > 0 ? HIGHATOMIC : 0;
        }
        return flags;
    }

    /** Flags of a request that helps to free memory and may use all of it (__gfp_pfmemalloc_flags()). */
    public static int memalloc(int gfp) {
        return NO_WATERMARKS | kswapd(gfp);
    }

    /** The watermark an attempt is held to. */
    static int mark(int flags) {
        return flags & MARK_MASK;
    }

    private static int kswapd(int gfp) {
        return (gfp & Gfp.KSWAPD_RECLAIM) != 0 ? KSWAPD : 0;
    }
}
