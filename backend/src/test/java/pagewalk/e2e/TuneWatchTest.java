package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pagewalk.lab.Variant;

/** A run of settings and workload is watched on the stage, and the work in the lab stays as it was. */
@QuarkusTest
final class TuneWatchTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aRunOpensAsAFreeMachineAndTheLabIsWhereItWas() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        student.open("/lab/15-three-in-the-morning?mode=graded");
        LabPage lab = LabPage.of(student);
        Variant variant = Coursework.variant(student, "15-three-in-the-morning", 1);
        new LabPlayer(variant, student).open("rescue");
        assertThat(student.find("#tune")).containsText("At the console you may also give: exit, shmctl_rmid");

        lab.command("munmap pid=1 addr=0x1000 len=4K");
        assertThat(lab.answer()).containsText("here one may give");
        lab.command("cat /proc/meminfo");
        lab.command("choom pid=3 adj=500");
        student.enter(student.find("#watch-run"));
        student.page().waitForURL(Pattern.compile(".*/play\\?session=.*"));
        LabPage.of(student);
        assertThat(student.find("#console .console-out")).containsText("choom pid=3 adj=500");
        assertThat(student.find("#console .console-out")).containsText("load pid=2");

        student.page().goBack();
        LabPage.of(student);
        assertThat(student.find("#tune")).isVisible();
        assertThat(student.find("#console .console-out")).containsText("choom pid=3 adj=500");
        assertThat(student.find("#console .console-out")).not().containsText("load pid=2");
    }
}
