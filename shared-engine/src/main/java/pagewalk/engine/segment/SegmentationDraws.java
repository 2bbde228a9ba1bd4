package pagewalk.engine.segment;

import pagewalk.engine.trace.Mt19937;

/**
 * What the segmentation exercise of OSTEP draws from its seed: two limits, then two bases, then addresses.
 *
 * <p>Segment 1 grows downwards: its base as the user writes it is its upper end.
 */
public final class SegmentationDraws {
    public static final long DRAW = RelocationDraws.DRAW;
    private static final int MAX_TRIES = 1_000_000;

    private final Mt19937 random;
    private final long asize;
    private final long[] limits;
    private final long[] bases;

    /** Draws what is {@link #DRAW} of {@code limits} and {@code bases}, each with a value for both segments. */
    public SegmentationDraws(long seed, long asize, long psize, long[] limits, long[] bases) {
        random = new Mt19937(seed);
        this.asize = asize;
        this.limits = limits.clone();
        this.bases = bases.clone();
        for (int i = 0; i < 2; i++) {
            if (limits[i] == DRAW) {
                this.limits[i] = RelocationDraws.quarterToHalf(random, asize);
            }
        }
        if (bases[0] == DRAW) {
            this.bases[0] = lowRoom(psize);
        }
        if (bases[1] == DRAW) {
            this.bases[1] = highRoom(psize);
        }
    }

    private long lowRoom(long psize) {
        for (int i = 0; i < MAX_TRIES; i++) {
            long drawn = (long) (psize * random.next());
            if (drawn + limits[0] < psize) {
                return drawn;
            }
        }
        return DRAW;
    }

    /** The upper end of a place for segment 1 beside segment 0. */
    private long highRoom(long psize) {
        for (int i = 0; i < MAX_TRIES; i++) {
            long low = (long) (psize * random.next());
            boolean above = low > bases[0] + limits[0];
            boolean below = low + limits[1] < bases[0];
            if (low + limits[1] < psize && (above || below)) {
                return low + limits[1];
            }
        }
        return DRAW;
    }

    public long limit(int segment) {
        return limits[segment];
    }

    /** The base; {@link #DRAW} if there is no room, where the exercise would search for ever. */
    public long base(int segment) {
        return bases[segment];
    }

    /** The next address, from 0 up to the end of the space. */
    public long nextAddress() {
        return (long) (asize * random.next());
    }
}
