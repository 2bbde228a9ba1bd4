package pagewalk.lab.content;

import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Expr;

/**
 * A condition that a session is held to besides its goal. It is worth its points only when the goal was reached:
 * otherwise doing nothing would score.
 *
 * @param name what it is called in a verdict
 * @param points what it is worth
 * @param visibility who may see that it exists and how it came out
 * @param message what it says, for people
 */
public record CheckSpec(String name, Condition condition, int points, Visibility visibility, String message) {
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

        static @Nullable When of(String word) {
            for (When when : values()) {
                if (when.word.equals(word)) {
                    return when;
                }
            }
            return null;
        }
    }

    /** Bounds are for {@link When#COUNT} alone. */
    public record Condition(When when, Expr expr, int atLeast, int atMost) {}

    /** Who may see a check. */
    public enum Visibility {
        VISIBLE("visible"),
        AFTER_DUE("after-due"),
        NEVER("never");

        private final String word;

        Visibility(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static @Nullable Visibility of(String word) {
            for (Visibility visibility : values()) {
                if (visibility.word.equals(word)) {
                    return visibility;
                }
            }
            return null;
        }
    }
}
