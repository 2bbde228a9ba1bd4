package pagewalk.server.ops;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import pagewalk.server.page.Problem;

/**
 * Token buckets of this node. A class of 300 sits behind one address, so accounts and sessions are limited first;
 * addresses only for failures, and for making accounts at a rate no class reaches.
 */
@ApplicationScoped
public class RateLimits {
    private static final int MAX_BUCKETS = 50_000;
    private static final long SECOND = 1_000_000_000L;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    private final int scale;

    RateLimits(@ConfigProperty(name = "pagewalk.rate.scale", defaultValue = "1") int scale) {
        this.scale = scale;
    }

    /** What is limited: a burst, filled up again evenly over a period. */
    public enum Limit {
        /** Wrong passwords for one name from one address. */
        LOGIN_FAILURES(8, Duration.ofMinutes(4)),
        /** Wrong passwords for one name from anywhere. */
        LOGIN_NAME_FAILURES(60, Duration.ofMinutes(30)),
        /** Wrong passwords, join codes, claim tokens and receipts from one address. */
        ADDRESS_FAILURES(1200, Duration.ofMinutes(10)),
        /** Accounts made from one address: two whole classes in ten minutes. */
        NEW_ACCOUNTS(600, Duration.ofMinutes(10)),
        /** Submissions of one account. */
        SUBMIT(20, Duration.ofMinutes(2)),
        /** Any write to the API by one account. */
        WRITES(120, Duration.ofSeconds(20)),
        /** Messages on one socket. */
        SOCKET(40, Duration.ofSeconds(20)),
        /** Messages of one account to rooms: a pasted script at once, then a fast typist. */
        ROOM(200, Duration.ofSeconds(10)),
        /** Messages of one instructor that steer a room. */
        CONTROL(30, Duration.ofSeconds(10));

        private final int burst;
        private final Duration period;

        Limit(int burst, Duration period) {
            this.burst = burst;
            this.period = period;
        }
    }

    /** Takes one token, or refuses with 429 and the seconds to wait. */
    public void take(Limit limit, String key) {
        ConsumptionProbe probe = bucket(limit, key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw refusal(probe.getNanosToWaitForRefill());
        }
    }

    /** Refuses like {@link #take} when no token is left, without taking one: for limits on failures only. */
    public void check(Limit limit, String key) {
        var estimate = bucket(limit, key).estimateAbilityToConsume(1);
        if (!estimate.canBeConsumed()) {
            throw refusal(estimate.getNanosToWaitForRefill());
        }
    }

    /** Gives a token back that was taken before it was known whether the try would fail. */
    public void giveBack(Limit limit, String key) {
        bucket(limit, key).addTokens(1);
    }

    /** Takes one token if there is one; false when there is none. */
    public boolean tryTake(Limit limit, String key) {
        return bucket(limit, key).tryConsume(1);
    }

    private static Problem refusal(long nanos) {
        long seconds = nanos / SECOND + 1;
        return new Problem(429, "too-many", "Too many tries: wait " + seconds + " seconds, then try again.")
                .with("retryAfter", seconds);
    }

    private Bucket bucket(Limit limit, String key) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(limit + " " + key, k -> fresh(limit));
        }
    }

    private Bucket fresh(Limit limit) {
        long burst = (long) limit.burst * scale;
        return Bucket.builder()
                .addLimit(band -> band.capacity(burst).refillGreedy(burst, limit.period))
                .build();
    }
}
