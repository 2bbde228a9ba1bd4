package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.ReachProgress;
import pagewalk.lab.content.CheckSpec;
import pagewalk.lab.content.CheckSpec.Visibility;
import pagewalk.lab.content.Milestone;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.model.GoalState;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;

/**
 * Grades a {@code reach} part: plays the commands that count until the goal is reached or the limit is used up.
 *
 * <p>Milestones score as the correct prefix: each only after those before it. Commands after the goal do not matter.
 */
final class ReachGrader {
    /** A hint carries the session out hundreds of times; one with more events gets none. */
    private static final int HINT_EVENTS = 100_000;

    private final PartVariant part;
    private final PartSpec.Reach spec;
    private final List<Command> commands;
    private final boolean hints;
    private final PartRun run;
    private final RunScope scope;
    private final ReachProgress progress;
    private final List<CheckWatch> watches = new ArrayList<>();

    ReachGrader(PartVariant part, PartSpec.Reach spec, List<Command> commands, boolean hints) {
        this.hints = hints;
        this.part = part;
        this.spec = spec;
        this.commands = commands;
        run = PartRun.begin(spec.setup());
        scope = new RunScope(run);
        progress = new ReachProgress(part.milestones(), scope);
    }

    PartOutcome grade() {
        for (CheckSpec check : part.checks()) {
            watches.add(new CheckWatch(check));
        }
        look();
        for (int i = 0; i < commands.size() && i < spec.maxCommands() && !progress.done(); i++) {
            run.apply(commands.get(i));
            look();
        }
        List<CheckVerdict> checks = new ArrayList<>();
        for (int i = 0; i < part.milestones().size(); i++) {
            checks.add(milestone(i));
        }
        for (CheckWatch watch : watches) {
            checks.add(watch.verdict(progress.done(), this::step));
        }
        return new PartOutcome(checks, progress.done() ? failedCheck(checks) : wrongStep(), run);
    }

    private void look() {
        Meter.mayGoOn();
        progress.look();
        int own = run.commands() - run.startCommands();
        for (CheckWatch watch : watches) {
            watch.look(scope, own);
        }
    }

    private CheckVerdict milestone(int i) {
        Milestone milestone = part.milestones().get(i);
        int by = progress.reachedBy(i);
        if (by >= 0) {
            String message = milestone.message() + " Reached by your command " + by + ".";
            return new CheckVerdict(
                    milestone.name(),
                    milestone.points(),
                    milestone.points(),
                    message,
                    Visibility.VISIBLE,
                    step(by),
                    List.of());
        }
        GoalState state = GoalState.of(milestone.expr(), spec.maxCommands(), scope);
        String over = commands.size() > spec.maxCommands()
                ? " Only the first " + spec.maxCommands() + " of your " + commands.size() + " commands count."
                : "";
        String missing = state.met() ? "Not yet: an earlier step is missing." : state.sentence();
        String message = milestone.message() + " " + missing + over;
        return new CheckVerdict(milestone.name(), 0, milestone.points(), message, Visibility.VISIBLE, null, List.of());
    }

    /** The place after the student's command {@code own}; 0 is the end of the start. */
    private Step step(int own) {
        int command = run.startCommands() + own;
        if (command == 0) {
            return new Step(0, 0, 0, Rule.NONE);
        }
        int event = run.decidingEvent(command - 1);
        return new Step(command, own, event, Rule.of(run.log().rule(event)));
    }

    /** When the goal was reached, a visible check may still have failed. */
    private @Nullable WrongStep failedCheck(List<CheckVerdict> checks) {
        for (CheckVerdict check : checks) {
            Step step = check.step();
            if (!check.passed() && check.visibility() == Visibility.VISIBLE && step != null) {
                return new WrongStep(spec.name(), step, check.message());
            }
        }
        return null;
    }

    private WrongStep wrongStep() {
        int used = run.commands() - run.startCommands();
        if (used == 0) {
            return new WrongStep(spec.name(), step(0), "No command was issued. " + spec.goalText());
        }
        int lost = new StillReachable(spec, part.milestones()).lostBy(run);
        int own = lost < 0 ? used : lost;
        String what = "Your command " + own + " (" + commands.get(own - 1).text() + "): ";
        if (lost > 0) {
            int left = spec.maxCommands() - own;
            return new WrongStep(
                    spec.name(),
                    step(own),
                    what + "before it the goal could still be reached within " + spec.maxCommands()
                            + " commands; after it, with " + left + " left, it cannot. What it did: " + did(own) + "."
                            + hint(own));
        }
        String state = GoalState.of(
                        part.milestones().get(part.milestones().size() - 1).expr(), spec.maxCommands(), scope)
                .sentence();
        return new WrongStep(spec.name(), step(own), what + "the goal is not reached after it. " + state + hint(-1));
    }

    /**
     * What would have gone better, where the lab wants that to be told: at the command by which the goal was lost, or
     * at the first where something else would have helped when that is not known.
     */
    private String hint(int lost) {
        if (!hints || run.log().size() > HINT_EVENTS) {
            return "";
        }
        Counterfactual otherwise = new Counterfactual(spec, part.milestones(), commands);
        int used = run.commands() - run.startCommands();
        for (int own = Math.max(lost, 1); own <= (lost > 0 ? lost : used); own++) {
            String hint = otherwise.hint(own);
            if (hint != null) {
                return (lost > 0 ? " " : " Look at your command " + own + ". ") + hint;
            }
        }
        return "";
    }

    private String did(int own) {
        return run.log().event(step(own).event()).sentence();
    }
}
