package pagewalk.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.content.DrawStreams;
import pagewalk.lab.content.Draws;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.PartSource;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.Misconception;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.QuestionRun;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/**
 * Draws a part until it is worth giving to a student.
 *
 * <p>A draw is refused, and drawn again, when its start has a refusal, when a goal holds before the first command,
 * when one of the lab's misconceptions would go unnoticed, or when a {@code reject-unless} does not hold at the end
 * of the reference run. A reference that does not solve an accepted draw is a fault of the lab, not of the draw.
 */
final class PartDraw {
    private static final int MAX_DRAWS = 400;

    private final PartSource part;
    private final ReferenceTrace reference;

    PartDraw(PartSource part, ReferenceTrace reference) {
        this.part = part;
        this.reference = reference;
    }

    DrawnPart draw(byte[] seed) {
        DrawStreams streams = new DrawStreams(seed);
        for (int redraw = 0; redraw < MAX_DRAWS; redraw++) {
            DrawnPart drawn = tryDraw(streams, redraw);
            if (drawn != null) {
                return drawn;
            }
        }
        throw part.fault("none of " + MAX_DRAWS + " draws was accepted; reject-unless asks for too much");
    }

    private @Nullable DrawnPart tryDraw(DrawStreams streams, int redraw) {
        Draws values = part.draw(streams, redraw);
        PartVariant variant = part.fill(values);
        try {
            PartRun start = PartRun.begin(variant.spec().setup());
            if (refused(start) || !open(variant, start) || !teaches(variant)) {
                return null;
            }
            DrawnPart drawn = reference.play(variant, values);
            if (!wanted(part.rejectUnless(values), drawn.run())) {
                return null;
            }
            checkSolved(drawn);
            return drawn;
        } catch (TextFault fault) {
            throw part.fault(fault.getMessage() + " (draws: " + values.canonical() + ")");
        }
    }

    private static boolean refused(PartRun run) {
        for (int e = 0; e < run.log().size(); e++) {
            if (run.log().kind(e) == EventKind.REFUSED.code()) {
                return true;
            }
        }
        return false;
    }

    /** Nothing that scores may hold before the first command. */
    private static boolean open(PartVariant variant, PartRun start) {
        ReachProgress progress = new ReachProgress(variant.milestones(), new RunScope(start));
        return progress.look() == 0;
    }

    /** Each misconception must give a wrong value somewhere. */
    private static boolean teaches(PartVariant variant) {
        if (!(variant.spec() instanceof PartSpec.Predict predict)) {
            return true;
        }
        for (Misconception idea : variant.misconceptions()) {
            if (alwaysRight(idea, predict)) {
                return false;
            }
        }
        return true;
    }

    private static boolean alwaysRight(Misconception idea, PartSpec.Predict predict) {
        QuestionRun run = new QuestionRun(predict);
        for (PartSpec.Question question : predict.questions()) {
            Answer believed = idea.answer(run.machine(), run.command(question), question.keys());
            Answer truth = run.truth(question).answer();
            if (believed != null && !believed.text().equals(truth.text())) {
                return false;
            }
            run.carryOut(question);
        }
        return true;
    }

    private static boolean wanted(List<Expr> conditions, PartRun run) {
        RunScope scope = new RunScope(run);
        for (Expr condition : conditions) {
            if (!condition.holds(scope)) {
                return false;
            }
        }
        return true;
    }

    private void checkSolved(DrawnPart drawn) {
        if (drawn.variant().spec() instanceof PartSpec.Reach reach) {
            ReachProgress progress = ReachProgress.over(drawn.variant(), drawn.run(), reach.maxCommands());
            if (!progress.done()) {
                throw new LabFault(
                        reference.file(),
                        reference.lineOf(part.name()),
                        "the reference does not reach the goal of part " + part.name() + " for the draws "
                                + drawn.values().canonical());
            }
        }
    }
}
