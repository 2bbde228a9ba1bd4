package pagewalk.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The project's own files as the tidy tests see them: no build output, no data, no recordings. */
final class Project {
    static final Path ROOT =
            Path.of(System.getProperty("pagewalk.root", "..")).toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", "node_modules", ".idea", ".vscode");

    private Project() {}

    /** All text files by their path from the root, with {@code /} between the names. */
    static TreeMap<String, String> files() {
        TreeMap<String, String> files = new TreeMap<>();
        for (Path file : paths()) {
            text(file)
                    .ifPresent(
                            text -> files.put(ROOT.relativize(file).toString().replace('\\', '/'), text));
        }
        return files;
    }

    /** The Java sources among {@link #files()}. */
    static TreeMap<String, String> java() {
        TreeMap<String, String> sources = files();
        sources.keySet().removeIf(path -> !path.endsWith(".java"));
        return sources;
    }

    static boolean isTest(String path) {
        return path.contains("/src/test/");
    }

    private static List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skip = NOT_OURS.contains(folder.getFileName().toString());
                    return skip && !folder.equals(ROOT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    paths.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths;
    }

    /** Empty for a binary file. */
    private static Optional<String> text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            for (byte b : bytes) {
                if (b == 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
