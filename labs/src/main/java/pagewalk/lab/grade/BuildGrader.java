package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.content.CheckSpec;
import pagewalk.lab.content.CheckSpec.Visibility;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.model.BuildTrial;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;

/** Grades a {@code build} part: each property by itself, once what was built is what was asked for. */
final class BuildGrader {
    private final PartVariant part;
    private final BuildTrial trial;

    BuildGrader(PartVariant part, PartSpec.Build spec, List<Integer> input) {
        this.part = part;
        trial = new BuildTrial(spec, input);
    }

    PartOutcome grade() {
        List<CheckVerdict> checks = new ArrayList<>();
        WrongStep wrong = null;
        for (CheckSpec property : part.checks()) {
            boolean has = trial.has(property.condition().expr());
            Step step = new Step(0, 0, 0, has ? Rule.NONE : trial.rule());
            String message = property.message() + " " + (has ? "It has. " + trial.told() : whyNot(property));
            checks.add(new CheckVerdict(
                    property.name(),
                    has ? property.points() : 0,
                    property.points(),
                    message,
                    property.visibility(),
                    trial.unfit() == null ? step : null,
                    List.of()));
            wrong = wrong == null && !has ? wrong(property, step) : wrong;
        }
        return new PartOutcome(checks, wrong, PartRun.begin(part.spec().setup()));
    }

    /** What is hidden is not told in the first wrong step either. */
    private @Nullable WrongStep wrong(CheckSpec property, Step step) {
        return property.visibility() == Visibility.VISIBLE
                ? new WrongStep(part.name(), step, property.message() + " " + whyNot(property))
                : null;
    }

    private String whyNot(CheckSpec property) {
        String unfit = trial.unfit();
        return unfit != null ? unfit : "Not so: " + property.condition().expr().whyNot(trial) + ". " + trial.told();
    }
}
