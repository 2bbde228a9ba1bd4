package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagewalk.engine.ConfigText;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Watermarks;

/** Free play's pictures of physical memory say what the machine's own files say, at every step, by keyboard alone. */
@QuarkusTest
final class PhysicalPagesTest {
    private static final String LAYERS = "Zones, watermarks, per-CPU lists";
    private static final String LAYERS_TEXT = "preset=linux frames=16384 watermarks=on percpu=on cpus=2";
    private static final List<String> PAGES = List.of(
            "a = alloc_pages order=0",
            "b = alloc_pages order=0 gfp=HIGHUSER_MOVABLE",
            "c = alloc_pages order=2 cpu=1",
            "free_pages a",
            "free_pages b cpu=1",
            "drain_pages");
    private static final List<String> OBJECTS = List.of(
            "kmem_cache_create name=fish size=512",
            "a = kmem_cache_alloc fish",
            "b = kmem_cache_alloc fish",
            "c = kmem_cache_alloc fish cpu=1",
            "k = kmalloc size=100",
            "kmem_cache_free a");
    private static final List<String> BOOT = List.of(
            "memblock_add base=0x1000 size=636K",
            "memblock_add base=1M size=63M",
            "memblock_add base=4G size=1G",
            "memblock_mark_nomap base=32M size=1M",
            "memblock_reserve base=1M size=2M",
            "memblock_alloc size=8K");
    private static final Pattern ADDRESSES = Pattern.compile("(0x[0-9a-f]+)\\.\\.(0x[0-9a-f]+)");

    @RegisterExtension
    final Visitors visitors = new Visitors();

    static Stream<Look> looks() {
        return Stream.of(Look.LIGHT, Look.DARK, Look.LIGHT.wide(900), Look.DARK.wide(900));
    }

    /** Starts one of the machines that free play offers. */
    private LabPage ready(Look look, String title, List<String> commands) {
        Visitor visitor = visitors.arrive(look).open("/play");
        visitor.enter(visitor.button(title)).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        commands.forEach(lab::command);
        assertThat(lab.answer()).not().containsText("refused");
        return lab;
    }

    private static void open(LabPage lab, String view) {
        lab.visitor().enter(lab.button(view));
        assertThat(lab.button(view)).hasAttribute("aria-pressed", "true");
    }

    @Test
    void listsOfCpusAndGaugesFollowEveryStep() {
        LabPage lab = ready(Look.LIGHT, LAYERS, PAGES);
        Timeline timeline = new Timeline(config(LAYERS_TEXT));
        for (String command : PAGES) {
            timeline.apply(((Parsed.Ok) CommandText.parse(command)).command());
        }
        assertEquals(timeline.events(), lab.events(), "the page runs the same machine");
        open(lab, "CPU lists");
        Locator back = lab.button("Back one event (,)");
        boolean kept = false;
        for (int event = timeline.events(); event > timeline.events() - 40; event--) {
            lab.isAt(event);
            timeline.seekEvent(event);
            MemoryView memory = timeline.machine().memory();
            assertEquals(keptPages(memory), texts(lab, ".cpu-head .soft"), "event " + event);
            assertEquals(blocks(memory), texts(lab, ".cpu-table td .count"), "event " + event);
            assertEquals(levels(memory), texts(lab, ".gauge .number"), "event " + event);
            kept |= memory.perCpu(1, 1).count() > 0;
            lab.visitor().enter(back);
        }
        assertTrue(kept, "some step shows pages of the second CPU");
        assertThat(lab.visitor().find(".gauge").first()).containsText("min ");
    }

    @Test
    void freePagesOfTheGaugesAreThoseOfBuddyinfo() {
        LabPage lab = ready(Look.LIGHT, LAYERS, PAGES.subList(0, 3));
        String file = lab.command("cat /proc/buddyinfo").answer().textContent();
        List<String> free = new ArrayList<>();
        for (String line : file.strip().split("\n")) {
            String[] words = line.replaceAll(".*zone +\\S+ +", "").strip().split(" +");
            int pages = 0;
            for (int order = 0; order < words.length; order++) {
                pages += Integer.parseInt(words[order]) << order;
            }
            free.add(pages + " free");
        }
        assertEquals(2, free.size(), file);
        assertEquals(free, texts(lab, ".gauge .number"));
    }

    @Test
    void cachesAreThoseOfSlabinfoAndSlabsOpenToTheirObjects() {
        LabPage lab = ready(Look.LIGHT, "Object caches", OBJECTS);
        open(lab, "Slabs");
        Visitor visitor = lab.visitor();
        String file = lab.command("cat /proc/slabinfo").answer().textContent();
        for (Locator row : visitor.find(".caches tbody tr").all()) {
            List<String> cells = row.locator("th, td").allTextContents();
            String line = file.lines()
                    .filter(each -> each.startsWith(cells.get(0) + " "))
                    .findFirst()
                    .orElseThrow();
            String[] words = line.split(" +");
            assertEquals(
                    List.of(words[3], words[4], words[1], words[2], words[words.length - 2]),
                    cells.subList(2, 7),
                    line);
        }
        assertEquals(List.of("fish", "kmalloc-128"), sorted(texts(lab, ".caches th[scope=row]")));
        visitor.enter(visitor.button("fish"));
        Locator slab = visitor.find(".cache .slab").first();
        assertThat(slab.locator(".slab-head")).containsText("1 of 16 in use");
        assertThat(slab.locator(".twin-line")).hasText("in use: 1; CPU 0 takes next: 0 → 2–15");
        assertEquals(16, slab.locator(".objects span").count());
        assertEquals(1, slab.locator(".objects .held").count());
        assertThat(slab.locator(".objects .next")).hasText("1");
        visitor.enter(lab.button("Back one operation (<)"));
        visitor.enter(lab.button("Back one operation (<)"));
        assertThat(visitor.find(".cache h3")).hasText("kmalloc-128");
        visitor.enter(visitor.button("fish"));
        assertThat(slab.locator(".twin-line")).hasText("in use: 0, 1; CPU 0 takes next: 2–15");
        visitor.enter(slab.locator("button"));
        assertThat(visitor.find(".slab-fact")).containsText("a slab of fish");
        open(lab, "Map");
        visitor.enter(lab.button("Show its objects"));
        assertThat(lab.button("Slabs")).hasAttribute("aria-pressed", "true");
        assertThat(visitor.find(".cache h3")).hasText("fish");
    }

    @Test
    void tablesOfMemblockAreThoseOfItsFiles() {
        LabPage lab = ready(Look.LIGHT, "Boot memory", BOOT);
        open(lab, "Boot memory");
        for (String name : List.of("memory", "reserved")) {
            String file = lab.command("cat /sys/kernel/debug/memblock/" + name)
                    .answer()
                    .textContent();
            List<String> expected = new ArrayList<>();
            Matcher matcher = ADDRESSES.matcher(file);
            while (matcher.find()) {
                expected.add(Long.decode(matcher.group(1)) + " to " + Long.decode(matcher.group(2)));
            }
            Locator table =
                    lab.visitor().find(".regions table").filter(new Locator.FilterOptions().setHasText(name + ":"));
            List<String> shown = new ArrayList<>();
            for (Locator row : table.locator("tbody tr").all()) {
                List<String> cells = row.locator("td").allTextContents();
                shown.add(number(cells.get(0)) + " to " + number(cells.get(1)));
            }
            assertTrue(expected.size() > 1, file);
            assertEquals(expected, shown, file);
        }
        assertThat(lab.visitor().find(".regions")).containsText("nomap");
        lab.visitor().enter(lab.button("To the start (Home)"));
        assertThat(lab.visitor().find(".regions table")).hasCount(0);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void picturesAreAccessibleAndInOnePiece(Look look) {
        LabPage lab = ready(look, LAYERS, PAGES.subList(0, 4));
        OBJECTS.forEach(lab::command);
        BOOT.forEach(lab::command);
        List<String> found = new ArrayList<>();
        for (String view : List.of("CPU lists", "Slabs", "Boot memory", "Map")) {
            open(lab, view);
            if (view.equals("Slabs")) {
                lab.visitor().enter(lab.visitor().button("fish"));
            }
            found.addAll(inspect(lab, look, view.toLowerCase(Locale.ROOT).replace(' ', '-')));
        }
        lab.keys("3");
        found.addAll(inspect(lab, look, "pageblocks"));
        if (look.width() < 1280) {
            lab.visitor().tabTo(lab.visitor().find("[role=tab]").first()).press("ArrowRight");
            found.addAll(inspect(lab, look, "gauges"));
        }
        assertEquals("", String.join("\n", found), look::label);
    }

    @Test
    void aMachinesTextStartsItAndAWrongOneIsTold() {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        visitor.open("/play?config=" + LAYERS_TEXT.replace(" ", "%20"));
        assertThat(visitor.find("#config")).hasValue(LAYERS_TEXT);
        visitor.enter(visitor.find("#submit")).isAt("/play\\?session=");
        assertThat(LabPage.of(visitor).visitor().find("#machine")).containsText("percpu=on cpus=2");
        visitor.complaints().expect("status of 400");
        visitor.open("/play").fill("#config", "frames=64 percpu=maybe").enter(visitor.find("#submit"));
        visitor.sees("#problem", "column 11: percpu is on or off");
        assertThat(visitor.find("#config")).hasValue("frames=64 percpu=maybe");
    }

    /** What axe and the layout find in a view, which is also kept as a picture. */
    private static List<String> inspect(LabPage lab, Look look, String name) {
        lab.visitor().shoot("pages/physical-" + name + "-" + look.label());
        List<String> found = new ArrayList<>();
        Axe.findings(lab.visitor().page()).forEach(finding -> found.add(name + ": " + finding));
        Layout.problems(lab.visitor().page()).forEach(problem -> found.add(name + ": " + problem));
        return found;
    }

    private static MachineConfig config(String text) {
        return ((ConfigText.Result.Ok) ConfigText.parse(text)).config();
    }

    private static List<String> keptPages(MemoryView memory) {
        List<String> texts = new ArrayList<>();
        for (int zone = 0; zone < memory.zones(); zone++) {
            for (int cpu = 0; cpu < memory.cpus(zone); cpu++) {
                PerCpuPages pages = memory.perCpu(zone, cpu);
                int batch = memory.watermarks(zone).setup().batch();
                texts.add(pages.count() + " pages kept, high " + pages.high() + ", batch " + batch);
            }
        }
        return texts;
    }

    private static List<String> blocks(MemoryView memory) {
        List<String> texts = new ArrayList<>();
        for (int zone = 0; zone < memory.zones(); zone++) {
            for (int cpu = 0; cpu < memory.cpus(zone); cpu++) {
                for (int list = 0; list < PerCpuPages.LISTS; list++) {
                    texts.add(Integer.toString(memory.perCpu(zone, cpu).lists().count(list)));
                }
            }
        }
        return texts;
    }

    private static List<String> levels(MemoryView memory) {
        List<String> texts = new ArrayList<>();
        for (int zone = 0; zone < memory.zones(); zone++) {
            assertTrue(memory.watermarks(zone).mark(Watermarks.HIGH) > 0);
            texts.add(memory.freePages(zone) + " free");
        }
        return texts;
    }

    private static List<String> texts(LabPage lab, String selector) {
        return lab.visitor().find(selector).allTextContents();
    }

    private static List<String> sorted(List<String> words) {
        return Arrays.asList(words.stream().sorted().toArray(String[]::new));
    }

    private static long number(String address) {
        return Long.decode(address.replace("_", ""));
    }
}
