package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.EventLog;
import pagewalk.lab.Variant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** The whole road by keyboard: join, predict, step, reach, hand in, read the verdict, follow it to the wrong step. */
@QuarkusTest
final class GradedJourneyTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    @TempDir
    Path folder;

    @Test
    void fromTheJoinCodeToTheWrongStep() throws Exception {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        student.enter(student.find("main a[href='/lab/02-split-and-merge?mode=graded']"));
        LabPage lab = LabPage.of(student);
        Variant variant = Coursework.variant(student, 1);

        predictAll(lab, variant);
        lookBack(lab);
        reach(lab, variant);
        String id = handIn(lab);

        Api api = new Api(student);
        JsonObject stored = api.get("/api/submissions/" + id);
        assertEquals("graded", stored.getString("state"));
        student.enter(student.find("#first-wrong")).isAt("submission=" + id);
        showsTheWrongStep(LabPage.of(student), variant);
        gradesTheSameWithoutServer(stored, api.text("/api/submissions/" + id + "/file"), Coursework.courseKey(student));
    }

    /** The first answer is wrong on purpose; the others are right. */
    private static void predictAll(LabPage lab, Variant variant) {
        Visitor student = lab.visitor();
        int questions = 0;
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict predict && predict.part().equals("predict")) {
                questions++;
                Answer truth = predict.answer();
                int splits = truth.get("splits") + (questions == 1 ? 5 : 0);
                student.fill("#answer-pfn", Integer.toString(truth.get("pfn")));
                student.fill("#answer-splits", Integer.toString(splits));
                student.enter(student.find("#commit"));
                Locator card = student.find("#task .card").nth(questions - 1);
                assertThat(card).containsText("Prediction " + questions);
                assertThat(card.locator("tr"))
                        .containsText(new String[] {"truth", "right", questions == 1 ? "wrong" : "right"});
                assertFalse(
                        (boolean) student.page().evaluate("() => document.activeElement === document.body"),
                        "the keyboard focus is lost after a commit");
            }
        }
        student.sees("#task", "All questions of this part are answered");
    }

    private static void lookBack(LabPage lab) {
        int all = lab.events();
        lab.isAt(all).keys(",", ",").isAt(all - 2).keys(".").isAt(all - 1).keys("<");
        int before = lab.position();
        lab.keys("Home").isAt(0);
        lab.visitor().tabTo(lab.slider()).press("End", "PageDown");
        lab.isAt(before);
        lab.visitor().press("End");
        lab.isAt(all);
    }

    private static void reach(LabPage lab, Variant variant) {
        Visitor student = lab.visitor();
        student.enter(lab.button("2. Reach"));
        assertThat(student.find("#reach")).containsText("not met here");
        boolean reach = false;
        for (JournalLine line : variant.reference().lines()) {
            reach = line instanceof JournalLine.Part part ? part.name().equals("reach") : reach;
            if (reach && line instanceof JournalLine.Issue issue) {
                lab.command(issue.command().text());
            }
        }
        assertThat(student.find("#reach")).containsText("✓ met here");
    }

    /** Gives the submission's id. */
    private static String handIn(LabPage lab) {
        Visitor student = lab.visitor();
        student.enter(student.find("#submit"));
        assertThat(student.find("#submission-state")).containsText("Graded: 15 of 48 points");
        student.sees("#receipt", "pw1.").sees("#verdict", "First wrong step").sees("#verdict", "splits");
        String link = student.find("#submission-state a").getAttribute("href");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static void showsTheWrongStep(LabPage lab, Variant variant) {
        PartSpec.Predict part = (PartSpec.Predict) variant.part("predict");
        String question = part.questions().getFirst().command();
        EventLog log = new EventLog();
        Machine machine = Machine.boot(
                ((ConfigText.Result.Ok) ConfigText.parse(part.setup().config())).config());
        part.setup().start().forEach(line -> apply(machine, line, log));
        int first = log.size();
        apply(machine, question, log);
        int shown = lab.position();
        assertTrue(shown > first && shown <= log.size(), shown + " is in " + first + " to " + log.size());
        assertThat(lab.log().locator("[aria-current=step]")).isVisible();
        lab.visitor().sees("#task", "Prediction 1").sees("#replay-note", "nothing can be changed");
        lab.command("free_pages pfn=0").visitor().sees("#console", "not carried out");
        lab.keys("<", ">").isAt(log.size());
    }

    private static void apply(Machine machine, String line, EventLog log) {
        machine.apply(((Parsed.Ok) CommandText.parse(line)).command(), log);
    }

    /** The command line grades the stored file and says exactly what the server said, but for the links. */
    private void gradesTheSameWithoutServer(JsonObject stored, String file, String key)
            throws IOException, InterruptedException {
        Path session = Files.writeString(folder.resolve("session.pw"), file);
        Path said = folder.resolve("verdict.json");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "pagewalk.lab.cli.Main",
                        "grade",
                        "--course-key=" + key,
                        "--json=-",
                        "--for-student",
                        session.toString())
                .redirectOutput(said.toFile())
                .redirectError(new File(folder.toFile(), "errors"))
                .start();
        assertEquals(0, process.waitFor(), () -> read(folder.resolve("errors")));
        assertEquals(
                withoutLinks(stored.getJsonObject("verdict")),
                withoutLinks(new JsonObject(read(said)).getJsonObject("verdict")));
    }

    private static Map<String, Object> withoutLinks(JsonObject verdict) {
        verdict.getJsonObject("firstWrong").remove("link");
        for (Object part : verdict.getJsonArray("parts")) {
            for (Object check : ((JsonObject) part).getJsonArray("checks")) {
                ((JsonObject) check).remove("link");
            }
        }
        return verdict.getMap();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void verdictPageNamesTheWrongStepAndLinksToIt() {
        Visitor student = visitors.arrive(Look.DARK);
        student.join(Installation.joinCode());
        String id = Coursework.submitMistake(student);
        student.open("/submissions/" + id);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "graded");
        student.sees("#first-wrong", "Question 1").sees("#checks", "Bring a large block back");
        student.enter(student.find("#wrong-link")).isAt("submission=" + id);
        LabPage lab = LabPage.of(student);
        assertEquals(List.of(), Axe.findings(student.page()));
        assertThat(lab.log().locator("[aria-current=step]")).isVisible();
    }
}
