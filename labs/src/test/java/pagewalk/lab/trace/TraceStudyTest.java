package pagewalk.lab.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import pagewalk.engine.trace.Parting;
import pagewalk.engine.trace.PolicyKind;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.engine.trace.TraceFormat;
import pagewalk.engine.util.Xorshift;

/** A trace from its bytes to its table: streamed or kept, packed or not, with pages of every size. */
final class TraceStudyTest {
    /** Nobody looks at the progress; a broken line ends the reading. */
    private static final TraceStream.Watch STRICT = new TraceStream.Watch() {
        @Override
        public boolean broken(String place, String message) {
            return false;
        }

        @Override
        public void read(long bytes) {}

        @Override
        public void future(long done, long all) {}
    };

    private static PolicySpec spec(String text) {
        return ((PolicySpec.Result.Ok) PolicySpec.parse(text)).spec();
    }

    private static List<PolicySpec> all() {
        List<PolicySpec> all = new ArrayList<>();
        for (PolicyKind kind : PolicyKind.values()) {
            all.add(spec(kind.label()));
        }
        return all;
    }

    private static TraceStream stream(byte[] bytes, @Nullable TraceFormat format, int shift) {
        return new TraceStream(TraceInput.of("it", new ByteArrayInputStream(bytes)), format, shift, null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A lackey trace of a few hundred pages. */
    private static byte[] lackey(int length) {
        Xorshift random = new Xorshift(2, 9);
        StringBuilder text = new StringBuilder("==7== Lackey\n");
        for (int i = 0; i < length; i++) {
            long address = random.below(3) == 0 ? 0x7fff_0000_0000L + random.below(400_000) : 0x40_0000 + i % 90 * 700;
            text.append(" LS".charAt(1 + random.below(2)) == 'L' ? " L " : " S ");
            text.append(Long.toHexString(address)).append(",4\n");
        }
        return bytes(text.toString());
    }

    private static List<String> rows(TraceStudy study) {
        return study.rows().stream()
                .map(row -> row.shift() + " " + row.policy().text() + " " + row.frames() + " " + row.misses())
                .toList();
    }

    private static List<String> run(byte[] bytes, List<Integer> shifts, int inMemory) {
        Study.Ask ask = new Study.Ask(all(), List.of(3, 17, 64), shifts, false, List.of());
        try (TraceStudy study = new TraceStudy(ask, stream(bytes, null, shifts.get(0)), inMemory)) {
            assertTrue(study.run(STRICT));
            return rows(study);
        }
    }

    @Test
    void whatGoesToTheDiskIsWhatStaysInMemory() {
        byte[] trace = lackey(3 * Spill.BLOCK + 1000);
        List<String> kept = run(trace, List.of(12), 100);
        assertEquals(kept, run(trace, List.of(12), 0));
        assertEquals(kept, run(trace, List.of(12), 2));
    }

    @Test
    void severalPageSizesAtOnceAreEachAsAlone() {
        byte[] trace = lackey(20_000);
        List<String> together = run(trace, List.of(10, 12, 16, 21), 100);
        List<String> alone = new ArrayList<>();
        for (int shift : List.of(10, 12, 16, 21)) {
            alone.addAll(run(trace, List.of(shift), 100));
        }
        assertEquals(alone, together);
    }

    @Test
    void manyNumbersOfFramesAreReadOffTheCurve() {
        byte[] trace = lackey(5000);
        List<Integer> frames = List.of(1, 2, 3, 5, 8, 13, 21, 34);
        List<PolicySpec> lru = List.of(spec("LRU"), spec("WS:window=100000"));
        Study.Ask ask = new Study.Ask(lru, frames, List.of(12), true, List.of());
        try (TraceStudy study = new TraceStudy(ask, stream(trace, null, 12))) {
            study.run(STRICT);
            Study.Size size = study.sizes().get(0);
            for (int count : frames) {
                assertEquals(size.misses(lru.get(1), count), size.misses(lru.get(0), count));
                assertEquals(size.misses(lru.get(0), count), size.curve()[count - 1]);
            }
            assertEquals(size.ids().size(), size.curve().length);
        }
    }

    @Test
    void gzippedFilesAreReadAsTheyAre() throws IOException {
        byte[] trace = lackey(2000);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(trace);
        }
        byte[] zipped = packed.toByteArray();
        assertEquals(run(trace, List.of(12), 9), run(zipped, List.of(12), 9));
        byte[] cut = java.util.Arrays.copyOf(zipped, zipped.length / 2);
        TraceFault fault = assertThrows(TraceFault.class, () -> run(cut, List.of(12), 9));
        assertTrue(fault.isUnreadable() && fault.sentence().contains("cut off"), fault.sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "==12== Lackey, an | LACKEY",
                "I  00401000,3 | LACKEY",
                "' L 1ffefff8,8' | LACKEY",
                "1 2 3 | PAGES",
                "7,0,1,2 | PAGES",
                "# pages;7 | PAGES",
                "0x401 0x402w | PAGES",
                "-s 0 -n 10 | OSTEP",
                "-a 1,2,3 | OSTEP",
                "$ python3 paging-policy.py -s 1 | OSTEP",
                "python2 ./paging-policy.py -c | OSTEP",
                "20000;2;4;1;a 0 512;f 0 | REP",
                "20000;2;4;1;5 6 | PAGES",
                "hello | PAGES",
            })
    void aFormatIsToldByItsLooks(String text, TraceFormat format) {
        byte[] head = bytes(text.replace(';', '\n') + "\n");
        assertEquals(format, TraceFormat.of(head, head.length));
    }

    @Test
    void packedTracesNumberTheirPagesAndJunkDoesNot() {
        byte[] packed = {0, 0, 4, 0, 1, 0, 9, 0};
        assertEquals(TraceFormat.U16, TraceFormat.of(packed, packed.length));
        byte[] junk = {0, 0, 9, 0, 1, 0, 4, 0};
        assertNull(TraceFormat.of(junk, junk.length));
        assertThrows(TraceFault.class, () -> stream(junk, null, 12));
        assertEquals(TraceFormat.U16, stream(junk, TraceFormat.U16, 12).feed().format());
    }

    @Test
    void formatsWithoutAddressesHaveNoSmallerPages() {
        assertThrows(TraceFault.class, () -> stream(bytes("1 2"), null, 10));
        Study.Ask ask = new Study.Ask(all(), List.of(1), List.of(12, 16), false, List.of());
        byte[] packed = {0, 0, 4, 0};
        assertThrows(TraceFault.class, () -> new TraceStudy(ask, stream(packed, null, 12)));
    }

    @Test
    void aMapGivesPackedPagesTheirPlaces() {
        byte[] packed = {0, 0, 4, 0, 8, 0};
        String map = "# id page\n0 401a\n1 0x1fff000\n2\t401b\n";
        PageMap pages = PageMap.read(TraceInput.of("map", new ByteArrayInputStream(bytes(map))));
        Study.Ask ask = new Study.Ask(List.of(spec("LRU")), List.of(9), List.of(12, 16), false, List.of());
        TraceInput input = TraceInput.of("it", new ByteArrayInputStream(packed));
        try (TraceStudy study = new TraceStudy(ask, new TraceStream(input, null, 12, pages))) {
            study.run(STRICT);
            assertEquals(List.of("12 LRU 9 3", "16 LRU 9 2"), rows(study));
            assertEquals(0x1fff000, study.sizes().get(0).ids().low(1));
        }
        for (String bad : List.of("1 401a\n", "0 xyz\n", "0\n", "0 1 2\n")) {
            TraceInput text = TraceInput.of("map", new ByteArrayInputStream(bytes(bad)));
            assertThrows(TraceFault.class, () -> PageMap.read(text), bad);
        }
    }

    @Test
    void ostepsSeedsDrawItsReferences() {
        Study.Ask ask = new Study.Ask(List.of(spec("LRU")), List.of(8), List.of(12), false, List.of());
        try (TraceStudy study = new TraceStudy(ask, stream(bytes("-s 10 -n 1000 -m 32 -C 8 -p LRU -N -c"), null, 12))) {
            study.run(STRICT);
            assertEquals(List.of("12 LRU 8 754"), rows(study));
        }
        assertFalse(new TraceStudy(ask, stream(bytes("-s x"), null, 12)).run(STRICT));
    }

    @Test
    void aMallocTraceTouchesThePagesOfItsBlocks() {
        String rep = "40000\n2\n5\n1\na 0 4000\na 1 8192\nr 0 9000\nf 1\nf 0\n";
        Study.Ask ask = new Study.Ask(List.of(spec("FIFO")), List.of(100), List.of(12), false, List.of());
        try (TraceStudy study = new TraceStudy(ask, stream(bytes(rep), null, 12))) {
            assertTrue(study.run(STRICT));
            assertEquals(TraceFormat.REP, study.format());
            int pages = study.sizes().get(0).ids().size();
            assertTrue(pages >= 5 && pages <= 8, "pages=" + pages);
            assertTrue(study.references() > pages, "references=" + study.references());
        }
        for (String bad : List.of("a 0 1\na 0 1", "f 9", "a 0", "x 1 2")) {
            try (TraceStudy study = new TraceStudy(ask, stream(bytes("1\n1\n1\n1\n" + bad), TraceFormat.REP, 12))) {
                assertFalse(study.run(STRICT), bad);
            }
        }
    }

    @Test
    void twoPoliciesPartWhereTheirVictimsDiffer() {
        byte[] belady = bytes("1 2 3 4 1 2 5 1 2 3 4 5");
        Study.Ask ask = new Study.Ask(List.of(), List.of(1, 4), List.of(12), false, List.of(spec("FIFO"), spec("OPT")));
        try (TraceStudy study = new TraceStudy(ask, stream(belady, null, 12))) {
            study.run(STRICT);
            Parting one = study.sizes().get(0).partings().get(0);
            assertNull(one.parted());
            assertNull(one.differed());
            Parting four = study.sizes().get(0).partings().get(1);
            Parting.Step parted = four.parted();
            assertNotNull(parted);
            assertEquals(7, parted.reference());
            assertEquals(List.of(0, 3), List.of(parted.victims()[0], parted.victims()[1]));
            Parting.Step differed = four.differed();
            assertNotNull(differed);
            assertEquals(8, differed.reference());
            assertTrue(differed.hits()[1] && !differed.hits()[0]);
            assertEquals(List.of(10, 6), List.of(four.misses(0), four.misses(1)));
        }
    }

    @Test
    void thePictureIsWellFormedAndSaysItsNumbersInWords() throws Exception {
        List<CurveSvg.Line> lines = List.of(
                new CurveSvg.Line("LRU <&\">", new int[] {1, 2, 64}, new int[] {100, 50, 0}),
                new CurveSvg.Line("one", new int[] {8}, new int[] {50}),
                new CurveSvg.Line("none", new int[0], new int[0]));
        for (int references : new int[] {100, 1_000_000}) {
            String svg = CurveSvg.of("Misses of a\u0001<b>", lines, references);
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            assertEquals("svg", document.getDocumentElement().getTagName());
            assertEquals(3, document.getElementsByTagName("polyline").getLength());
            assertEquals(4, document.getElementsByTagName("circle").getLength());
            String described = document.getElementsByTagName("desc").item(0).getTextContent();
            assertTrue(described.contains("with 1 frame") && described.contains("LRU <&\">"), described);
            assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
        }
    }

    /** A real trace: valgrind's own on a machine that has it, otherwise the one that is shipped. */
    @Test
    void aRealTraceMissesAsOftenAsTheLibrarysCollectionsSay() throws Exception {
        Path file = Files.createTempFile("pagewalk", ".lackey");
        try {
            byte[] bytes = recorded(file);
            int[] pages = NaiveCounts.pages(bytes);
            assertTrue(pages.length >= 500_000, "references=" + pages.length);
            List<PolicySpec> policies = List.of(spec("FIFO"), spec("LRU"), spec("CLOCK"), spec("OPT"));
            Study.Ask ask = new Study.Ask(policies, List.of(8, 40, 100), List.of(12), false, List.of());
            try (TraceStudy study = new TraceStudy(ask, stream(bytes, null, 12), 3)) {
                assertTrue(study.run(STRICT));
                assertEquals(pages.length, study.references());
                for (int frames : ask.frames()) {
                    Study.Size size = study.sizes().get(0);
                    assertEquals(NaiveCounts.queue(pages, frames, false), size.misses(policies.get(0), frames));
                    assertEquals(NaiveCounts.queue(pages, frames, true), size.misses(policies.get(1), frames));
                    assertEquals(NaiveCounts.clock(pages, frames), size.misses(policies.get(2), frames));
                    assertEquals(NaiveCounts.opt(pages, frames), size.misses(policies.get(3), frames));
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] recorded(Path file) throws IOException, InterruptedException {
        try {
            Process valgrind = new ProcessBuilder(
                            "valgrind",
                            "--tool=lackey",
                            "--trace-mem=yes",
                            "--log-file=" + file,
                            "/bin/ls",
                            "-l",
                            "/etc")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (valgrind.waitFor() == 0 && Files.size(file) > 8_000_000) {
                return Files.readAllBytes(file);
            }
        } catch (IOException e) {
            // There is no valgrind here.
        }
        try (InputStream shipped = TraceStudyTest.class.getResourceAsStream("/recordings/traces/ls_1m.u16.gz")) {
            return new java.util.zip.GZIPInputStream(shipped).readAllBytes();
        }
    }
}
