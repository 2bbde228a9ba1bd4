package pagewalk.server.grading;

import org.jspecify.annotations.Nullable;
import pagewalk.server.submission.State;

/**
 * How grading ended.
 *
 * @param state one of the last three of {@link State}
 * @param verdict as students may see it, JSON; {@code staffVerdict} with the hidden checks
 */
record Outcome(
        String state,
        @Nullable String reason,
        @Nullable Integer score,
        @Nullable Integer max,
        @Nullable String verdict,
        @Nullable String staffVerdict) {

    static Outcome ungradable(String reason) {
        return new Outcome(State.UNGRADABLE, reason, null, null, null, null);
    }

    static Outcome rejected(String reason) {
        return new Outcome(State.REJECTED, reason, null, null, null, null);
    }
}
