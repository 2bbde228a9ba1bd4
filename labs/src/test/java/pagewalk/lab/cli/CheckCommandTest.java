package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.lab.content.LabFiles;

/** {@code lab check} as a person meets it. */
class CheckCommandTest {
    private static final LabFiles GOOD = LabFiles.shipped("08-touch-and-go");

    @TempDir
    private Path folder;

    private Path lab(String name, String yaml, String reference) throws IOException {
        Path lab = Files.createDirectories(folder.resolve(name));
        Files.writeString(lab.resolve("lab.yaml"), yaml.replace("lab: 08-touch-and-go", "lab: " + name));
        Files.writeString(lab.resolve("README.md"), "# A lab\n");
        Files.writeString(lab.resolve("reference.trace"), reference);
        return lab;
    }

    @Test
    void aGoodLabIsATableAndStatusZero() throws IOException {
        Path lab = lab("20-mine", GOOD.yaml(), GOOD.reference());
        Shell run = Shell.run("check", "--seeds", "20", lab.toString());
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("20-mine: Touch and go (20 seeds, scenario "), run.out());
        assertTrue(run.out().matches("(?s).*verdicts +reference +100% +100% +100%\n.*"), run.out());
        assertTrue(run.out().matches("(?s).*verdicts +empty +0% +0% +0%\n.*"), run.out());
        assertTrue(run.out().matches("(?s).*verdicts +zeros-are-mine +\\d+% +\\d+% +\\d+%\n.*"), run.out());
        assertTrue(run.out().endsWith("1 lab is good, 0 are not\n"), run.out());
    }

    @Test
    void everyFaultHasItsLineAndColumnAndTheNextLabIsStillLookedAt() throws IOException {
        String bad = GOOD.yaml().replace("title: Touch", "titel: Touch").replace("frames:", "framez:");
        lab("21-bad", bad, GOOD.reference());
        lab("22-good", GOOD.yaml(), GOOD.reference());
        Shell run = Shell.run("check", "--seeds", "5", folder.toString());
        assertEquals(1, run.status(), run.out());
        String titel = "(?s).*21-bad/lab.yaml, line 3, column 1: the key 'titel' has no meaning.*";
        assertTrue(run.out().matches(titel), run.out());
        assertTrue(run.out().contains("framez"), run.out());
        assertTrue(run.out().contains("22-good: Touch and go"), run.out());
        assertTrue(run.out().endsWith("1 lab is good, 1 is not\n"), run.out());
    }

    @Test
    void aReferenceThatIsWrongIsFound() throws IOException {
        String wrong = GOOD.reference().replace("| 2 when", "| 1 when");
        Path lab = lab("23-wrong", GOOD.yaml(), wrong);
        Shell run = Shell.run("check", "--seeds", "5", lab.toString());
        assertEquals(1, run.status(), run.out());
        assertTrue(run.out().contains("reference.trace, line "), run.out());
        assertTrue(run.out().contains("the reference answers question "), run.out());
    }

    @Test
    void aDifficultyOutsideItsBandIsFound() throws IOException {
        Path lab = lab("24-hard", GOOD.yaml().replace("from: 6, to: 9", "from: 10, to: 10"), GOOD.reference());
        Shell run = Shell.run("check", "--seeds", "10", lab.toString());
        assertEquals(1, run.status(), run.out());
        assertTrue(run.out().contains("is not 10 to 10, seed c"), run.out());
    }

    @Test
    void whatIsWrongWithTheCommandLineIsSaid() {
        assertEquals(2, Shell.run("check").status());
        assertTrue(Shell.run("check", "--seeds", "0", "x").err().contains("--seeds is 1 to 100000, not 0"));
        Shell missing = Shell.run("check", folder.resolve("none").toString());
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("there is no folder"), missing.err());
        Shell empty = Shell.run("check", folder.toString());
        assertTrue(empty.err().contains("has neither a lab.yaml nor folders of labs"), empty.err());
    }

    @Test
    void theHelpIsThereAndNarrow() {
        Shell help = Shell.run("help", "check");
        assertTrue(help.out().contains("Exit status"), help.out());
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 120), help.out());
    }
}
