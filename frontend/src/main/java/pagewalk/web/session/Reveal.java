package pagewalk.web.session;

import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.TextFault;
import pagewalk.web.json.Json;

/**
 * What came out of a prediction.
 *
 * @param question number of the question
 * @param answer what was committed
 * @param truth what the machine did
 * @param why the deciding steps in words
 * @param correct by key whether the server took the answer for right; null where the page compares by itself
 */
public record Reveal(
        int question,
        Answer answer,
        Answer truth,
        String why,
        @Nullable Json correct) {
    /** Reads the server's answer to a commit, or a committed question of a variant. */
    public static Reveal of(Json json, int question, String answer) {
        return new Reveal(
                question,
                answerOf(json.text("answer", answer)),
                answerOf(json.text("truth", "")),
                json.text("why", ""),
                json.object("correct"));
    }

    private static Answer answerOf(String text) {
        if (text.isEmpty()) {
            return Answer.of(java.util.List.of());
        }
        try {
            return Answer.parse(text);
        } catch (TextFault fault) {
            return Answer.of(java.util.List.of());
        }
    }
}
