package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real machine's /proc/buddyinfo goes into free play and comes out again, byte for byte. */
@QuarkusTest
final class PasteTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("pagewalk.root"), "labs", "src", "test", "resources", "proc", "buddyinfo.txt");
    private static final Path OWN = Path.of("/proc/buddyinfo");

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void recordedMachineComesOutByteEqualAndCanBeStepped() throws IOException {
        LabPage lab = paste(Files.readString(RECORDED));
        assertThat(lab.visitor().find("#layout-rule")).containsText("largest order first");
        lab.command("a = alloc_pages order=0");
        assertThat(lab.answer()).containsText("ok pfn=");
        int events = lab.events();
        lab.keys(",").isAt(events - 1).keys("<").keys("End").isAt(events);
        lab.command("free_pages a").command("cat /proc/buddyinfo");
        assertEquals(Files.readString(RECORDED), lab.answer().textContent());
        lab.visitor().shoot("pages/play-pasted-" + Look.LIGHT.label());
    }

    @Test
    void thisMachinesOwnComesOutByteEqual() throws IOException {
        assumeTrue(Files.isReadable(OWN), "this system has no /proc/buddyinfo");
        String own = Files.readString(OWN);
        paste(own);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello world|Line 1",
                "Node 0, zone Normal 1 2 3|Line 1",
                "Node 0, zone DMA 0 0 0 0 0 0 0 0 1 1 x|Line 1",
                "Node 0, zone DMA 0 0 0 0 0 0 0 0 1 1 99999999999|Line 1"
            })
    void garbageIsToldByLineAndKeptInTheField(String text, String told) {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        visitor.complaints().expect("status of 400");
        visitor.open("/play").tabTo(visitor.find("#buddyinfo"));
        visitor.page().keyboard().insertText(text);
        visitor.enter(visitor.find("#submit")).sees("#problem", told);
        assertThat(visitor.find("#buddyinfo")).hasValue(text);
        assertEquals(java.util.List.of(), Axe.findings(visitor.page()));
    }

    /** Starts the machine and reads its file back. */
    private LabPage paste(String text) {
        Visitor visitor = visitors.arrive(Look.LIGHT).open("/play");
        visitor.tabTo(visitor.find("#buddyinfo"));
        visitor.page().keyboard().insertText(text);
        visitor.enter(visitor.find("#submit")).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        lab.command("cat /proc/buddyinfo");
        assertEquals(text, lab.answer().textContent());
        return lab;
    }
}
