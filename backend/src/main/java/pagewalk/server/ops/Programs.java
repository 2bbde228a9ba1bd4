package pagewalk.server.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root, so root runs them in a user namespace of their own, where
 * root's files still belong to them, or, where the system forbids that, as the user {@code nobody}.
 */
final class Programs {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final int PATIENCE_SECONDS = 600;

    private final Path home;
    private final List<String> prefix;
    private final String owner;

    /** What a program printed and its exit status. */
    record Outcome(int status, String output) {}

    Programs(Path home) {
        this.home = home;
        this.prefix = prefix();
        this.owner = prefix.equals(NOBODY) ? "nobody" : "root";
    }

    /** Runs {@code bin/name}; its output goes through a file, which a daemon it leaves behind may hold open. */
    Outcome run(String name, List<String> arguments) throws StartFailure {
        List<String> line = new ArrayList<>(prefix);
        line.add(home.resolve("bin").resolve(name).toString());
        line.addAll(arguments);
        return run(line);
    }

    /** Gives {@code directory} to the user the programs run as. */
    void own(Path directory) throws IOException {
        if (prefix.isEmpty()) {
            return;
        }
        UserPrincipal user =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        if (Files.getOwner(directory).equals(user)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(dir, user);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(file, user);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> probe = new ArrayList<>(NAMESPACE);
        probe.add("true");
        try {
            return run(probe).status() == 0 ? NAMESPACE : NOBODY;
        } catch (StartFailure e) {
            return NOBODY;
        }
    }

    private static Outcome run(List<String> line) throws StartFailure {
        try {
            Path out = Files.createTempFile("pagewalk", ".out");
            try {
                Process process = new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                    String said = String.join(" ", line);
                    throw new StartFailure(said + " did not end within " + PATIENCE_SECONDS + " seconds.");
                }
                return new Outcome(process.exitValue(), text(out));
            } finally {
                Files.deleteIfExists(out);
            }
        } catch (IOException e) {
            throw new StartFailure("Cannot run " + line.getFirst() + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while " + line.getFirst() + " ran.", e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
