package pagewalk.lab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.prove.Proof;
import pagewalk.lab.prove.Recording;
import pagewalk.lab.prove.RecordingFault;
import pagewalk.lab.prove.Replay;

/** {@code lab prove}: replays recordings of real kernels and says where the engine differs, if it does. */
final class ProveCommand {
    /** Kinds of recording that will be replayed; only the first is modelled. */
    private static final List<String> KINDS = List.of(
            "buddy",
            "slub-ops",
            "slub",
            "memblock",
            "vma",
            "fault",
            "malloc",
            "policies",
            "traces",
            "reclaim",
            "oom",
            "overcommit",
            "thp",
            "compaction",
            "zswap",
            "fork",
            "ostep");

    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Output out;

    ProveCommand(Output out) {
        this.out = out;
    }

    int run(List<String> args) {
        List<String> files =
                new ArrayList<>(Options.parse("prove", args, List.of()).rest());
        if (!files.isEmpty() && KINDS.contains(files.get(0))) {
            String kind = files.remove(0);
            if (!kind.equals("buddy")) {
                throw CliFault.failed("recordings of kind " + kind + " are not modelled yet; buddy is");
            }
        }
        Total total = new Total();
        if (files.isEmpty()) {
            for (String name : shipped()) {
                prove(name, resource("/recordings/buddy/" + name), total);
            }
        }
        for (String file : files) {
            prove(String.valueOf(Path.of(file).getFileName()), Input.read(file, MAX_BYTES), total);
        }
        out.line("total: " + total.files + (total.files == 1 ? " file, " : " files, ") + total.agreed + " of "
                + total.operations + " operations agree" + (total.allAgree ? "" : "; not all files agree"));
        return total.allAgree ? 0 : 1;
    }

    /** Sums over all files. */
    private static final class Total {
        int files;
        int agreed;
        int operations;
        boolean allAgree = true;
    }

    private void prove(String name, String text, Total total) {
        Proof proof;
        try {
            proof = Replay.of(Recording.read(text));
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

    private static List<String> shipped() {
        return resource("/recordings/buddy/index.txt")
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
