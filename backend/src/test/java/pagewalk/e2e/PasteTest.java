package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Limits;
import pagewalk.engine.proc.Buddyinfo;

/** A real machine's /proc/buddyinfo goes into free play and comes out again, byte for byte. */
@QuarkusTest
final class PasteTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("pagewalk.root"), "labs", "src", "test", "resources", "proc", "buddyinfo.txt");
    private static final Path OWN = Path.of("/proc/buddyinfo");

    private static final Path SMAPS = RECORDED.resolveSibling("self_smaps.txt");
    private static final Path ZONEINFO = RECORDED.resolveSibling("zoneinfo.txt");

    private static final String LARGE = """
            Node 0, zone      DMA      0      0      0      0      0      0      0      0      1      1      3\s
            Node 0, zone    DMA32      2      3      0      2      3      2      1      4      4      2    752\s
            Node 0, zone   Normal   3378  13536  13725  16413  11648   6169   2885    944    399    160   1850\s
            """;

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

    /** As far as {@code ./lab sim} takes it, the page does: this machine's own file, whatever its size. */
    @Test
    void thisMachinesOwnComesOutByteEqual() throws IOException {
        assumeTrue(Files.isReadable(OWN), "this system has no /proc/buddyinfo");
        String own = Files.readString(OWN);
        if (Buddyinfo.parse(own) instanceof Buddyinfo.Read.Ok) {
            stepsThere(paste(own));
        } else {
            refusesWithTheLimit(own);
        }
    }

    /** Free memory in small blocks needs a used one beside each, so 24 GiB can take more than 4 Mi frames. */
    @Test
    void aMachineOf24GibIsStepped() {
        stepsThere(paste(LARGE));
    }

    /** A process as smaps shows it: its commands are there to be stepped, and its mappings come out. */
    @Test
    void aPastedProcessIsMapped() throws IOException {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        fill(visitor, Files.readString(SMAPS)).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        String maps = lab.command("cat /proc/1/maps").answer().textContent();
        assertTrue(maps.contains("7f7c12ae9000-7f7c12c3f000 r-xp"), maps);
        int events = lab.events();
        lab.keys("Home").isAt(0).keys("End").isAt(events);
        visitor.shoot("pages/play-pasted-process-" + Look.LIGHT.label());
    }

    /** A real machine's zones, by the page: nearly a thousand commands take what is not free there. */
    @Test
    void pastedZonesHaveTheirWatermarks() throws IOException {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        fill(visitor, Files.readString(ZONEINFO)).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        String zones = lab.command("cat /proc/zoneinfo").answer().textContent();
        assertTrue(zones.contains("  pages free     963904"), zones);
        assertTrue(zones.contains("        low      15138"), zones);
    }

    @Test
    void aMachineThatNoDoorTakesIsRefused() {
        refusesWithTheLimit("Node 0, zone   Normal 0 0 0 0 0 0 0 0 0 0 16385");
    }

    private void refusesWithTheLimit(String text) {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        visitor.complaints().expect("status of 400");
        fill(visitor, text).sees("#problem", Integer.toString(Limits.FRAMES));
    }

    /** Back and forth, and back to a file that has lost what was taken. */
    private static void stepsThere(LabPage lab) {
        String before = lab.command("cat /proc/buddyinfo").answer().textContent();
        lab.command("a = alloc_pages order=3");
        assertThat(lab.answer()).containsText("ok pfn=");
        int events = lab.events();
        lab.keys(",").isAt(events - 1).keys("Home").isAt(0).keys("End").isAt(events);
        lab.command("free_pages a").command("cat /proc/buddyinfo");
        assertEquals(before, lab.answer().textContent());
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
        fill(visitor, text).sees("#problem", told);
        assertThat(visitor.find("#pasted")).hasValue(text);
        assertEquals(java.util.List.of(), Axe.findings(visitor.page()));
    }

    /** Starts the machine and reads its file back. */
    private LabPage paste(String text) {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        fill(visitor, text).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        lab.command("cat /proc/buddyinfo");
        assertEquals(text, lab.answer().textContent());
        return lab;
    }

    /** Pastes the text into the form and sends it. */
    private static Visitor fill(Visitor visitor, String text) {
        visitor.open("/play").tabTo(visitor.find("#pasted"));
        visitor.page().keyboard().insertText(text);
        return visitor.enter(visitor.find("#submit"));
    }
}
