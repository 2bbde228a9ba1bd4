package pagewalk.lab.grade;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Variant;
import pagewalk.lab.model.PartSpec;

/** Whether two versions of a variant ask for the same work, so that a session of one can be judged by the other. */
final class SameTask {
    private SameTask() {}

    /** The first difference that a student could have met, in words; null when there is none. */
    static @Nullable String whyNot(Variant made, Variant now) {
        List<String> before = made.parts().stream().map(PartSpec::name).toList();
        List<String> after = now.parts().stream().map(PartSpec::name).toList();
        if (!before.equals(after)) {
            return "its parts were " + String.join(", ", before) + " and are now " + String.join(", ", after);
        }
        for (int i = 0; i < before.size(); i++) {
            String what = whyNot(made.parts().get(i), now.parts().get(i));
            if (what != null) {
                return "part " + before.get(i) + " has " + what;
            }
        }
        return null;
    }

    private static @Nullable String whyNot(PartSpec made, PartSpec now) {
        if (!made.kind().equals(now.kind())) {
            return "another kind";
        }
        if (!made.setup().equals(now.setup())) {
            return "another machine or start";
        }
        return task(made).equals(task(now)) ? null : "other questions or another task";
    }

    /** What the student works on; goals, limits and points are for the grader to change. */
    private static List<?> task(PartSpec part) {
        return switch (part) {
            case PartSpec.Build build -> List.of(build.input(), build.trials());
            case PartSpec.Tune tune -> List.of(tune.means(), tune.workload());
            default -> part.asked().stream().map(SameTask::asked).toList();
        };
    }

    private static List<?> asked(PartSpec.Question question) {
        return List.of(question.command(), question.keys());
    }
}
