package pagewalk.server.submission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.server.page.Shown;

/**
 * The points of the checks that a reader does not see yet.
 *
 * @param until when they are shown; null when no such time is set
 */
record Withheld(int points, @Nullable Instant until, String sentence) {

    /** What the reader misses of a graded submission; null when it is nothing. */
    static @Nullable Withheld of(Submission row, Seen seen) {
        Integer all = row.max;
        Integer shown = row.max(seen.audience());
        Integer later = row.dueMax;
        if (all == null || shown == null || later == null || all.intValue() == shown.intValue()) {
            return null;
        }
        Instant due = seen.dates().of(row.lab);
        boolean before = seen.audience() == Audience.STUDENT && later > shown;
        return new Withheld(
                all - shown,
                before ? due : null,
                count(all - shown) + reason(seen.dates().course(), before, due));
    }

    private static String count(int points) {
        return points == 1 ? "1 more point is hidden" : points + " more points are hidden";
    }

    private static String reason(boolean course, boolean before, @Nullable Instant due) {
        if (!course) {
            return ": only members of a course see the checks of all points.";
        }
        if (!before) {
            return ": only the instructor sees those checks.";
        }
        return due == null
                ? " until the due date, which is not set yet."
                : " until the due date, " + Shown.shown(due) + ".";
    }
}
