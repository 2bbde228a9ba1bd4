package pagewalk.server.ops;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL of one data directory. A postmaster that outlived its server is found by its pid file and
 * used again. It listens on the loopback address only, on a free port, and wants the password kept beside the data.
 */
final class PostgresServer {
    static final String USER = "pagewalk";
    static final String DATABASE = "postgres";
    private static final int START_TRIES = 3;

    private final Programs programs;
    private final Path data;
    private final Path cluster;
    private final String password;
    private int port;

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
            boolean fresh = !Files.exists(data.resolve("pg/PG_VERSION"));
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

    /** Runs {@code work} when the database's process ends, whoever ends it. */
    void onEnd(Runnable work) throws StartFailure {
        Postmaster running = Postmaster.of(cluster);
        if (running != null) {
            ProcessHandle.of(running.pid())
                    .ifPresent(process -> process.onExit().thenRun(work));
        }
    }

    /** Ends all connections and stops; what was committed is on disk. */
    void stop() throws StartFailure {
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
            stop();
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
                        + " -c log_timezone=UTC -c log_min_messages=warning -c max_connections=50",
                port);
        return List.of("-D", cluster.toString(), "-l", log.toString(), "-w", "-t", "60", "-o", options, "start");
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
