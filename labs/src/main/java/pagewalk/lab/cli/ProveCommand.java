package pagewalk.lab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.prove.Kind;
import pagewalk.lab.prove.Proof;
import pagewalk.lab.prove.RecordingFault;
import pagewalk.lab.prove.RecordingFile;

/** {@code lab prove}: replays recordings of real kernels and says where the engine differs, if it does. */
final class ProveCommand {
    /** Kinds of recording that are known and may have nobody yet who replays them. */
    private static final List<String> LATER = List.of("mglru");

    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Output out;

    ProveCommand(Output out) {
        this.out = out;
    }

    int run(List<String> args) {
        List<String> files =
                new ArrayList<>(Options.parse("prove", args, List.of()).rest());
        List<Kind> kinds = kinds(files);
        Kind given = kinds.size() == 1 ? kinds.get(0) : null;
        Total total = new Total();
        if (files.isEmpty()) {
            for (Kind kind : kinds.isEmpty() ? List.of(Kind.values()) : kinds) {
                for (String name : shipped(kind)) {
                    String text = resource(folder(kind) + name);
                    RecordingFile.Folder beside = other -> shippedBeside(folder(kind) + other);
                    prove(kind, new RecordingFile(name, text, beside), total);
                }
            }
        }
        for (String file : files) {
            String text = Input.read(file, MAX_BYTES);
            Kind kind = given == null ? Kind.of(text) : given;
            String name = String.valueOf(Path.of(file).getFileName());
            prove(kind, new RecordingFile(name, text, other -> beside(Path.of(file), other)), total);
        }
        out.line("total: " + total.files + (total.files == 1 ? " file, " : " files, ") + total.agreed + " of "
                + total.operations + " operations agree" + (total.allAgree ? "" : "; not all files agree"));
        return total.allAgree ? 0 : 1;
    }

    /** Takes the kinds off the front of the arguments. */
    private static List<Kind> kinds(List<String> arguments) {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind = kind(arguments); kind != null; kind = kind(arguments)) {
            kinds.add(kind);
        }
        return kinds;
    }

    /** Takes the kind off the front of the arguments; null if none is named. */
    private static @Nullable Kind kind(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        Kind kind = Kind.byWord(first);
        if (kind == null && LATER.contains(first)) {
            List<String> known = Arrays.stream(Kind.values()).map(Kind::word).toList();
            throw CliFault.failed(
                    "recordings of kind " + first + " are not modelled yet; kinds are " + String.join(", ", known));
        }
        if (kind != null) {
            arguments.remove(0);
        }
        return kind;
    }

    /** Sums over all files. */
    private static final class Total {
        int files;
        int agreed;
        int operations;
        boolean allAgree = true;
    }

    /** A file of the folder that {@code file} is in, or of one that is beside that; null if there is none. */
    private static @Nullable InputStream beside(Path file, String other) {
        Path path = file.toAbsolutePath().resolveSibling(other).normalize();
        try {
            return Files.isRegularFile(path) ? Files.newInputStream(path) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable InputStream shippedBeside(String name) {
        return ProveCommand.class.getResourceAsStream(name.replaceAll("/[a-z-]+/\\.\\./", "/"));
    }

    private void prove(Kind kind, RecordingFile file, Total total) {
        Proof proof;
        try {
            proof = kind.prove(file);
        } catch (RecordingFault fault) {
            throw CliFault.usage(file.name() + ", line " + fault.line() + ": " + fault.reason());
        }
        total.files++;
        total.agreed += proof.agreed();
        total.operations += proof.operations();
        total.allAgree &= proof.agrees();
        out.line(file.name() + ": " + proof.sentence());
        out.flush();
    }

    private static String folder(Kind kind) {
        return "/recordings/" + kind.word() + "/";
    }

    private static List<String> shipped(Kind kind) {
        return resource(folder(kind) + "index.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = ProveCommand.class.getResourceAsStream(name)) {
            if (in == null) {
                throw CliFault.failed("the recording " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CliFault.failed("the recording " + name + " cannot be read");
        }
    }
}
