package pagewalk.server.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import pagewalk.server.page.Problem;

/**
 * Keeps the embedded database from the end of its disk. PostgreSQL fails one statement when a table cannot grow, but
 * it stops altogether, and cannot start again, when its log cannot. So the server takes nothing more while there is
 * still room for what is under way.
 */
@ApplicationScoped
public class DiskSpace {
    private static final long MIB = 1 << 20;
    /** A few segments of PostgreSQL's log, 16 MiB each. */
    private static final long RESERVE = 64 * MIB;

    private final Optional<Path> data;

    /** {@code data} is absent when somebody else runs the database. */
    DiskSpace(@ConfigProperty(name = "pagewalk.embedded") Optional<Path> data) {
        this.data = data;
    }

    /** Whether nothing more may be stored. */
    public boolean isLow() {
        return free() < RESERVE;
    }

    /** The refusal of a request that would store something. */
    public static Problem refusal() {
        return new Problem(
                        507,
                        "disk-full",
                        "The server's disk is full: nothing was stored. Keep your work; it can be sent again later.")
                .with("retryAfter", 60);
    }

    private long free() {
        try {
            return data.isPresent() ? Files.getFileStore(data.get()).getUsableSpace() : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
