package pagewalk.web.task;

import pagewalk.engine.Machine;
import pagewalk.engine.timeline.Timeline;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PredictTruth;
import pagewalk.web.bench.Bench;
import pagewalk.web.session.PartData;
import pagewalk.web.session.PartSession;
import pagewalk.web.session.Reveal;

/** In practice the engine in the page is the truth: no network is needed. */
final class PracticeOracle implements PredictCard.Oracle {
    private final Bench bench;

    PracticeOracle(Bench bench) {
        this.bench = bench;
    }

    @Override
    public void commit(PartData part, PartSpec.Question question, Answer answer, PredictCard.Verdict verdict) {
        bench.part().showLeaf();
        verdict.revealed(reveal(bench.part(), question, answer, bench.timeline().commands()));
    }

    /** What the question's command does on the machine after {@code commands} commands. */
    static Reveal reveal(PartSession part, PartSpec.Question question, Answer answer, int commands) {
        Timeline timeline = part.timeline();
        int position = timeline.event();
        timeline.seekCommand(commands);
        Machine machine = timeline.machine();
        PredictTruth truth = PredictTruth.of(machine, PartRun.command(question.command(), 1), question.keys());
        timeline.seekEvent(position);
        return new Reveal(question.id(), answer, truth.answer(), truth.why(), null);
    }
}
