package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pagewalk.lab.Variant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;
import pagewalk.server.course.Course;

/** What a student is told of each value of an answer, where its link leads, and what an instructor sees of it live. */
@QuarkusTest
final class FeedbackTest {
    private static final String TABLES = "12-beat-belady";
    private static final String NIGHT = "15-three-in-the-morning";
    private static final String HIDDEN = "Every page occurs in a string";

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void everyValueOfAnAnswerIsToldAndTheLinkGoesToItsQuestion() {
        Course course = Installation.unclaimedCourse("Told");
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(course.joinCode);
        Variant variant = Coursework.variant(student, TABLES, 1);
        String id = Coursework.submit(student, TABLES, withFirstValueWrong(variant, 2));
        student.open("/submissions/" + id);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "graded");
        student.open("/submissions/" + id);

        JsonObject check = checks(new Api(student).get("/api/submissions/" + id), 0, 1);
        JsonObject wrong = check.getJsonArray("fields").getJsonObject(0);
        Locator table = student.find("#checks table.answers").nth(1);
        assertThat(table.locator("caption")).containsText("partly right: question 2");
        assertThat(table.locator("tbody tr"))
                .hasCount(variant.parts().getFirst().asked().get(1).fields().size());
        Locator row = table.locator("tbody tr").first();
        assertThat(row.locator("th, td")).containsText(new String[] {
            wrong.getString("label"), "wrong: ", wrong.getString("truth"), "0/" + wrong.getInteger("max")
        });
        assertThat(row).containsText(wrong.getString("given"));
        assertThat(table.locator("tbody tr").nth(1)).containsText("right: ");
        assertThat(student.find("#checks .rules")).containsText(wrong.getString("ruleSentence"));
        assertThat(student.find("#checks .rules")).containsText(wrong.getString("ruleSource"));
        assertThat(student.find("#checks")).not().containsText(HIDDEN);
        looksRight(student, "answers");

        student.enter(student.find("#wrong-link")).isAt("part=by-hand&command=0&question=2$");
        LabPage.of(student);
        Locator heading = student.find("#question-2 h3");
        assertThat(heading).hasText("Question 2 of 4");
        assertThat(heading).isFocused();
        assertThat(heading).isInViewport();
        looksRight(student, "question");
        onlyInstructorsSeeHiddenChecks(course, id);
    }

    private void onlyInstructorsSeeHiddenChecks(Course course, String id) {
        Visitor instructor = visitors.arrive(Look.LIGHT);
        RoomVisit.claim(instructor, course);
        instructor.open("/submissions/" + id).sees("#checks", HIDDEN);
        instructor.sees("#checks", "students see it after the due date");
        assertThat(instructor.find("#checks table.answers")).hasCount(5);
        looksRight(instructor, "all checks");
    }

    @Test
    void linksOfPartsWithoutQuestionsGoToTheirCards() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        Variant variant = Coursework.variant(student, NIGHT, 1);
        String id = Coursework.submit(student, NIGHT, withFirstValueWrong(variant, 1));
        student.open("/submissions/" + id);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "graded");
        student.open("/submissions/" + id);
        String tuned =
                student.find("#part-fix + .scroll tbody a[href^='/lab/']").getAttribute("href");
        student.enter(student.find("#checks caption a").first());
        LabPage.of(student);
        assertThat(student.find("#question-1 h3")).isFocused();
        assertThat(student.find("#file-0")).isVisible();
        looksRight(student, "diagnosis");

        student.open(tuned);
        LabPage.of(student);
        assertThat(student.find("#tune h3")).isFocused();
        assertThat(student.find("#set")).isHidden();
        assertThat(student.page().locator("[id='knob-vm.overcommit_memory']")).hasValue("2");
        looksRight(student, "settings");
    }

    @Test
    void anInstructorSeesAnswersOfEveryKindWhileTheyAreGiven() {
        Course course = Installation.unclaimedCourse("Watched");
        Visitor instructor = visitors.arrive(Look.LIGHT);
        RoomVisit.claim(instructor, course);
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(course.joinCode);
        LabPlayer player = begin(student, NIGHT);
        List<JournalLine> lines =
                Coursework.variant(student, NIGHT, 1).reference().lines();
        watch(instructor);
        assertThat(instructor.find("#task .parts button"))
                .hasText(new String[] {"1. Diagnose", "2. Tune", "3. Tune", "4. Diagnose"});
        assertThat(instructor.find("#question-1")).containsText("Not answered.");
        assertThat(instructor.find("#file-0")).isVisible();

        int second = questions(lines, 2);
        player.play(lines.subList(0, second));
        assertThat(instructor.find("#question-1 td.good")).hasCount(2);
        assertThat(instructor.find("#question-2")).containsText("Not answered.");
        looksRight(instructor, "watched diagnosis");
        player.play(lines.subList(second, part(lines, "rescue")));
        assertThat(instructor.find("#task .parts button"))
                .hasText(new String[] {"1. Diagnose 3/3", "2. Tune ✓", "3. Tune", "4. Diagnose"});
        assertThat(instructor.page().locator("[id='knob-vm.overcommit_memory']"))
                .hasValue("2");
        assertThat(instructor.find("#tune")).containsText("✓ The target is reached");
        assertThat(instructor.find("#set")).isHidden();
        looksRight(instructor, "watched settings");
    }

    @Test
    void anInstructorSeesTablesAndStringsWhileTheyAreWritten() {
        Course course = Installation.unclaimedCourse("Watched too");
        Visitor instructor = visitors.arrive(Look.LIGHT);
        RoomVisit.claim(instructor, course);
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(course.joinCode);
        LabPlayer player = begin(student, TABLES);
        List<JournalLine> lines =
                Coursework.variant(student, TABLES, 1).reference().lines();
        player.play(lines.subList(0, questions(lines, 2)));
        watch(instructor);
        assertThat(instructor.find("#task .parts button"))
                .hasText(new String[] {"1. Table 1/4", "2. Table", "3. Build", "4. Build"});
        assertThat(instructor.find("#question-2")).containsText("Not answered.");
        looksRight(instructor, "watched table");
        List<JournalLine> written =
                lines.stream().filter(line -> line instanceof JournalLine.Input).toList();
        player.open("anomaly");
        player.play(written.subList(0, 1));
        assertThat(instructor.find("#pages")).hasValue(written.getFirst().text().replaceAll(".*pages=", ""));
        assertThat(instructor.find("#keep")).isHidden();
        looksRight(instructor, "watched string");
    }

    private static LabPlayer begin(Visitor student, String lab) {
        student.open("/lab/" + lab + "?mode=graded");
        LabPage.of(student);
        assertThat(student.find("#saved")).containsText("✓ saved");
        return new LabPlayer(Coursework.variant(student, lab, 1), student);
    }

    private static void watch(Visitor instructor) {
        instructor.open("/wall");
        instructor.enter(instructor.find(".tile a")).isAt("/watch/");
        LabPage.of(instructor);
    }

    /** Where the line with that question of the first part stands. */
    private static int questions(List<JournalLine> lines, int question) {
        int at = 0;
        while (!(lines.get(at) instanceof JournalLine.Predict predict && predict.question() == question)) {
            at++;
        }
        return at;
    }

    /** Where a part begins. */
    private static int part(List<JournalLine> lines, String name) {
        int at = 0;
        while (!(lines.get(at) instanceof JournalLine.Part part && part.name().equals(name))) {
            at++;
        }
        return at;
    }

    private static JsonObject checks(JsonObject submission, int part, int check) {
        JsonObject found =
                submission.getJsonObject("verdict").getJsonArray("parts").getJsonObject(part);
        return found.getJsonArray("checks").getJsonObject(check);
    }

    /** The solution, but for the first value of one question of the first part: another of its words. */
    private static SessionFile withFirstValueWrong(Variant variant, int question) {
        SessionFile solution = variant.reference();
        PartSpec.Field field =
                variant.parts().getFirst().asked().get(question - 1).fields().getFirst();
        int words = ((PartSpec.Form.Choice) field.form()).words().size();
        List<JournalLine> lines = new ArrayList<>(solution.lines());
        int at = questions(lines, question);
        JournalLine.Predict right = (JournalLine.Predict) lines.get(at);
        List<String> keys = right.answer().keys();
        int[] values = keys.stream().mapToInt(key -> right.answer().get(key)).toArray();
        assertEquals(field.key(), keys.getFirst());
        values[0] = values[0] % words + 1;
        assertTrue(words > 1);
        lines.set(at, new JournalLine.Predict(right.part(), question, Answer.of(keys, values)));
        return new SessionFile(solution.header(), lines);
    }

    /** Light and wide, dark and narrow; with a picture of each. */
    private static void looksRight(Visitor visitor, String what) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            int width = scheme == ColorScheme.LIGHT ? 1280 : 900;
            visitor.page().emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions().setColorScheme(scheme));
            visitor.page().setViewportSize(width, 800);
            String where = what + " " + scheme.name().toLowerCase(java.util.Locale.ROOT) + " " + width;
            visitor.shoot("feedback/" + where.replace(' ', '-'));
            assertEquals(List.of(), Layout.problems(visitor.page()), where);
            Axe.assertClean(visitor.page(), where);
        }
    }
}
