package pagewalk.server.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code postmaster.pid} says about the PostgreSQL that runs on a data directory. */
record Postmaster(long pid, int port, boolean ready) {
    private static final int LINE_PID = 0;
    private static final int LINE_PORT = 3;
    private static final int LINE_STATUS = 7;

    /** The live postmaster of the cluster, or null; a pid file whose process is no postgres is stale. */
    static @Nullable Postmaster of(Path cluster) throws StartFailure {
        Path file = cluster.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() <= LINE_PORT) {
                return null;
            }
            long pid = Long.parseLong(lines.get(LINE_PID).strip());
            if (!isPostgres(pid)) {
                return null;
            }
            boolean ready =
                    lines.size() > LINE_STATUS && lines.get(LINE_STATUS).strip().equals("ready");
            return new Postmaster(pid, Integer.parseInt(lines.get(LINE_PORT).strip()), ready);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | NumberFormatException e) {
            throw new StartFailure("The database's pid file " + file + " cannot be read: " + e + ".", e);
        }
    }

    /** In a container nobody may collect the dead; only Linux tells. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPostgres(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && !isZombie(pid)
                && process.get()
                        .info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(true);
    }
}
