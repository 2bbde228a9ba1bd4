package pagewalk.engine.fit;

import org.jspecify.annotations.Nullable;

/** Which of the free chunks that are large enough serves a request. */
public enum FitPolicy {
    FIRST("first"),
    BEST("best"),
    WORST("worst"),
    /** First fit that begins where the last search ended. */
    NEXT("next");

    private final String word;

    FitPolicy(String word) {
        this.word = word;
    }

    /** As it is written in a command. */
    public String word() {
        return word;
    }

    /** The policy called {@code word}, or null. */
    public static @Nullable FitPolicy byWord(String word) {
        for (FitPolicy policy : values()) {
            if (policy.word.equals(word)) {
                return policy;
            }
        }
        return null;
    }
}
