package pagewalk.lab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.prove.Kind;
import pagewalk.lab.prove.Proof;
import pagewalk.lab.prove.RecordingFault;

/** {@code lab prove}: replays recordings of real kernels and says where the engine differs, if it does. */
final class ProveCommand {
    /** Kinds of recording that will be replayed and are not yet. */
    private static final List<String> LATER = List.of("policies", "traces", "reclaim", "thp", "zswap");

    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Output out;

    ProveCommand(Output out) {
        this.out = out;
    }

    int run(List<String> args) {
        List<String> files =
                new ArrayList<>(Options.parse("prove", args, List.of()).rest());
        Kind given = kind(files);
        Total total = new Total();
        if (files.isEmpty()) {
            for (Kind kind : given == null ? List.of(Kind.values()) : List.of(given)) {
                for (String name : shipped(kind)) {
                    prove(kind, name, resource(folder(kind) + name), total);
                }
            }
        }
        for (String file : files) {
            String text = Input.read(file, MAX_BYTES);
            Kind kind = given == null ? Kind.of(text) : given;
            prove(kind, String.valueOf(Path.of(file).getFileName()), text, total);
        }
        out.line("total: " + total.files + (total.files == 1 ? " file, " : " files, ") + total.agreed + " of "
                + total.operations + " operations agree" + (total.allAgree ? "" : "; not all files agree"));
        return total.allAgree ? 0 : 1;
    }

    /** Takes the kind off the front of the arguments; null if none is named. */
    private static @Nullable Kind kind(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        if (LATER.contains(first)) {
            List<String> known = Arrays.stream(Kind.values()).map(Kind::word).toList();
            throw CliFault.failed(
                    "recordings of kind " + first + " are not modelled yet; " + String.join(" and ", known) + " are");
        }
        Kind kind = Kind.byWord(first);
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

    private void prove(Kind kind, String name, String text, Total total) {
        Proof proof;
        try {
            proof = kind.prove(text);
        } catch (RecordingFault fault) {
            throw CliFault.usage(name + ", line " + fault.line() + ": " + fault.reason());
        }
        total.files++;
        total.agreed += proof.agreed();
        total.operations += proof.operations();
        total.allAgree &= proof.agrees();
        out.line(name + ": " + proof.sentence());
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
