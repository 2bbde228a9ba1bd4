package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Finding one's way in time: addresses that name a step, kinds of events to stop at, zoom, and room to look. */
@QuarkusTest
final class TravelTest {
    private static final Look LAPTOP = new Look(1280, 800, false, false, false);
    private static final List<String> COMMANDS = List.of(
            "a = alloc_pages order=0",
            "b = alloc_pages order=2",
            "free_pages a",
            "alloc_pages order=9",
            "free_pages b");

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void theAddressNamesTheStepAndOpensThereAgain() {
        LabPage lab = machine(Look.LIGHT);
        Visitor visitor = lab.visitor();
        lab.keys("Home", ".", ".", ".", ".", ".", "2", "ArrowRight", "Enter").isAt(5);
        visitor.isAt("#e=[0-9a-f]{8}&part=.*&t=5&lens=Order&pfn=0$");
        visitor.page().reload();
        lab = LabPage.of(visitor).isAt(5);
        assertThat(lab.button("Order")).hasAttribute("aria-pressed", "true");
        visitor.sees("#inspector", "pfn 0 · 0x0 · pinned");
        visitor.page().evaluate("() => { location.hash = '#t=3'; }");
        lab.isAt(3);
        lab.keys("<", "End").isAt(lab.events());
        visitor.isAt("#e=[0-9a-f]{8}&part=[^&]*&lens=Order&pfn=0$");
    }

    @Test
    void theAddressNamesTheBranch() {
        LabPage lab = machine(Look.LIGHT);
        Visitor visitor = lab.visitor();
        int whole = lab.events();
        lab.keys("<", "<").command("d = alloc_pages order=1");
        int shorter = lab.events();
        assertTrue(shorter != whole);
        visitor.isAt("&b=2");
        assertThat(visitor.find("#saved")).containsText("✓ saved");
        String address = visitor.page().url();
        visitor.open(address.replace("&b=2", "&b=1"));
        visitor.page().reload();
        assertEquals(whole, LabPage.of(visitor).events());
    }

    @Test
    void aStepOfASubmissionHasAnAddressToo() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        String id = Coursework.submitMistake(student);
        student.open("/lab/02-split-and-merge?submission=" + id + "#part=reach&t=7");
        LabPage lab = LabPage.of(student).isAt(7);
        assertThat(lab.button("2. Reach ✓")).hasAttribute("aria-pressed", "true");
        lab.keys(".").isAt(8);
        student.isAt("&part=reach&t=8$");
    }

    @Test
    void runningStopsAtTheKindsThatWereChosen() {
        LabPage lab = machine(Look.LIGHT);
        Visitor visitor = lab.visitor();
        Locator choice = visitor.page().getByLabel("Break on", new Page.GetByLabelOptions().setExact(true));
        choice.selectOption("SPLIT");
        assertThat(choice).containsText("break on SPLIT");
        lab.keys("Home", "r");
        assertThat(visitor.find("#stage .now .kind")).hasText("SPLIT");
        int first = lab.position();
        lab.keys("r");
        assertThat(visitor.find("#stage .now .kind")).hasText("SPLIT");
        assertEquals(first + 1, lab.position(), "64 frames are split six times in a row");
        lab.keys("b", "r").isAt(lab.events());
        assertThat(choice).containsText("break on…");
    }

    @Test
    void playingStopsThereToo() {
        LabPage lab = machine(Look.LIGHT);
        Visitor visitor = lab.visitor();
        visitor.page()
                .getByLabel("Break on", new Page.GetByLabelOptions().setExact(true))
                .selectOption("SPLIT");
        lab.keys("Home", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp", "Space");
        assertThat(visitor.find("#stage .now .kind")).hasText("SPLIT");
        assertThat(lab.button("Play")).isVisible();
    }

    @Test
    void zoomedInTheTimelineIsFinerAndFollowsThePosition() {
        LabPage lab = machine(Look.LIGHT);
        Visitor visitor = lab.visitor();
        int events = lab.events();
        visitor.tabTo(lab.slider()).press("Home", "+", "+");
        Locator lanes = lab.slider();
        double right = lanes.boundingBox().width - 14;
        lanes.click(new Locator.ClickOptions().setPosition(right, 30));
        int place = lab.position();
        assertTrue(place < events / 2, () -> place + " of " + events);
        visitor.tabTo(lab.slider()).press("0");
        lanes.click(new Locator.ClickOptions().setPosition(right, 30));
        lab.isAt(events);
    }

    @Test
    void onALaptopTheStageHasTheRoomAndTheLogIsAKeyAway() {
        LabPage lab = machine(LAPTOP);
        Visitor visitor = lab.visitor();
        assertThat(lab.log()).isHidden();
        assertTrue(share(visitor) > 0.45, () -> "share of the stage: " + share(visitor));
        visitor.enter(lab.button("Inspector panel"));
        assertThat(visitor.find("#inspector")).isHidden();
        assertTrue(share(visitor) > 0.55, () -> "share without the inspector: " + share(visitor));
        visitor.enter(lab.button("Task panel"));
        assertThat(visitor.find("#task")).isHidden();
        assertTrue(share(visitor) > 0.75, () -> "share of the stage alone: " + share(visitor));
        assertEquals("", String.join("\n", Axe.findings(visitor.page())));
        visitor.page().reload();
        lab = LabPage.of(visitor);
        assertThat(visitor.find("#task")).isHidden();
        visitor.enter(lab.button("Task panel")).enter(lab.button("Inspector panel"));
        assertThat(visitor.find("#inspector")).isVisible();
        lab.keys("l");
        assertThat(lab.log()).isFocused();
        visitor.press("ArrowUp");
        lab.isAt(lab.events() - 1);
        visitor.page().reload();
        assertThat(LabPage.of(visitor).log()).isVisible();
        visitor.enter(lab.button("Log"));
        assertThat(lab.log()).isHidden();
        assertEquals("", String.join("\n", Layout.problems(visitor.page())));
    }

    @Test
    void theMapStaysInPlaceFromStepToStep() {
        LabPage lab = machine(LAPTOP);
        TreeSet<Double> heights = new TreeSet<>();
        lab.keys("Home");
        for (int i = lab.events(); i > 0; i--) {
            lab.keys(".");
            heights.add(lab.visitor().find("#stage .stage-view").boundingBox().height);
        }
        assertEquals(1, heights.size(), () -> "heights of the map: " + heights);
    }

    private static double share(Visitor visitor) {
        return Double.parseDouble(visitor.page()
                .evaluate("() => { const r = document.querySelector('#stage').getBoundingClientRect();"
                        + " return String(r.width * r.height / innerWidth / innerHeight); }")
                .toString());
    }

    private LabPage machine(Look look) {
        LabPage lab = InstrumentTest.machine(visitors.arrive(look), 64);
        COMMANDS.forEach(lab::command);
        return lab;
    }
}
