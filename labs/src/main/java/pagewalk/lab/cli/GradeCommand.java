package pagewalk.lab.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.grade.Graded;
import pagewalk.lab.grade.PlainText;
import pagewalk.lab.grade.SameWork;
import pagewalk.lab.grade.Verdict;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.State;

/** {@code lab grade}: session files in, verdicts out, without a server. */
final class GradeCommand {
    private static final List<String> OPTIONS = List.of(
            "--course-key=",
            "--student=",
            "--students=",
            "--submission=",
            "--lab=",
            "--labs=",
            "--jobs=",
            "--fail-under=",
            "--details",
            "--for-student");

    private static final int MAX_JOBS = 256;

    private final Output out;
    private final ProgressBar bar;

    private final List<Graded> graded = new ArrayList<>();
    private final GradeSum sum = new GradeSum();
    private final SameWork same = new SameWork();

    GradeCommand(Output out, PrintStream err) {
        this.out = out;
        bar = new ProgressBar(err);
    }

    int run(List<String> args) {
        List<String> known = new ArrayList<>(OPTIONS);
        known.addAll(GradeReports.OPTIONS);
        Options options = Options.parse("grade", args, known);
        if (options.rest().isEmpty()) {
            throw CliFault.usage("which session file, or folder of them? See: lab help grade");
        }
        int jobs = number(options, "--jobs", 1, MAX_JOBS, Runtime.getRuntime().availableProcessors());
        int under = number(options, "--fail-under", 0, 100, 0);
        OfflineGrader.Course course = new OfflineGrader.Course(
                courseKey(options.value("--course-key")), students(options), options.value("--lab"));
        GradeReports reports = new GradeReports(options, audience(options));
        OfflineGrader grader = new OfflineGrader(course, labs(options.value("--labs"), reports));
        if (course.lab() != null && grader.lab(course.lab()) == null) {
            throw CliFault.failed("there is no lab " + course.lab() + " here");
        }
        SessionFiles files = SessionFiles.of(options.rest());
        reports.checkFor(files.sessions().size());
        if (files.sessions().isEmpty()) {
            throw CliFault.failed(
                    "there is no session file (NAME.pw) in " + PlainText.line(String.join(", ", options.rest())));
        }
        boolean whole = options.has("--details") || files.sessions().size() == 1;
        grader.grade(files.sessions(), jobs, one -> {
            graded.add(one);
            sum.add(one, under);
            if (reports.leaveStandardOutput()) {
                print(one, audience(options), whole);
            }
            bar.at(
                    "graded " + graded.size() + " of " + files.sessions().size(),
                    graded.size(),
                    files.sessions().size());
        });
        bar.clear();
        if (reports.leaveStandardOutput()) {
            files.left().forEach(one -> out.line(PlainText.line("left out " + one.name() + ": " + one.why())));
            if (files.sessions().size() > 1 || !files.left().isEmpty()) {
                out.line(sum.sentence(files.left().size(), under));
            }
        }
        reports.write(graded, files.left(), out);
        return sum.status();
    }

    private static List<String> students(Options options) {
        String student = options.value("--student");
        String table = options.value("--students");
        String submission = options.value("--submission");
        if ((table == null) != (submission == null) || (student != null && table != null)) {
            throw CliFault.usage("--students and --submission go together, and without --student");
        }
        if ((student != null || table != null) && options.value("--course-key") == null) {
            throw CliFault.usage("without --course-key nobody can tell whose a session is");
        }
        if (table != null && submission != null) {
            return GradescopeStudents.of(submission, table);
        }
        return student == null ? List.of() : List.of(student);
    }

    private static Audience audience(Options options) {
        return options.has("--for-student") ? Audience.STUDENT : Audience.STAFF;
    }

    private void print(Graded one, Audience audience, boolean whole) {
        bar.clear();
        String twin = same.earlier(one);
        String whose = one.student().isEmpty()
                ? ""
                : " (student " + one.student() + ", lab " + one.labName() + ", attempt "
                        + one.header().attempt() + ")";
        Verdict verdict = one.verdict();
        boolean told = verdict.state() == State.GRADED;
        String points = told
                ? verdict.score(audience) + " of " + verdict.max(audience)
                        + (verdict.max(audience) < verdict.max() ? " shown" : "")
                        + (verdict.evidence().seedVerified() ? "" : ", seed unverified")
                : verdict.state().word() + ": " + verdict.reason();
        out.line(PlainText.line(one.file()) + whose + ": " + points
                + (twin.isEmpty() ? "" : "; same machine and commands as " + PlainText.line(twin)));
        if (told && whole) {
            String text = verdict.text(audience);
            out.text(text.substring(text.indexOf('\n') + 1).indent(2));
        }
        out.flush();
    }

    private @Nullable LabCatalogue labs(@Nullable String folder, GradeReports reports) {
        if (folder == null) {
            return null;
        }
        if (!Files.isDirectory(Path.of(folder))) {
            throw CliFault.failed("there is no folder " + folder);
        }
        LabCatalogue labs = LabCatalogue.load(Path.of(folder));
        if (reports.leaveStandardOutput()) {
            labs.refused().forEach(fault -> out.line("lab left out: " + fault.getMessage()));
        }
        return labs;
    }

    private static int number(Options options, String name, int least, int most, int otherwise) {
        String text = options.value(name);
        if (text == null) {
            return Math.min(otherwise, most);
        }
        int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw CliFault.usage(name + " is " + least + " to " + most + ", not " + text);
        }
        return number;
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
}
