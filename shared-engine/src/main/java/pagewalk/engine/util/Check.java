package pagewalk.engine.util;

/**
 * Always-on checks for our own bugs, on the JVM and in the browser alike.
 *
 * <p>A failed check means the engine is wrong, never that the user asked for something impossible: that is a
 * refusal. The message starts with the stable code {@code PW-CHECK}, because TeaVM renames exception classes.
 */
public final class Check {
    private static final int NO_LAST = Integer.MIN_VALUE;

    private Check() {}

    /** Throws {@link IllegalStateException} when {@code holds} is false; {@code rule} says what should have held. */
    public static void that(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalStateException("PW-CHECK " + rule);
        }
    }

    /** Like {@link #that(boolean, String)}, naming the offending value: {@code PW-CHECK rule: name=value}. */
    public static void that(boolean holds, String rule, String name, int value) {
        if (!holds) {
            throw failure(rule, NO_LAST, name, value);
        }
    }

    /** Throws unless {@code 0 <= index < length}; JavaScript would otherwise ignore a stray array write. */
    public static void index(int index, int length, String name) {
        if (index < 0 || index >= length) {
            throw failure("index within 0..", length - 1, name, index);
        }
    }

    /** What stands for a method of a part that a program was built without. */
    public static void leftOut() {
        throw new IllegalStateException("PW-CHECK this program has the part");
    }

    /** Apart from the checks, so that they are small enough to be inlined where they stand. */
    private static IllegalStateException failure(String rule, int last, String name, int value) {
        String limit = last == NO_LAST ? "" : Integer.toString(last);
        return new IllegalStateException("PW-CHECK " + rule + limit + ": " + name + "=" + value);
    }
}
