package pagewalk.server.account;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.Secrets;
import pagewalk.server.page.Problem;

/** Hashes and compares passwords, slowly by intent, on threads of their own and behind a bounded queue. */
@ApplicationScoped
public class Passwords {
    static final int MIN_CHARS = 8;
    /** What bcrypt looks at. */
    static final int MAX_BYTES = 72;

    private static final int MAX_WAITING = 600;

    private final WorkerExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();

    private final int cost;
    private final String nobody;

    /** {@code cost} is the logarithm of bcrypt's rounds; tests with hundreds of people take less than is safe. */
    Passwords(Vertx vertx, @ConfigProperty(name = "pagewalk.password.cost", defaultValue = "10") int cost) {
        this.cost = cost;
        nobody = BcryptUtil.bcryptHash(Secrets.token(), cost);
        int cores = Runtime.getRuntime().availableProcessors();
        threads = vertx.createSharedWorkerExecutor("pagewalk-passwords", cores);
    }

    /** Refuses what is too short to be safe or too long to be looked at whole. */
    static String checked(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.length() < MIN_CHARS || bytes > MAX_BYTES) {
            throw Problem.bad(
                    "password",
                    "A password has " + MIN_CHARS + " characters or more and at most " + MAX_BYTES
                            + " bytes; this one has " + password.length() + " characters.");
        }
        return password;
    }

    Uni<String> hash(String password) {
        return off(() -> BcryptUtil.bcryptHash(password, cost));
    }

    /** Takes as long for an account without a password, or for none, as for a wrong password. */
    Uni<Boolean> matches(String password, @Nullable String hash) {
        boolean possible = hash != null && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        String looked = possible ? password : "no such account";
        return off(() -> BcryptUtil.matches(looked, hash == null ? nobody : hash) && possible);
    }

    private <T> Uni<T> off(Callable<T> work) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            throw new Problem(503, "busy", "Too many people are logging in at once; try again in a few seconds.");
        }
        return threads.executeBlocking(work, false).onTermination().invoke(waiting::decrementAndGet);
    }
}
