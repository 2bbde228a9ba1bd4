package pagewalk.server.grading;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table of work for graders. Rows are leased: one worker's while the lease runs, and anybody's after. */
interface Lane {
    /**
     * A lease taken.
     *
     * @param regrade the regrade it is a job of; null for a submission's own grading
     * @param tries counts this one
     */
    record Lease(UUID submission, @Nullable UUID regrade, int tries) {
        /** The row whose lease it is, whatever the try. */
        Key key() {
            return new Key(submission, regrade);
        }
    }

    /** Names a row of a lane. */
    record Key(UUID submission, @Nullable UUID regrade) {}

    /** Takes up to {@code count} rows, oldest first. */
    Uni<List<Lease>> take(int count);

    /** Keeps the leases of rows that are being worked on. */
    Uni<Void> renew(Set<Key> rows);

    /** Writes the outcome, if the lease is still ours: a second worker's result for the same row changes nothing. */
    Uni<Void> finish(Lease lease, Outcome outcome);

    /** Gives a row back after a failed try, to be taken again in a second. */
    Uni<Void> release(Lease lease);

    /** On a database that only this process uses: leases in it are those of a server that is gone. */
    Uni<Void> freeAll();
}
