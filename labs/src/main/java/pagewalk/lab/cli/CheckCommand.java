package pagewalk.lab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFaults;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.content.LabSchema;
import pagewalk.lab.grade.LabProof;

/** {@code lab check}: the folders of labs, read, and each lab held against itself over many seeds. */
final class CheckCommand {
    private static final List<String> OPTIONS = List.of("--seeds=", "--schema");
    private static final int SEEDS = 200;
    private static final int MAX_SEEDS = 100_000;

    private final Output out;

    CheckCommand(Output out) {
        this.out = out;
    }

    int run(List<String> args) {
        Options options = Options.parse("check", args, OPTIONS);
        if (options.has("--schema")) {
            out.text(LabSchema.text());
            return 0;
        }
        if (options.rest().isEmpty()) {
            throw CliFault.usage("which folder? See: lab help check");
        }
        int seeds = seeds(options.value("--seeds"));
        List<Path> folders = new ArrayList<>();
        options.rest().forEach(name -> folders.addAll(folders(Path.of(name))));
        int bad = 0;
        for (Path folder : folders) {
            bad += check(folder, seeds) ? 0 : 1;
            out.flush();
        }
        int good = folders.size() - bad;
        out.line(good + (good == 1 ? " lab is" : " labs are") + " good, " + bad + (bad == 1 ? " is" : " are") + " not");
        return bad == 0 ? 0 : CliFault.FAILED;
    }

    private static int seeds(@Nullable String text) {
        if (text == null) {
            return SEEDS;
        }
        int seeds = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        if (seeds < 1 || seeds > MAX_SEEDS) {
            throw CliFault.usage("--seeds is 1 to " + MAX_SEEDS + ", not " + text);
        }
        return seeds;
    }

    /** The folder itself when it is a lab's, else the folders in it. */
    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw CliFault.failed("there is no folder " + folder);
        }
        if (Files.exists(folder.resolve("lab.yaml"))) {
            return List.of(folder);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> found = entries.filter(Files::isDirectory).sorted().toList();
            if (found.isEmpty()) {
                throw CliFault.failed(folder + " has neither a lab.yaml nor folders of labs");
            }
            return found;
        } catch (IOException e) {
            throw CliFault.failed(folder + " cannot be read");
        }
    }

    private boolean check(Path folder, int seeds) {
        LabFiles files;
        try {
            files = LabFiles.of(folder);
        } catch (LabFault fault) {
            return faulty(List.of(fault));
        }
        List<LabFault> faults = new ArrayList<>(LabFaults.of(files));
        faults.sort(Comparator.comparingInt(LabFault::line).thenComparingInt(LabFault::column));
        if (!faults.isEmpty()) {
            return faulty(faults);
        }
        try {
            return proved(Lab.of(files), seeds);
        } catch (LabFault fault) {
            return faulty(List.of(fault));
        }
    }

    private boolean faulty(List<LabFault> faults) {
        faults.forEach(fault -> out.line(String.valueOf(fault.getMessage())));
        return false;
    }

    private boolean proved(Lab lab, int seeds) {
        LabProof proof = LabProof.of(lab, seeds, i -> lab.variant(VariantSeed.practice("c" + Integer.toHexString(i))));
        out.line(lab.id() + ": " + lab.title() + " (" + seeds + " seeds, scenario "
                + lab.scenarioHash().substring(0, 12) + ")");
        out.line(line("part", "way", "least", "mean", "most"));
        for (LabProof.Row row : proof.rows()) {
            LabProof.Spread spread = row.spread();
            out.line(line(
                    row.part(),
                    row.what(),
                    spread.least() + row.unit(),
                    spread.mean() + row.unit(),
                    spread.most() + row.unit()));
        }
        proof.problems().forEach(problem -> out.line("  " + problem));
        return proof.problems().isEmpty();
    }

    private static String line(String part, String way, String... numbers) {
        StringBuilder line = new StringBuilder("  ").append(padded(part, 16)).append(padded(way, 28));
        for (String number : numbers) {
            line.append(" ".repeat(Math.max(1, 7 - number.length()))).append(number);
        }
        return line.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
