package pagewalk.server.page;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.DiskSpace;
import pagewalk.server.ops.Outage;
import pagewalk.server.ops.SqlState;

/** What to answer when something failed: a full disk, a database that is away, or a fault of ours under a number. */
@ApplicationScoped
public class Faults {
    private static final Logger LOG = Logger.getLogger(Faults.class);
    private static final Pattern DISK_FULL = Pattern.compile("53100");
    /** Deadlock, and transactions that cannot be put into an order. */
    private static final Pattern CONFLICT = Pattern.compile("40P01|40001");

    private final Outage outage;

    Faults(Outage outage) {
        this.outage = outage;
    }

    /** The refusal for what a request ran into; logs what was not foreseen under a number. */
    public Problem problem(Throwable failure, RoutingContext context) {
        Problem known = known(failure);
        if (known != null) {
            return known;
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.errorf(failure, "fault %s at %s %s", number, context.request().method(), context.normalizedPath());
        return new Problem(500, "fault", "A fault of ours, logged under " + number + "; it is not you.");
    }

    /** The refusal for what can happen to any request; null for anything else. */
    public @Nullable Problem known(Throwable failure) {
        if (problemIn(failure) instanceof Problem problem) {
            return problem;
        }
        if (SqlState.matches(failure, DISK_FULL)) {
            LOG.warnf("the database's disk is full: %s", failure.getMessage());
            return DiskSpace.refusal();
        }
        if (Outage.isAway(failure)) {
            outage.met(failure);
            return away();
        }
        if (SqlState.matches(failure, CONFLICT)) {
            LOG.warnf("two changes met: %s", failure.getMessage());
            return new Problem(503, "conflict", "Two changes met and this one was not stored: send it again.")
                    .with("retryAfter", 1);
        }
        return null;
    }

    private static Problem away() {
        return new Problem(
                        503,
                        "database-away",
                        "The database does not answer: nothing was stored. Keep your work; it is sent again in a"
                                + " moment.")
                .with("retryAfter", 5);
    }

    private static @Nullable Throwable problemIn(Throwable failure) {
        Throwable t = failure;
        while (t != null && !(t instanceof Problem)) {
            t = t.getCause();
        }
        return t;
    }
}
