package pagewalk.lab.model;

import org.jspecify.annotations.Nullable;

/** Whether a session counts. */
public enum Mode {
    PRACTICE("practice"),
    GRADED("graded");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    /** The word in session files and addresses. */
    public String word() {
        return word;
    }

    /** The mode called {@code word}, or null. */
    public static @Nullable Mode of(@Nullable String word) {
        for (Mode mode : values()) {
            if (mode.word.equals(word)) {
                return mode;
            }
        }
        return null;
    }
}
