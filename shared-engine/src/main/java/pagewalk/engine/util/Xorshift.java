package pagewalk.engine.util;

/**
 * Marsaglia's xorshift128 in 32-bit lanes: the only source of randomness, and all of it comes from the seed.
 *
 * <p>Integer arithmetic only, so that a seed gives the same numbers on the JVM and in JavaScript.
 */
public final class Xorshift {
    private int x;
    private int y;
    private int z;
    private int w;

    /** A generator for a 64-bit seed given as two lanes; every seed, also 0, is a good one. */
    public Xorshift(int high, int low) {
        x = scramble(high ^ 0x6c078965);
        y = scramble(low ^ 0x1b873593);
        z = scramble(x + low);
        w = scramble(y ^ high) | 1;
        for (int i = 0; i < 8; i++) {
            nextInt();
        }
    }

    /** The next 32 bits. */
    public int nextInt() {
        int t = x ^ (x << 11);
        x = y;
        y = z;
        z = w;
        w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
        return w;
    }

    /** A number in {@code 0 <= n < bound}, without modulo bias; {@code bound} must be positive. */
    public int below(int bound) {
        Check.that(bound > 0, "bound is positive", "bound", bound);
        int usable = Integer.MAX_VALUE - Integer.MAX_VALUE % bound;
        int draw = nextInt() >>> 1;
        while (draw >= usable) {
            draw = nextInt() >>> 1;
        }
        return draw % bound;
    }

    /** A number in {@code low <= n <= high}. */
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    private static int scramble(int value) {
        int mixed = value;
        mixed = (mixed ^ (mixed >>> 16)) * 0x45d9f3b;
        mixed = (mixed ^ (mixed >>> 15)) * 0x2c1b3c6d;
        return mixed ^ (mixed >>> 13);
    }
}
