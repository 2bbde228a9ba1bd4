package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A misconception that a lab describes itself: for some fields, what would be believed instead of the truth. It agrees
 * with the truth everywhere else.
 */
public record OwnIdea(String id, String idea, List<Belief> beliefs) implements Idea {
    public OwnIdea {
        beliefs = List.copyOf(beliefs);
    }

    /** What is believed of one field of the question with this number. */
    public record Belief(int question, String key, Sought sought) {}

    @Override
    public @Nullable Answer answer(QuestionRun run, PartSpec.Question asked) {
        PredictTruth truth = run.truth(asked);
        List<String> keys = asked.keys();
        int[] values = new int[keys.size()];
        for (int i = 0; i < values.length; i++) {
            Belief belief = belief(asked.id(), keys.get(i));
            Integer right = truth.answer().get(keys.get(i));
            values[i] = belief != null ? truth.believed(belief.sought) : right == null ? Answer.NONE : right;
        }
        return Answer.of(keys, values);
    }

    private @Nullable Belief belief(int question, String key) {
        for (Belief belief : beliefs) {
            if (belief.question == question && belief.key.equals(key)) {
                return belief;
            }
        }
        return null;
    }
}
