package pagewalk.web.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.KeptTrace;
import pagewalk.engine.trace.PageIds;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.Sight;
import pagewalk.engine.trace.TraceFeed;

/** Wants a stretch of a trace from near. */
final class SightGoal implements Reading.Goal {
    private static final String KINDS = "xrwm";

    private final List<PolicySpec> policies;
    private final Sight sight;
    /** The trace, where a policy must know its future. */
    private final @Nullable KeptTrace kept;

    /** @param asked frames, the first reference, and how many */
    SightGoal(List<PolicySpec> policies, int[] asked) {
        this.policies = policies;
        sight = new Sight(policies, asked[0], asked[1], asked[2]);
        boolean future = false;
        for (PolicySpec policy : policies) {
            future |= policy.needsFuture();
        }
        kept = future ? new KeptTrace(StudyGoal.MOST_KEPT) : null;
    }

    @Override
    public String begin(TraceFeed feed) {
        return "";
    }

    @Override
    public void take(References stretch) {
        if (kept == null) {
            sight.take(stretch);
        } else {
            kept.add(stretch);
        }
    }

    @Override
    public boolean isFull() {
        return kept == null && sight.isDone();
    }

    @Override
    public void end(Reading reading) {
        if (kept != null) {
            kept.replay((step, all) -> reading.progress("what needs the future", (int) step, (int) all), sight);
            kept.close();
        }
        TraceFeed feed = reading.feed();
        PageIds ids = feed.ids();
        StringBuilder references = new StringBuilder();
        for (int step = 0; step < sight.size(); step++) {
            references.append(step == 0 ? "" : " ").append(KINDS.charAt(References.kind(sight.reference(step))));
            references.append(StudyGoal.label(References.page(sight.reference(step)), ids, feed));
        }
        Lines lines = new Lines().add("sight", "" + sight.from(), references.toString());
        for (int i = 0; i < policies.size(); i++) {
            track(i, feed, lines);
        }
        reading.say(lines);
    }

    private void track(int policy, TraceFeed feed, Lines lines) {
        StringBuilder hits = new StringBuilder();
        StringBuilder victims = new StringBuilder();
        for (int step = 0; step < sight.size(); step++) {
            hits.append(sight.isHit(policy, step) ? '1' : '0');
            victims.append(step == 0 ? "" : " ").append(StudyGoal.label(sight.victim(policy, step), feed.ids(), feed));
        }
        StringBuilder start = new StringBuilder();
        for (int page : sight.start(policy)) {
            start.append(start.length() == 0 ? "" : " ").append(StudyGoal.label(page, feed.ids(), feed));
        }
        StringBuilder changes = new StringBuilder();
        int[] all = sight.changes(policy);
        for (int i = 0; i < all.length; i += 3) {
            changes.append(i == 0 ? "" : " ")
                    .append(all[i])
                    .append(' ')
                    .append(all[i + 1])
                    .append(' ');
            changes.append(StudyGoal.label(all[i + 2], feed.ids(), feed));
        }
        lines.add(
                "track",
                policies.get(policy).text(),
                hits.toString(),
                start.toString(),
                victims.toString(),
                changes.toString());
    }
}
