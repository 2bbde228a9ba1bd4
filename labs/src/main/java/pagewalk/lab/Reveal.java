package pagewalk.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PredictTruth;
import pagewalk.lab.model.QuestionRun;
import pagewalk.lab.model.Sought;

/**
 * What is told after an answer was committed.
 *
 * @param why the deciding steps in words, and the idea behind a known wrong answer
 * @param next the question that comes next, or null
 */
public record Reveal(
        String part, PartSpec.Question question, Answers answers, String why, PartSpec.@Nullable Question next) {
    /** What was committed, what is true, and the keys where the two agree. */
    public record Answers(Answer given, Answer truth, List<String> right) {
        public Answers {
            right = List.copyOf(right);
        }
    }

    /** {@link Variant#commit} says what is thrown. */
    static Reveal of(Variant variant, String part, int question, String answer) {
        Answer given = Answer.parse(answer);
        PartVariant found = find(variant, part);
        List<PartSpec.Question> questions = found.spec().asked();
        if (question < 1 || question > questions.size()) {
            throw new IllegalArgumentException(
                    "question " + question + " does not exist; part " + part + " has " + questions.size());
        }
        QuestionRun run = new QuestionRun(found.spec());
        for (int i = 1; i < question; i++) {
            run.carryOut(questions.get(i - 1));
        }
        PartSpec.Question asked = questions.get(question - 1);
        PredictTruth truth = run.truth(asked);
        String why = truth.why() + seen(truth, asked, given) + idea(found, run, asked, given);
        Answers answers = new Answers(given, truth.answer(), right(truth, asked, given));
        return new Reveal(part, asked, answers, why, question == questions.size() ? null : questions.get(question));
    }

    /** What decides the first value that is wrong. */
    private static String seen(PredictTruth truth, PartSpec.Question asked, Answer given) {
        for (PartSpec.Field field : asked.fields()) {
            Sought sought = field.sought();
            if (sought != null && !truth.right(field, given)) {
                return sought.why().isEmpty()
                        ? ""
                        : sought.why() + " " + sought.rule().sentence();
            }
        }
        return "";
    }

    private static List<String> right(PredictTruth truth, PartSpec.Question asked, Answer given) {
        return asked.fields().stream()
                .filter(field -> truth.right(field, given))
                .map(PartSpec.Field::key)
                .toList();
    }

    private static PartVariant find(Variant variant, String part) {
        for (PartVariant one : variant.graded()) {
            if (one.name().equals(part) && !one.spec().asked().isEmpty()) {
                return one;
            }
        }
        throw new IllegalArgumentException("there is no part '" + part + "' with questions in this lab");
    }

    private static String idea(PartVariant part, QuestionRun run, PartSpec.Question asked, Answer given) {
        Idea idea = Idea.behind(part.misconceptions(), run, asked, given);
        return idea == null ? "" : " Your answer would be right if " + idea.idea() + ".";
    }

    /** Whether the answer to {@code key} is right. */
    public boolean correct(String key) {
        return answers.right().contains(key);
    }
}
