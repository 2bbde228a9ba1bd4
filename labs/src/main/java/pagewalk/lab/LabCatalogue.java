package pagewalk.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFiles;

/** All labs there are: those of the product and those of a directory beside it. */
public final class LabCatalogue {
    private final List<Lab> labs;
    private final List<LabFault> refused;

    private LabCatalogue(List<Lab> labs, List<LabFault> refused) {
        this.labs = List.copyOf(labs);
        this.refused = List.copyOf(refused);
    }

    /**
     * Loads the shipped labs and each folder of {@code extra}. A broken lab of {@code extra} is left out and told in
     * {@link #refused}; a shipped one is taken as it is, since the tests look for its faults.
     */
    public static LabCatalogue load(@Nullable Path extra) {
        List<Lab> labs = new ArrayList<>();
        for (String id : shipped()) {
            labs.add(Lab.shipped(id));
        }
        List<LabFault> refused = new ArrayList<>();
        for (Path folder : extra == null ? List.<Path>of() : folders(extra, refused)) {
            addFrom(folder, labs, refused);
        }
        return new LabCatalogue(labs, refused);
    }

    /** Only the shipped lab {@code id}, faster than all; null when there is none. */
    public static @Nullable Lab shippedLab(String id) {
        return shipped().contains(id) ? Lab.shipped(id) : null;
    }

    private static void addFrom(Path folder, List<Lab> labs, List<LabFault> refused) {
        try {
            Lab lab = Lab.of(LabFiles.of(folder));
            if (labs.stream().anyMatch(other -> other.id().equals(lab.id()))) {
                throw new LabFault(folder.toString(), 0, "there is a lab '" + lab.id() + "' already");
            }
            labs.add(lab);
        } catch (LabFault fault) {
            refused.add(fault);
        }
    }

    private static List<Path> folders(Path extra, List<LabFault> refused) {
        try (Stream<Path> entries = Files.list(extra)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            refused.add(new LabFault(extra.toString(), 0, "the directory of labs cannot be read"));
            return List.of();
        }
    }

    /** Ids of the shipped labs, one a line in {@code /labs/index.txt}. */
    static List<String> shipped() {
        try (InputStream in = LabCatalogue.class.getResourceAsStream("/labs/index.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program has no list of labs");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(id -> !id.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the list of labs cannot be read", e);
        }
    }

    public List<Lab> labs() {
        return labs;
    }

    public @Nullable Lab lab(String id) {
        for (Lab lab : labs) {
            if (lab.id().equals(id)) {
                return lab;
            }
        }
        return null;
    }

    /** Labs that could not be loaded: file, line and reason. */
    public List<LabFault> refused() {
        return refused;
    }
}
