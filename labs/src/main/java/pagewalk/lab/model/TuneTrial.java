package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;

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

    /** What is measured, and how small it should be; the target may speak of {@code baseline}. */
    public record Score(Expr measure, Expr target) {}

    /** Runs the part's own workload, with these settings and without any. */
    public static TuneTrial of(PartSpec.Tune spec, Score score, List<Command> settings) {
        return of(spec, score, baseline(spec, score), settings);
    }

    /** What is measured without any setting. */
    public static int baseline(PartSpec.Tune spec, Score score) {
        return score.measure().value(new RunScope(run(spec, List.of())));
    }

    /** Runs the part's own workload with these settings; {@code baseline} was measured before. */
    public static TuneTrial of(PartSpec.Tune spec, Score score, int baseline, List<Command> settings) {
        PartRun run = run(spec, settings);
        int measured = score.measure().value(new RunScope(run));
        return new TuneTrial(run, measured, baseline, score.target().value(new Baseline(baseline)));
    }

    private static PartRun run(PartSpec.Tune spec, List<Command> settings) {
        PartRun run = PartRun.begin(spec.setup());
        for (Command setting : settings) {
            run.apply(setting);
        }
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
        for (String allowed : spec.means().allow()) {
            if (text.equals(allowed) || allowed.indexOf(' ') < 0 && text.startsWith(allowed + " ")) {
                return null;
            }
        }
        boolean echo = text.startsWith("echo ");
        int between = text.indexOf(echo ? " > " : "=");
        if (between < 0 || !echo && !text.startsWith("sysctl ")) {
            return allowed(spec.means());
        }
        String first = Text.trim(text.substring(text.indexOf(' '), between));
        String second = Text.trim(text.substring(between + (echo ? 3 : 1)));
        String name = echo ? second : first;
        StringBuilder all = new StringBuilder();
        for (PartSpec.Knob knob : spec.means().knobs()) {
            if (knob.name().equals(name)) {
                return bounds(knob, echo ? first : second);
            }
            all.append(all.isEmpty() ? "" : ", ").append(knob.name());
        }
        return name + " may not be changed here; " + (all.isEmpty() ? allowed(spec.means()) : "there are " + all);
    }

    private static String allowed(PartSpec.Means means) {
        boolean files = false;
        boolean knobs = false;
        for (PartSpec.Knob knob : means.knobs()) {
            files |= knob.name().startsWith("/");
            knobs |= !knob.name().startsWith("/");
        }
        StringBuilder all = new StringBuilder(knobs ? "sysctl KNOB=N" : "");
        if (files) {
            all.append(knobs ? ", " : "").append("echo VALUE > FILE");
        }
        for (String allowed : means.allow()) {
            all.append(all.isEmpty() ? "" : ", ").append(allowed);
        }
        return (means.allow().isEmpty() ? "only settings count here: " : "here one may give ") + all;
    }

    private static @Nullable String bounds(PartSpec.Knob knob, String value) {
        if (!knob.words().isEmpty()) {
            return knob.words().contains(value)
                    ? null
                    : knob.name() + " may be " + String.join(", ", knob.words()) + " here, not " + value;
        }
        int given = Text.natural(value);
        return given >= knob.from() && given <= knob.to()
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
