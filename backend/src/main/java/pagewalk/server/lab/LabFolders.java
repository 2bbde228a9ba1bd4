package pagewalk.server.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFaults;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.grade.LabProof;

/**
 * The folders of labs below one directory, read again when they change. A folder whose lab is broken is refused, and
 * the lab stays what it was. Not for the event loop, and for one thread at a time.
 */
final class LabFolders {
    private static final Logger LOG = Logger.getLogger(LabFolders.class);
    private static final List<String> FILES = List.of("lab.yaml", "README.md", "reference.trace");
    /** Seeds a lab is tried with before students get it; {@code lab check} tries more. */
    private static final int SEEDS = 40;

    private final Path directory;
    private final Predicate<String> taken;
    private final Map<String, Folder> folders = new TreeMap<>();
    private final Map<String, String> seen = new TreeMap<>();
    private final List<Runnable> news = new ArrayList<>();
    private boolean unreadable;

    /** {@code taken} tells ids that a folder may not have. */
    LabFolders(Path directory, Predicate<String> taken) {
        this.directory = directory;
        this.taken = taken;
    }

    /**
     * A folder, as it was read last.
     *
     * @param lab what students get, if it was good once
     * @param readAt when that was read; null when it never was
     * @param faults what is wrong with the folder as it is now; empty when students get that
     * @param print sizes and times of its files, when it was looked at
     */
    record Folder(String name, @Nullable Lab lab, @Nullable Instant readAt, List<String> faults, String print) {}

    /** All folders, by name. */
    List<Folder> all() {
        return List.copyOf(folders.values());
    }

    /** Writes what the last look changed to the log; to be called once students get it: before, the log would lie. */
    void tell() {
        news.forEach(Runnable::run);
        news.clear();
    }

    /** Reads each folder that is new or changed; true when something is other than it was. */
    boolean readAll() {
        return look((name, print) -> true);
    }

    /** Like {@link #readAll}, but leaves a folder alone that was still being written since the last look. */
    boolean readSettled() {
        return look((name, print) -> print.equals(seen.put(name, print)));
    }

    private interface Settled {
        boolean is(String name, String print);
    }

    private boolean look(Settled settled) {
        List<Path> present;
        try (Stream<Path> entries = Files.list(directory)) {
            present = entries.filter(Files::isDirectory)
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            unreadable = false;
        } catch (IOException | UncheckedIOException e) {
            if (!unreadable) {
                LOG.warnf("The directory of labs, %s, cannot be read; its labs stay as they are.", directory);
            }
            unreadable = true;
            return false;
        }
        boolean changed = false;
        for (Path path : present) {
            String name = path.getFileName().toString();
            String print = print(path);
            Folder known = folders.get(name);
            if ((known == null || !known.print().equals(print)) && settled.is(name, print)) {
                folders.put(name, read(path, known, print));
                changed = true;
            }
        }
        List<String> names =
                present.stream().map(path -> path.getFileName().toString()).toList();
        return forget(names) || changed;
    }

    /** A folder that went away is told of; its lab stays, since students may be at work on it. */
    private boolean forget(List<String> present) {
        boolean changed = false;
        for (Folder folder : all()) {
            if (!present.contains(folder.name()) && !folder.print().isEmpty()) {
                String gone = directory.resolve(folder.name()) + ": the folder is gone";
                news.add(() -> LOG.warnf("%s; its lab stays until the server starts again.", gone));
                folders.put(folder.name(), new Folder(folder.name(), folder.lab(), folder.readAt(), List.of(gone), ""));
                changed = true;
            }
        }
        return changed;
    }

    private Folder read(Path path, @Nullable Folder known, String print) {
        String name = path.getFileName().toString();
        Lab before = known == null ? null : known.lab();
        List<String> faults = new ArrayList<>();
        Lab lab = good(path, faults);
        if (lab == null) {
            news.add(() -> refused(name, before, faults));
            return new Folder(name, before, known == null ? null : known.readAt(), List.copyOf(faults), print);
        }
        String version = LabVersions.brief(lab.scenarioHash());
        news.add(() -> LOG.infof("Lab %s was read%s: version %s.", name, before == null ? "" : " again", version));
        return new Folder(name, lab, Instant.now(), List.of(), print);
    }

    private static void refused(String name, @Nullable Lab before, List<String> faults) {
        faults.forEach(fault -> LOG.warnf("Lab %s is refused: %s", name, fault));
        if (before != null) {
            LOG.warnf("Lab %s stays at version %s.", name, LabVersions.brief(before.scenarioHash()));
        }
    }

    /** The folder's lab when it is whole and holds; otherwise null, and why not. */
    private @Nullable Lab good(Path path, List<String> faults) {
        try {
            LabFiles files = LabFiles.of(path);
            LabFaults.of(files).stream()
                    .sorted(Comparator.comparingInt(LabFault::line).thenComparingInt(LabFault::column))
                    .forEach(fault -> faults.add(String.valueOf(fault.getMessage())));
            if (!faults.isEmpty()) {
                return null;
            }
            Lab lab = Lab.of(files);
            if (taken.test(lab.id())) {
                faults.add(path + ": there is a lab '" + lab.id() + "' already");
                return null;
            }
            LabProof.of(lab, SEEDS, i -> lab.variant(VariantSeed.practice("c" + Integer.toHexString(i))))
                    .problems()
                    .forEach(problem -> faults.add(path.resolve("lab.yaml") + ": " + problem));
            return faults.isEmpty() ? lab : null;
        } catch (LabFault fault) {
            faults.add(String.valueOf(fault.getMessage()));
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "Reading lab %s failed", path);
            faults.add(path + ": it cannot be read for a fault of ours, which the server's log has");
        }
        return null;
    }

    private static String print(Path folder) {
        StringBuilder print = new StringBuilder();
        for (String name : FILES) {
            try {
                Path file = folder.resolve(name);
                print.append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append(';');
            } catch (IOException absent) {
                print.append("none;");
            }
        }
        return print.toString();
    }
}
