package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** Every lab in a browser: its own solution, by keyboard, with a reload, on two devices, to the full score. */
@QuarkusTest
final class EveryLabPageTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    static Stream<String> labs() {
        return LabCatalogue.load(null).labs().stream().map(Lab::id);
    }

    @ParameterizedTest
    @MethodSource("labs")
    void itsSolutionScoresEverythingByKeyboardOverAReloadAndTwoDevices(String id) {
        Visitor student = visitors.arrive(Look.LIGHT);
        String name = student.join(Installation.joinCode());
        student.open("/lab/" + id + "?mode=graded");
        LabPage.of(student);
        Variant variant = Coursework.variant(student, id, 1);
        for (PartSpec part : variant.parts()) {
            new LabPlayer(variant, student).open(part.name());
            looksRight(student, id + ", " + part.name());
        }
        List<JournalLine> lines = variant.reference().lines();
        int reload = midst(lines, lines.size() / 3);
        int leave = afterAnAct(lines, Math.max(reload + 1, lines.size() * 2 / 3));
        LabPlayer player = new LabPlayer(variant, student);
        player.play(lines.subList(0, reload));
        isKept(student, player);
        student.page().reload();
        LabPage.of(student);
        player.goOn(student);
        player.play(lines.subList(reload, leave));
        isKept(student, player);

        Visitor elsewhere = visitors.arrive(Look.DARK);
        elsewhere.logIn(name);
        elsewhere.open("/lab/" + id + "?mode=graded");
        LabPage.of(elsewhere);
        player.goOn(elsewhere);
        player.play(lines.subList(leave, lines.size()));
        int all = visibleMax(variant);
        elsewhere.enter(elsewhere.find("#submit"));
        assertThat(elsewhere.find("#submission-state")).containsText("Graded: " + all + " of " + all + " points");
        looksRight(elsewhere, id + ", verdict");
        assertThat(elsewhere.find("#saved")).containsText("✓ saved");
        assertEquals(acts(lines.stream().map(JournalLine::text)), acts(Coursework.journal(elsewhere, id)));
    }

    /** The first place from {@code from} on that is in the midst of a part. */
    private static int midst(List<JournalLine> lines, int from) {
        int at = afterAnAct(lines, from);
        return lines.get(at) instanceof JournalLine.Part ? midst(lines, at + 1) : at;
    }

    /** The first place from {@code from} on where something was done; an answer is with the step that it lets go on. */
    private static int afterAnAct(List<JournalLine> lines, int from) {
        JournalLine before = lines.get(from - 1);
        boolean halfway = before instanceof JournalLine.Predict && lines.get(from) instanceof JournalLine.Issue;
        return before instanceof JournalLine.Part || halfway ? afterAnAct(lines, from + 1) : from;
    }

    /** All is saved, and the page's address names the part that is open. */
    private static void isKept(Visitor student, LabPlayer player) {
        assertThat(student.find("#saved")).containsText("✓ saved");
        student.isAt("part=" + player.shown());
    }

    /** Lines of a journal without those that only say which part follows. */
    private static List<String> acts(Stream<String> lines) {
        return lines.filter(line -> !line.startsWith("part ")).toList();
    }

    private static int visibleMax(Variant variant) {
        return variant.parts().stream().mapToInt(part -> part.head().points()).sum();
    }

    /** Light and wide, dark and narrow: nothing sticks out or is cut off, and axe is content. */
    private static void looksRight(Visitor student, String what) {
        looksRight(student, what, ColorScheme.LIGHT, 1280);
        looksRight(student, what, ColorScheme.DARK, 900);
    }

    private static void looksRight(Visitor student, String what, ColorScheme scheme, int width) {
        student.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        student.page().setViewportSize(width, 800);
        String where = what + ", " + scheme + ", " + width;
        assertEquals(List.of(), Layout.problems(student.page()), where);
        Axe.assertClean(student.page(), where);
    }
}
