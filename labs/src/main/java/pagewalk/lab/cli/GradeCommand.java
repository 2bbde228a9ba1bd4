package pagewalk.lab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.grade.GradeBudget;
import pagewalk.lab.grade.Grader;
import pagewalk.lab.grade.Gradescope;
import pagewalk.lab.grade.Verdict;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.VerdictJson;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;

/** {@code lab grade}: session files in, verdicts out, without a server. */
final class GradeCommand {
    private static final List<String> OPTIONS =
            List.of("--course-key=", "--student=", "--out=", "--labs=", "--json", "--for-student");

    private final Output out;

    GradeCommand(Output out) {
        this.out = out;
    }

    /** One file's verdict, and the lab it belongs to if that is known. */
    private record Graded(Verdict verdict, @Nullable Lab lab) {}

    int run(List<String> args) {
        Options options = Options.parse("grade", args, OPTIONS);
        List<String> files = options.rest();
        if (files.isEmpty()) {
            throw CliFault.usage("which session file? See: lab help grade");
        }
        String results = options.value("--out");
        if (results != null && files.size() > 1) {
            throw CliFault.usage("--out writes the results of one file, not of " + files.size());
        }
        byte[] key = courseKey(options.value("--course-key"));
        String folder = options.value("--labs");
        LabCatalogue labs = LabCatalogue.load(folder == null ? null : Path.of(folder));
        labs.refused().forEach(fault -> out.line("lab left out: " + fault.getMessage()));
        int status = 0;
        for (String file : files) {
            Graded graded = grade(file, labs, key, options.value("--student"));
            print(file, graded, options, files.size() > 1);
            if (results != null) {
                write(results, Gradescope.results(graded.verdict, graded.lab));
            }
            status = graded.verdict.state() == Verdict.State.GRADED ? status : 1;
        }
        return status;
    }

    private void print(String file, Graded graded, Options options, boolean many) {
        Audience audience = options.has("--for-student") ? Audience.STUDENT : Audience.STAFF;
        if (options.has("--json")) {
            Lab lab = graded.lab;
            out.line(VerdictJson.of(graded.verdict, audience, lab == null ? "" : lab.id(), null));
        } else {
            out.text(many ? file + "\n" : "")
                    .text(graded.verdict.text(audience))
                    .text(many ? "\n" : "");
        }
    }

    private static Graded grade(String file, LabCatalogue labs, byte @Nullable [] key, @Nullable String student) {
        String text = Input.read(file, Limits.SESSION_CHARS * 4);
        return switch (SessionFile.parse(text)) {
            case SessionFile.Parsed.Bad bad -> new Graded(Verdict.rejected(bad.sentence()), null);
            case SessionFile.Parsed.Ok ok -> grade(ok.file(), labs, key, student);
        };
    }

    private static Graded grade(SessionFile file, LabCatalogue labs, byte @Nullable [] key, @Nullable String student) {
        SessionHeader header = file.header();
        String id = header.lab();
        Lab lab = id == null ? null : labs.lab(id);
        if (lab == null) {
            String reason = id == null ? "the session names no lab" : "there is no lab " + id + " here";
            return new Graded(Verdict.ungradable(reason), null);
        }
        String seed = header.seed();
        try {
            if (key != null) {
                String who = student == null ? header.student() : student;
                return who == null
                        ? new Graded(Verdict.ungradable("the session names no student; give --student ID"), lab)
                        : graded(file, lab.variant(VariantSeed.graded(key, lab.id(), who, header.attempt())));
            }
            if (seed == null) {
                String reason = "the seed is withheld: give --course-key to grade this session";
                return new Graded(Verdict.ungradable(reason), lab);
            }
            return graded(file, lab.variant(VariantSeed.parse(seed)));
        } catch (IllegalArgumentException bad) {
            return new Graded(Verdict.rejected(String.valueOf(bad.getMessage())), lab);
        }
    }

    private static Graded graded(SessionFile file, Variant variant) {
        Verdict verdict = Grader.grade(variant.lab(), variant, file, GradeBudget.DEFAULT);
        return new Graded(verdict, variant.lab());
    }

    private static byte @Nullable [] courseKey(@Nullable String given) {
        if (given == null) {
            return null;
        }
        String hex =
                given.startsWith("@") ? Input.read(given.substring(1), 4096).strip() : given;
        try {
            byte[] key = HexFormat.of().parseHex(hex);
            if (key.length >= 16) {
                return key;
            }
        } catch (IllegalArgumentException bad) {
            // The same answer as for a key that is too short.
        }
        throw CliFault.usage("--course-key takes at least 32 hex digits, or @FILE with them");
    }

    private static void write(String file, String text) {
        try {
            Files.writeString(Path.of(file), text);
        } catch (IOException | RuntimeException e) {
            throw CliFault.failed(file + " cannot be written");
        }
    }
}
