package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.lab.content.Milestone;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/**
 * Looks for one command that would have led to the goal: in place of a student's command or right before it, with all
 * that the student did afterwards left as it was. Found by carrying the sessions out, never written by an author.
 */
final class Counterfactual {
    private static final int MAX_RUNS = 400;

    private final PartSpec.Reach spec;
    private final StillReachable reachable;
    private final Milestone goal;
    private final List<Command> path;

    Counterfactual(PartSpec.Reach spec, List<Milestone> milestones, List<Command> path) {
        this.spec = spec;
        reachable = new StillReachable(spec, milestones);
        goal = milestones.get(milestones.size() - 1);
        this.path = List.copyOf(path);
    }

    /** A sentence about the student's command {@code own}, or null when no single command would have helped. */
    @Nullable
    String hint(int own) {
        PartRun before = PartRun.begin(spec.setup());
        path.subList(0, own - 1).forEach(before::apply);
        int runs = 0;
        for (Command other : reachable.moves(before)) {
            if (runs >= MAX_RUNS) {
                return null;
            }
            runs += 2;
            if (reaches(before, other, path.subList(own, path.size()))) {
                return "Had you issued " + other.text() + " there instead and gone on as you did, the goal would have"
                        + " been reached.";
            }
            if (reaches(before, other, path.subList(own - 1, path.size()))) {
                return "Had you issued " + other.text() + " first and gone on as you did, the goal would have been"
                        + " reached.";
            }
        }
        return null;
    }

    private boolean reaches(PartRun before, Command other, List<Command> rest) {
        Meter.mayGoOn();
        PartRun run = before.copy();
        List<Command> commands = new ArrayList<>();
        commands.add(other);
        commands.addAll(rest);
        RunScope scope = new RunScope(run);
        for (Command command : commands) {
            if (run.commands() - run.startCommands() == spec.maxCommands()) {
                return false;
            }
            run.apply(command);
            if (holds(scope)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(RunScope scope) {
        try {
            return goal.expr().holds(scope);
        } catch (TextFault unbound) {
            return false;
        }
    }
}
