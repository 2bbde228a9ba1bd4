package pagewalk.lab.content;

import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Condition;

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
