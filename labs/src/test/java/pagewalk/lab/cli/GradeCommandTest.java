package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import pagewalk.lab.VariantSeed;

/** {@code lab grade} from outside: what it reads, prints and writes, and how it ends. */
class GradeCommandTest {
    private static final String KEY = Sessions.KEY;

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    /** Four students: all points, some, somebody else's file, and no session; and a file that is none by its name. */
    private String course() throws IOException {
        file("class/ann.pw", Sessions.solved(Sessions.graded("ann")).text());
        file("class/later/ben.pw", Sessions.half(Sessions.graded("ben")).text());
        file(
                "class/cat.pw",
                Sessions.with(Sessions.solved(Sessions.graded("cat")), "mode", "practice")
                        .text());
        file("class/dan.pw", "format: pagewalk/1\n\nfree_page a\n");
        file("class/notes.txt", "not a session");
        return folder.resolve("class").toString();
    }

    private static Object json(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Object json) {
        return (List<Map<String, Object>>) json;
    }

    @Test
    void anOptionIsNoValueOfTheOneBeforeIt() {
        Shell.run("grade", "--json", "--course-key=00", "x.pw")
                .failed(2, "--json needs a value, and --course-key is an option");
    }

    @Test
    void oneFileIsToldCheckByCheck() throws IOException {
        String ann = file("ann.pw", Sessions.solved(Sessions.graded("ann")).text());
        Shell run = Shell.run("grade", "--course-key", KEY, ann).said(0, "seed verified");
        assertTrue(
                run.out().startsWith(ann + " (student ann, lab 02-split-and-merge, attempt 1): 49 of 49\n"), run.out());
        assertTrue(run.out().contains("\n    3/3 question 1: "), run.out());
        assertEquals(
                run.out(),
                Shell.run("grade", "--course-key", "@" + file("key", KEY + "\n"), ann)
                        .out());
        String shown =
                Shell.run("grade", "--course-key", KEY, "--for-student", ann).out();
        assertTrue(shown.contains(": 48 of 48 shown"), shown);
        assertFalse(shown.contains("clean"), shown);
    }

    @Test
    void aFolderIsGradedInTheOrderOfItsNames() throws IOException {
        Shell run = Shell.run("grade", "--course-key", KEY, course());
        List<String> lines = run.out().lines().toList();
        assertEquals(6, lines.size(), run.out());
        assertTrue(lines.get(0).startsWith("ann.pw (student ann, lab 02-split-and-merge, attempt 1): 49 of 49"));
        assertTrue(lines.get(1).startsWith("cat.pw (student cat, lab 02-split-and-merge, attempt 1): rejected: "));
        assertTrue(
                lines.get(2).startsWith("dan.pw: rejected: line 3, column 1: unknown verb free_page; the verbs are "));
        assertTrue(lines.get(2).length() < 240, lines.get(2));
        assertTrue(lines.get(3).startsWith("later/ben.pw (student ben"), lines.get(3));
        assertEquals("left out notes.txt: its name does not end in .pw", lines.get(4));
        assertEquals("4 sessions: 2 graded, 2 rejected, 0 ungradable; 1 other file left out", lines.get(5));
        assertEquals(1, run.status());
        assertTrue(Shell.run("grade", "--details", "--course-key", KEY, course())
                .out()
                .contains("\n    3/3 question 1: "));
    }

    @Test
    void theOrderDoesNotDependOnTheNumberOfThreads() throws IOException {
        for (int i = 0; i < 40; i++) {
            String seed = Integer.toHexString(4096 + i);
            String text =
                    Sessions.LAB.variant(VariantSeed.practice(seed)).reference().text();
            file("many/s" + seed + ".pw", i % 7 == 3 ? text.replace("part name=reach", "part name=nowhere") : text);
        }
        String many = folder.resolve("many").toString();
        Shell one = Shell.run("grade", "--jobs", "1", "--csv", "-", many);
        assertEquals(
                one.out(), Shell.run("grade", "--jobs", "7", "--csv", "-", many).out());
        assertEquals(41, one.out().lines().count());
        assertEquals(1, one.status());
    }

    @Test
    void aTerminalShowsABarAndNothingElseDoes() throws IOException {
        String course = course();
        assertEquals("", Shell.run("grade", "--course-key", KEY, course).err());
        System.setProperty("pagewalk.terminal", "true");
        try {
            String bar = Shell.run("grade", "--course-key", KEY, course).err();
            assertTrue(bar.contains("] 25 % graded 1 of 4") && bar.contains("] 100 % graded 4 of 4"), bar);
            assertTrue(bar.endsWith("\r\u001b[K"), "it is taken away at the end");
        } finally {
            System.clearProperty("pagewalk.terminal");
        }
    }

    @Test
    void theStatusTellsWhetherAllHaveEnough() throws IOException {
        String ann = file("ann.pw", Sessions.solved(Sessions.graded("ann")).text());
        String ben = file("ben.pw", Sessions.half(Sessions.graded("ben")).text());
        Shell.run("grade", "--course-key", KEY, ann, ben).said(0, "2 sessions: 2 graded, 0 rejected, 0 ungradable\n");
        Shell.run("grade", "--course-key", KEY, "--fail-under", "89", ann, ben).said(0, "2 graded, 0 of them below");
        Shell.run("grade", "--course-key", KEY, "--fail-under=100", ann, ben)
                .said(1, "2 graded, 1 of them below 100 %");
        Shell.run("grade", "--course-key", KEY, "--fail-under=100", ann).said(0, "49 of 49");
        Shell.run("grade", ann).said(1, ": ungradable: the seed is withheld: give --course-key");
        Shell.run("grade", file("dan.pw", "hello")).said(1, ": rejected: line 1, column 1: ");
    }

    @Test
    void whatIsWrongWithTheCommandLineIsSaidBeforeAnythingIsGraded() throws IOException {
        String ann = file("ann.pw", Sessions.solved(Sessions.graded("ann")).text());
        Shell.run("grade").failed(2, "which session file, or folder of them?");
        Shell.run("grade", "--course-key", "12", ann).failed(2, "at least 32 hex digits");
        Shell.run("grade", "--jobs", "0", ann).failed(2, "--jobs is 1 to 256, not 0");
        Shell.run("grade", "--jobs", "many", ann).failed(2, "--jobs is 1 to 256, not many");
        Shell.run("grade", "--fail-under", "101", ann).failed(2, "--fail-under is 0 to 100, not 101");
        Shell.run("grade", "--student", "ann", ann).failed(2, "without --course-key nobody can tell whose");
        Shell.run("grade", "--course-key", KEY, "--students", "x", ann).failed(2, "--submission go together");
        Shell.run("grade", "--lab", "99-none", ann).failed(1, "there is no lab 99-none here");
        Shell.run("grade", "--cvs", "x", ann).failed(2, "there is no option --cvs");
        Shell.run("grade", "--csv", "-", "--junit", "-", ann).failed(2, "only one report fits on standard output");
        Shell.run("grade", "--autolab", ann, ann).failed(2, "--autolab is for one session, not for 2");
        Shell.run("grade", "--prairielearn", "-", ann, ann).failed(2, "--prairielearn is for one session, not for 2");
        Shell.run("grade", "--gradescope", "-", ann, ann).failed(2, "for 2 name a folder");
        Shell.run("grade", folder.resolve("none.pw").toString()).failed(1, "there is no file ");
        Shell.run("grade", "no\u0000where").failed(1, "there is no file ");
        Shell.run("grade", "--labs", folder.resolve("none").toString(), ann).failed(1, "there is no folder ");
        Shell.run("grade", Files.createDirectory(folder.resolve("empty")).toString())
                .failed(1, "there is no session file (NAME.pw) in ");
        Shell.run("grade", "--csv", folder.resolve("no/where.csv").toString(), ann)
                .failed(1, "there is no folder ");
    }

    @Test
    void theTableHasARowASessionAndColumnsForTheParts() throws IOException {
        List<String> rows = Shell.run("grade", "--course-key", KEY, "--csv", "-", course())
                .out()
                .lines()
                .toList();
        assertEquals(
                "file,student,lab,attempt,state,score,max,predict,reach,books,seed,first wrong step,same as,notes",
                rows.get(0));
        assertEquals("ann.pw,ann,02-split-and-merge,1,graded,49,49,9,8,32,verified,,,", rows.get(1));
        assertTrue(rows.get(2).startsWith("cat.pw,cat,02-split-and-merge,1,rejected,,,,,,,"), rows.get(2));
        assertTrue(rows.get(3).startsWith("dan.pw,,,,rejected,,,,,,,\"line 3, column 1: unknown verb free_page;"));
        assertTrue(
                rows.get(4)
                        .matches(
                                "later/ben.pw,ben,02-split-and-merge,1,graded,44,49,9,3,32,verified,\"?part reach: .*"),
                rows.get(4));
        assertTrue(Shell.run("grade", "--course-key", KEY, "--csv", "-", course())
                .out()
                .contains(",,,\r\n"));
    }

    @Test
    void aFileNameIsNoFormulaAndNoCommandForATerminal() throws IOException {
        String text = Sessions.solved(Sessions.graded("ann")).text();
        file("odd/=1+2.pw", text);
        file("odd/@sum, \"x\".pw", text);
        file("odd/\u001b[31mred.pw", text);
        file("odd/bad.pw", "format: pagewalk/1\n\n\u001b]0;x\u0007 = y\n");
        String odd = folder.resolve("odd").toString();
        Shell table = Shell.run("grade", "--course-key", KEY, "--csv", "-", odd);
        assertTrue(table.out().contains("\n\"'=1+2.pw\",ann"), table.out());
        assertTrue(table.out().contains("\n\"'@sum, \"\"x\"\".pw\",ann"), table.out());
        for (Shell run : List.of(table, Shell.run("grade", "--course-key", KEY, odd))) {
            assertEquals(-1, run.out().indexOf(27), run.out());
            assertTrue(run.out().contains("?[31mred.pw"), run.out());
        }
    }

    @Test
    void junitXmlHasASuiteASessionAndACaseACheck() throws Exception {
        String path = folder.resolve("junit.xml").toString();
        String odd = file("odd.pw", "format: pagewalk/1\n\n<&\"\u0001]]>\n");
        String withheld = file(
                "w.pw",
                Sessions.with(Sessions.solved(Sessions.graded("x")), "lab", "99-none")
                        .text());
        Shell.run("grade", "--course-key", KEY, "--junit", path, course(), odd, withheld);
        String xml = Files.readString(Path.of(path));
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(GradeCommandTest.class.getResource("/junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertEquals("ann.pw tests=10 failures=0 errors=0 skipped=0", suite(document, 0));
        assertEquals("cat.pw tests=1 failures=1 errors=0 skipped=0", suite(document, 1));
        assertEquals("later/ben.pw tests=10 failures=2 errors=0 skipped=0", suite(document, 3));
        assertEquals(odd + " tests=1 failures=1 errors=0 skipped=0", suite(document, 4));
        assertEquals(withheld + " tests=1 failures=0 errors=1 skipped=0", suite(document, 5));
        assertEquals("files left out tests=1 failures=0 errors=0 skipped=1", suite(document, 6));
        assertTrue(xml.contains("classname=\"02-split-and-merge.reach\" name=\"goal\""), xml);
        assertTrue(xml.contains("type=\"check\" message=\"0 of 4 points: "), xml);
    }

    private static String suite(Document document, int i) {
        Element suite = (Element) document.getElementsByTagName("testsuite").item(i);
        int cases = suite.getElementsByTagName("testcase").getLength();
        assertEquals(Integer.toString(cases), suite.getAttribute("tests"));
        for (String kind : List.of("failure", "error", "skipped")) {
            String count = suite.getAttribute(kind.equals("skipped") ? kind : kind + "s");
            assertEquals(
                    count, Integer.toString(suite.getElementsByTagName(kind).getLength()), kind);
        }
        return suite.getAttribute("name") + " tests=" + cases + " failures=" + suite.getAttribute("failures")
                + " errors=" + suite.getAttribute("errors") + " skipped=" + suite.getAttribute("skipped");
    }

    @Test
    void gradescopeGetsOneFileOrOneForEachStudent() throws IOException {
        String ann = file("ann.pw", Sessions.solved(Sessions.graded("ann")).text());
        Path results = folder.resolve("results.json");
        Shell.run("grade", "--course-key", KEY, "--gradescope", results.toString(), ann)
                .said(0, "49 of 49");
        Map<String, Object> json = object(json(Files.readString(results)));
        assertFalse(json.containsKey("score"), "the sum of the tests is the score");
        int sum = 0;
        for (Map<String, Object> test : objects(json.get("tests"))) {
            sum += (Integer) test.get("score");
            boolean hidden = test.get("name").equals("reach: clean");
            assertEquals(hidden ? "after_due_date" : "visible", test.get("visibility"));
        }
        assertEquals(49, sum);
        String seed = Sessions.graded("ann").seedHex();
        assertEquals(seed, object(json.get("extra_data")).get("seed"));
        assertTrue(Shell.run("grade", "--gradescope", results.toString(), ann)
                .out()
                .contains("ungradable"));
        assertFalse(Files.exists(results), "what is ungradable is no zero, and the old results are not its either");
        Path each = folder.resolve("each");
        Shell.run("grade", "--course-key", KEY, "--gradescope", each.toString(), course());
        assertTrue(Files.readString(each.resolve("later/ben.json")).contains("\"score\":3"));
        assertTrue(Files.readString(each.resolve("dan.json")).startsWith("{\"score\":0,\"output\":\"rejected: line 3"));
    }

    @Test
    void prairieLearnGetsAFractionAndNoHiddenCheck() throws IOException {
        String ben = file("ben.pw", Sessions.half(Sessions.graded("ben")).text());
        Map<String, Object> json = object(json(Shell.run("grade", "--course-key", KEY, "--prairielearn", "-", ben)
                .out()));
        assertEquals(true, json.get("gradable"));
        assertEquals(0.897959, json.get("score"));
        List<Map<String, Object>> tests = objects(json.get("tests"));
        assertEquals(9, tests.size());
        assertTrue(tests.stream().noneMatch(test -> test.get("name").equals("reach: clean")));
        Map<String, Object> without =
                object(json(Shell.run("grade", "--prairielearn", "-", ben).out()));
        assertEquals(false, without.get("gradable"));
        assertFalse(without.containsKey("score"));
    }

    @Test
    void autolabGetsItsPointsOnTheLastLine() throws IOException {
        String ben = file("ben.pw", Sessions.half(Sessions.graded("ben")).text());
        String[] key = {"grade", "--course-key", KEY, "--autolab", ben};
        assertTrue(Shell.run(key).out().endsWith("\n{\"scores\":{\"predict\":9,\"reach\":3,\"books\":32}}\n"));
        key[key.length - 1] = file("dan.pw", "hello");
        assertTrue(Shell.run(key).out().endsWith("\n{\"scores\":{}}\n"));
    }

    @Test
    void jsonHasALineASession() throws IOException {
        List<String> lines = Shell.run("grade", "--course-key", KEY, "--json", "-", course())
                .out()
                .lines()
                .toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(0)
                .startsWith("{\"file\":\"ann.pw\",\"student\":\"ann\",\"lab\":\"02-split-and-merge\","
                        + "\"attempt\":1,\"verdict\":{\"state\":\"graded\",\"score\":49,\"max\":49,"));
        String student = Shell.run("grade", "--course-key", KEY, "--for-student", "--json", "-", course())
                .out();
        assertFalse(student.contains("clean") || student.contains("\"seed\":"), student);
    }

    @Test
    void aFilePassedOnIsNamed() throws IOException {
        String text = Sessions.solved(Sessions.LAB.variant(VariantSeed.practice("77")))
                .text();
        String ann = file("ann.pw", text.replace("mode: ", "student: ann\nmode: "));
        String ben = file("ben.pw", text.replace("mode: ", "student: ben\nmode: "));
        String own = file("own.pw", text.replace("mode: ", "student: ann\nmode: "));
        Shell run = Shell.run("grade", ann, ben, own);
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(1).endsWith("49 of 49, seed unverified; same machine and commands as " + ann), run.out());
        assertTrue(lines.get(2).endsWith("49 of 49, seed unverified"), "one's own file is no copy");
    }
}
