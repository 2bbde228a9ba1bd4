package pagewalk.engine.zswap;

/**
 * What a page holds, as far as a compressor cares. The machine does not keep the bytes of every page; it knows what a
 * page was filled with, and from that how long it is when it is compressed.
 *
 * <p>The kinds are those of the recordings. Lengths are of lzo as they show: a page of one byte repeated took an object
 * of the class of 64, one half random an object of the class of 2224, one of random bytes none.
 */
public final class Fill {
    /** Nothing but zeros: nobody stored anything else there. */
    public static final int ZEROS = 0;
    /** Zeros with some words among them: something was stored, less than a page in one go. */
    public static final int WORDS = 1;
    /** One byte, repeated. */
    public static final int SAME = 2;
    /** Half of it cannot be foretold, such as text or data of a program. */
    public static final int HALF = 3;
    /** Nothing can be foretold, such as random, encrypted or compressed bytes. */
    public static final int RANDOM = 4;

    /** {@link #compressed}: as long as before, or longer. */
    public static final int NONE = -1;

    private static final int SHORT = 48;
    private static final int HALF_LENGTH = 2200;
    private static final String[] WORD = {"zeros", "words", "same", "half", "random"};

    private Fill() {}

    /** Bytes of a compressed page, {@link #NONE} if it cannot be compressed. */
    public static int compressed(int fill) {
        return switch (fill) {
            case HALF -> HALF_LENGTH;
            case RANDOM -> NONE;
            default -> SHORT;
        };
    }

    /** The kind called {@code word}, {@link #NONE} if there is none. */
    public static int byWord(String word) {
        for (int fill = 0; fill < WORD.length; fill++) {
            if (WORD[fill].equals(word)) {
                return fill;
            }
        }
        return NONE;
    }

    public static String word(int fill) {
        return WORD[fill];
    }

    /** What a page holds after a store of unknown bytes: {@code whole} if to all of it. */
    public static int stored(int before, boolean whole) {
        if (whole) {
            return HALF;
        }
        return before == ZEROS || before == SAME ? WORDS : before;
    }
}
