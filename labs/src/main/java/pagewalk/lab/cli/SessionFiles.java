package pagewalk.lab.cli;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The session files that a command line names: files as they are, and folders with all that lies below them. */
final class SessionFiles {
    private static final int DEPTH = 64;

    /**
     * A file and what it is called in messages: as it was named, or by its way from the folder that was named.
     *
     * @param why why it is left out; empty for a session
     */
    record Found(Path path, String name, String why) {}

    private final List<Found> sessions = new ArrayList<>();
    private final List<Found> left = new ArrayList<>();

    private SessionFiles() {}

    /** Looks at everything before anything is graded; a name that does not exist is a fault. */
    static SessionFiles of(List<String> names) {
        SessionFiles files = new SessionFiles();
        for (String name : names) {
            Path path = path(name);
            if (Files.isDirectory(path)) {
                files.addFolder(path);
            } else if (Files.exists(path)) {
                files.sessions.add(new Found(path, name, ""));
            } else {
                throw CliFault.failed("there is no file " + name);
            }
        }
        return files;
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (RuntimeException e) {
            throw CliFault.failed("there is no file " + name);
        }
    }

    /** What is to be graded; within a folder sorted by name. */
    List<Found> sessions() {
        return sessions;
    }

    /** Files in folders that are no sessions by their name, or that cannot be reached. */
    List<Found> left() {
        return left;
    }

    private void addFolder(Path folder) {
        List<Found> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new Visit(folder, found));
        } catch (IOException e) {
            throw CliFault.failed(folder + " cannot be read");
        }
        found.sort(Comparator.comparing(Found::name));
        found.forEach(one -> (one.why.isEmpty() ? sessions : left).add(one));
    }

    private static final class Visit extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<Found> found;

        Visit(Path folder, List<Found> found) {
            this.folder = folder;
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            if (attributes.isDirectory()) {
                add(file, "deeper than " + DEPTH + " folders");
            } else if (!name.endsWith(".pw")) {
                add(file, "its name does not end in .pw");
            } else {
                add(file, attributes.isRegularFile() ? "" : "not a regular file");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            boolean loop = fault instanceof FileSystemLoopException;
            add(file, loop ? "a link that leads back to a folder above it" : "it cannot be read");
            return FileVisitResult.CONTINUE;
        }

        private void add(Path file, String why) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            found.add(new Found(file, name, why));
        }
    }
}
