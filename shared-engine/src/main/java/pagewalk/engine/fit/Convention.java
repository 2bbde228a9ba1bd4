package pagewalk.engine.fit;

import org.jspecify.annotations.Nullable;

/** What is done where a textbook exercise and a careful allocator differ. */
public enum Convention {
    /**
     * Addresses are aligned, a list that is sorted stays sorted after every step, and a freed chunk joins its
     * neighbours wherever in the list they are.
     */
    EXACT("exact"),
    /**
     * As in the free-space exercise of OSTEP: only sizes are aligned, a sorted list is put in order when something is
     * freed and not before, and a chunk joins another only if the two follow each other in the list.
     */
    OSTEP("ostep");

    private final String word;

    Convention(String word) {
        this.word = word;
    }

    /** As it is written in a command. */
    public String word() {
        return word;
    }

    /** The convention called {@code word}, or null. */
    public static @Nullable Convention byWord(String word) {
        for (Convention convention : values()) {
            if (convention.word.equals(word)) {
                return convention;
            }
        }
        return null;
    }
}
