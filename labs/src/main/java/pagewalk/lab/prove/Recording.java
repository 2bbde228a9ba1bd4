package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recording of the {@code buddy*} format, cut into its operations. */
public record Recording(List<Step> steps) {
    public Recording {
        steps = List.copyOf(steps);
    }

    /** One {@code > op} line and what was printed below it; {@code line} counts from 1. */
    public record Step(int line, Op op, List<String> printed) {
        public Step {
            printed = List.copyOf(printed);
        }
    }

    /** What was done. */
    public sealed interface Op {
        /** The line as it stands, without the sign before it. */
        String text();
    }

    /** The full state follows. */
    public record Dump(String text) implements Op {}

    /** {@code pfn} is -1 for FAIL; {@code type} 0 to 2 is U, M, R; {@code flags} some of w, h, k. */
    public record Alloc(String text, int id, int order, String gfp, int pfn) implements Op {
        int type() {
            return "UMR".indexOf(gfp.charAt(0));
        }

        String flags() {
            return gfp.substring(1);
        }

        boolean otherZone() {
            return text.endsWith("(other zone)");
        }
    }

    /** {@code pfn} is -1 when there was nothing to free. */
    public record Free(String text, int id, int pfn, int order) implements Op {}

    /** Everything held is freed in the order of the ids. */
    public record FreeAll(String text, int blocks) implements Op {}

    /** Empties the per-CPU lists. */
    public record Drain(String text) implements Op {}

    /** Clears the watermark boost, or sets the factor of later ones if that is not -1. */
    public record Boost(String text, int factor) implements Op {}

    /** Reads a recording; throws {@link RecordingFault}. */
    public static Recording read(String text) {
        List<String> lines = text.lines().toList();
        List<Step> steps = new ArrayList<>();
        int at = -1;
        List<String> printed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("> ")) {
                add(steps, at, lines, printed);
                at = i;
                printed = new ArrayList<>();
            } else if (at >= 0 && !line.startsWith("#") && !line.isBlank()) {
                printed.add(line.strip());
            }
        }
        add(steps, at, lines, printed);
        if (steps.stream().noneMatch(step -> step.op() instanceof Dump)) {
            throw new RecordingFault(1, "this is no recording: there is no '> dump' to start from");
        }
        return new Recording(steps);
    }

    private static void add(List<Step> steps, int at, List<String> lines, List<String> printed) {
        if (at >= 0) {
            steps.add(new Step(at + 1, op(lines.get(at).substring(2).strip(), at + 1), printed));
        }
    }

    private static Op op(String text, int line) {
        String[] words = text.split(" +");
        Op op = switch (words[0]) {
            case "dump" -> new Dump(text);
            case "drain" -> new Drain(text);
            case "clearboost" -> new Boost(text, -1);
            case "boostfactor" -> words.length == 2 && number(words[1]) >= 0 ? new Boost(text, number(words[1])) : null;
            case "alloc" -> alloc(text, words);
            case "free" -> free(text, words);
            case "freeall" -> new FreeAll(text, words.length > 3 ? number(words[3]) : -1);
            default -> null;
        };
        if (op == null) {
            throw new RecordingFault(line, "this operation is not known: " + text);
        }
        return op;
    }

    /** {@code alloc ID order=N XF -> pfn P|FAIL [(other zone)]}. */
    private static @Nullable Op alloc(String text, String[] words) {
        if (words.length < 6 || !words[2].startsWith("order=") || !words[3].matches("[UMR][whk]*")) {
            return null;
        }
        int id = number(words[1]);
        int order = number(words[2].substring("order=".length()));
        int pfn = words[5].equals("FAIL") ? -1 : words.length > 6 ? number(words[6]) : -2;
        return id < 0 || order < 0 || pfn < -1 ? null : new Alloc(text, id, order, words[3], pfn);
    }

    /** {@code free ID (pfn P order N)} or {@code free ID (nothing)}. */
    private static @Nullable Op free(String text, String[] words) {
        int id = words.length > 1 ? number(words[1]) : -1;
        if (id < 0 || words.length < 3) {
            return null;
        }
        if (words[2].equals("(nothing)")) {
            return new Free(text, id, -1, -1);
        }
        if (words.length != 6) {
            return null;
        }
        int pfn = number(words[3]);
        int order = number(words[5].replace(")", ""));
        return pfn < 0 || order < 0 ? null : new Free(text, id, pfn, order);
    }

    /** A number of at most nine digits, or -2. */
    static int number(String digits) {
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -2;
    }
}
