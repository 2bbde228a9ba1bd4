package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.content.CheckSpec.Visibility;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.FieldVerdict;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PredictTruth;
import pagewalk.lab.model.QuestionRun;
import pagewalk.lab.model.Sought;

/**
 * Grades a part with questions: each question in the state the ones before it led to, each value by its weight.
 *
 * <p>An answer was given before its truth was shown, so a wrong one costs nothing later. What is true of a question
 * nobody answered is not told: it can still be asked.
 */
final class PredictGrader {
    /** Of more values only the wrong ones are told. */
    private static final int MANY = 6;

    private final PartVariant part;
    private final PartSpec spec;
    private final Answers answers;
    private final QuestionRun run;
    private final List<CheckVerdict> checks = new ArrayList<>();
    private @Nullable WrongStep wrong;

    /** Where the committed answers come from. */
    interface Answers {
        @Nullable
        Answer get(int question);
    }

    PredictGrader(PartVariant part, PartSpec spec, Answers answers) {
        this.part = part;
        this.spec = spec;
        this.answers = answers;
        run = new QuestionRun(spec);
    }

    PartOutcome grade() {
        for (PartSpec.Question question : spec.asked()) {
            Answer given = answers.get(question.id());
            if (given == null) {
                unanswered(question);
            } else {
                answered(question, given, run.truth(question));
            }
            run.carryOut(question);
        }
        return new PartOutcome(checks, wrong, run.run());
    }

    private void unanswered(PartSpec.Question question) {
        Step step = new Step(run.run().commands(), 0, Math.max(run.run().log().size() - 1, 0), Rule.NONE);
        checks.add(new CheckVerdict(
                name(question), 0, max(question), "not answered", Visibility.VISIBLE, null, List.of()));
        note(question, step, capital(question) + about(question) + " was not answered.");
    }

    private void answered(PartSpec.Question question, Answer given, PredictTruth truth) {
        int score = 0;
        PartSpec.Field wrongField = null;
        StringBuilder message = new StringBuilder();
        List<FieldVerdict> fields = new ArrayList<>();
        for (PartSpec.Field field : question.fields()) {
            boolean right = truth.right(field, given);
            score += right ? field.weight() : 0;
            wrongField = right || wrongField != null ? wrongField : field;
            if (!right || question.fields().size() <= MANY) {
                message.append(message.isEmpty() ? "" : "; ").append(compared(field, given, truth, right));
            }
            fields.add(verdict(field, given, truth, right));
        }
        if (message.isEmpty()) {
            message.append("all ").append(fields.size()).append(" are right");
        }
        PartSpec.Field decisive = wrongField == null ? question.fields().get(0) : wrongField;
        Step step = step(truth, decisive, question);
        checks.add(new CheckVerdict(
                name(question), score, max(question), message.toString(), Visibility.VISIBLE, step, fields));
        if (wrongField != null) {
            note(question, step, sentence(question, given, truth, wrongField));
        }
    }

    private static FieldVerdict verdict(PartSpec.Field field, Answer given, PredictTruth truth, boolean right) {
        Integer said = given.get(field.key());
        Verdict.Truth is = new Verdict.Truth(word(field, truth), right ? field.weight() : 0, field.weight());
        return new FieldVerdict(
                field.key(), field.label(), said == null ? null : field.word(said), is, rule(truth, field));
    }

    private static String word(PartSpec.Field field, PredictTruth truth) {
        Integer is = truth.answer().get(field.key());
        return is == null ? "unknown" : field.word(is);
    }

    /** The rule a lab names for the field, else that of the event that decides it. */
    private static Rule rule(PredictTruth truth, PartSpec.Field field) {
        Sought sought = field.sought();
        if (sought != null) {
            return sought.rule();
        }
        int event = truth.decidingEvent(field.key());
        return event < 0 ? Rule.NONE : truth.event(event).rule();
    }

    /** The place where the field is decided, as if the question's command had been carried out already. */
    private Step step(PredictTruth truth, PartSpec.Field field, PartSpec.Question question) {
        int event = truth.decidingEvent(field.key());
        int last = run.run().log().size();
        if (event < 0 || question.command().isEmpty()) {
            return new Step(run.run().commands(), question.id(), Math.max(last - 1, 0), rule(truth, field));
        }
        return new Step(run.run().commands() + 1, question.id(), last + event, rule(truth, field));
    }

    private String sentence(PartSpec.Question question, Answer given, PredictTruth truth, PartSpec.Field field) {
        Integer answer = given.get(field.key());
        Sought sought = field.sought();
        String said = answer == null ? "was left out" : "is " + field.word(answer) + " in your answer";
        Idea idea = Idea.behind(part.misconceptions(), run, question, given);
        return capital(question) + about(question) + ": " + field.key() + " " + said + ", but it is "
                + word(field, truth) + ". " + truth.why() + (sought == null ? "" : sought.why())
                + (idea == null ? "" : " Your answer would be right if " + idea.idea() + ".");
    }

    private static String about(PartSpec.Question question) {
        return question.command().isEmpty() ? "" : " (" + question.command() + ")";
    }

    private static String compared(PartSpec.Field field, Answer given, PredictTruth truth, boolean right) {
        Integer mine = given.get(field.key());
        String should = word(field, truth);
        if (mine == null) {
            return "you left out " + field.key() + ", it is " + should;
        }
        String said = field.key() + " " + field.word(mine);
        return right ? said + " is right" : "you said " + said + ", it is " + should;
    }

    private void note(PartSpec.Question question, Step step, String sentence) {
        if (wrong == null) {
            wrong = new WrongStep(spec.name(), question.id(), step, sentence);
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
