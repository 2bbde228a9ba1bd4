package pagewalk.engine.trace;

import pagewalk.engine.util.Check;

/**
 * The Mersenne Twister of Matsumoto and Nishimura, seeded and read as Python's {@code random} does, so that an
 * exercise's own seed gives the exercise's own numbers.
 *
 * <p>Doubles stay in this package: they make up requests, and no state of a machine depends on them but through those.
 */
public final class Mt19937 {
    private static final int WORDS = 624;
    private static final int SHIFTED = 397;
    private static final int MATRIX = 0x9908b0df;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = 0x7fffffff;

    private final int[] state = new int[WORDS];
    private int at = WORDS;

    /** The generator after {@code random.seed(seed)}, for a seed of 0 or more. */
    public Mt19937(long seed) {
        Check.that(seed >= 0, "a seed is not negative");
        int high = (int) (seed >>> 32);
        seed(high == 0 ? new int[] {(int) seed} : new int[] {(int) seed, high});
    }

    /** The next double of {@code random.random()}: 53 bits, from 0 up to but without 1. */
    public double next() {
        int high = word() >>> 5;
        int low = word() >>> 6;
        return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
    }

    private void seed(int[] key) {
        fill(19_650_218);
        int i = 1;
        int j = 0;
        for (int k = Math.max(WORDS, key.length); k > 0; k--) {
            state[i] = (state[i] ^ (state[i - 1] ^ (state[i - 1] >>> 30)) * 1_664_525) + key[j] + j;
            i = wrapped(i);
            j = j + 1 == key.length ? 0 : j + 1;
        }
        for (int k = WORDS - 1; k > 0; k--) {
            state[i] = (state[i] ^ (state[i - 1] ^ (state[i - 1] >>> 30)) * 1_566_083_941) - i;
            i = wrapped(i);
        }
        state[0] = UPPER;
    }

    /** The next place to be mixed; what was mixed last is carried around to the front. */
    private int wrapped(int i) {
        if (i + 1 < WORDS) {
            return i + 1;
        }
        state[0] = state[WORDS - 1];
        return 1;
    }

    private void fill(int seed) {
        state[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            state[i] = (state[i - 1] ^ (state[i - 1] >>> 30)) * 1_812_433_253 + i;
        }
    }

    private int word() {
        if (at == WORDS) {
            twist();
            at = 0;
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < WORDS; i++) {
            int next = i + 1 < WORDS ? i + 1 : 0;
            int far = i + SHIFTED < WORDS ? i + SHIFTED : i + SHIFTED - WORDS;
            int mixed = (state[i] & UPPER) | (state[next] & LOWER);
            state[i] = state[far] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : MATRIX);
        }
    }
}
