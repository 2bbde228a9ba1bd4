package pagewalk.lab.content;

import java.util.List;
import java.util.Objects;
import pagewalk.engine.command.Command;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TuneTrial;

/**
 * One part with every draw filled in, as the grader sees it: what the student gets, and what is kept back.
 *
 * @param milestones of a {@code reach} part, the goal last; the properties of a {@code build} part; else empty
 * @param checks of a {@code reach} or {@code build} part
 */
public record PartVariant(PartSpec spec, List<Milestone> milestones, List<CheckSpec> checks, Kept kept) {
    public PartVariant {
        milestones = List.copyOf(milestones);
        checks = List.copyOf(checks);
    }

    public String name() {
        return spec.name();
    }

    /** Misconceptions of a part with questions. */
    public List<? extends Idea> misconceptions() {
        return kept.ideas();
    }

    /** The score of a {@code tune} part. */
    public Kept.TuneScore tuneScore() {
        return Objects.requireNonNull(kept.tune());
    }

    /** A {@code tune} part tried with these settings. */
    public TuneTrial tried(List<Command> settings) {
        Kept.TuneScore score = tuneScore();
        PartSpec.Tune tune = (PartSpec.Tune) spec;
        TuneTrial.Score small = new TuneTrial.Score(score.measure(), score.target());
        int baseline = score.baseline().get(() -> TuneTrial.baseline(tune, small));
        return TuneTrial.of(tune, small, baseline, settings);
    }

    /** The same part, scored on these variants besides its own. */
    public PartVariant withHidden(List<PartVariant> hidden) {
        Kept.TuneScore score = tuneScore();
        Kept.TuneScore with =
                new Kept.TuneScore(score.measure(), score.target(), score.share(), hidden, score.baseline());
        return new PartVariant(spec, milestones, checks, kept.with(with));
    }

    /** All points, also those of what a student cannot see. */
    public int max() {
        return visibleMax() + hidden(CheckSpec.Visibility.AFTER_DUE) + hidden(CheckSpec.Visibility.NEVER);
    }

    private int hidden(CheckSpec.Visibility visibility) {
        int sum = 0;
        for (CheckSpec check : checks) {
            sum += check.visibility() == visibility ? check.points() : 0;
        }
        Kept.TuneScore tune = kept.tune();
        if (tune != null && tune.share().visibility() == visibility) {
            return sum + tune.share().hiddenPoints();
        }
        return sum;
    }

    private int visibleMax() {
        return spec.head().points();
    }
}
