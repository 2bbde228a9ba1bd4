package pagewalk.engine.segment;

import org.jspecify.annotations.Nullable;

/** How an address space is laid into physical memory. */
public enum Scheme {
    /** One base and one bound for all of it: dynamic relocation. */
    BASE("base"),
    /** A segment for each half, each with a base, a limit and a direction. */
    SEGMENTS("segments"),
    /** Pages, and one table with an entry for each. */
    LINEAR("linear"),
    /** Pages, and a directory of those pieces of the table that hold anything. */
    TWO_LEVEL("two-level");

    private final String word;

    Scheme(String word) {
        this.word = word;
    }

    /** As it is written in a command. */
    public String word() {
        return word;
    }

    /** Whether it has registers and no pages. */
    public boolean hasRegisters() {
        return this == BASE || this == SEGMENTS;
    }

    /** The scheme called {@code word}, or null. */
    public static @Nullable Scheme byWord(String word) {
        for (Scheme scheme : values()) {
            if (scheme.word.equals(word)) {
                return scheme;
            }
        }
        return null;
    }
}
