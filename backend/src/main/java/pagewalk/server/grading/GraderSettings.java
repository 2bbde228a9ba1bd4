package pagewalk.server.grading;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What an installation says about its graders. */
@ApplicationScoped
public class GraderSettings {
    private final int threads;
    private final Duration limit;

    GraderSettings(
            @ConfigProperty(name = "pagewalk.graders") Optional<Integer> threads,
            @ConfigProperty(name = "pagewalk.grade.seconds", defaultValue = "60") int seconds) {
        this.threads = threads.orElse(Runtime.getRuntime().availableProcessors());
        limit = Duration.ofSeconds(seconds);
    }

    /** How many work at once; 0 = this node serves pages only. */
    int threads() {
        return threads;
    }

    /** How long one try at grading may take before its thread is stopped. */
    Duration limit() {
        return limit;
    }

    /** The same, as the database's intervals are made from it. */
    double limitSeconds() {
        return limit.toSeconds();
    }
}
