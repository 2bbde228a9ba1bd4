package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.server.ServerProcess;

/** The server is killed under an open lab page and started again: nothing is lost, the page comes back by itself. */
@Tag("packaged")
final class RestartTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    @TempDir
    Path folder;

    @Test
    void openPageGoesOnThroughAKillAndItsVerdictArrives() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), graders(0))) {
            Visitor student = visitors.arrive(Look.LIGHT, server.base());
            student.complaints().expect("net::ERR_");
            student.complaints().expect("WebSocket connection");
            student.join(server.joinCode());
            student.enter(student.find("main a[href='/lab/02-split-and-merge?mode=graded']"));
            LabPage lab = LabPage.of(student);
            student.enter(lab.button("2. Reach"));
            lab.command("q = alloc_pages order=0");
            assertThat(student.find("#saved")).containsText("✓ saved");
            student.enter(student.find("#submit"));
            assertThat(student.find("#submission-state")).containsText("Received");

            server.kill();
            lab.command("free_pages q");
            assertThat(student.find("#saved")).containsText("unsent");
            int events = lab.events();
            lab.keys("<", ">").isAt(events);

            try (ServerProcess next = server.again(graders(1))) {
                assertThat(student.find("#saved")).containsText("✓ saved");
                assertThat(student.find("#submission-state")).containsText("Graded");
                student.page().reload();
                lab = LabPage.of(student);
                assertEquals(events, lab.events(), "events after the restart and a reload");
                student.sees("#console", "free_pages q");
            }
        }
    }

    private static Map<String, String> graders(int count) {
        return Map.of("PAGEWALK_GRADERS", Integer.toString(count));
    }
}
