package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces in the browser: the numbers of the command line, large files off the main thread, all of it by keyboard. */
@QuarkusTest
final class TraceTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("pagewalk.root"), "labs", "src", "main", "resources", "recordings");

    private static final String EVERY =
            "FIFO,LRU,OPT,OPT-BYPASS,CLOCK,CLOCK:insert=1:hand=last,SC,ESC,LFU,LFU:keep=1,MRU,NRU,RAND:seed=3,"
                    + "AGING:tick=100,WS:window=500,2Q,ARC,SIEVE,S3-FIFO,LINUX";

    private static final String REP = """
            90000
            4
            9
            1
            a 0 512
            a 1 9000
            a 2 140000
            f 1
            a 3 300000
            r 2 200000
            f 0
            f 2
            r 3 10
            """;

    /** Remembers what the page does while a trace is read: how far it is, and that other events are heard. */
    private static final String WATCH = """
            () => {
              const seen = window.seen = {steps: [], ticks: 0, open: true};
              const bar = document.getElementById('progress');
              new MutationObserver(() => {
                const at = Number(bar.getAttribute('value'));
                if (seen.steps.length === 0 || seen.steps.at(-1).at !== at) seen.steps.push({at, ticks: seen.ticks});
              }).observe(bar, {attributes: true});
              const channel = new MessageChannel();
              channel.port1.onmessage = () => {
                seen.ticks++;
                if (seen.open) setTimeout(() => channel.port2.postMessage(0), 1);
              };
              channel.port2.postMessage(0);
            }
            """;

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @TempDir
    Path folder;

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "wasm"})
    void numbersAreThoseOfTheCommandLine(String engine) throws Exception {
        TraceDesk desk = TraceDesk.open(visitors.arrive(Look.LIGHT), engine);
        Path belady = text("belady.txt", "1 2 3 4 1 2 5 1 2 3 4 5w # as in 1969\n");
        compare(desk, belady, EVERY, "1-7,9", "4K,16K");
        compare(desk, RECORDED.resolve("lackey/loop2.lackey"), EVERY, "1-9,17", "512,4K,64K");
        compare(desk, RECORDED.resolve("traces/ls_1m.u16.gz"), EVERY, "8,64,500", "4K");
        compare(desk, text("draw", "-s 10 -n 3000 -m 32 -C 8\n"), EVERY, "4,8,31,32", "4K");
        compare(desk, text("calls.rep", REP), EVERY, "2,8,100", "1K,4K");
    }

    private static void compare(TraceDesk desk, Path file, String policies, String frames, String sizes)
            throws Exception {
        desk.set("policies", policies).set("frames", frames).set("sizes", sizes).set("compare", "");
        desk.file(file).done();
        String[] asked = {file.toString(), "--policy", policies, "--frames", frames, "--page-size", sizes, "--tsv"};
        assertEquals(TraceDesk.commandLine(asked).lines().toList(), desk.rows(), file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "wasm"})
    void theCurveAndThePartingAreThoseOfTheCommandLine(String engine) throws Exception {
        TraceDesk desk = TraceDesk.open(visitors.arrive(Look.LIGHT), engine);
        Path file = RECORDED.resolve("traces/ls_1m.u16.gz");
        desk.set("policies", "").set("frames", "8,64").set("compare", "LRU,OPT");
        desk.visitor().find("#curve").check();
        desk.file(file).done();
        List<String> curve = TraceDesk.commandLine(file.toString(), "--curve", "--tsv", "--frames", "8")
                .lines()
                .map(line -> line.split("\t")[1] + "\t" + line.split("\t")[3])
                .toList();
        assertEquals(283, curve.size());
        assertEquals(curve, desk.curve());
        Locator pair = desk.visitor().find("#pair-part");
        for (String frames : List.of("8", "64")) {
            desk.visitor().page().getByLabel("Frames of both").selectOption(frames.equals("8") ? "0" : "1");
            String told = TraceDesk.commandLine(file.toString(), "--compare", "LRU,OPT", "--frames", frames);
            List<String> lines = told.lines().toList();
            String where = lines.get(1)
                    .replaceAll(".* part at reference (\\d+), page (\\d+):", "Reference $1 .* page $2\\\\.");
            assertThat(pair.locator(".said")).containsText(java.util.regex.Pattern.compile(where + " They part here"));
            for (int side = 0; side < 2; side++) {
                String victim = lines.get(2 + side).replaceAll(".*replaced page (\\d+) .*", "Replaces page $1 with");
                assertThat(pair.locator(".side").nth(side)).containsText(victim);
                String sentence = lines.get(2 + side).replaceAll(".*\\] ", "");
                assertThat(pair.locator(".side").nth(side)).containsText(sentence);
            }
            assertThat(pair)
                    .containsText("in all " + lines.getLast().replaceAll("\\D+(\\d+) and (\\d+) .*", "$1 and $2"));
        }
    }

    /** 50 MB of references, packed so that OPT would need more than the page keeps. */
    private Path large() throws IOException {
        Path file = folder.resolve("large.u16");
        byte[] block = new byte[1 << 16];
        int x = 12345;
        int pages = 1;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 50 * 16; i++) {
                for (int at = 0; at < block.length; at += 2) {
                    x ^= x << 13;
                    x ^= x >>> 17;
                    x ^= x << 5;
                    int page =
                            (x & 15) == 0 ? Math.floorMod(x >> 8, pages) : Math.floorMod(x >> 8, Math.min(pages, 40));
                    page = pages < 4000 && (x & 0xff0) == 0 ? pages++ : page;
                    int packed = page << 2 | 1 + (x & 1);
                    block[at] = (byte) packed;
                    block[at + 1] = (byte) (packed >> 8);
                }
                out.write(block);
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "wasm"})
    void fiftyMegabytesAreReadWhileThePageGoesOnBeingUsed(String engine) throws Exception {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        TraceDesk desk = TraceDesk.open(visitor, engine);
        Path file = large();
        assertEquals(50 << 20, Files.size(file));
        desk.set("policies", "FIFO,LRU,CLOCK,OPT").set("frames", "16,256").set("compare", "");
        visitor.page().evaluate(WATCH);
        desk.file(file);
        assertThat(visitor.find("#running")).isVisible();
        visitor.find("#paste").fill("typed while it is read");
        visitor.button("SIEVE").click();
        assertThat(visitor.button("SIEVE")).hasAttribute("aria-pressed", "true");
        assertThat(visitor.find("#running")).isVisible();
        assertThat(visitor.find("#results")).isHidden();
        desk.done();
        @SuppressWarnings("unchecked")
        List<List<Integer>> steps = (List<List<Integer>>)
                visitor.page().evaluate("() => { seen.open = false; return seen.steps.map(s => [s.at, s.ticks]); }");
        assertTrue(steps.size() >= 20, () -> "progress was seen at " + steps);
        for (int i = 1; i < steps.size(); i++) {
            assertTrue(steps.get(i).get(0) > steps.get(i - 1).get(0), () -> "progress goes back: " + steps);
        }
        long alive = steps.stream().map(step -> step.get(1)).distinct().count();
        assertTrue(alive >= 10, () -> "events heard between the steps: " + steps);

        List<String> expected = new ArrayList<>(
                TraceDesk.commandLine(file.toString(), "--policy", "FIFO,LRU,CLOCK", "--frames", "16,256", "--tsv")
                        .lines()
                        .toList());
        int references = 25 << 20;
        expected.add("OPT\t16\t" + references + "\trefused");
        expected.add("OPT\t256\t" + references + "\trefused");
        assertEquals(expected, desk.rows());
        visitor.sees("#results", "keeps at most 16777216 references of one in memory; this one has " + references);
    }

    @Test
    void aRunIsStoppedAndNothingIsShownOfIt() throws IOException {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        TraceDesk desk = TraceDesk.open(visitor, "wasm");
        Path file = large();
        desk.set("policies", EVERY).set("frames", "1-100").file(file);
        assertThat(visitor.find("#running")).isVisible();
        visitor.enter(visitor.find("#cancel"));
        visitor.sees("#opened", "Stopped");
        assertThat(visitor.find("#running")).isHidden();
        assertThat(visitor.find("#results")).isHidden();
        desk.set("policies", "LRU").set("frames", "2").set("compare", "").paste("1 2 1");
        assertEquals(List.of("LRU\t2\t3\t2"), desk.done().rows());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frames | 0 | Page frames takes numbers from 1 to 1048576 and ranges such as 1-64, not '0'",
                "frames | 1048577 | Page frames takes numbers from 1 to 1048576 and ranges such as 1-64, not '1048577'",
                "frames | 1-5000 | Page frames takes numbers from 1 to 1048576",
                "frames | 1000000-1000100 | frames, and a page works on at most 16777216 at once",
                "policies | LRU,CAT | Policies: there is no policy 'CAT'; there are FIFO, LRU,",
                "policies | CLOCK:insert=7 | is no setting of CLOCK",
                "compare | LRU | Two side by side takes two policies",
                "sizes | 5K | Page sizes takes powers of two from 16 to 1024M, not '5K'",
                "sizes | 1K | has page numbers, not addresses: pages are 4K or larger",
            })
    void whatCannotBeAskedIsRefusedInASentence(String field, String value, String sentence) {
        TraceDesk desk = TraceDesk.open(visitors.arrive(Look.LIGHT), "wasm");
        desk.set(field, value).paste("1 2 3").refuses(sentence);
        assertEquals(List.of(), Axe.findings(desk.visitor().page()));
    }

    @Test
    void brokenAndHostileFilesMeetASentence() throws IOException {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        TraceDesk desk = TraceDesk.open(visitor, "js");
        desk.set("policies", "LRU").set("frames", "9").set("compare", "");
        visitor.find("#run").click();
        desk.refuses("No trace is open yet");
        Path broken = text("broken.txt", "1 2\n3 x 4\n5\n" + "y\n".repeat(30));
        desk.file(broken).refuses("broken.txt, line 2, column 3: a page number is expected here, not 'x'");
        visitor.find("#skip").check();
        desk.file(broken).done();
        assertEquals(List.of("LRU\t9\t4\t4"), desk.rows());
        visitor.sees(".broken", "31 broken lines were passed over, of which the first 10 are told");
        visitor.sees(".broken", "line 2, column 3: a page number is expected here, not 'x'");
        visitor.find("#skip").uncheck();
        byte[] junk = new byte[100_000];
        for (int i = 0; i < junk.length; i++) {
            junk[i] = (byte) (i * 31 ^ i >>> 3);
        }
        desk.file(Files.write(folder.resolve("junk"), junk)).refuses("junk looks like no trace");
        desk.choose("lackey").file(folder.resolve("junk")).refuses("junk, line 1, column");
        desk.choose("auto").file(text("empty", "")).refuses("empty is empty: it has 0 bytes");
        desk.file(text("comment", "# nothing\n")).refuses("comment holds no reference");
        desk.set("sizes", "4K,64K")
                .file(RECORDED.resolve("traces/ls_1m.u16.gz"))
                .refuses("names of pages only");
        desk.set("sizes", "4K").file(text("draw", "-s x\n")).refuses("option -s takes a number; this is x");
        byte[] whole = Files.readAllBytes(RECORDED.resolve("traces/ls_1m.u16.gz"));
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
        desk.file(cut).refuses("it begins as a gzip file, but is none or is cut off");
        desk.paste("1 1").done();
        assertEquals(List.of("LRU\t9\t2\t1"), desk.rows());
    }

    /** One line of 100 MB, and one that lackey would have to hold. */
    @Test
    void endlessLinesTakeNoMemory() throws IOException {
        TraceDesk desk = TraceDesk.open(visitors.arrive(Look.LIGHT), "wasm");
        Path file = folder.resolve("endless");
        byte[] nines = new byte[1 << 20];
        Arrays.fill(nines, (byte) '9');
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 100; i++) {
                out.write(nines);
            }
        }
        desk.file(file).refuses("endless, line 1, column 10: a decimal page number has at most 9 digits");
        desk.choose("lackey")
                .file(file)
                .refuses("endless, line 1, column 81: a line of an access is shorter than this");
        desk.choose("rep").file(file).refuses("larger than the limit of 16777216 bytes");
    }

    @Test
    void aTraceIsDroppedOntoThePage() {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        TraceDesk desk = TraceDesk.open(visitor, "wasm");
        desk.set("policies", "FIFO").set("frames", "3").set("compare", "");
        visitor.page().evaluate("""
                () => {
                  const cargo = new DataTransfer();
                  cargo.items.add(new File(['1 2 3 4 1 2 5 1 2 3 4 5'], 'dropped.txt'));
                  const zone = document.getElementById('drop');
                  for (const type of ['dragover', 'drop']) {
                    zone.dispatchEvent(new DragEvent(type, {dataTransfer: cargo, bubbles: true, cancelable: true}));
                  }
                }
                """);
        assertEquals(List.of("FIFO\t3\t12\t9"), desk.done().rows());
        visitor.sees("#opened", "dropped.txt");
    }

    /** From the home page to the step where two policies part, and through the grid, without a mouse. */
    @ParameterizedTest
    @ValueSource(strings = {"js", "wasm"})
    void everythingIsReachedByKeyboard(String engine) {
        Visitor visitor = visitors.arrive(Look.LIGHT).open("/");
        visitor.enter(visitor.find("main a[href='/trace']")).isAt("/trace$");
        TraceDesk desk = TraceDesk.open(visitor, engine);
        visitor.enter(visitor.find("#example-0"));
        desk.done();
        visitor.sees(".anomalies", "Belady's anomaly: FIFO misses 10 times with 4 frames, and 9 times with 3.");
        Locator slider = visitor.find("#curve-frames");
        visitor.tabTo(slider).press("ArrowRight");
        assertThat(slider).hasAttribute("aria-valuetext", "4 frames");
        visitor.sees(".readout", "FIFO 10 misses, 83.3333%");

        Locator said = visitor.find("#pair-part .said");
        assertThat(said).hasText("Reference 10 of 12 reads page 3. They part here.");
        visitor.enter(visitor.button("Difference ▶"));
        assertThat(said).hasText("Reference 11 of 12 reads page 4. They part here.");
        visitor.enter(visitor.button("◀ Reference")).press("Enter", "Enter");
        assertThat(said).hasText("Reference 8 of 12 reads page 1. Both do the same.");
        assertThat(visitor.find("#pair-part .side").first()).containsText("Page 1 is in memory");
        visitor.enter(visitor.button("First difference"));
        assertThat(visitor.find("#pair-part .side").nth(0)).containsText("Replaces page 1 with page 3.");
        assertThat(visitor.find("#pair-part .side").nth(1)).containsText("Replaces page 5 with page 3.");

        Locator grid = visitor.find("#grid-part .scroll").first();
        visitor.tabTo(grid).press("ArrowRight", "ArrowRight", "ArrowRight");
        visitor.sees("#grid-part .said", "Reference 4 of 12 reads page 4");
        visitor.sees("#grid-part .said", "FIFO: miss, replaces page 1");
        assertThat(grid.locator("[aria-current=step]")).hasText("4");
        visitor.press("End");
        visitor.sees("#grid-part .said", "Reference 12 of 12 reads page 5");
        assertEquals(
                List.of("miss", "miss", "miss", "miss", "miss", "miss", "miss", "hit", "hit", "miss", "miss", "hit"),
                grid.locator(".marks td").allTextContents());
        assertEquals(
                List.of("1", "1", "1", "4", "4", "4", "5", "5", "5", "5", "5", "5"),
                grid.locator("tbody tr").first().locator("td").allTextContents());
    }

    static Stream<Look> looks() {
        return PagesTest.looks();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void thePageIsInOnePieceWithEveryExample(Look look) {
        Visitor visitor = visitors.arrive(look);
        TraceDesk desk = TraceDesk.open(visitor, "wasm");
        inspect(visitor, look, "trace-empty");
        for (int example = 0; visitor.find("#example-" + example).count() > 0; example++) {
            desk.example(example).shows("#pair-part .side");
            if (visitor.find("#grid-part .grids").count() > 0) {
                desk.shows("#grid-part table.grid");
            }
            inspect(visitor, look, "trace-" + example);
        }
        visitor.find("figure.curve summary").click();
        desk.set("frames", "0").visitor().find("#run").click();
        desk.refuses("Page frames");
        inspect(visitor, look, "trace-refused");
    }

    private static void inspect(Visitor visitor, Look look, String name) {
        visitor.shoot("pages/" + name + "-" + look.label());
        List<String> found = new ArrayList<>(Axe.findings(visitor.page()));
        found.addAll(Layout.problems(visitor.page()));
        assertEquals("", String.join("\n", found), () -> name + " " + look.label());
    }
}
