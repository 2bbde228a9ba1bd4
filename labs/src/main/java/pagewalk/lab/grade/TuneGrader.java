package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.content.CheckSpec.Visibility;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TuneTrial;

/**
 * Grades a {@code tune} part: the settings are tried on the student's own workload and on hidden ones. Settings count
 * up to the first command that is none.
 */
final class TuneGrader {
    private final PartVariant part;
    private final PartSpec.Tune spec;
    private final List<Command> path;
    private final List<Command> settings;

    TuneGrader(PartVariant part, PartSpec.Tune spec, List<Command> path) {
        this.part = part;
        this.spec = spec;
        this.path = List.copyOf(path);
        settings = TuneTrial.settings(spec, path);
    }

    PartOutcome grade() {
        Kept.Share share = part.tuneScore().share();
        TuneTrial own = part.tried(settings);
        Step step = step(own.run());
        List<CheckVerdict> checks = new ArrayList<>();
        int points = own.points(share.points());
        checks.add(new CheckVerdict(
                "your workload", points, share.points(), told(own), Visibility.VISIBLE, step, List.of()));
        checks.add(hidden(share));
        String wrong = wrong(own, points == share.points());
        return new PartOutcome(checks, wrong == null ? null : new WrongStep(part.name(), step, wrong), own.run());
    }

    private CheckVerdict hidden(Kept.Share share) {
        List<PartVariant> variants = part.tuneScore().hidden();
        int thousandths = 0;
        for (PartVariant variant : variants) {
            Meter.mayGoOn();
            thousandths += variant.tried(settings).points(1000);
        }
        int points = (int) ((long) share.hiddenPoints() * thousandths / (1000L * variants.size()));
        String message = "The same settings on " + variants.size() + " other workloads: "
                + thousandths / (10 * variants.size()) + " % of what the targets ask for.";
        return new CheckVerdict(
                "other workloads", points, share.hiddenPoints(), message, share.visibility(), null, List.of());
    }

    private Step step(PartRun run) {
        int command = run.startCommands() + settings.size();
        return new Step(command, settings.size(), command == 0 ? 0 : run.endEvent(command - 1) - 1, Rule.NONE);
    }

    private String told(TuneTrial trial) {
        return spec.measureText() + ": " + trial.measured() + ", without any setting " + trial.baseline()
                + ", the target is " + trial.target() + ".";
    }

    private @Nullable String wrong(TuneTrial own, boolean full) {
        if (settings.size() < path.size()) {
            Command first = path.get(settings.size());
            return "Your command " + (settings.size() + 1) + " (" + first.text() + "): " + TuneTrial.whyNot(spec, first)
                    + ".";
        }
        if (settings.isEmpty()) {
            return "Nothing was set. " + told(own);
        }
        return full ? null : told(own);
    }
}
