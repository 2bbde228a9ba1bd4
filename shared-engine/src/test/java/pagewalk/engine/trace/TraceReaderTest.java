package pagewalk.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pagewalk.engine.util.Xorshift;

/** Readers of traces: what they read, what they say of what is broken, and that no input breaks them. */
final class TraceReaderTest {
    /** The formats that are read here. */
    enum Format {
        LACKEY,
        PACKED,
        PAGES
    }

    private final List<String> read = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private boolean goOn = true;

    private TraceReader reader(Format format) {
        TraceReader.Sink sink = (high, low, kind) ->
                read.add(Long.toHexString((long) high << 32 | low & 0xffff_ffffL) + "xlsm".charAt(kind));
        TraceReader.Faults told = (line, column, message) -> {
            faults.add(line + ":" + column + " " + message);
            return goOn;
        };
        return switch (format) {
            case LACKEY -> new LackeyReader(12, sink, told);
            case PACKED -> new PackedReader(sink, told);
            case PAGES -> new PagesReader(sink, told);
        };
    }

    private TraceReader feed(Format format, byte[] bytes, int piece) {
        read.clear();
        faults.clear();
        TraceReader reader = reader(format);
        for (int at = 0; at < bytes.length; at += piece) {
            reader.feed(bytes, at, Math.min(bytes.length, at + piece));
        }
        reader.finish();
        return reader;
    }

    private void text(Format format, String text) {
        feed(format, text.getBytes(StandardCharsets.ISO_8859_1), Integer.MAX_VALUE / 2);
    }

    @Test
    void lackeysLinesAreRead() {
        text(
                Format.LACKEY,
                "==12== Lackey, an example\r\n--12-- more\n**12** more\n\nI  00401000,5\n L 7ffffffffff8,8\n"
                        + "SB 04012340\n S 1ffefff8a8,8\r\n M ffffffffffffffff,1");
        assertEquals(List.of(), faults);
        assertEquals(List.of("401x", "7ffffffffl", "1ffefffs", "fffffffffffffm"), read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | 1:1 an access begins with",
                "I 00401000,5 | 1:1 an access begins with",
                "I  g,5 | 1:4 an address has 1 to 16",
                "I  00401000 | 1:12 behind the address comes ','",
                "I  00401000,x | 1:13 the size is a number",
                "I  00401000,5 | ",
                "I  11112222333344445,5 | 1:21 an address has 1 to 16",
                "I  401000,5 6 | 1:12 the size is a number",
                "X  401000,5 | 1:1 an access begins with",
                "I | 1:1 an access begins with",
            })
    void aBrokenLineOfLackeyIsPlaced(String line, String fault) {
        text(Format.LACKEY, line + "\nI  00402000,5\n");
        assertEquals(fault == null ? 0 : 1, faults.size(), faults.toString());
        assertTrue(fault == null || faults.get(0).startsWith(fault), faults.toString());
        assertEquals("402x", read.get(read.size() - 1));
    }

    @Test
    void pageListsAreRead() {
        text(Format.PAGES, "7 0x1F,2w\n\n# all of this 9\n3r 4m\t5x,,6#7\r\n0xffffffffffffffff\n0");
        assertEquals(List.of(), faults);
        assertEquals(List.of("7l", "1fl", "2s", "3l", "4m", "5x", "6l", "ffffffffffffffffl", "0l"), read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 x 2 | 1:3 a page number is expected here, not 'x'",
                "1 w | 1:3 a page number is expected here, not 'w'",
                "1 -2 | 1:3 a page number is expected here, not '-'",
                "12q | 1:3 a page number is expected here, not 'q'",
                "1wr | 1:3 a number ends with its letter",
                "1234567890 | 1:10 a decimal page number has at most 9 digits",
                "0x11112222333344445 | 1:19 a page number has at most 16 hex digits",
                "0x | 1:3 behind 0x comes a hex digit",
            })
    void aBrokenPageListIsPlacedAndGoesOnWithTheNextLine(String line, String fault) {
        text(Format.PAGES, line + " 77\n8\n");
        assertEquals(
                List.of(fault),
                faults.stream()
                        .map(f -> f.substring(0, Math.min(f.length(), fault.length())))
                        .toList());
        assertEquals("8l", read.get(read.size() - 1));
        assertTrue(!read.contains("4dl"), read.toString());
        goOn = false;
        text(Format.PAGES, line + " 77\n8\n");
        assertEquals(1, faults.size());
        assertTrue(!read.contains("8l"), read.toString());
    }

    @Test
    void packedReferencesAreReadAndAHalfOneIsTold() {
        feed(Format.PACKED, new byte[] {0, 0, 5, 0, (byte) 0xff, (byte) 0xff, 6}, 100);
        assertEquals(List.of("0x", "1l", "3fffm"), read);
        assertEquals(List.of("0:7 the trace ends in the middle of a reference"), faults);
    }

    /** Bytes that are nearly a trace, so that every corner of a reader is met. */
    private static byte[] nearly(Format format, Xorshift random) {
        String letters = format == Format.PAGES ? "0123456789 ,\n\n#xrwm0x\t" : "ILSM  =,0123456789abcdef\n\n==\r--";
        byte[] bytes = new byte[random.below(400)];
        for (int i = 0; i < bytes.length; i++) {
            boolean junk = format == Format.PACKED || random.below(30) == 0;
            bytes[i] = (byte) (junk ? random.nextInt() : letters.charAt(random.below(letters.length())));
        }
        if (format == Format.LACKEY) {
            for (int i = 0; i + 20 < bytes.length; i += 40) {
                byte[] line = "\n L 00401000,5\n".getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(line, 0, bytes, i, line.length);
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void piecesOfAnyLengthAreReadAsTheWhole(Format format) {
        int references = 0;
        int broken = 0;
        for (int seed = 1; seed <= 400; seed++) {
            Xorshift random = new Xorshift(5, seed);
            byte[] bytes = nearly(format, random);
            goOn = random.below(4) > 0;
            feed(format, bytes, Integer.MAX_VALUE / 2);
            List<String> whole = List.copyOf(read);
            List<String> told = List.copyOf(faults);
            references += whole.size();
            broken += told.size();
            for (int piece : new int[] {1, 2, 3, 7, 64}) {
                feed(format, bytes, piece);
                assertEquals(whole, read, format + " seed=" + seed + " piece=" + piece);
                assertEquals(told, faults, format + " seed=" + seed + " piece=" + piece);
            }
        }
        assertTrue(references > 1000 && broken > 50, references + " references, " + broken + " broken");
    }

    @ParameterizedTest
    @EnumSource
    void anEndlessLineTakesNoMemoryAndIsOneFault(Format format) {
        byte[] bytes = new byte[1 << 20];
        java.util.Arrays.fill(bytes, (byte) 'x');
        TraceReader reader =
                format == Format.PACKED ? new PackedReader((h, l, k) -> {}, (l, c, m) -> true) : reader(format);
        for (int i = 0; i < 200; i++) {
            reader.feed(bytes, 0, bytes.length);
        }
        reader.finish();
        assertEquals(format == Format.PACKED ? 0 : 1, faults.size(), faults.toString());
    }

    @Test
    void pagesGetNumbersInTheOrderOfTheirAppearance() {
        PageIds ids = new PageIds();
        Xorshift random = new Xorshift(1, 2);
        java.util.Map<Long, Integer> expected = new java.util.HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            int high = random.below(3);
            int low = random.below(4) == 0 ? random.nextInt() : random.below(300) << 12;
            long page = (long) high << 32 | low & 0xffff_ffffL;
            int id = ids.id(high, low);
            assertEquals(expected.computeIfAbsent(page, p -> expected.size()), id);
            assertEquals(high, ids.high(id));
            assertEquals(low, ids.low(id));
        }
        assertEquals(expected.size(), ids.size());
    }
}
