package pagewalk.lab.model;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;

/** The machine of a part with questions, walked from question to question: each is asked where the last one led. */
public final class QuestionRun {
    private final PartRun run;
    /** What was found out last, as long as nothing is carried out. */
    private @Nullable PredictTruth found;

    private PartSpec.@Nullable Question foundFor;

    public QuestionRun(PartSpec part) {
        run = PartRun.begin(part.setup());
    }

    public Machine machine() {
        return run.machine();
    }

    public PartRun run() {
        return run;
    }

    public Command command(PartSpec.Question question) {
        return PartRun.command(question.command(), 1);
    }

    /** What the question's command would do now. */
    public PredictTruth truth(PartSpec.Question question) {
        PredictTruth truth = question == foundFor ? found : null;
        if (truth == null) {
            truth = PredictTruth.of(run, question);
            found = truth;
            foundFor = question;
        }
        return truth;
    }

    /** Goes on to where the next question is asked. */
    public void carryOut(PartSpec.Question question) {
        if (!question.command().isEmpty()) {
            foundFor = null;
            run.apply(command(question));
        }
    }
}
