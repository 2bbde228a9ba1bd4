package pagewalk.lab.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The texts of a lab's folder.
 *
 * @param id the folder's name
 * @param where the folder, for messages
 */
public record LabFiles(String id, String where, String yaml, String readme, String reference) {
    private static final long MAX_BYTES = 400_000;

    /** Reads a folder; throws {@link LabFault} naming the file that is missing or cannot be read. */
    public static LabFiles of(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String where = folder.toString();
        return new LabFiles(
                name == null ? "" : name.toString(),
                where,
                read(folder.resolve("lab.yaml")),
                read(folder.resolve("README.md")),
                read(folder.resolve("reference.trace")));
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new LabFault(file.toString(), 0, "the file is larger than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new LabFault(file.toString(), 0, "the file is missing or cannot be read");
        }
    }

    /** Reads a lab that is part of the product, from {@code /labs/ID/} on the class path. */
    public static LabFiles shipped(String id) {
        String where = "/labs/" + id;
        return new LabFiles(
                id,
                where,
                resource(where + "/lab.yaml"),
                resource(where + "/README.md"),
                resource(where + "/reference.trace"));
    }

    private static String resource(String name) {
        try (InputStream in = LabFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new LabFault(name, 0, "the file is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabFault(name, 0, "the file cannot be read");
        }
    }

    String yamlName() {
        return where + "/lab.yaml";
    }

    /** The name of the reference solution, for messages. */
    public String referenceName() {
        return where + "/reference.trace";
    }
}
