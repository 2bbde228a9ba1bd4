package pagewalk.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server as a process of its own, on a free port of the loopback address. */
final class Packaged implements AutoCloseable {
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    final int port = freePort();
    final String base = "http://localhost:" + port;
    private final Path log;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    private Packaged(Path log, Map<String, String> environment) {
        this.log = log;
        this.environment.putAll(environment);
    }

    /** With a database of its own below {@code data}. */
    static Packaged onData(Path data) {
        return new Packaged(data.resolve("server.log"), Map.of("PAGEWALK_DATA", data.toString())).start();
    }

    /** On a database that somebody else runs. */
    static Packaged onDatabase(Path folder, String url, String user, String password) {
        Map<String, String> environment = Map.of(
                "PAGEWALK_DATA", folder.toString(),
                "PAGEWALK_DB_URL", url,
                "PAGEWALK_DB_USER", user,
                "PAGEWALK_DB_PASSWORD", password);
        return new Packaged(folder.resolve("server.log"), environment).start();
    }

    /** Starts it, again if it was killed, and waits for its first page. */
    Packaged start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-jar",
                            jar().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().remove("PAGEWALK_DB_URL");
            builder.environment().putAll(environment);
            builder.environment().put("PAGEWALK_PORT", Integer.toString(port));
            process = builder.start();
            awaitPage();
            return this;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("pagewalk.root"), "backend", "target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("the server is not packaged: " + jar);
        }
        return jar;
    }

    private void awaitPage() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/login")).build();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline && process.isAlive()) {
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    process.waitFor(20, TimeUnit.MILLISECONDS);
                }
            }
        }
        throw new IllegalStateException("the server gives no page: " + Files.readString(log));
    }

    /** What it prints once: the first group of {@code pattern}. */
    String printed(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (System.nanoTime() < deadline) {
                Matcher found = wanted.matcher(Files.readString(log));
                if (found.find()) {
                    return found.group(1);
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            throw new IllegalStateException("the server does not print " + pattern + ": " + Files.readString(log));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The course's instructor, who has claimed the account. */
    Client claim() {
        Client client = Client.visitor(base);
        client.form(printed("(/claim/\\S+)"), Map.of("name", Client.name("prof"), "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        return client;
    }

    /** A new student with that join code. */
    Client student(String code) {
        Client client = Client.visitor(base);
        client.form("/join", Map.of("code", code, "name", Client.name("student"), "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        return client;
    }

    /** SIGKILL. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                kill();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
