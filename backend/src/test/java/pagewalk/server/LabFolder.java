package pagewalk.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import pagewalk.lab.Lab;
import pagewalk.lab.content.LabFiles;

/** A lab in a directory of labs, made from a shipped one, and changed while a server watches it. */
final class LabFolder {
    static final String ID = "30-ours";
    private static final List<String> FILES = List.of("lab.yaml", "README.md", "reference.trace");

    final Path folder;

    private LabFolder(Path folder) {
        this.folder = folder;
    }

    /** The first lab of the class path under another id. */
    static LabFolder in(Path labs) throws IOException {
        Path folder = Files.createDirectories(labs.resolve(ID));
        for (String name : FILES) {
            try (var in = LabFiles.class.getResourceAsStream("/labs/" + Graded.LAB + "/" + name)) {
                String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                Files.writeString(folder.resolve(name), text.replace("lab: " + Graded.LAB, "lab: " + ID));
            }
        }
        return new LabFolder(folder);
    }

    String yaml() throws IOException {
        return Files.readString(folder.resolve("lab.yaml"));
    }

    /** Puts another text in the place of a file, at once. */
    void write(String name, String text) throws IOException {
        Path fresh = Files.writeString(folder.resolveSibling(name + ".new"), text);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Changes something in lab.yaml that must be there. */
    void change(String from, String to) throws IOException {
        String yaml = yaml();
        if (!yaml.contains(from)) {
            throw new AssertionError("no '" + from + "' in the lab");
        }
        write("lab.yaml", yaml.replace(from, to));
    }

    /** The lab as it is now. */
    Lab lab() {
        return Lab.of(LabFiles.of(folder));
    }
}
