package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.content.CheckSpec.Visibility;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Misconception;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PredictTruth;
import pagewalk.lab.model.QuestionRun;

/**
 * Grades a {@code predict} part: each question in the state the ones before it led to, each value by its weight.
 *
 * <p>An answer was given before its truth was shown, so a wrong one costs nothing later. What is true of a question
 * nobody answered is not told: it can still be asked.
 */
final class PredictGrader {
    private final PartVariant part;
    private final PartSpec.Predict spec;
    private final Answers answers;
    private final QuestionRun run;
    private final List<CheckVerdict> checks = new ArrayList<>();
    private @Nullable WrongStep wrong;

    /** Where the committed answers come from. */
    interface Answers {
        @Nullable
        Answer get(int question);
    }

    PredictGrader(PartVariant part, PartSpec.Predict spec, Answers answers) {
        this.part = part;
        this.spec = spec;
        this.answers = answers;
        run = new QuestionRun(spec);
    }

    PartOutcome grade() {
        for (PartSpec.Question question : spec.questions()) {
            Answer given = answers.get(question.id());
            PredictTruth truth = run.truth(question);
            if (given == null) {
                unanswered(question);
            } else {
                answered(question, given, truth);
            }
            run.carryOut(question);
        }
        return new PartOutcome(checks, wrong, run.run());
    }

    private void unanswered(PartSpec.Question question) {
        Step step = new Step(run.run().commands(), 0, Math.max(run.run().log().size() - 1, 0), Rule.NONE);
        checks.add(new CheckVerdict(name(question), 0, max(question), "not answered", Visibility.VISIBLE, null));
        note(step, capital(question) + " (" + question.command() + ") was not answered.");
    }

    private void answered(PartSpec.Question question, Answer given, PredictTruth truth) {
        int score = 0;
        String wrongKey = null;
        StringBuilder message = new StringBuilder();
        for (PartSpec.Field field : question.fields()) {
            boolean right = truth.answer().agreesOn(field.key(), given);
            score += right ? field.weight() : 0;
            wrongKey = right || wrongKey != null ? wrongKey : field.key();
            message.append(message.isEmpty() ? "" : "; ").append(compared(field.key(), given, truth.answer(), right));
        }
        String decisive = wrongKey == null ? question.fields().get(0).key() : wrongKey;
        Step step = step(truth, decisive, question);
        checks.add(
                new CheckVerdict(name(question), score, max(question), message.toString(), Visibility.VISIBLE, step));
        if (wrongKey != null) {
            note(step, sentence(question, given, truth, wrongKey));
        }
    }

    /** The place where the key is decided, as if the question's command had been carried out already. */
    private Step step(PredictTruth truth, String key, PartSpec.Question question) {
        int event = truth.decidingEvent(key);
        int at = run.run().log().size() + event;
        return new Step(
                run.run().commands() + 1, question.id(), at, truth.event(event).rule());
    }

    private String sentence(PartSpec.Question question, Answer given, PredictTruth truth, String key) {
        Integer answer = given.get(key);
        Integer right = truth.answer().get(key);
        String said = answer == null ? "was left out" : "is " + Answer.word(answer) + " in your answer";
        Misconception idea = Misconception.behind(part.misconceptions(), run, question, given);
        return capital(question) + " (" + question.command() + "): " + key + " " + said + ", but it is "
                + (right == null ? "unknown" : Answer.word(right)) + ". " + truth.why()
                + (idea == null ? "" : " Your answer would be right if " + idea.idea() + ".");
    }

    private static String compared(String key, Answer given, Answer truth, boolean right) {
        Integer mine = given.get(key);
        Integer is = truth.get(key);
        String should = is == null ? "unknown" : Answer.word(is);
        if (mine == null) {
            return "you left out " + key + ", it is " + should;
        }
        String said = key + " " + Answer.word(mine);
        return right ? said + " is right" : "you said " + said + ", it is " + should;
    }

    private void note(Step step, String sentence) {
        if (wrong == null) {
            wrong = new WrongStep(spec.name(), step, sentence);
        }
    }

    private static String name(PartSpec.Question question) {
        return "question " + question.id();
    }

    private static String capital(PartSpec.Question question) {
        return "Question " + question.id();
    }

    private static int max(PartSpec.Question question) {
        int sum = 0;
        for (PartSpec.Field field : question.fields()) {
            sum += field.weight();
        }
        return sum;
    }
}
