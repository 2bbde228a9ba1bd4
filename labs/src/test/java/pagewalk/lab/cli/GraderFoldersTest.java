package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.LoadSettings;
import pagewalk.engine.Machine;
import pagewalk.lab.VariantSeed;

/** Runs the scripts of docker/graders as the platforms do, by a real shell, in folders laid out like theirs. */
class GraderFoldersTest {
    private static final Path GRADERS = Path.of(System.getProperty("pagewalk.root", ".."))
            .resolve("docker/graders")
            .toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What Maven leaves in labs/target: the program's jar, and in lib those it needs. */
    @TempDir
    static Path target;

    @TempDir
    Path home;

    private record Outcome(int status, String out) {}

    @BeforeAll
    static void makeJars() throws Exception {
        Files.createDirectory(target.resolve("lib"));
        jar(place(Main.class), target.resolve("pagewalk-labs-0.1.0.jar"));
        jar(place(Machine.class), target.resolve("lib/engine.jar"));
        jar(place(LoadSettings.class), target.resolve("lib/snakeyaml.jar"));
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void jar(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            Files.copy(from, to);
            return;
        }
        try (OutputStream out = Files.newOutputStream(to);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(from.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
    }

    /** The layout of Gradescope: source is what was packed, submission what the student handed in. */
    @BeforeEach
    void layOut() throws IOException {
        for (String folder : List.of("source/lib", "submission", "course")) {
            Files.createDirectories(home.resolve(folder));
        }
        copyJars(home.resolve("source/lib"));
    }

    private static void copyJars(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), text);
    }

    private Outcome run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = home.resolve("printed");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("PAGEWALK_JAVA", JAVA);
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), "the script does not end");
        return new Outcome(process.exitValue(), Files.readString(out));
    }

    private Outcome gradescope() throws Exception {
        return run(GRADERS.resolve("gradescope/run_autograder"), Map.of("PAGEWALK_AUTOGRADER", home.toString()));
    }

    private String results() throws IOException {
        return Files.readString(home.resolve("results/results.json"));
    }

    private static String session(String student) {
        return Sessions.solved(Sessions.graded(student)).text();
    }

    @Test
    void gradescopeGetsItsResults() throws Exception {
        write("submission/my work.pw", session("s1"));
        write("source/course.key", Sessions.KEY + "\n");
        write("source/lab", "02-split-and-merge\n");
        Outcome outcome = gradescope();
        assertEquals(0, outcome.status(), outcome.out());
        assertTrue(outcome.out().contains("49 of 49"), outcome.out());
        assertTrue(results().contains("\"seedVerified\":true") && results().contains("after_due_date"), results());
    }

    /** The shell makes the name, since the test's own JVM may run in a locale that cannot. */
    @Test
    void aFileNameMayHaveAnyLetters() throws Exception {
        write("submission/s.pw", session("s1"));
        write("source/course.key", Sessions.KEY);
        write("rename.sh", "cd \"$1\" && mv s.pw \"$(printf 'm\\303\\263j plik.pw')\"\n");
        run(home.resolve("rename.sh"), Map.of(), home.resolve("submission").toString());
        Outcome outcome = run(
                GRADERS.resolve("gradescope/run_autograder"),
                Map.of("PAGEWALK_AUTOGRADER", home.toString(), "LC_ALL", "POSIX"));
        assertEquals(0, outcome.status(), outcome.out());
        assertTrue(results().contains("\"seedVerified\":true"), results());
    }

    @Test
    void anotherStudentsFileGetsZeroAndTheReason() throws Exception {
        write("submission/s.pw", session("s1"));
        write("source/course.key", Sessions.KEY);
        write("source/students.csv", "Ann@school.example,s1\nben@school.example,s2\n");
        write("submission_metadata.json", metadata("ben@school.example"));
        assertEquals(0, gradescope().status());
        assertTrue(
                results().startsWith("{\"score\":0,\"output\":\"rejected: the session is of student s1, not of s2."));
        write("submission_metadata.json", metadata("ann@school.example"));
        assertEquals(0, gradescope().status());
        assertTrue(results().contains("\"seedVerified\":true"), results());
        write("submission_metadata.json", metadata("ben@school.example\"}, {\"email\": \"ann@school.example"));
        assertEquals(0, gradescope().status());
        assertTrue(results().contains("\"seedVerified\":true"), "a group hands in the session of one of them");
        write("submission_metadata.json", metadata("cat@school.example"));
        Outcome unknown = gradescope();
        assertEquals(1, unknown.status());
        assertTrue(unknown.out().contains("cat@school.example has no line in "), unknown.out());
        assertFalse(Files.exists(home.resolve("results/results.json")));
    }

    private static String metadata(String email) {
        return "{\"id\": 1, \"assignment\": {\"title\": \"x\"}, \"users\": [{\"email\": \"" + email + "\", \"id\": 7,"
                + " \"name\": \"N\"}], \"previous_submissions\": []}";
    }

    @Test
    void whatIsNoSessionIsToldToTheStudent() throws Exception {
        assertEquals(0, gradescope().status());
        assertTrue(results().contains("There is no session file here."), results());
        write("submission/a.pw", session("s1"));
        write("submission/b.pw", session("s1"));
        assertEquals(0, gradescope().status());
        assertTrue(results().contains("There are several session files here."), results());
        Files.delete(home.resolve("submission/b.pw"));
        write("submission/a.pw", "hello");
        assertEquals(0, gradescope().status());
        assertTrue(results().contains("rejected: line 1, column 1: expected a header line"), results());
        write("source/lab", "03-free-but-failing");
        write("submission/a.pw", session("s1"));
        assertEquals(0, gradescope().status());
        assertTrue(results().contains("of lab 02-split-and-merge, not of 03-free-but-failing"), results());
    }

    @Test
    void whatIsNoFaultOfTheStudentIsNoZero() throws Exception {
        write("submission/a.pw", session("s1"));
        Outcome outcome = gradescope();
        assertEquals(1, outcome.status());
        assertTrue(outcome.out().contains("ungradable: the seed is withheld"), outcome.out());
        assertFalse(Files.exists(home.resolve("results/results.json")));
        write("source/course.key", "12");
        assertEquals(2, gradescope().status());
    }

    @Test
    void setupInstallsJavaOnlyWhereThereIsNone() throws Exception {
        Path setup = GRADERS.resolve("gradescope/setup.sh");
        Outcome there = run(setup, Map.of());
        assertEquals(0, there.status(), there.out());
        write("bin/apt-get", "#!/bin/sh\necho \"apt-get $*\"\n");
        write("bin/oldjava", "#!/bin/sh\necho 'openjdk version \"17.0.1\" 2021-10-19' >&2\n");
        assertTrue(home.resolve("bin/apt-get").toFile().setExecutable(true));
        assertTrue(home.resolve("bin/oldjava").toFile().setExecutable(true));
        String path = home.resolve("bin") + ":" + System.getenv("PATH");
        Outcome old = run(
                setup,
                Map.of(
                        "PATH",
                        path,
                        "PAGEWALK_JAVA",
                        home.resolve("bin/oldjava").toString()));
        assertEquals(1, old.status());
        assertTrue(old.out().contains("apt-get install -y --no-install-recommends openjdk-21-jre-headless"), old.out());
        assertTrue(old.out().contains("needs Java 21 or newer"), old.out());
    }

    @Test
    void whatIsPackedIsWhatGradescopeRuns() throws Exception {
        Path pack = GRADERS.resolve("gradescope/pack.sh");
        write("course/course.key", Sessions.KEY);
        write("course/notes.txt", "not for the autograder");
        Path zip = home.resolve("grader.zip");
        Map<String, String> built =
                Map.of("PAGEWALK_TARGET", target.toString(), "JAVA_HOME", System.getProperty("java.home"));
        Outcome outcome = run(pack, built, home.resolve("course").toString(), zip.toString());
        assertEquals(0, outcome.status(), outcome.out());
        assertEquals(
                "packed " + zip + ", with course.key, without lab, without students.csv, without labs\n",
                outcome.out());
        Path source = Files.createDirectories(home.resolve("unpacked/source"));
        try (ZipFile packed = new ZipFile(zip.toFile())) {
            for (var entry : packed.stream().filter(one -> !one.isDirectory()).toList()) {
                Path file = source.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(packed.getInputStream(entry), file);
            }
        }
        assertFalse(Files.exists(source.resolve("notes.txt")));
        write("unpacked/submission/s.pw", session("s1"));
        Outcome graded = run(
                source.resolve("run_autograder"),
                Map.of("PAGEWALK_AUTOGRADER", home.resolve("unpacked").toString()));
        assertEquals(0, graded.status(), graded.out());
        assertTrue(
                Files.readString(home.resolve("unpacked/results/results.json")).contains("\"seedVerified\":true"));
        Map<String, String> unbuilt = Map.of("PAGEWALK_TARGET", home.toString());
        assertTrue(run(pack, unbuilt, zip.toString()).out().contains("not built yet: run ./lab help grade"));
    }

    @Test
    void prairieLearnGetsItsResults() throws Exception {
        Path script = GRADERS.resolve("prairielearn/run.sh");
        Map<String, String> places = Map.of(
                "PAGEWALK_GRADE",
                home.toString(),
                "PAGEWALK_HOME",
                home.resolve("source").toString());
        Files.createDirectory(home.resolve("student"));
        assertEquals(0, run(script, places).status());
        assertTrue(results().startsWith("{\"gradable\":false,\"message\":\"Hand in one session file"), results());
        write("student/s.pw", session("s1"));
        assertEquals(0, run(script, places).status());
        assertTrue(results().contains("\"gradable\":false") && results().contains("the seed is withheld"), results());
        write("tests/course.key", Sessions.KEY);
        assertEquals(0, run(script, places).status());
        assertTrue(results().startsWith("{\"gradable\":true,\"score\":1,"), results());
        write(
                "student/s.pw",
                Sessions.LAB.variant(VariantSeed.practice("77")).reference().text());
        assertEquals(0, run(script, places).status());
        assertTrue(results().startsWith("{\"gradable\":false,") && results().contains("names no student"), results());
    }
}
