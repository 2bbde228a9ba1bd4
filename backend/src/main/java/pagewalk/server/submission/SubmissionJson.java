package pagewalk.server.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        @JsonRawValue @Nullable String verdict) {

    /** For the student, or for staff with the hidden checks. */
    static SubmissionJson of(Submission row, String receipt, boolean staff) {
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
                row.score,
                row.max,
                staff ? row.staffVerdict : row.verdict);
    }
}
