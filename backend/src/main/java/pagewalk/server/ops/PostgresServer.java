package pagewalk.server.ops;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL of one data directory. A postmaster that outlived its server is found by its pid file and
 * used again. It listens on the loopback address only, on a free port, and wants the password kept beside the data.
 */
final class PostgresServer {
    static final String USER = "pagewalk";
    static final String DATABASE = "postgres";
    /** There once the cluster is whole; a path below the data directory. */
    static final String MADE = "pg/PG_VERSION";

    private static final int START_TRIES = 3;
    private static final long WATCH_MILLIS = 250;
    private static final int RESTART_TRIES = 20;
    private static final int MANY_RESTARTS = 5;
    private static final long CALM_NANOS = Duration.ofMinutes(2).toNanos();

    private final Programs programs;
    private final Path data;
    private final Path cluster;
    private final String password;
    private int port;
    private volatile boolean ending;

    private PostgresServer(Programs programs, Path data, String password) {
        this.programs = programs;
        this.data = data;
        this.cluster = data.resolve("pg");
        this.password = password;
    }

    /** Finds the running server of {@code data} or starts one; makes the cluster on the first start. */
    static PostgresServer open(Path data, Path binaries) throws StartFailure {
        Programs programs = new Programs(PostgresBinaries.unpack(binaries));
        try {
            Files.createDirectories(data);
            boolean fresh = !Files.exists(data.resolve(MADE));
            PostgresServer server = new PostgresServer(programs, data, password(data, fresh));
            if (fresh) {
                server.makeCluster();
            }
            programs.own(server.cluster);
            server.findOrStart();
            return server;
        } catch (IOException e) {
            throw DataDirectory.failure(data, e);
        }
    }

    /** The server that another process of ours keeps running on {@code data}, or null. */
    static @Nullable PostgresServer attach(Path data, Path binaries) throws StartFailure {
        Postmaster running = Postmaster.of(data.resolve("pg"));
        if (running == null) {
            return null;
        }
        try {
            Programs programs = new Programs(PostgresBinaries.unpack(binaries));
            PostgresServer server = new PostgresServer(programs, data, password(data, false));
            server.port = running.port();
            return server;
        } catch (IOException e) {
            throw DataDirectory.failure(data, e);
        }
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    /**
     * Starts the database again, at the same port, whenever it ends by itself. When that cannot be done, or has to be
     * done over and over, {@code gaveUp} gets the reason, and nobody watches any more.
     */
    void keepRunning(Consumer<StartFailure> gaveUp) {
        Thread.ofPlatform().daemon().name("database-watch").start(() -> {
            try {
                watch();
            } catch (StartFailure e) {
                gaveUp.accept(e);
            } catch (IOException e) {
                gaveUp.accept(DataDirectory.failure(data, e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** From now on its end is wanted. */
    void expectEnd() {
        ending = true;
    }

    private void watch() throws StartFailure, IOException, InterruptedException {
        int restarts = 0;
        long last = System.nanoTime();
        while (!ending) {
            Thread.sleep(WATCH_MILLIS);
            if (ending || Postmaster.of(cluster) != null) {
                continue;
            }
            restarts = System.nanoTime() - last < CALM_NANOS ? restarts + 1 : 1;
            last = System.nanoTime();
            if (restarts > MANY_RESTARTS) {
                throw failed("ended by itself again and again", Files.readString(data.resolve("pg.log")));
            }
            startAgain();
            System.err.println(
                    "The database ended by itself and was started again; " + data.resolve("pg.log") + " says why.");
        }
    }

    /** Its port and its memory may be held for a moment by children of the process that ended. */
    private void startAgain() throws StartFailure, IOException, InterruptedException {
        Path log = data.resolve("pg.log");
        for (int i = 1; !ending && Postmaster.of(cluster) == null; i++) {
            if (startUnlessEnding(log)) {
                return;
            }
            if (i == RESTART_TRIES) {
                throw failed("ended by itself and does not start again", Files.readString(log));
            }
            Thread.sleep(WATCH_MILLIS);
        }
    }

    /** Never while it is being stopped, or nobody would stop it. */
    private synchronized boolean startUnlessEnding(Path log) throws StartFailure, IOException {
        if (ending) {
            return false;
        }
        Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        return programs.run("pg_ctl", startArguments(log)).status() == 0;
    }

    /** Ends all connections and stops; what was committed is on disk. */
    void stop() throws StartFailure {
        expectEnd();
        pgStop();
    }

    private synchronized void pgStop() throws StartFailure {
        Programs.Outcome outcome =
                programs.run("pg_ctl", List.of("-D", cluster.toString(), "-m", "fast", "-w", "-t", "60", "stop"));
        if (outcome.status() != 0 && Postmaster.of(cluster) != null) {
            throw new StartFailure("The database did not stop: " + lastLine(outcome.output()) + ".");
        }
    }

    private void makeCluster() throws StartFailure, IOException {
        Path fresh = data.resolve("pg.new");
        if (Files.exists(fresh)) {
            PostgresBinaries.delete(fresh);
        }
        Path passwordFile = data.resolve("pg.password");
        Path readable = Files.createDirectory(fresh).resolveSibling("pg.init");
        Files.copy(passwordFile, readable, StandardCopyOption.REPLACE_EXISTING);
        programs.own(fresh);
        programs.own(readable);
        Programs.Outcome outcome = programs.run(
                "initdb",
                List.of(
                        "-D",
                        fresh.toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + readable,
                        "-E",
                        "UTF8",
                        "--locale=C"));
        Files.deleteIfExists(readable);
        if (outcome.status() != 0) {
            throw failed("could not be created", outcome.output());
        }
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void findOrStart() throws StartFailure, IOException {
        Postmaster running = Postmaster.of(cluster);
        if (running != null && running.ready()) {
            port = running.port();
            return;
        }
        if (running != null) {
            pgStop();
        } else {
            // Only here, where the directory is locked: from another pid namespace a live server looks dead.
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        }
        Path log = data.resolve("pg.log");
        Programs.Outcome outcome = new Programs.Outcome(1, "");
        for (int i = 0; i < START_TRIES && outcome.status() != 0; i++) {
            port = freePort();
            Files.deleteIfExists(log);
            Files.createFile(log);
            programs.own(log);
            outcome = programs.run("pg_ctl", startArguments(log));
        }
        if (outcome.status() != 0) {
            throw failed("did not start", Files.readString(log));
        }
    }

    private List<String> startArguments(Path log) {
        String options = String.format(
                Locale.ROOT,
                "-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories= -c timezone=UTC"
                        + " -c log_timezone=UTC -c log_min_messages=warning -c max_connections=50"
                        + " -c max_wal_size=256MB -c min_wal_size=48MB",
                port);
        return List.of("-D", cluster.toString(), "-l", log.toString(), "-w", "-t", "300", "-o", options, "start");
    }

    private StartFailure failed(String what, String output) {
        if (DataDirectory.saysFull(output)) {
            return DataDirectory.full(data, null);
        }
        return new StartFailure("The database in " + cluster + " " + what + ": " + lastLine(output) + ".");
    }

    private static String lastLine(String output) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce("no output", (a, b) -> b)
                .strip();
    }

    private static String password(Path data, boolean fresh) throws IOException, StartFailure {
        Path file = data.resolve("pg.password");
        if (fresh) {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Secrets.token());
        } else if (!Files.exists(file)) {
            throw new StartFailure("The database's password file " + file + " is missing: put it back from a copy.");
        }
        return Files.readString(file).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
