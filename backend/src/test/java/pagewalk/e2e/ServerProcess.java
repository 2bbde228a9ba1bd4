package pagewalk.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The packaged server as a process of its own on a free port; it can be killed and started again on the same data. */
final class ServerProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final String JOIN = "join with the code";
    private static final String END = "(the server has ended)";
    private static final long PATIENCE = 90;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Path data;
    private final int port;
    private Process process;

    /** Uses {@code folder} for the data; starts nothing yet. */
    ServerProcess(Path folder) throws IOException {
        data = folder.resolve("data");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** Starts with that many graders and waits until the server says that it is open. */
    void start(int graders) throws IOException, InterruptedException {
        lines.clear();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        builder.environment()
                .putAll(Map.of(
                        "PAGEWALK_DATA", data.toString(),
                        "PAGEWALK_PORT", Integer.toString(port),
                        "PAGEWALK_GRADERS", Integer.toString(graders)));
        process = builder.redirectErrorStream(true).start();
        Process started = process;
        Thread.ofVirtual().start(() -> read(started));
        line("Pagewalk: http");
    }

    /** The join code that the first start prints. */
    String joinCode() throws InterruptedException {
        String line = line(JOIN);
        return line.substring(line.indexOf(JOIN) + JOIN.length()).strip();
    }

    /** As if the power had failed, for the server alone: its database goes on running. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the server, and the database that a killed one left behind. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        Path pid = data.resolve("pg").resolve("postmaster.pid");
        if (Files.exists(pid)) {
            long postmaster = Long.parseLong(Files.readAllLines(pid).getFirst().strip());
            ProcessHandle.of(postmaster).ifPresent(handle -> {
                handle.destroy();
                handle.onExit().join();
            });
        }
    }

    /** The next line that contains {@code words}; all lines are read, so that the server never waits for a reader. */
    private String line(String words) throws InterruptedException {
        StringBuilder said = new StringBuilder();
        for (String line = lines.poll(PATIENCE, TimeUnit.SECONDS); line != null && !line.equals(END); ) {
            said.append(line).append('\n');
            if (line.contains(words)) {
                return line;
            }
            line = lines.poll(PATIENCE, TimeUnit.SECONDS);
        }
        throw new AssertionError("the server did not say '" + words + "' but:\n" + said);
    }

    private void read(Process from) {
        try (BufferedReader reader = from.inputReader()) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException killed) {
            lines.add(killed.toString());
        }
        lines.add(END);
    }
}
