package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.view.MemoryView;

/** The instrument of the lab page, on a free machine: time travel, pictures, words and numbers, by keyboard alone. */
@QuarkusTest
final class InstrumentTest {
    private static final List<String> COMMANDS =
            List.of("a = alloc_pages order=2", "b = alloc_pages order=0", "c = alloc_pages order=3", "free_pages a");

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void stepsByEventAndByOperationBothWays() {
        LabPage lab = machine(visitors.arrive(Look.LIGHT), 64);
        List<Integer> ends = new ArrayList<>(List.of(0));
        for (String command : COMMANDS) {
            lab.command(command);
            ends.add(lab.isAt(lab.events()).position());
        }
        assertEquals(endsOnTheJvm(), ends, "events at the end of each command");
        int all = ends.getLast();
        lab.keys(",").isAt(all - 1).keys(",").isAt(all - 2).keys(".").isAt(all - 1);
        lab.keys("<").isAt(ends.get(3)).keys("<").isAt(ends.get(2)).keys(">").isAt(ends.get(3));
        lab.keys("Home")
                .isAt(0)
                .keys(".")
                .isAt(1)
                .keys(">")
                .isAt(ends.get(1))
                .keys("End")
                .isAt(all);
        lab.says("Event " + all + " of " + all);
        Visitor visitor = lab.visitor();
        visitor.enter(lab.button("Back one operation (<)"));
        lab.isAt(ends.get(3));
        visitor.enter(lab.button("On one event (.)"));
        lab.isAt(ends.get(3) + 1);
        visitor.tabTo(lab.slider()).press("Home", "ArrowRight", "ArrowRight");
        lab.isAt(2);
        visitor.press("PageUp");
        lab.isAt(ends.get(1));
        lab.keys("g");
        assertThat(visitor.find("#timeline input")).isFocused();
        visitor.type("3").press("Enter");
        lab.isAt(3);
        lab.keys("l");
        assertThat(lab.log()).isFocused();
        visitor.press("ArrowDown");
        lab.isAt(4);
        assertThat(lab.log().locator("[aria-current=step]")).containsText("4");
    }

    @Test
    void anEditInThePastBeginsABranchAndKeepsTheOldFuture() {
        LabPage lab = machine(visitors.arrive(Look.LIGHT), 64);
        COMMANDS.forEach(lab::command);
        int all = lab.events();
        lab.keys("<", "<").command("d = alloc_pages order=1");
        assertThat(lab.answer()).containsText("ok pfn=");
        Visitor visitor = lab.visitor();
        var branches = visitor.page()
                .getByLabel("Branch", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true));
        assertThat(branches.locator("option")).hasCount(2);
        visitor.tabTo(branches).press("ArrowUp");
        lab.isAt(all);
        assertEquals(all, lab.events(), "the first branch is whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "wasm"})
    void tableSaysWhatTheEngineSays(String engine) {
        LabPage lab = machine(visitors.arrive(Look.LIGHT), 100, engine);
        assertEquals(engine.equals("js") ? "JavaScript" : "WebAssembly", lab.engine());
        COMMANDS.forEach(lab::command);
        lab.visitor().enter(lab.button("Table"));
        assertThat(lab.visitor().find("#stage .twin")).isVisible();
        assertEquals(blocks(run(100, COMMANDS)), lab.table());
        lab.visitor().enter(lab.button("Back one operation (<)"));
        assertEquals(blocks(run(100, COMMANDS.subList(0, 3))), lab.table());
    }

    @Test
    void malformedLinesAndRefusalsAreToldAndChangeNothing() {
        LabPage lab = machine(visitors.arrive(Look.LIGHT), 64);
        lab.command("a = alloc_pages oder=2");
        assertThat(lab.answer()).containsText("column");
        assertEquals(0, lab.events());
        lab.command("free_pages pfn=3");
        assertThat(lab.answer()).containsText("refused EINVAL");
        lab.command("alloc_pages order=10");
        assertThat(lab.answer()).containsText("refused ENOMEM");
    }

    @Test
    void tabLeavesTheCommandLineAndShortcutsAreOffOutsideTheMap() {
        LabPage lab = machine(visitors.arrive(Look.LIGHT), 64);
        Visitor visitor = lab.visitor();
        lab.keys("/");
        assertThat(lab.commandLine()).isFocused();
        visitor.type("?.");
        assertThat(lab.commandLine()).hasValue("?.");
        visitor.press("Control+A", "Delete", "Tab");
        assertThat(lab.commandLine()).not().isFocused();
        lab.keys("/");
        visitor.type("al").press("Tab");
        assertThat(lab.commandLine()).hasValue("alloc_pages ");
        visitor.press("Escape", "Tab");
        assertThat(lab.commandLine()).not().isFocused();
    }

    @Test
    void helpOpensByKeyTakesTheFocusAndGivesItBack() {
        LabPage lab = machine(visitors.arrive(Look.LIGHT), 64);
        lab.keys("?");
        var help = lab.visitor().page().getByRole(AriaRole.DIALOG);
        assertThat(help).isVisible();
        assertEquals(List.of(), Axe.findings(lab.visitor().page()));
        lab.visitor().press("Escape");
        assertThat(help).not().isVisible();
        assertThat(lab.map()).isFocused();
    }

    @Test
    void mapCursorNamesTheFrameAndPinShowsItInTheInspector() {
        LabPage lab = machine(visitors.arrive(Look.LIGHT), 64);
        lab.command("a = alloc_pages order=2");
        lab.keys("ArrowRight").says("pfn 0");
        lab.visitor().press("Enter");
        assertThat(lab.visitor().find("#inspector")).containsText("pinned");
        assertThat(lab.visitor().find("#inspector")).containsText("order");
        lab.visitor().press("Escape");
        assertThat(lab.visitor().find("#inspector")).not().containsText("pinned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"still", "forced"})
    void worksWithReducedMotionAndForcedColours(String wish) {
        Look look = wish.equals("still") ? Look.LIGHT.withReducedMotion() : Look.DARK.withForcedColors();
        LabPage lab = machine(visitors.arrive(look), 64);
        COMMANDS.forEach(lab::command);
        lab.keys("Home", ".", ".", ">");
        int running = (int) lab.visitor().page().evaluate("() => document.getAnimations().length");
        assertEquals(0, running, "animations");
        assertEquals(List.of(), Axe.findings(lab.visitor().page()));
        assertEquals(List.of(), Layout.problems(lab.visitor().page()));
        lab.visitor().shoot("pages/play-" + look.label());
    }

    /** Opens free play with a textbook machine of that many frames, by the form. */
    static LabPage machine(Visitor visitor, int frames) {
        visitor.open("/play");
        visitor.tabTo(visitor.find("#frames"))
                .press("Control+A")
                .type(Integer.toString(frames))
                .press("Enter");
        visitor.isAt("/play\\?session=");
        return LabPage.of(visitor);
    }

    /** The same on the engine that the address asks for: "js" or "wasm". */
    static LabPage machine(Visitor visitor, int frames, String engine) {
        machine(visitor, frames);
        // The page may have put its place into the fragment already, and the engine belongs before it.
        String page = visitor.page().url().replaceFirst("#.*", "").replace(Visitors.baseUrl(), "/");
        visitor.open(page.replace("//", "/") + "&engine=" + engine);
        return LabPage.of(visitor);
    }

    private static List<Integer> endsOnTheJvm() {
        EventLog log = new EventLog();
        Machine machine = boot(64);
        List<Integer> ends = new ArrayList<>(List.of(0));
        for (String command : COMMANDS) {
            machine.apply(((Parsed.Ok) CommandText.parse(command)).command(), log);
            ends.add(log.size());
        }
        return ends;
    }

    private static Machine run(int frames, List<String> commands) {
        Machine machine = boot(frames);
        for (String command : commands) {
            machine.apply(((Parsed.Ok) CommandText.parse(command)).command(), pagewalk.engine.event.Events.NONE);
        }
        return machine;
    }

    private static Machine boot(int frames) {
        return Machine.boot(MachineConfig.textbook(frames));
    }

    private static List<List<String>> blocks(Machine machine) {
        MemoryView memory = machine.memory();
        List<List<String>> rows = new ArrayList<>();
        int pfn = memory.startPfn();
        while (pfn < memory.endPfn()) {
            int order = memory.blockOrder(pfn);
            boolean free = memory.state(pfn) == MemoryView.FREE;
            String name = machine.names().nameOf(pfn);
            rows.add(List.of(
                    Integer.toString(pfn),
                    Integer.toString(pfn + (1 << order) - 1),
                    Integer.toString(1 << order),
                    Integer.toString(order),
                    free ? "free" : "allocated",
                    free || name == null ? "" : name));
            pfn += 1 << order;
        }
        assertTrue(rows.size() > 1);
        return rows;
    }
}
