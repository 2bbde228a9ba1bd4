package pagewalk.engine.tlb;

import org.jspecify.annotations.Nullable;

/** Which entry of a full set makes room. */
public enum Replacement {
    /** The one that was used longest ago. */
    LRU("lru"),
    /** The one that a tree of bits points at, each of which points away from what was used last below it. */
    PLRU("plru"),
    /** The one that came first. */
    FIFO("fifo"),
    /** Any, by the machine's own seed. */
    RANDOM("random");

    private final String word;

    Replacement(String word) {
        this.word = word;
    }

    /** As it is written in a machine's text. */
    public String word() {
        return word;
    }

    static @Nullable Replacement byWord(String word) {
        for (Replacement replacement : values()) {
            if (replacement.word.equals(word)) {
                return replacement;
            }
        }
        return null;
    }
}
