package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Handing in and taking along: with the network gone, again with other numbers, and as a file. */
@QuarkusTest
final class HandInTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    @TempDir
    Path folder;

    @Test
    void gradedPredictionWaitsForTheNetworkAndSaysSo() {
        Visitor student = offlineStudent();
        student.fill("#answer-pfn", "1").fill("#answer-splits", "0").enter(student.find("#commit"));
        student.sees("#predict [role=alert]", "server");
        assertThat(student.find("#answer-pfn")).hasValue("1");
        student.context().setOffline(false);
        student.enter(student.find("#commit")).sees("#task", "Prediction 1");
    }

    @Test
    void workHandedInWithoutNetworkIsGradedWhenItReturns() {
        Visitor student = offlineStudent();
        student.enter(student.find("#submit")).sees("#submission-state", "Trying again");
        student.context().setOffline(false);
        assertThat(student.find("#submission-state")).containsText("Graded: 0 of 48 points");
    }

    @Test
    void unsentWorkIsStillThereWhenThePageIsOpenedAgain() {
        Visitor student = offlineStudent();
        student.enter(LabPage.of(student).button("2. Reach"));
        String line = "late = alloc_pages order=0";
        int events = LabPage.of(student).command(line).keeps(line).events();
        assertThat(student.find("#saved")).containsText("unsent");
        student.page().close();
        student.context().setOffline(false);
        student.newTab();
        LabPage lab = gradedLab(student);
        student.sees("#console", "late = alloc_pages order=0");
        assertEquals(events, lab.events());
        assertThat(student.find("#saved")).containsText("✓ saved");
    }

    @Test
    void nextAttemptHasOtherNumbers() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        Coursework.submitSolution(student);
        LabPage lab = gradedLab(student);
        lab.keys("Home");
        String before = student.find("#log").textContent();
        student.enter(student.find("#task a[href$='attempt=2']")).isAt("attempt=2");
        lab = LabPage.of(student);
        student.sees("#predict", "Predict 1 of 3");
        lab.keys("Home");
        assertNotEquals(before, student.find("#log").textContent());
        String first =
                Coursework.variant(student, 2).part("predict").setup().start().getFirst();
        student.sees("#log", first);
    }

    @Test
    void downloadedSessionOpensAgainAndShowsTheSame() {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        // Playwright does not wait until the browser diverts choosers, so that must begin before the key is pressed.
        visitor.page().onFileChooser(early -> {});
        LabPage lab = InstrumentTest.machine(visitor, 100);
        lab.command("a = alloc_pages order=2")
                .command("b = alloc_pages order=0")
                .command("free_pages a");
        visitor.tabTo(lab.button("Download this session (.pw)"));
        Download download = visitor.page().waitForDownload(() -> visitor.press("Enter"));
        Path file = folder.resolve("free.pw");
        download.saveAs(file);
        String before = visitor.find("#console .console-out").textContent();
        int events = lab.events();
        InstrumentTest.machine(visitor, 64);
        visitor.tabTo(lab.button("Open a session file (.pw)"));
        FileChooser chooser = visitor.page().waitForFileChooser(() -> visitor.press("Enter"));
        // Without the fragment, which the page may still write.
        String empty = visitor.page().url().replaceFirst("#.*", "");
        chooser.setFiles(file);
        visitor.page().waitForURL(url -> !url.startsWith(empty));
        lab = LabPage.of(visitor);
        assertEquals(events, lab.events());
        assertEquals(before, visitor.find("#console .console-out").textContent());
    }

    /** In the graded lab, with everything saved and the network gone. */
    private Visitor offlineStudent() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.complaints().expect("ERR_INTERNET_DISCONNECTED");
        student.join(Installation.joinCode());
        gradedLab(student);
        assertThat(student.find("#saved")).containsText("✓ saved");
        student.context().setOffline(true);
        return student;
    }

    private static LabPage gradedLab(Visitor student) {
        student.open("/lab/02-split-and-merge?mode=graded");
        return LabPage.of(student);
    }
}
