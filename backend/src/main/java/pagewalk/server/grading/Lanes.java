package pagewalk.server.grading;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import pagewalk.server.grading.Lane.Key;
import pagewalk.server.grading.Lane.Lease;

/** The two tables of work: submissions, whose students wait, and the jobs of regrades. */
@ApplicationScoped
public class Lanes {
    private final Leases submissions;
    private final RegradeJobs regrades;

    Lanes(Leases submissions, RegradeJobs regrades) {
        this.submissions = submissions;
        this.regrades = regrades;
    }

    Leases submissions() {
        return submissions;
    }

    RegradeJobs regrades() {
        return regrades;
    }

    /** The lane a lease was taken in. */
    Lane of(Lease lease) {
        return lease.regrade() == null ? submissions : regrades;
    }

    Uni<Void> freeAll() {
        return submissions.freeAll().chain(regrades::freeAll);
    }

    Uni<Void> renew(Set<Lease> running) {
        return submissions.renew(keys(running, false)).chain(() -> regrades.renew(keys(running, true)));
    }

    private static Set<Key> keys(Set<Lease> running, boolean ofRegrades) {
        return running.stream()
                .filter(lease -> (lease.regrade() != null) == ofRegrades)
                .map(Lease::key)
                .collect(Collectors.toSet());
    }
}
