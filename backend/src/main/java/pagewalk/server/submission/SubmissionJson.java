package pagewalk.server.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Mode;

/** A submission as the API and the socket show it; {@code type} makes it a message. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubmissionJson(
        String type,
        UUID id,
        UUID session,
        UUID student,
        String lab,
        String mode,
        int attempt,
        String state,
        Instant receivedAt,
        @Nullable Instant verifyingAt,
        @Nullable Instant gradedAt,
        @Nullable Instant deadline,
        @Nullable String reason,
        String receipt,
        @Nullable Integer score,
        @Nullable Integer max,
        @Nullable Integer hiddenPoints,
        @Nullable Instant hiddenUntil,
        @Nullable String withheld,
        @Nullable Boolean late,
        @JsonRawValue @Nullable String verdict) {

    /**
     * For whoever may see that much of it: points and verdict are those of the checks the reader sees, and how many
     * points are kept back is told beside them, with the reason as a sentence in {@code withheld}.
     */
    static SubmissionJson of(Submission row, String receipt, Seen seen) {
        Withheld withheld = Withheld.of(row, seen);
        return new SubmissionJson(
                "submission",
                row.id,
                row.sessionId,
                row.accountId,
                row.lab,
                row.mode,
                row.attempt,
                row.state,
                row.receivedAt,
                row.verifyingAt,
                row.gradedAt,
                row.deadline,
                row.reason,
                receipt,
                row.score(seen.audience()),
                row.max(seen.audience()),
                withheld == null ? null : withheld.points(),
                withheld == null ? null : withheld.until(),
                withheld == null ? null : withheld.sentence(),
                isLate(row, seen) ? true : null,
                row.verdict(seen.audience()));
    }

    /** Practice counts for nothing, so it is never late. */
    private static boolean isLate(Submission row, Seen seen) {
        return row.mode.equals(Mode.GRADED.word()) && seen.dates().late(row.lab, row.receivedAt);
    }
}
