package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.timeline.Timeline;
import pagewalk.lab.model.ConditionWatch;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;

/**
 * The visible checks of a part, looked at after each of the student's commands as the grader does: on a run of its own
 * from the start, so that every step of the shown branch is known at once.
 */
public final class CheckRun {
    private final PartSession part;
    private final PartKind kind;
    private final PartSpec spec;
    private final List<List<State>> steps = new ArrayList<>();
    private int branch = -1;
    private int commands = -1;

    public CheckRun(PartSession part, PartKind kind) {
        this.part = part;
        this.kind = kind;
        spec = kind.spec();
    }

    /**
     * How a check stands after some commands.
     *
     * @param firstBreach the student's command after which it was broken for good, 0 for the start; -1 for none
     */
    public record State(
            boolean passed, int firstBreach, @Nullable String fault) {}

    /** The checks after the student's first {@code own} commands, in the order they are listed. */
    public List<State> after(int own) {
        Timeline timeline = part.timeline();
        if (timeline.branch() != branch || timeline.commands() != commands) {
            branch = timeline.branch();
            commands = timeline.commands();
            walk(timeline);
        }
        return steps.get(Math.max(Math.min(own, steps.size() - 1), 0));
    }

    private void walk(Timeline timeline) {
        PartRun run = PartRun.begin(spec.setup());
        RunScope scope = new RunScope(run);
        List<ConditionWatch> watches = new ArrayList<>();
        for (PartKind.Check check : kind.checks()) {
            watches.add(new ConditionWatch(check.condition()));
        }
        steps.clear();
        look(watches, scope);
        for (int i = part.startCommands(); i < timeline.commands(); i++) {
            run.apply(timeline.commandAt(i));
            look(watches, scope);
        }
    }

    private void look(List<ConditionWatch> watches, RunScope scope) {
        List<State> states = new ArrayList<>();
        for (ConditionWatch watch : watches) {
            watch.look(scope, steps.size());
            states.add(new State(watch.passed(), watch.firstBreach(), watch.fault()));
        }
        steps.add(states);
    }
}
