package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** Lab 01 worked out on squared paper: a square is 512 bytes, and a row is a run of squares of one colour. */
class BootMapTest {
    private static final int SEEDS = 150;
    private static final int SQUARE = 0x200;
    private static final int SQUARES = 0x8000000 / SQUARE;
    private static final String USABLE = "(0x[0-9a-f]+|0) to (0x[0-9a-f]+)";
    private static final String TAKEN = "(0x[0-9a-f]+)(?: bytes)? at (0x[0-9a-f]+)";

    /** One of the two tables, as colours of squares; 0 is no colour. */
    private static final class Sheet {
        private final byte[] colours = new byte[SQUARES];

        void paint(long base, long size, int colour, boolean overBlank, boolean overColour) {
            for (int at = (int) (base / SQUARE); at < (base + size) / SQUARE; at++) {
                if (colours[at] == 0 ? overBlank : overColour) {
                    colours[at] = (byte) colour;
                }
            }
        }

        List<long[]> rows() {
            List<long[]> rows = new ArrayList<>();
            int at = 0;
            while (at < SQUARES) {
                int first = at;
                while (at < SQUARES && colours[at] == colours[first]) {
                    at++;
                }
                if (colours[first] != 0) {
                    rows.add(new long[] {(long) first * SQUARE, (long) (at - first) * SQUARE});
                }
            }
            return rows;
        }
    }

    /** Memory at boot, as a part's text describes it. */
    private static final class Boot {
        private final Sheet memory = new Sheet();
        private final Sheet reserved = new Sheet();
        private final boolean up;
        private final long limit;

        Boot(String text) {
            String line = text.replaceAll("\\s+", " ");
            Matcher ranges = Pattern.compile(USABLE).matcher(line);
            while (ranges.find()) {
                long first = Math.max((Long.decode(ranges.group(1)) + 0xfff) & ~0xfffL, 0x1000);
                long behind = (Long.decode(ranges.group(2)) + 1) & ~0xfffL;
                memory.paint(first, behind - first, 1, true, true);
            }
            reserved.paint(0, 0x100000, 1, true, true);
            Matcher taken = Pattern.compile(TAKEN).matcher(line);
            while (taken.find()) {
                reserved.paint(Long.decode(taken.group(2)), Long.decode(taken.group(1)), 1, true, true);
            }
            up = line.contains("from the bottom");
            Matcher at = Pattern.compile("limit is (0x[0-9a-f]+)").matcher(line);
            limit = at.find() ? Long.decode(at.group(1)) : (long) SQUARES * SQUARE;
        }

        /** The address of a block, 0 for other calls. */
        long call(PaperCall call) {
            long base = number(call, "base", 0);
            long size = number(call, "size", 0);
            switch (call.verb()) {
                case "memblock_reserve" -> reserved.paint(base, size, 1, true, true);
                case "memblock_phys_free" -> reserved.paint(base, size, 0, false, true);
                case "memblock_add" -> memory.paint(base, size, 1, true, false);
                case "memblock_remove" -> memory.paint(base, size, 0, false, true);
                case "memblock_mark_nomap" -> memory.paint(base, size, 2, false, true);
                default -> {
                    long place = place(size, call);
                    reserved.paint(place, size, 1, true, true);
                    return place;
                }
            }
            return 0;
        }

        private long place(long size, PaperCall call) {
            long align = number(call, "align", 0);
            long most = number(call, "max", limit);
            long from = (number(call, "min", 0x1000) + align - 1) / align * align;
            long place = up ? from : (most - size) / align * align;
            while (!fits(place, size)) {
                place += up ? align : -align;
            }
            return place;
        }

        private boolean fits(long place, long size) {
            for (int at = (int) (place / SQUARE); at < (place + size) / SQUARE; at++) {
                if (memory.colours[at] != 1 || reserved.colours[at] != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Rows of the table that a call changes, a base and a size each. */
        List<long[]> rows(String verb) {
            return (verb.matches("memblock_(add|remove|mark_nomap)") ? memory : reserved).rows();
        }
    }

    /** The number that a field asks for. */
    private static long field(String key, List<long[]> rows, long block) {
        int row = key.matches("[bs][0-9]") ? key.charAt(1) - '0' : 0;
        long[] asked = row < rows.size() ? rows.get(row) : new long[2];
        return switch (key) {
            case "pa" -> block;
            case "cnt" -> rows.size();
            case "total" -> rows.stream().mapToLong(one -> one[1]).sum();
            default -> asked[key.charAt(0) == 'b' ? 0 : 1];
        };
    }

    private static long number(PaperCall call, String key, long otherwise) {
        return call.get(key).isEmpty() ? otherwise : Long.decode(call.get(key));
    }

    private static List<String> worked(PartSpec part) {
        Boot boot = new Boot(part.head().text());
        List<String> answers = new ArrayList<>();
        for (PartSpec.Question question : part.asked()) {
            PaperCall call = PaperCall.of(question.command());
            long block = boot.call(call);
            List<long[]> rows = boot.rows(call.verb());
            answers.add(question.keys().stream()
                    .map(key -> key + ":" + field(key, rows, block))
                    .collect(Collectors.joining(",")));
        }
        return answers;
    }

    @Test
    void squaredPaperGivesEveryAnswer() {
        Lab lab = LabCatalogue.shippedLab("01-boot-map");
        Map<String, Set<String>> sheets =
                Map.of("top-down", new HashSet<>(), "bottom-up", new HashSet<>(), "tables", new HashSet<>());
        for (int seed = 0; seed < SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("1" + Integer.toHexString(seed)));
            List<JournalLine> lines = variant.reference().lines();
            for (PartSpec part : variant.parts()) {
                List<String> right = new ArrayList<>();
                for (JournalLine line : lines) {
                    if (line instanceof JournalLine.Predict predict
                            && predict.part().equals(part.name())) {
                        right.add(predict.answer().text());
                    }
                }
                List<String> found = worked(part);
                assertEquals(right, found, () -> part.head().text() + part.asked());
                sheets.get(part.name()).add(found.toString());
            }
        }
        sheets.forEach((part, kinds) -> assertTrue(kinds.size() > SEEDS * 6 / 10, part + " has only " + kinds.size()));
    }
}
