package pagewalk.lab.content;

import java.util.List;
import pagewalk.lab.model.Misconception;
import pagewalk.lab.model.PartSpec;

/**
 * One part with every draw filled in, as the grader sees it: what the student gets, and what is kept back.
 *
 * @param milestones of a {@code reach} part, the goal last; empty for {@code predict}
 * @param checks of a {@code reach} part
 * @param misconceptions of a {@code predict} part
 */
public record PartVariant(
        PartSpec spec, List<Milestone> milestones, List<CheckSpec> checks, List<Misconception> misconceptions) {
    public PartVariant {
        milestones = List.copyOf(milestones);
        checks = List.copyOf(checks);
        misconceptions = List.copyOf(misconceptions);
    }

    public String name() {
        return spec.name();
    }

    /** All points there are, hidden ones too. */
    public int max() {
        return visibleMax() + hidden(CheckSpec.Visibility.AFTER_DUE) + hidden(CheckSpec.Visibility.NEVER);
    }

    private int hidden(CheckSpec.Visibility visibility) {
        int sum = 0;
        for (CheckSpec check : checks) {
            sum += check.visibility() == visibility ? check.points() : 0;
        }
        return sum;
    }

    private int visibleMax() {
        return spec.head().points();
    }
}
