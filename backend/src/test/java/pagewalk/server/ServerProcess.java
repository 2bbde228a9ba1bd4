package pagewalk.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The packaged server as a process of its own, on a data directory that outlives it. */
public final class ServerProcess implements AutoCloseable {
    /** Only a server that never comes takes so long; one on a busy machine may take minutes. */
    private static final int PATIENCE_SECONDS = 900;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FIRST_PORT = 10_000;
    /** Linux takes the ports of outgoing connections from 32768 on, macOS and the standard from 49152 on. */
    private static final int PORTS = 22_000;

    private static final Pattern JOIN = Pattern.compile("join with the code (\\S+)");
    private static final Pattern CLAIM = Pattern.compile("http://localhost:\\d+(/claim/\\S+)");

    final Path data;
    final int port;
    final Path log;
    private final Process process;

    private ServerProcess(Path data, int port, Path log, Process process) {
        this.data = data;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts it on a free port and waits until it answers. */
    public static ServerProcess start(Path data, Map<String, String> environment) throws Exception {
        return launch(data, freePort(), environment).awaitAnswer();
    }

    /** Starts it once more, on the same data and port. */
    public ServerProcess again(Map<String, String> environment) throws Exception {
        return launch(data, port, environment).awaitAnswer();
    }

    /** Starts it on a given port without waiting. */
    static ServerProcess launch(Path data, int port, Map<String, String> environment, String... arguments)
            throws IOException {
        Path log = Files.createTempFile(data.getParent(), "server", ".log");
        String jar = System.getProperty("pagewalk.server.jar");
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().remove("PAGEWALK_DB_URL");
        builder.environment().put("PAGEWALK_DATA", data.toString());
        builder.environment().put("PAGEWALK_PORT", Integer.toString(port));
        builder.environment().put("PAGEWALK_PG_BIN", binaries().toString());
        builder.environment().putAll(environment);
        return new ServerProcess(data, port, log, builder.start());
    }

    /** Where PostgreSQL's programs are unpacked, once for all tests. */
    static Path binaries() {
        return Path.of(System.getProperty("pagewalk.server.jar")).getParent().resolveSibling("pg-bin");
    }

    /**
     * A free port that no outgoing connection gets by chance, neither somebody's before the server has it, nor, while
     * the server is down, that of a client who knocks there: such a connection would reach itself.
     */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_PORT + PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // There are thousands of others.
            }
        }
    }

    /** The address of its pages. */
    public String base() {
        return "http://localhost:" + port;
    }

    /** All that it has printed; of a letter that is just being written, what is there. */
    String printed() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }

    /** The same, up to the end of the last line that is whole. */
    private String printedLines() throws IOException {
        String all = printed();
        return all.substring(0, all.lastIndexOf('\n') + 1);
    }

    /** The join code that it prints while nobody has claimed the course. */
    public String joinCode() throws Exception {
        return awaitPrinted(JOIN);
    }

    /** The path of the link that it prints while nobody has claimed the course. */
    String claimPath() throws Exception {
        return awaitPrinted(CLAIM);
    }

    /** Fails with the line above the first stack frame it printed, if it printed one. */
    void assertNoStackTrace() throws IOException {
        List<String> lines = printed().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("\tat ")) {
                throw new AssertionError("a stack trace: " + lines.get(Math.max(i - 1, 0)) + "\n" + printed());
            }
        }
    }

    /** The first group of what it prints, once it does. */
    String awaitPrinted(Pattern pattern) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            Matcher found = pattern.matcher(printedLines());
            if (found.find()) {
                return found.group(1);
            }
            // Reading without a pause would take a processor from the server that is waited for.
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new AssertionError("no " + pattern + " in: " + printed());
    }

    /** The exit status, once it ends by itself. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end");
        }
        return process.exitValue();
    }

    /** SIGKILL, and nothing else: the database stays behind. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop, as Ctrl-C does, and waits for the end. */
    void stop() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    /** The database's process, by its pid file. */
    ProcessHandle postmaster() throws IOException {
        return postmaster(data);
    }

    /** The process of the database in that data directory. */
    static ProcessHandle postmaster(Path data) throws IOException {
        return ProcessHandle.of(Long.parseLong(pidFile(data).get(0).strip())).orElseThrow();
    }

    /** Kills the database, and waits until none of its processes is left: each goes on until it notices. */
    void killDatabase() throws IOException {
        killDatabase(data);
    }

    /** The same for the database in that data directory. */
    static void killDatabase(Path data) throws IOException {
        ProcessHandle postmaster = postmaster(data);
        List<ProcessHandle> all = postmaster.descendants().collect(Collectors.toCollection(ArrayList::new));
        all.add(postmaster);
        postmaster.destroyForcibly();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all.stream().anyMatch(ServerProcess::runs)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("processes of the killed database go on");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** In a container nobody may collect the dead; only Linux tells. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive() && !stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException gone) {
            return process.isAlive();
        }
    }

    /** A connection to its database, past the server. */
    Connection connect() throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + pidFile(data).get(3).strip() + "/postgres";
        return DriverManager.getConnection(
                url, "pagewalk", Files.readString(data.resolve("pg.password")).strip());
    }

    /** Stops the server, and the database that a killed one left behind. */
    @Override
    public void close() throws Exception {
        if (process.isAlive()) {
            stop();
        } else if (Files.exists(data.resolve("pg/postmaster.pid"))) {
            // A killed one leaves its pid file, too, and the number may be another process's by now.
            ProcessHandle.of(Long.parseLong(pidFile(data).get(0).strip()))
                    .filter(left -> left.info().command().orElse("").contains("postgres"))
                    .ifPresent(left -> {
                        left.destroy();
                        left.onExit().join();
                    });
        }
    }

    private static List<String> pidFile(Path data) throws IOException {
        return Files.readAllLines(data.resolve("pg/postmaster.pid"));
    }

    /** One that is not waited for any longer is killed: it would keep the data and the port from the next test. */
    private ServerProcess awaitAnswer() throws Exception {
        try {
            return answered();
        } catch (Exception | AssertionError failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private ServerProcess answered() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/")).build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return this;
                }
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError("the server did not start: " + printed());
                }
            }
            boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            if (ended) {
                throw new AssertionError("the server ended: " + printed());
            }
        }
    }
}
