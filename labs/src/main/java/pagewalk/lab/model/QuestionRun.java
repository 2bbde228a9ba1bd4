package pagewalk.lab.model;

import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;

/** The machine of a part with questions, walked from question to question: each is asked where the last one led. */
public final class QuestionRun {
    private final PartRun run;

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
        return PredictTruth.of(run, question);
    }

    /** Goes on to where the next question is asked. */
    public void carryOut(PartSpec.Question question) {
        if (!question.command().isEmpty()) {
            run.apply(command(question));
        }
    }
}
