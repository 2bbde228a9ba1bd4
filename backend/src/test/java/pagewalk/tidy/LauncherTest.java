package pagewalk.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the real launcher in an empty project of its own. Maven and Java stand there as scripts that write down what
 * they were called with, so that each test sees what the launcher decided, in milliseconds.
 */
final class LauncherTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private static final List<String> TOOLS = List.of(
            "dirname",
            "readlink",
            "sed",
            "find",
            "awk",
            "df",
            "tee",
            "grep",
            "head",
            "mkdir",
            "mv",
            "rm",
            "touch",
            "cat");

    @TempDir
    private Path folder;

    private Path root;
    private Path jdks;

    /** What a run of the launcher left behind. */
    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void makeAnEmptyProject() throws IOException {
        root = Files.createDirectories(folder.resolve("a project"));
        jdks = Files.createDirectories(folder.resolve("jdks"));
        Files.copy(Project.ROOT.resolve("lab"), root.resolve("lab"));
        Files.createDirectories(root.resolve(".ci"));
        Files.copy(Project.ROOT.resolve(".ci/test.sh"), root.resolve(".ci/test.sh"));
        write(root.resolve("pom.xml"), "<project/>");
        for (String module : List.of("shared-engine", "labs", "frontend", "backend")) {
            write(root.resolve(module + "/pom.xml"), "<project/>");
            write(root.resolve(module + "/src/main/java/A.java"), "class A {}");
            write(root.resolve(module + "/src/test/java/ATest.java"), "class ATest {}");
        }
        script(root.resolve("mvnw"), """
                cd "$(dirname "$0")"
                echo "$*" >>maven-calls
                echo '[INFO] Building Pagewalk engine 0.1.0      [2/5]'
                [ ! -f broken ] || { echo '[ERROR] A.java does not compile'; exit 1; }
                mkdir -p labs/target/lib backend/target/quarkus-app
                : >labs/target/pagewalk-labs-0.1.0.jar
                : >backend/target/quarkus-app/quarkus-run.jar
                """);
    }

    @Test
    void withoutJdkOneSentenceTellsWhatToInstall() throws Exception {
        Outcome outcome = lab("sim");
        assertEquals(1, outcome.status());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("JDK 21 or newer"), outcome.err());
    }

    @Test
    void anOldJdkIsPassedOver() throws Exception {
        jdk("jdk-17", "17.0.15");
        assertEquals(1, lab("sim").status());
        jdk("jdk-21", "21.0.4");
        Outcome outcome = lab("sim");
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("jdk-21"), outcome.out());
    }

    @Test
    void javaHomeWinsWhenItIsNewEnough() throws Exception {
        jdk("jdk-21", "21.0.4");
        Path other = folder.resolve("my own jdk");
        jdk(other, "25");
        Outcome outcome = lab(Map.of("JAVA_HOME", other.toString()), "sim");
        assertTrue(outcome.out().contains("my own jdk"), outcome.out());
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        Outcome outcome = lab("rnu");
        assertEquals(1, outcome.status());
        assertEquals(
                "lab: no command 'rnu': ./lab help lists them.", outcome.err().strip());
    }

    @Test
    void helpListsEveryCommand() throws Exception {
        Outcome outcome = lab("help");
        assertEquals(0, outcome.status());
        for (String command : List.of("run", "test", "sim", "prove", "grade", "bench", "backup", "restore", "help")) {
            assertTrue(outcome.out().contains("\n  " + command), command);
        }
    }

    @Test
    void mavenRunsOnlyWhenSomethingChanged() throws Exception {
        jdk("jdk-21", "21.0.4");
        lab("sim");
        lab("sim");
        assertEquals(1, mavenCalls(), "nothing changed between the two");
        touch(root.resolve("labs/src/test/java/ATest.java"));
        lab("sim");
        assertEquals(1, mavenCalls(), "a test is not part of what runs");
        touch(root.resolve("backend/src/main/java/A.java"));
        lab("sim");
        assertEquals(1, mavenCalls(), "the backend is not part of sim");
        touch(root.resolve("shared-engine/src/main/java/A.java"));
        lab("sim");
        assertEquals(2, mavenCalls(), "a source changed");
        Files.delete(root.resolve("labs/src/main/java/A.java"));
        touch(root.resolve("labs/src/main/java"));
        lab("sim");
        assertEquals(3, mavenCalls(), "a source went away");
        touch(root.resolve("pom.xml"));
        lab("sim");
        assertEquals(4, mavenCalls(), "a POM changed");
    }

    @Test
    void aFailedBuildShowsItsErrorsAndItsLog() throws Exception {
        jdk("jdk-21", "21.0.4");
        write(root.resolve("broken"), "");
        Outcome outcome = lab("run");
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("A.java does not compile"), outcome.err());
        assertTrue(outcome.err().contains("server.log"), outcome.err());
        Files.delete(root.resolve("broken"));
        assertEquals(0, lab("run").status());
        assertEquals(2, mavenCalls(), "a failed build is not taken for done");
    }

    @Test
    void simKeepsStandardOutputForItsAnswers() throws Exception {
        jdk("jdk-21", "21.0.4");
        Outcome outcome = lab("sim");
        assertTrue(outcome.out().startsWith("java of "), outcome.out());
        assertTrue(outcome.err().contains("building"), outcome.err());
    }

    @Test
    void argumentsArriveUnbroken() throws Exception {
        jdk("jdk-21", "21.0.4");
        Outcome outcome = lab("grade", "my session.pw", "--key", "a b");
        assertTrue(outcome.out().contains("[grade][my session.pw][--key][a b]"), outcome.out());
        assertTrue(lab("backup", "one file").out().contains("[backup][one file]"));
        assertNotEquals(0, lab("backup").status());
    }

    @Test
    void theExitStatusIsThatOfTheCommand() throws Exception {
        jdk("jdk-21", "21.0.4");
        assertEquals(7, lab(Map.of("JAVA_STATUS", "7"), "prove").status());
    }

    @Test
    void runTakesPortAndData() throws Exception {
        jdk("jdk-21", "21.0.4");
        Outcome outcome = lab("run", "--port", "8099", "--data", folder + "/some data");
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("port=8099 data=" + folder + "/some data"), outcome.out());
        assertTrue(outcome.out().contains("http://localhost:8099"), outcome.out());
        assertEquals("lab: --port needs a value.", lab("run", "--port").err().strip());
        assertTrue(lab("run", "--prot", "1").err().contains("'--prot'"));
    }

    /** Ctrl-C reaches the server only if it is the launcher's own process. */
    @Test
    void theServerTakesTheLaunchersPlace() throws Exception {
        jdk("jdk-21", "21.0.4");
        Process launcher = start(Map.of(), "run");
        String out = new String(launcher.getInputStream().readAllBytes());
        assertTrue(out.contains("pid=" + launcher.pid() + " "), out);
        assertTrue(launcher.waitFor(300, TimeUnit.SECONDS));
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingStarts() throws Exception {
        jdk("jdk-21", "21.0.4");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        script(bin.resolve("df"), "echo Filesystem 1024-blocks Used Available Capacity Mounted; echo x 9 9 1024 99% /");
        Outcome outcome = lab(Map.of("PATH", bin + ":" + System.getenv("PATH")), "run");
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("has 1 MB free, but the build needs"), outcome.err());
        assertFalse(Files.exists(root.resolve("maven-calls")));
    }

    /** A JDK as the launcher sees one: a release file, a compiler, and a java that tells how it was called. */
    private void jdk(String name, String version) throws IOException {
        jdk(jdks.resolve(name), version);
    }

    private static void jdk(Path home, String version) throws IOException {
        write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "exit 1");
        script(home.resolve("bin/java"), """
                echo "java of $(dirname "$(dirname "$0")")"
                echo "pid=$$ port=${PAGEWALK_PORT:-} data=${PAGEWALK_DATA:-}"
                printf '[%s]' "$@"
                exit "${JAVA_STATUS:-0}"
                """);
    }

    private Outcome lab(String... args) throws Exception {
        return lab(Map.of(), args);
    }

    private Outcome lab(Map<String, String> environment, String... args) throws Exception {
        Process process = start(environment, args);
        String out = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), "the launcher does not end");
        return new Outcome(process.exitValue(), out, Files.readString(folder.resolve("stderr")));
    }

    /** Without the caller's JDKs: JAVA_HOME is empty and PATH holds no javac. */
    private Process start(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", root.resolve("lab").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> clean = new HashMap<>(
                Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString(), "PAGEWALK_JDKS", jdks.toString()));
        clean.putAll(environment);
        clean.put("PATH", withoutJavac(clean.get("PATH")));
        builder.environment().clear();
        builder.environment().putAll(clean);
        builder.redirectError(folder.resolve("stderr").toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder.start();
    }

    /** A folder with every tool that the launcher uses, but without javac, which often lies beside them. */
    private String withoutJavac(String path) throws IOException {
        Path bin = folder.resolve("path-" + Integer.toHexString(path.hashCode()));
        for (String tool : TOOLS) {
            for (String place : path.split(":")) {
                Path executable = Path.of(place, tool);
                if (Files.isExecutable(executable) && !Files.exists(bin.resolve(tool))) {
                    script(bin.resolve(tool), "exec '" + executable + "' \"$@\"");
                }
            }
        }
        return bin.toString();
    }

    private long mavenCalls() throws IOException {
        return Files.readAllLines(root.resolve("maven-calls")).size();
    }

    /** Makes what exists old, then the given file new: file clocks are too coarse to tell two near moments apart. */
    private void touch(Path changed) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file :
                    files.filter(f -> !f.startsWith(root.resolve("target"))).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        }
        Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static void script(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body);
        assertTrue(file.toFile().setExecutable(true));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
