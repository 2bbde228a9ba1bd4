package pagewalk.engine.slab;

import pagewalk.engine.util.Check;
import pagewalk.engine.util.Xorshift;

/**
 * Chance, for freelists in random order: a seeded generator, or the throws of a recorded kernel one after another.
 *
 * <p>A generator has no copy of its own, so it is rebuilt from its seed for each throw with the throw's number.
 */
final class Dice {
    private final int seed;
    private final int[] recorded;
    private int thrown;

    Dice(int seed, int[] recorded) {
        this.seed = seed;
        this.recorded = recorded;
    }

    Dice copy() {
        Dice copy = new Dice(seed, recorded);
        copy.thrown = thrown;
        return copy;
    }

    /** Whether anything is left to chance. */
    boolean inUse() {
        return seed != 0;
    }

    /** A number from 0 to {@code bound - 1} (get_random_u32_below()). */
    int below(int bound) {
        int number = thrown++;
        if (number < recorded.length) {
            int value = recorded[number];
            Check.index(value, bound, "recorded throw");
            return value;
        }
        return new Xorshift(seed, number).below(bound);
    }

    int thrown() {
        return thrown;
    }
}
