package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import pagewalk.engine.ConfigText;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.ReclaimView;

/** Free play's pictures of memory pressure say what the machine says, at every step, by keyboard alone. */
@QuarkusTest
final class PressurePagesTest {
    private static final String READY = "Memory under pressure";
    private static final String TEXT = "preset=textbook frames=256 watermarks=on min_free_kbytes=64 reclaim=on";
    private static final String TIGHT = "Run all 9: Memory gets tight";
    private static final String STREAM = "Run all 9: A stream of files against a working set";
    private static final String ZSWAP = "Run all 8: Compressed before it is written";
    /** The scenario {@link #TIGHT}, for a machine of the test's own. */
    private static final List<String> TIGHT_LINES = List.of(
            "swapon path=/dev/vdb size=2M rotational=on",
            "creat path=/data size=400K",
            "p = spawn comm=p",
            "a = mmap pid=p len=1M",
            "read pid=p path=/data offset=0 len=400K",
            "store pid=p addr=a len=400K",
            "store pid=p addr=a+0x64000 len=400K",
            "read pid=p path=/data offset=0 len=400K",
            "load pid=p addr=a len=200K");

    private static final String[] LANES = {"inactive anon", "active anon", "inactive file", "active file"};

    @RegisterExtension
    final Visitors visitors = new Visitors();

    static Stream<Look> looks() {
        return Stream.of(Look.LIGHT, Look.DARK, Look.LIGHT.wide(900), Look.DARK.wide(900));
    }

    /** Starts the ready machine, runs a scenario on it and opens the view. */
    private LabPage scenario(Look look, String scenario) {
        Visitor visitor = visitors.arrive(look).open("/play");
        visitor.enter(visitor.button(READY)).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        visitor.enter(lab.button(scenario));
        assertThat(lab.answer()).containsText("ok");
        visitor.enter(lab.button("Pressure"));
        assertThat(lab.button("Pressure")).hasAttribute("aria-pressed", "true");
        return lab;
    }

    private static Timeline timeline(List<String> lines) {
        Timeline timeline = new Timeline(((ConfigText.Result.Ok) ConfigText.parse(TEXT)).config());
        lines.forEach(line -> timeline.apply(((Parsed.Ok) CommandText.parse(line)).command()));
        return timeline;
    }

    private static ReclaimView reclaim(Timeline timeline) {
        ReclaimView reclaim = timeline.machine().processes().reclaim();
        assertNotNull(reclaim);
        return reclaim;
    }

    @Test
    void theViewIsOfferedForMachinesThatReclaim() {
        Visitor visitor = visitors.arrive(Look.LIGHT).open("/play?config=frames=64");
        visitor.enter(visitor.find("#submit")).isAt("/play\\?session=");
        assertThat(LabPage.of(visitor).button("Pressure")).isHidden();
        LabPage lab = scenario(Look.LIGHT, STREAM);
        assertThat(lab.visitor().find(".reclaim-line .kswapd")).containsText("asleep");
    }

    @Test
    void numbersArePagesAndCountersOfTheEngineAtEveryOperation() {
        LabPage lab = scenario(Look.LIGHT, TIGHT);
        Timeline timeline = timeline(TIGHT_LINES);
        lab.visitor().enter(lab.button("As a table"));
        for (int command = TIGHT_LINES.size(); command > 3; command--) {
            timeline.seekCommand(command);
            lab.isAt(timeline.event());
            compare(lab, timeline);
            lab.visitor().enter(lab.button("Back one operation (<)"));
        }
    }

    private static void compare(LabPage lab, Timeline timeline) {
        ReclaimView reclaim = reclaim(timeline);
        Visitor visitor = lab.visitor();
        assertThat(visitor.find(".reclaim-line .gauge-head .number"))
                .hasText(timeline.machine().memory().freePages() + " free");
        for (int list = 0; list < LANES.length; list++) {
            String name = LANES[list];
            List<String> expected = new ArrayList<>();
            LruLists lists = reclaim.vec().lists;
            for (int pfn = lists.head(list); pfn >= 0; pfn = lists.older(pfn)) {
                expected.add(Integer.toString(pfn));
            }
            if (expected.size() > 64) {
                expected.subList(32, expected.size() - 32).clear();
                expected.add(32, "");
            }
            assertEquals(expected, column(visitor, name), name + " at event " + timeline.event());
        }
        var stat = reclaim.vec().stat;
        for (var count : List.of("PGSCAN_DIRECT", "PGSTEAL_DIRECT", "PSWPOUT", "PSWPIN", "WORKINGSET_REFAULT_FILE")) {
            var counter = pagewalk.engine.lru.VmStat.Count.valueOf(count);
            assertThat(visitor.find("[data-series='" + counter.word() + "']"))
                    .hasText(Integer.toString(stat.get(counter)));
        }
        if (reclaim.swap().has(0)) {
            assertThat(visitor.find(".device p").first())
                    .containsText(
                            reclaim.swap().inUse(0) + " of " + reclaim.swap().pages(0) + " slots in use");
        }
        var task = timeline.machine().processes().task(1);
        assertNotNull(task);
        assertThat(visitor.find("[data-series='major faults']")).hasText(Integer.toString(task.majorFaults()));
        assertThat(visitor.find("[data-series='minor faults']")).hasText(Integer.toString(task.minorFaults()));
    }

    /** The page numbers of one list in the table. */
    private static List<String> column(Visitor visitor, String list) {
        @SuppressWarnings("unchecked")
        List<String> found = (List<String>) visitor.page()
                .evaluate(
                        "name => [...document.querySelectorAll('.twin-table tbody tr')]"
                                + ".filter(row => row.cells[0].textContent === name)"
                                + ".map(row => row.cells[2].textContent)",
                        list);
        return found;
    }

    @Test
    void aPageIsFoundByKeyboardAndOpensAmongTheProcesses() {
        LabPage lab = scenario(Look.LIGHT, TIGHT);
        Visitor visitor = lab.visitor();
        Locator lanes = visitor.find(".lru-lanes");
        visitor.tabTo(lanes).press("Home");
        lab.saysMatch("pfn [0-9]+, active anon, [0-9]+ before the tail of [0-9]+; anonymous");
        visitor.press("ArrowDown", "End");
        lab.saysMatch("pfn [0-9]+, inactive anon, at the tail of [0-9]+; anonymous");
        visitor.press("ArrowUp", "ArrowUp", "Home", "Enter");
        lab.saysMatch("Pinned pfn [0-9]+");
        assertThat(visitor.find(".chosen-page")).containsText("pinned");
        Locator owner = visitor.find(".chosen-page .owners button").first();
        String words = owner.textContent();
        visitor.enter(owner);
        assertThat(lab.button("Processes")).hasAttribute("aria-pressed", "true");
        assertThat(visitor.find(".crumbs p")).containsText("pinned");
        assertThat(visitor.find(".crumbs p")).containsText(words.substring(words.indexOf("0x")));
    }

    @Test
    void aSlotNamesItsOwnerAndTheOwnerItsSlot() {
        LabPage lab = scenario(Look.LIGHT, TIGHT);
        Visitor visitor = lab.visitor();
        visitor.tabTo(visitor.find(".slot-map")).press("Home");
        lab.says("the header");
        Locator owner = visitor.find(".slot-facts .owners button");
        String slot = "";
        for (int i = 0; i < 300 && owner.count() == 0; i++) {
            visitor.press("ArrowRight");
            lab.position();
            slot = visitor.find(".slot-facts p").first().textContent();
        }
        assertTrue(slot.matches("Slot [0-9]+ of /dev/vdb: its page .*"), slot);
        visitor.enter(owner.first());
        Locator cell = visitor.find(".cells button[aria-pressed=true]");
        assertThat(cell)
                .hasAttribute(
                        "aria-label",
                        Pattern.compile("in swap, "
                                + slot.substring(1, slot.indexOf(" of")).replace("lot", "slot")));
        assertThat(visitor.find(".tree .entry[aria-current]").last()).containsText("in swap");
        visitor.enter(lab.button("Pressure"));
        assertThat(visitor.find(".slot-facts")).containsText(slot);
    }

    @Test
    void aRefaultIsMeasuredAndJudged() {
        LabPage lab = scenario(Look.LIGHT, STREAM);
        Visitor visitor = lab.visitor();
        Locator refault = visitor.find(".refault");
        assertThat(refault).containsText("distance > room");
        Locator go = visitor.find(".refault button");
        visitor.enter(go);
        assertThat(refault).containsText("evicted at age");
        var evicted =
                Pattern.compile("evicted at age ([0-9]+), back at age ([0-9]+)").matcher(refault.textContent());
        assertTrue(evicted.find(), refault::textContent);
        int distance = Integer.parseInt(evicted.group(2)) - Integer.parseInt(evicted.group(1));
        assertThat(visitor.find("[data-measure=distance] .number")).hasText(Integer.toString(distance));
    }

    @Test
    void inTheMiddleOfAScanThePagesAreInSomebodysHand() {
        LabPage lab = scenario(Look.LIGHT, STREAM);
        Visitor visitor = lab.visitor();
        visitor.enter(lab.button("As a table"));
        Locator back = lab.button("Back one event (,)");
        for (int i = 0; i < 200 && column(visitor, "taken off").isEmpty(); i++) {
            visitor.enter(back);
            lab.position();
        }
        List<String> taken = column(visitor, "taken off");
        assertTrue(!taken.isEmpty() && taken.size() <= 32, taken::toString);
        assertThat(visitor.find(".reclaim-line .rung[aria-current]")).hasCount(1);
        String who = visitor.find(".who-reclaims").textContent();
        assertTrue(who.contains("kswapd: at work") || who.contains("reclaims itself"), who);
    }

    @Test
    void aLargeMachineIsDrawnWithoutAnElementForEachPage() {
        Visitor visitor = visitors.arrive(Look.LIGHT)
                .open("/play?config=preset=linux%20frames=131072%20watermarks=on%20reclaim=on");
        visitor.enter(visitor.find("#submit")).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        lab.command("creat path=/f size=300M").command("p = spawn comm=p");
        lab.command("read pid=p path=/f offset=0 len=100M");
        visitor.enter(lab.button("Pressure"));
        visitor.enter(lab.button("As a table"));
        lab.position();
        assertEquals(65, column(visitor, "inactive file").size());
        int elements = visitor.find(".pressure *").count();
        assertTrue(elements < 900, elements + " elements");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void picturesAreAccessibleAndInOnePiece(Look look) {
        LabPage lab = scenario(look, TIGHT);
        List<String> found = new ArrayList<>(inspect(lab, look, "tight"));
        lab.visitor().tabTo(lab.visitor().find(".lru-lanes")).press("Home", "Enter");
        lab.visitor().enter(lab.button("As a table"));
        found.addAll(inspect(lab, look, "table"));
        lab.visitor().enter(lab.button("Map")).enter(lab.button(ZSWAP)).enter(lab.button("Pressure"));
        found.addAll(inspect(lab, look, "zswap"));
        assertEquals("", String.join("\n", found), look::label);
    }

    /** What axe and the layout find, which is also kept as a picture. */
    private static List<String> inspect(LabPage lab, Look look, String name) {
        lab.visitor().shoot("pages/pressure-" + name + "-" + look.label());
        List<String> found = new ArrayList<>();
        Axe.findings(lab.visitor().page()).forEach(finding -> found.add(name + ": " + finding));
        Layout.problems(lab.visitor().page()).forEach(problem -> found.add(name + ": " + problem));
        return found;
    }
}
