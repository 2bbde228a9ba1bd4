package pagewalk.engine.segment;

import pagewalk.engine.trace.Mt19937;

/**
 * What the relocation exercise of OSTEP draws from its seed: a limit, a base with room for it, addresses.
 *
 * <p>Doubles are the exercise's own; what comes of them is a number of bytes.
 */
public final class RelocationDraws {
    /** What a value is that is to be drawn. */
    public static final long DRAW = -1;
    /** Draws after which the exercise is taken never to find room. */
    private static final int MAX_TRIES = 1_000_000;

    private final Mt19937 random;
    private final long asize;
    private final long limit;
    private final long base;

    /** Draws what is {@link #DRAW} of the two registers; the memory is larger than the address space. */
    public RelocationDraws(long seed, long asize, long psize, long limit, long base) {
        random = new Mt19937(seed);
        this.asize = asize;
        this.limit = limit == DRAW ? quarterToHalf(random, asize) : limit;
        this.base = base == DRAW ? room(psize) : base;
    }

    /** From a quarter of the space up to a half. */
    static long quarterToHalf(Mt19937 random, long asize) {
        return (long) (asize / 4.0 + asize / 4.0 * random.next());
    }

    private long room(long psize) {
        for (int i = 0; i < MAX_TRIES; i++) {
            long drawn = (long) (psize * random.next());
            if (drawn + limit < psize) {
                return drawn;
            }
        }
        return DRAW;
    }

    public long limit() {
        return limit;
    }

    /** The base; {@link #DRAW} if there is no room, where the exercise would search for ever. */
    public long base() {
        return base;
    }

    /** The next address, from 0 up to the end of the space. */
    public long nextAddress() {
        return (long) (asize * random.next());
    }
}
