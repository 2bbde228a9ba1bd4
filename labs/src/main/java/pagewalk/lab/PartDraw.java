package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.content.DrawStreams;
import pagewalk.lab.content.Draws;
import pagewalk.lab.content.Hmac;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.PartSource;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.BuildTrial;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PredictTruth;
import pagewalk.lab.model.QuestionRun;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;
import pagewalk.lab.model.TruthScope;
import pagewalk.lab.model.TuneTrial;

/**
 * Draws a part until it is worth giving to a student.
 *
 * <p>A draw is refused, and drawn again, when its start has a refusal, when a goal holds before the first command,
 * when one of the lab's misconceptions would go unnoticed, or when a {@code reject-unless} does not hold at the end
 * of the reference run. A reference that does not solve an accepted draw is a fault of the lab, not of the draw.
 */
final class PartDraw {
    private static final int MAX_DRAWS = 400;
    /** Points by which a settings' share is told apart. */
    private static final int FULL = 1000;

    private final PartSource part;
    private final ReferenceTrace reference;

    PartDraw(PartSource part, ReferenceTrace reference) {
        this.part = part;
        this.reference = reference;
    }

    DrawnPart draw(byte[] seed) {
        DrawnPart drawn = accepted(new DrawStreams(seed));
        return drawn.variant().kept().tune() == null ? drawn : drawn.with(withHidden(drawn, seed));
    }

    private DrawnPart accepted(DrawStreams streams) {
        Redraws redraws = new Redraws();
        for (int redraw = 0; redraw < MAX_DRAWS; redraw++) {
            DrawnPart drawn = tryDraw(streams, redraw, redraws);
            if (drawn != null) {
                return drawn;
            }
        }
        throw part.fault("none of " + MAX_DRAWS + " draws was accepted: " + redraws);
    }

    private @Nullable DrawnPart tryDraw(DrawStreams streams, int redraw, Redraws redraws) {
        Draws values = part.draw(streams, redraw);
        PartVariant variant = part.fill(values);
        try {
            PartRun start = PartRun.begin(variant.spec().setup());
            checkFiles(variant.spec(), start);
            String unfit = unfit(variant, start);
            if (unfit != null) {
                redraws.note(unfit);
                return null;
            }
            DrawnPart drawn = reference.play(variant, values);
            Expr unwanted = unwanted(part.rejectUnless(values), drawn.scope());
            if (unwanted != null) {
                redraws.note("reject-unless: " + unwanted + " did not hold");
                return null;
            }
            checkSolved(drawn);
            return drawn;
        } catch (TextFault fault) {
            throw part.fault(fault.getMessage() + " (draws: " + values.canonical() + ")");
        }
    }

    /** What is wrong with a draw before anybody has worked on it; null when nothing is. */
    private static @Nullable String unfit(PartVariant variant, PartRun start) {
        if (refused(start)) {
            return "a command of the start was refused";
        }
        if (!open(variant, start)) {
            return "a goal held before the first command";
        }
        List<Idea> unnoticed = unnoticed(variant);
        return unnoticed.isEmpty()
                ? null
                : "the misconception " + unnoticed.get(0).id() + " was right about every question";
    }

    private void checkFiles(PartSpec spec, PartRun start) {
        List<String> files = spec instanceof PartSpec.Diagnose diagnose ? diagnose.files() : List.of();
        for (String path : files) {
            if (ShownFile.read(start.machine(), path) == null) {
                throw part.fault("the machine has no file " + path);
            }
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

    /** The misconceptions that give no wrong value anywhere; a variant worth its while has none. */
    private static List<Idea> unnoticed(PartVariant variant) {
        List<Idea> unnoticed = new ArrayList<>(variant.misconceptions());
        QuestionRun run = new QuestionRun(variant.spec());
        for (PartSpec.Question question : variant.spec().asked()) {
            unnoticed.removeIf(idea -> isWrong(idea, run, question));
            if (unnoticed.isEmpty()) {
                return unnoticed;
            }
            run.carryOut(question);
        }
        return unnoticed;
    }

    private static boolean isWrong(Idea idea, QuestionRun run, PartSpec.Question question) {
        Answer believed = idea.answer(run, question);
        return believed != null && !allRight(run.truth(question), question, believed);
    }

    private static boolean allRight(PredictTruth truth, PartSpec.Question question, Answer given) {
        for (PartSpec.Field field : question.fields()) {
            if (!truth.right(field, given)) {
                return false;
            }
        }
        return true;
    }

    /** The same part for hidden seeds, of which only the settings' effect is ever told. */
    private PartVariant withHidden(DrawnPart drawn, byte[] seed) {
        List<PartVariant> hidden = new ArrayList<>();
        for (int i = 0; i < drawn.variant().tuneScore().share().hiddenSeeds(); i++) {
            hidden.add(hidden(new DrawStreams(Hmac.sha256(seed, "hidden|" + i)), drawn.settings()));
        }
        return drawn.variant().withHidden(hidden);
    }

    /** Drawn again until the solution's settings reach its target, too: nobody is asked for what has no answer. */
    private PartVariant hidden(DrawStreams streams, List<Command> solution) {
        for (int redraw = 0; redraw < MAX_DRAWS; redraw++) {
            Draws values = part.draw(streams, redraw);
            PartVariant variant = part.fill(values);
            TuneTrial trial = variant.tried(solution);
            boolean solved = trial.points(FULL) == FULL;
            if (solved && unwanted(part.rejectUnless(values), new TruthScope(trial.run())) == null) {
                return variant;
            }
        }
        throw part.fault("the solution's settings reach the target of none of " + MAX_DRAWS + " hidden workloads");
    }

    /** The first condition that does not hold; null when all do. */
    private static @Nullable Expr unwanted(List<Expr> conditions, Expr.Scope scope) {
        for (Expr condition : conditions) {
            if (!condition.holds(scope)) {
                return condition;
            }
        }
        return null;
    }

    private void checkSolved(DrawnPart drawn) {
        String fault = unsolved(drawn);
        if (fault != null) {
            throw new LabFault(
                    reference.file(),
                    reference.lineOf(part.name()),
                    "the reference " + fault + " part " + part.name() + " for the draws "
                            + drawn.values().canonical());
        }
    }

    private static @Nullable String unsolved(DrawnPart drawn) {
        PartVariant variant = drawn.variant();
        return switch (variant.spec()) {
            case PartSpec.Reach reach ->
                ReachProgress.over(variant, drawn.run(), reach.maxCommands()).done()
                        ? null
                        : "does not reach the goal of";
            case PartSpec.Build build -> {
                BuildTrial trial = new BuildTrial(build, drawn.input());
                yield variant.checks().stream()
                                .allMatch(check -> trial.has(check.condition().expr()))
                        ? null
                        : "lacks a property asked for in";
            }
            case PartSpec.Tune tune -> {
                TuneTrial trial = variant.tried(drawn.settings());
                yield trial.points(FULL) == FULL
                        ? null
                        : "reaches only " + trial.measured() + " of the target " + trial.target() + " (baseline "
                                + trial.baseline() + ") in";
            }
            default -> wrongAnswer(drawn);
        };
    }

    private static @Nullable String wrongAnswer(DrawnPart drawn) {
        PartSpec part = drawn.variant().spec();
        QuestionRun run = new QuestionRun(part);
        for (PartSpec.Question question : part.asked()) {
            Answer given = drawn.answer(question.id());
            PredictTruth truth = run.truth(question);
            if (given == null || !allRight(truth, question, given)) {
                return "answers question " + question.id() + " with " + given + " instead of " + truth.answer() + " in";
            }
            run.carryOut(question);
        }
        return null;
    }
}
