package pagewalk.lab.model;

import org.jspecify.annotations.Nullable;

/**
 * What a session is held to, besides its goal.
 *
 * @param atLeast after how many commands it holds at least, for {@link When#COUNT} alone
 * @param atMost after how many at most
 */
public record Condition(When when, Expr expr, int atLeast, int atMost) {
    /** When a condition is looked at, after each of the student's commands up to the one that reached the goal. */
    public enum When {
        /** After the last one. */
        AT_END("at-end"),
        /** At the start and after every one. */
        ALWAYS("always"),
        /** It must not hold after any. */
        NEVER("never"),
        /** How many of them it holds after is within bounds. */
        COUNT("count");

        private final String word;

        When(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static @Nullable When of(String word) {
            for (When when : values()) {
                if (when.word.equals(word)) {
                    return when;
                }
            }
            return null;
        }
    }
}
