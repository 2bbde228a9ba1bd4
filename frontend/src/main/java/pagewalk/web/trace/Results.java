package pagewalk.web.trace;

import java.util.ArrayList;
import java.util.List;

/** What the worker found out about a trace, as it told it. */
final class Results {
    /** Misses of a policy; below 0 where its future is not known. */
    record Row(String policy, int frames, int misses) {}

    /** Two policies with as many frames: their misses, and at which references they did different things. */
    static final class Pair {
        final int frames;
        final int[] misses;
        final int differences;
        final int[] places;

        private Pair(String[] fields) {
            frames = Lines.number(fields[1]);
            misses = new int[] {Lines.number(fields[2]), Lines.number(fields[3])};
            differences = Lines.number(fields[4]);
            places = Lines.numbers(fields[5]);
        }
    }

    /** What was found with pages of one size. */
    static final class Size {
        final int shift;
        final int pages;
        /** Whether the trace was too long for what must know its future. */
        final boolean givenUp;

        final List<Row> rows = new ArrayList<>();
        final List<Pair> pairs = new ArrayList<>();
        /** LRU's misses with 1, 2, ... frames, if they were asked for. */
        int[] curve = {};

        private Size(String[] fields) {
            shift = Lines.number(fields[1]);
            pages = Lines.number(fields[2]);
            givenUp = fields[3].equals("1");
        }

        /** The misses of a policy that was asked for. */
        int misses(String policy, int frames) {
            for (Row row : rows) {
                if (row.frames() == frames && row.policy().equals(policy)) {
                    return row.misses();
                }
            }
            return -1;
        }
    }

    final String format;
    final int references;
    final List<Size> sizes = new ArrayList<>();
    /** How many broken lines were passed over, then the first of them in words. */
    final List<String> broken = new ArrayList<>();

    /** Reads the message of a study. */
    Results(List<String> lines) {
        String[] head = Lines.fields(lines.get(0));
        format = head[1];
        references = Lines.number(head[2]);
        for (String line : lines) {
            String[] fields = Lines.fields(line);
            switch (fields[0]) {
                case "size" -> sizes.add(new Size(fields));
                case "row" -> last().rows.add(new Row(fields[1], Lines.number(fields[2]), Lines.number(fields[3])));
                case "curve" -> last().curve = Lines.numbers(fields[1]);
                case "parting" -> last().pairs.add(new Pair(fields));
                case "broken" -> broken(fields, broken);
                default -> {}
            }
        }
    }

    /** Takes what is told of broken lines. */
    static void broken(String[] fields, List<String> into) {
        for (int i = 1; i < fields.length; i++) {
            into.add(fields[i]);
        }
    }

    private Size last() {
        return sizes.get(sizes.size() - 1);
    }
}
