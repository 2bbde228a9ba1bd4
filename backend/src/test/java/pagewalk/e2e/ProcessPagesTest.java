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
    private static final String TLB = MACHINE + "%20tlb=on";
    private static final List<String> STORED =
            List.of("p = spawn comm=sh", "m = mmap pid=p len=32K", "store pid=p addr=m+0x1000");
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

    private LabPage machine(Look look, String machine) {
        Visitor visitor = visitors.arrive(look).open(machine);
        visitor.enter(visitor.find("#submit")).isAt("/play\\?session=");
        return LabPage.of(visitor);
    }

    private LabPage forked(Look look) {
        return started(look, MACHINE, FORKED);
    }

    private LabPage started(Look look, String machine, List<String> commands) {
        LabPage lab = machine(look, machine);
        commands.forEach(lab::command);
        assertThat(lab.answer()).not().containsText("refused");
        lab.visitor().enter(lab.button("Processes"));
        assertThat(lab.button("Processes")).hasAttribute("aria-pressed", "true");
        return lab;
    }

    @Test
    void theViewIsOfferedWithTheFirstProcess() {
        LabPage lab = machine(Look.LIGHT, MACHINE);
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
        assertThat(cell(lab, 1)).isFocused();
        assertThat(visitor.find(".tree .entry[data-lit]")).hasCount(4);
        assertThat(visitor.find(".frame-cards .card li button[data-lit]")).hasCount(2);
        visitor.press("Enter");
        assertThat(cell(lab, 1)).hasAttribute("aria-pressed", "true");
        String crumbs = visitor.find(".crumbs p").textContent();
        assertTrue(crumbs.matches("pid [12] sh › 0x[0-9a-f_]+ › PTE\\[[0-9]+] › pfn [0-9]+, pinned"), crumbs);
        assertThat(cell(lab, 1)).isFocused();
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

    @Test
    void aMachineWithoutATlbSaysHowToGetOne() {
        LabPage lab = forked(Look.LIGHT);
        assertThat(lab.visitor().find(".tlbs")).containsText("tlb=on");
        assertThat(lab.visitor().find(".tlbs .cpus")).isHidden();
    }

    @Test
    void tlbEntriesAndWhatTheyTranslateAreLinked() {
        LabPage lab = started(Look.LIGHT, TLB, STORED);
        Visitor visitor = lab.visitor();
        Locator entry = visitor.find(".tlbs tbody button");
        assertThat(entry).hasCount(1);
        assertThat(visitor.find(".tlbs tbody tr")).containsText("slot 1, pid 1");
        visitor.tabTo(entry);
        assertThat(cell(lab, 1)).hasAttribute("data-lit", "");
        assertThat(visitor.find(".cells button[data-lit]")).hasCount(1);
        assertThat(visitor.find(".tree .entry[data-lit]")).hasCount(4);
        assertThat(visitor.find(".frame-cards .card > button[data-lit]")).hasCount(1);
        assertThat(visitor.find(".tlbs .sets [data-lit]")).hasCount(1);
        visitor.tabTo(visitor.find(".cells button[tabindex='0']")).press("Home");
        assertThat(visitor.find(".tlbs tbody [data-lit]")).hasCount(0);
        visitor.press("ArrowRight");
        assertThat(visitor.find(".tlbs tbody button[data-lit]")).hasCount(1);
        String pfn = frame(visitor.find(".tlbs tbody tr"));
        visitor.enter(entry);
        assertThat(visitor.find(".crumbs p")).containsText("pfn " + pfn + ", pinned");
        assertThat(entry).isFocused();
    }

    @Test
    void aHugePageIsOneEntryFromTheWalkToTheBuffer() {
        List<String> commands = List.of(
                "sysctl vm.nr_hugepages=2",
                "p = spawn comm=sh",
                "m = mmap pid=p len=4M flags=private,anon,hugetlb",
                "store pid=p addr=m+0x12345 len=8 value=42");
        Visitor visitor = started(Look.LIGHT, TLB, commands).visitor();
        assertThat(visitor.find(".walk li").nth(3)).containsText("PMD[");
        assertThat(visitor.find(".walk li").nth(3)).not().containsText("PTE[");
        assertThat(visitor.find(".tlbs tbody tr")).hasCount(1);
        assertThat(visitor.find(".tlbs tbody tr")).containsText("2 MiB");
        visitor.enter(visitor.find(".tlbs tbody button"));
        assertThat(visitor.find(".frame-cards .card").first()).containsText("mapped by 1 entry");
        assertThat(visitor.find(".frame-cards .card li")).hasCount(1);
    }

    @Test
    void aMissIsFollowedByAHitAndAFlush() {
        LabPage lab = started(Look.LIGHT, TLB, STORED);
        Visitor visitor = lab.visitor();
        Locator lookup = visitor.find(".walk li").nth(2);
        Locator counters = visitor.find(".tlb-cpu > .soft").first();
        assertThat(lookup).containsText("miss: walk");
        assertThat(counters).containsText("hits 0, misses 2, entries walked 5");
        lab.command("load pid=p addr=m+0x1000");
        assertThat(lookup).containsText("hit: no walk");
        assertThat(counters).containsText("hits 1, misses 2, entries walked 5");
        assertThat(visitor.find(".walk li").nth(3)).containsText("not needed");
        lab.command("switch_to p cpu=1").command("load pid=p addr=m+0x1000");
        assertThat(visitor.find(".tlbs tbody button")).hasCount(2);
        lab.command("munmap pid=p addr=m len=32K");
        assertThat(visitor.find(".tlbs tbody button")).hasCount(0);
        assertThat(counters).containsText("interrupts 1");
        int end = lab.events();
        for (int event = end; visitor.find(".tlbs tr[data-stale]").count() == 0; event--) {
            assertTrue(event > end - 80, "an entry waits for its flush");
            lab.isAt(event);
            visitor.enter(lab.button("Back one event (,)"));
            lab.isAt(event - 1);
        }
        assertThat(visitor.find(".tlbs tr[data-stale]").first()).containsText("stale");
    }

    @Test
    void theWalkIsSteppedByKeysAndButtons() {
        LabPage lab = started(Look.LIGHT, TLB, STORED);
        Visitor visitor = lab.visitor();
        Locator chips = visitor.find(".walk-bar .chip");
        assertThat(chips).hasText("1 2 3 4 5 3 4 5 3 6".split(" "));
        int end = lab.position();
        visitor.enter(lab.button("◀ Stage back"));
        assertThat(chips.nth(8)).hasAttribute("aria-current", "step");
        assertTrue(lab.position() < end);
        lab.says("Step 9 of 10, TLB look-up");
        visitor.tabTo(chips.nth(8)).press("Home");
        assertThat(chips.nth(0)).hasAttribute("aria-current", "step");
        assertThat(chips.nth(0)).isFocused();
        assertThat(visitor.find(".tlbs tbody button")).hasCount(0);
        assertThat(visitor.find(".tree .entry[aria-current]").last()).containsText("empty");
        List<String> now = new ArrayList<>();
        for (int i = 1; i < 10; i++) {
            visitor.press("ArrowRight");
            assertThat(chips.nth(i)).hasAttribute("aria-current", "step");
            now.add(visitor.find(".walk li[data-state=now] h4 span").first().textContent());
        }
        assertEquals("2 Indices", now.get(0));
        assertEquals("6 Physical address", now.get(8));
        assertEquals(end, lab.position());
        assertThat(lab.button("Stage on ▶")).hasAttribute("aria-disabled", "true");
    }

    @Test
    void theSameWalkIsToldInSixSteps() {
        LabPage lab = started(Look.LIGHT, TLB, STORED);
        Visitor visitor = lab.visitor();
        visitor.enter(lab.button("In six steps"));
        Locator chips = visitor.find(".walk-bar .chip");
        assertThat(chips).hasText("1 2 3 2 3 2 3 2 3 1 4 5 6".split(" "));
        assertThat(visitor.find(".walk-detail")).containsText("Access");
        visitor.tabTo(chips.last()).press("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft");
        assertThat(chips.nth(8)).hasAttribute("aria-current", "step");
        assertThat(visitor.find(".walk-detail")).containsText("no pagefile.sys");
        assertThat(visitor.find(".walk-detail li a").first()).isVisible();
        visitor.enter(lab.button("As the processor does it"));
        assertThat(visitor.find(".walk li[data-state=now]")).containsText("Check or fault");
    }

    @Test
    void kindsOfMemoryAreToldApartInTheMap() {
        LabPage lab = started(
                Look.LIGHT,
                MACHINE,
                List.of(
                        "creat path=/bin/a text=8K rodata=4K data=4K bss=8K",
                        "p = spawn comm=sh",
                        "execve pid=p path=/bin/a",
                        "s = mmap pid=p len=8K flags=anon,shared",
                        "f = mmap pid=p len=8K flags=private file=/bin/a"));
        assertThat(lab.visitor().find(".virtual-map .key").last()).containsText("shared memory");
        List<String> signs = lab.visitor().find(".virtual-map .vma .sign").allTextContents();
        assertTrue(signs.containsAll(List.of("T", "R", "D", "B", "S", "⇄", "V", "v")), signs::toString);
        assertThat(lab.visitor().find(".virtual-map .vma-bar[data-shared]")).hasCount(1);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void translationBuffersAreAccessibleAndInOnePiece(Look look) {
        LabPage lab = started(look, TLB, FORKED);
        lab.command("store pid=q addr=m+0x1000").command("switch_to p cpu=1").command("load pid=p addr=m len=16K");
        List<String> found = new ArrayList<>(inspect(lab, look, "tlb"));
        lab.command("switch_to q cpu=1").command("munmap pid=p addr=m len=4K").command("store pid=q addr=m+0x3000");
        lab.visitor().enter(lab.button("In six steps")).enter(lab.button("◀ Stage back"));
        found.addAll(inspect(lab, look, "six"));
        assertEquals("", String.join("\n", found), look::label);
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
