package pagewalk.lab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import pagewalk.lab.grade.Graded;
import pagewalk.lab.grade.Gradescope;
import pagewalk.lab.grade.JunitXml;
import pagewalk.lab.grade.OtherGraders;
import pagewalk.lab.grade.ScoreTable;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.grade.VerdictJson;
import pagewalk.lab.json.Json;

/** The files that {@code lab grade} writes beside what it prints; "-" stands for standard output. */
final class GradeReports {
    static final List<String> OPTIONS =
            List.of("--json=", "--junit=", "--csv=", "--gradescope=", "--prairielearn=", "--autolab");

    private static final List<String> FOR_MANY = List.of("--json", "--junit", "--csv");
    private static final List<String> FOR_ONE = List.of("--prairielearn", "--autolab");

    private final Options options;
    private final Audience audience;

    /** Says what is wrong with the options before anything is graded. */
    GradeReports(Options options, Audience audience) {
        this.options = options;
        this.audience = audience;
        int standard = 0;
        for (String option : OPTIONS) {
            String value = option.endsWith("=") ? options.value(option.substring(0, option.length() - 1)) : null;
            standard += "-".equals(value) ? 1 : 0;
            if (value != null && !value.equals("-")) {
                checkFolder(value);
            }
        }
        if (standard + (options.has("--autolab") ? 1 : 0) > 1) {
            throw CliFault.usage("only one report fits on standard output");
        }
    }

    private static void checkFolder(String file) {
        Path folder = Path.of(file).toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw CliFault.failed(file + " cannot be written: there is no folder " + folder);
        }
    }

    /** Some reports are about one session. */
    void checkFor(int sessions) {
        for (String option : FOR_ONE) {
            if (options.has(option) && sessions > 1) {
                throw CliFault.usage(option + " is for one session, not for " + sessions);
            }
        }
        if ("-".equals(options.value("--gradescope")) && sessions > 1) {
            throw CliFault.usage("--gradescope - is for one session; for " + sessions + " name a folder");
        }
    }

    /** Whether standard output is free for text. */
    boolean leaveStandardOutput() {
        for (String option : List.of("--json", "--junit", "--csv", "--gradescope", "--prairielearn")) {
            if ("-".equals(options.value(option))) {
                return false;
            }
        }
        return true;
    }

    void write(List<Graded> sessions, List<SessionFiles.Found> left, Output out) {
        for (String option : FOR_MANY) {
            String file = options.value(option);
            if (file != null) {
                write(file, table(option, sessions, left), out);
            }
        }
        String results = options.value("--gradescope");
        if (results != null) {
            gradescope(results, sessions, out);
        }
        Graded only = sessions.get(0);
        String prairie = options.value("--prairielearn");
        if (prairie != null) {
            write(prairie, OtherGraders.prairieLearn(only.verdict()), out);
        }
        if (options.has("--autolab")) {
            out.line(OtherGraders.autolab(
                    only.verdict(), only.lab() == null ? List.of() : only.lab().partNames()));
        }
    }

    private String table(String option, List<Graded> sessions, List<SessionFiles.Found> left) {
        return switch (option) {
            case "--csv" -> ScoreTable.of(sessions, audience);
            case "--junit" ->
                JunitXml.of(
                        sessions,
                        left.stream().map(SessionFiles.Found::name).toList(),
                        audience,
                        LocalDateTime.now(ZoneOffset.UTC));
            default -> json(sessions);
        };
    }

    private String json(List<Graded> sessions) {
        StringBuilder lines = new StringBuilder();
        for (Graded one : sessions) {
            String verdict = VerdictJson.of(one.verdict(), audience, one.labName(), null);
            Json json = new Json().beginObject().field("file", one.file()).field("student", one.student());
            json.field("lab", one.labName()).field("attempt", one.header().attempt());
            lines.append(json.name("verdict").raw(verdict).endObject().text()).append('\n');
        }
        return lines.toString();
    }

    /**
     * One file for one session, else one for each below a folder. What is ungradable gets none, so that Gradescope
     * tells the staff of a fault instead of giving the student a zero.
     */
    private void gradescope(String to, List<Graded> sessions, Output out) {
        for (Graded one : sessions) {
            Path file = sessions.size() == 1 && !Files.isDirectory(Path.of(to)) ? Path.of(to) : below(to, one.file());
            if (one.verdict().state() == State.UNGRADABLE) {
                delete(file);
            } else {
                write(to.equals("-") ? to : file.toString(), Gradescope.results(one.verdict(), one.lab()), out);
            }
        }
    }

    private static Path below(String folder, String name) {
        Path relative = Path.of(name).normalize();
        String last = String.valueOf(relative.getFileName()).replaceAll("(?i)\\.pw$", "") + ".json";
        boolean inside = !relative.isAbsolute() && !relative.startsWith("..");
        Path file = Path.of(folder).resolve(inside ? relative.resolveSibling(last) : Path.of(last));
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw CliFault.failed(folder + " cannot be made a folder");
        }
        return file;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CliFault.failed(file + " is of an earlier grading and cannot be deleted");
        }
    }

    private static void write(String file, String text, Output out) {
        if (file.equals("-")) {
            out.text(text);
            return;
        }
        try {
            Files.writeString(Path.of(file), text);
        } catch (IOException | RuntimeException e) {
            throw CliFault.failed(file + " cannot be written");
        }
    }
}
