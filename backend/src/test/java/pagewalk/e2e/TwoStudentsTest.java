package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.SessionFile;

/** Two students side by side: each has numbers of their own, and the work of one is of no use to the other. */
@QuarkusTest
final class TwoStudentsTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void everyLabShowsThemDifferentNumbers() {
        Visitor ann = student();
        Visitor ben = neighbourOf(ann);
        List<String> labs = labs();
        for (String lab : labs) {
            assertNotEquals(shown(ann, lab), shown(ben, lab), lab);
        }
        assertEquals(shown(ann, labs.getFirst()), shown(ann, labs.getFirst()), "the same student sees the same");
    }

    @Test
    void aCopiedLogIsRejectedAndThePageSaysWhoseNumbersItHas() throws IOException {
        Visitor ann = student();
        openLab(ann, Coursework.LAB);
        Variant variant = Coursework.variant(ann, 1);
        new LabPlayer(variant, ann).play(variant.reference().lines());
        String log = downloaded(ann);
        assertTrue(log.contains(variant.reference().lines().getLast().text()), log);

        Visitor ben = student();
        openLab(ben, Coursework.LAB);
        String annsId = Coursework.id(ann);
        String bensId = Coursework.id(ben);
        handIn(ben, log);
        rejected(
                ben, "Rejected: the file is of student " + annsId + ", not of " + bensId + ": its numbers are theirs.");
        String renamed = log.replace(annsId, bensId);
        assertNotEquals(log, renamed);
        handIn(ben, renamed);
        rejected(ben, ", but none was committed");
        handIn(ben, withoutAnswers(renamed));
        rejected(ben, "Rejected: the session was made with other numbers than those of student " + bensId);
    }

    private Visitor student() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        return student;
    }

    /** Somebody who did not draw the same row of some lab's list, as one in hundreds does. */
    private Visitor neighbourOf(Visitor student) {
        for (int i = 0; i < 3; i++) {
            Visitor other = student();
            if (labs().stream().noneMatch(lab -> parts(student, lab).equals(parts(other, lab)))) {
                return other;
            }
        }
        throw new AssertionError("a lab has the same numbers for everybody");
    }

    private static List<PartSpec> parts(Visitor student, String lab) {
        return Coursework.variant(student, lab, 1).parts();
    }

    private static List<String> labs() {
        return LabCatalogue.load(null).labs().stream().map(Lab::id).toList();
    }

    private static void openLab(Visitor student, String lab) {
        student.open("/lab/" + lab + "?mode=graded");
        LabPage.of(student);
    }

    /** What a lab's parts ask, the commands they begin with and the files they show. */
    private static String shown(Visitor student, String lab) {
        openLab(student, lab);
        StringBuilder all = new StringBuilder();
        for (PartSpec part : parts(student, lab)) {
            new LabPlayer(Coursework.variant(student, lab, 1), student).open(part.name());
            for (String place : List.of("#task", "#console .console-out", "#stage pre")) {
                all.append(String.join("\n", student.find(place).allTextContents()))
                        .append('\n');
            }
        }
        return all.toString();
    }

    private static String downloaded(Visitor student) throws IOException {
        LabPage lab = LabPage.of(student);
        student.tabTo(lab.button("Download this session (.pw)"));
        Download download = student.page().waitForDownload(() -> student.press("Enter"));
        return Files.readString(download.path());
    }

    /** Hands in by the page's own button, which sends {@code log} instead of what was done. */
    private static void handIn(Visitor student, String log) {
        student.page().route("**/api/submissions", route -> {
            JsonObject body = new JsonObject(route.request().postData());
            route.resume(
                    new Route.ResumeOptions().setPostData(body.put("file", log).encode()));
        });
        student.enter(student.find("#submit"));
        assertThat(student.find("#submit")).isEnabled();
        student.page().unroute("**/api/submissions");
    }

    private static void rejected(Visitor student, String because) {
        assertThat(student.find("#submission-state")).containsText(because);
    }

    /** The log as somebody makes it who knows that answers are compared with those that were committed. */
    private static String withoutAnswers(String log) {
        SessionFile file = ((SessionFile.Parsed.Ok) SessionFile.parse(log)).file();
        return new SessionFile(
                        file.header(),
                        file.lines().stream()
                                .filter(line -> !line.text().startsWith("predict "))
                                .toList())
                .text();
    }
}
