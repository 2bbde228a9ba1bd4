package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Free play's linked pictures of processes, by keyboard alone: what is shared is shown as shared, at every step. */
@QuarkusTest
final class ProcessPagesTest {
    private static final String MACHINE = "/play?config=preset=textbook%20frames=4096%20cpus=2";
    private static final List<String> FORKED = List.of(
            "p = spawn comm=sh",
            "m = mmap pid=p len=32K",
            "load pid=p addr=m+0x2000",
            "store pid=p addr=m+0x1000",
            "q = fork pid=p");
    private static final Pattern NUMBER = Pattern.compile("pfn ([0-9]+)");

    @RegisterExtension
    final Visitors visitors = new Visitors();

    static Stream<Look> looks() {
        return Stream.of(Look.LIGHT, Look.DARK, Look.LIGHT.wide(900), Look.DARK.wide(900));
    }

    private LabPage machine(Look look) {
        Visitor visitor = visitors.arrive(look).open(MACHINE);
        visitor.enter(visitor.find("#submit")).isAt("/play\\?session=");
        return LabPage.of(visitor);
    }

    private LabPage forked(Look look) {
        LabPage lab = machine(look);
        FORKED.forEach(lab::command);
        assertThat(lab.answer()).not().containsText("refused");
        lab.visitor().enter(lab.button("Processes"));
        assertThat(lab.button("Processes")).hasAttribute("aria-pressed", "true");
        return lab;
    }

    @Test
    void theViewIsOfferedWithTheFirstProcess() {
        LabPage lab = machine(Look.LIGHT);
        assertThat(lab.button("Processes")).isHidden();
        lab.command("p = spawn comm=sh");
        assertThat(lab.button("Processes")).isVisible();
        lab.visitor().enter(lab.button("To the start (Home)"));
        assertThat(lab.button("Processes")).isVisible();
    }

    @Test
    void oneFrameWithTwoOwnersBecomesTwoFrames() {
        LabPage lab = forked(Look.LIGHT);
        Visitor visitor = lab.visitor();
        assertThat(visitor.find(".process-list li")).hasCount(2);
        visitor.enter(cell(lab, 1));
        assertThat(visitor.find(".crumbs")).containsText("pinned");
        assertThat(visitor.find(".frame-cards .card")).hasCount(1);
        assertThat(visitor.find(".frame-cards .card li")).hasCount(2);
        assertThat(visitor.find(".frame-cards")).containsText("mapped by 2 entries");
        String shared = frame(visitor.find(".frame-cards .card button").first());
        lab.command("store pid=q addr=m+0x1000");
        assertThat(visitor.find(".frame-cards .card")).hasCount(2);
        assertThat(visitor.find(".frame-cards .card li")).hasCount(2);
        List<String> owners = visitor.find(".frame-cards .card li button").allTextContents();
        assertTrue(owners.get(0).startsWith("pid 1 ") && owners.get(1).startsWith("pid 2 "), owners::toString);
        assertEquals(shared, frame(visitor.find(".frame-cards .card button").first()), "the parent keeps the frame");
        assertNotEquals(
                shared,
                frame(visitor.find(".frame-cards .card:nth-child(2) button").first()));
        visitor.enter(lab.button("Back one operation (<)"));
        assertThat(visitor.find(".frame-cards .card")).hasCount(1);
        assertThat(visitor.find(".frame-cards .card li")).hasCount(2);
    }

    @Test
    void whatHasTheFocusIsOutlinedEverywhereAndEscapeUnpins() {
        LabPage lab = forked(Look.LIGHT);
        Visitor visitor = lab.visitor();
        visitor.tabTo(visitor.find(".cells button[tabindex='0']")).press("Home", "ArrowRight");
        assertTrue(visitor.hasFocus(cell(lab, 1)), visitor::focused);
        assertThat(visitor.find(".tree .entry[data-lit]")).hasCount(4);
        assertThat(visitor.find(".frame-cards .card li button[data-lit]")).hasCount(2);
        visitor.press("Enter");
        assertThat(cell(lab, 1)).hasAttribute("aria-pressed", "true");
        String crumbs = visitor.find(".crumbs p").textContent();
        assertTrue(crumbs.matches("pid [12] sh › 0x[0-9a-f_]+ › PTE\\[[0-9]+] › pfn [0-9]+, pinned"), crumbs);
        assertTrue(visitor.hasFocus(cell(lab, 1)), visitor::focused);
        visitor.press("Escape");
        assertThat(cell(lab, 1)).hasAttribute("aria-pressed", "false");
        assertThat(visitor.find(".crumbs p")).not().containsText("pinned");
    }

    @Test
    void aStoreStepsThroughTheStages() {
        LabPage lab = forked(Look.LIGHT).command("store pid=q addr=m+0x1000");
        Visitor visitor = lab.visitor();
        Locator now = visitor.find(".walk li[data-state=now]");
        assertThat(now).containsText("Physical address");
        Locator back = lab.button("Back one event (,)");
        List<String> seen = new ArrayList<>();
        for (int event = lab.events(); event > lab.events() - 60; event--) {
            lab.isAt(event);
            String title = now.locator("h4 span").first().textContent();
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(title)) {
                seen.add(title);
            }
            if (title.equals("2 Indices")) {
                break;
            }
            visitor.enter(back);
        }
        assertEquals(
                List.of("6 Physical address", "4 Page tables", "5 Check or fault", "4 Page tables", "2 Indices"), seen);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void picturesAreAccessibleAndInOnePiece(Look look) {
        LabPage lab = forked(look);
        List<String> found = new ArrayList<>(inspect(lab, look, "forked"));
        lab.command("store pid=q addr=m+0x1000");
        lab.visitor().enter(cell(lab, 1));
        found.addAll(inspect(lab, look, "copied"));
        lab.command("exit pid=q").command("creat path=/bin/a text=8K rodata=4K data=4K bss=8K");
        lab.command("execve pid=p path=/bin/a").command("fetch pid=p addr=0x555555555000");
        found.addAll(inspect(lab, look, "program"));
        assertEquals("", String.join("\n", found), look::label);
    }

    private static Locator cell(LabPage lab, int number) {
        return lab.visitor().find(".cells button").nth(number);
    }

    private static String frame(Locator button) {
        var matcher = NUMBER.matcher(button.textContent());
        assertTrue(matcher.find(), button::textContent);
        return matcher.group(1);
    }

    /** What axe and the layout find, which is also kept as a picture. */
    private static List<String> inspect(LabPage lab, Look look, String name) {
        lab.visitor().shoot("pages/process-" + name + "-" + look.label());
        List<String> found = new ArrayList<>();
        Axe.findings(lab.visitor().page()).forEach(finding -> found.add(name + ": " + finding));
        Layout.problems(lab.visitor().page()).forEach(problem -> found.add(name + ": " + problem));
        return found;
    }
}
