package pagewalk.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged server as a process of its own, on a data directory that outlives it. */
final class ServerProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

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

    /** Starts it and waits until it answers. */
    static ServerProcess start(Path data, Map<String, String> environment) throws Exception {
        ServerProcess server = launch(data, freePort(), environment);
        server.awaitAnswer();
        return server;
    }

    /** Starts it on a given port without waiting. */
    static ServerProcess launch(Path data, int port, Map<String, String> environment, String... arguments)
            throws IOException {
        Path log = Files.createTempFile(data.getParent(), "server", ".log");
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PAGEWALK_DATA", data.toString());
        builder.environment().put("PAGEWALK_PORT", Integer.toString(port));
        builder.environment()
                .put("PAGEWALK_PG_BIN", data.resolveSibling("pg-bin").toString());
        builder.environment().putAll(environment);
        return new ServerProcess(data, port, log, builder.start());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String base() {
        return "http://localhost:" + port;
    }

    String printed() throws IOException {
        return Files.readString(log);
    }

    /** The exit status, once it ends by itself. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end");
        }
        return process.exitValue();
    }

    /** SIGKILL, and nothing else: the database stays behind. */
    void kill() throws InterruptedException {
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
        String pid =
                Files.readAllLines(data.resolve("pg/postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    @Override
    public void close() throws Exception {
        if (process.isAlive()) {
            stop();
        }
    }

    private void awaitAnswer() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/")).build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
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

    private static Path jar() {
        return Path.of(System.getProperty("pagewalk.root"), "backend/target/quarkus-app/quarkus-run.jar");
    }
}
