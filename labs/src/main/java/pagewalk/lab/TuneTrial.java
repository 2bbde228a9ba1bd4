package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;

/** A workload run with settings, and what is measured then. */
public final class TuneTrial {
    private final PartRun run;
    private final int measured;
    private final int baseline;
    private final int target;

    private TuneTrial(PartRun run, int measured, int baseline, int target) {
        this.run = run;
        this.measured = measured;
        this.baseline = baseline;
        this.target = target;
    }

    /** Runs the part's own workload, with these settings and without any. */
    public static TuneTrial of(PartVariant part, List<Command> settings) {
        PartSpec.Tune spec = (PartSpec.Tune) part.spec();
        Kept.TuneScore score = part.tuneScore();
        int baseline = score.measure().value(new RunScope(run(spec, List.of())));
        PartRun run = run(spec, settings);
        int measured = score.measure().value(new RunScope(run));
        return new TuneTrial(run, measured, baseline, score.target().value(new Baseline(baseline)));
    }

    private static PartRun run(PartSpec.Tune spec, List<Command> settings) {
        PartRun run = PartRun.begin(spec.setup());
        settings.forEach(run::apply);
        for (String command : spec.workload()) {
            run.apply(PartRun.command(command, 1));
        }
        return run;
    }

    /** Settings first, then the workload. */
    public PartRun run() {
        return run;
    }

    public int measured() {
        return measured;
    }

    /** What is measured without any setting. */
    public int baseline() {
        return baseline;
    }

    /** What is worth all points. */
    public int target() {
        return target;
    }

    /** Points out of {@code most}: all at the target, none at the baseline, in between in proportion, rounded down. */
    public int points(int most) {
        if (measured <= target && target < baseline) {
            return most;
        }
        return measured >= baseline ? 0 : (int) ((long) most * (baseline - measured) / (baseline - target));
    }

    /** The commands of a session that are settings of the part, up to the first that is not. */
    public static List<Command> settings(PartSpec.Tune spec, List<Command> path) {
        List<Command> settings = new ArrayList<>();
        for (Command command : path) {
            if (whyNot(spec, command) != null) {
                break;
            }
            settings.add(command);
        }
        return settings;
    }

    /** Why a command is not a setting of this part; null when it is. */
    public static @Nullable String whyNot(PartSpec.Tune spec, Command command) {
        String text = command.text();
        int equals = text.indexOf('=');
        if (!text.startsWith("sysctl ") || equals < 0) {
            return "only settings count here: sysctl KNOB=N";
        }
        String name = text.substring("sysctl ".length(), equals).strip();
        for (PartSpec.Knob knob : spec.knobs()) {
            if (knob.name().equals(name)) {
                return bounds(knob, text.substring(equals + 1).strip());
            }
        }
        return name + " may not be changed here; there are "
                + String.join(
                        ", ", spec.knobs().stream().map(PartSpec.Knob::name).toList());
    }

    private static @Nullable String bounds(PartSpec.Knob knob, String value) {
        boolean number = value.matches("[0-9]{1,9}");
        int given = number ? Integer.parseInt(value) : -1;
        return number && given >= knob.from() && given <= knob.to()
                ? null
                : knob.name() + " may be " + knob.from() + " to " + knob.to() + " here, not " + value;
    }

    /** The one name a target may speak of. */
    private record Baseline(int baseline) implements Expr.Scope {
        @Override
        public int value(String name) {
            return name.equals("baseline") ? baseline : ABSENT;
        }

        @Override
        public int call(Expr.Function function, String name, int number) {
            return ABSENT;
        }

        @Override
        public int count(EventKind kind, Expr.Filter filter) {
            return ABSENT;
        }
    }
}
