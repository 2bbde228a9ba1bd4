package pagewalk.lab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.lab.trace.TraceFormat;
import pagewalk.lab.trace.TraceStream;
import pagewalk.lab.trace.TraceStudy;

/** What a command line asks of a trace. */
final class TraceAsk {
    private static final String POLICIES = "FIFO,LRU,OPT,CLOCK";
    private static final String FRAMES = "8,16,32,64,128,256";
    /** Most numbers of frames, and so of runs of a policy over a trace. */
    private static final int MOST_RUNS = 4096;

    private static final int LEAST_SHIFT = 4;
    private static final int MOST_SHIFT = 30;

    private TraceAsk() {}

    static TraceStudy.Ask of(Options options) {
        String compare = options.value("--compare");
        List<PolicySpec> both = compare == null ? List.of() : policies("--compare", compare);
        if (compare != null && both.size() != 2) {
            throw CliFault.usage("--compare takes two policies, such as LRU,FIFO");
        }
        String given = options.value("--policy");
        boolean alone = given == null && (compare != null || options.has("--curve"));
        List<PolicySpec> policies = alone ? List.of() : policies("--policy", given == null ? POLICIES : given);
        String frames = options.value("--frames");
        return new TraceStudy.Ask(
                policies,
                frames(frames == null ? FRAMES : frames),
                shifts(options.value("--page-size")),
                options.has("--curve"),
                both);
    }

    /** The format that was asked for; null for whatever it looks like. */
    static @Nullable TraceFormat format(Options options) {
        String word = options.value("--format");
        if (word == null || word.equals("auto")) {
            return null;
        }
        TraceFormat format = TraceFormat.named(word);
        if (format == null) {
            throw CliFault.usage("--format is lackey, u16, pages, ostep, rep or auto, not '" + word + "'");
        }
        return format;
    }

    private static List<PolicySpec> policies(String option, String text) {
        List<PolicySpec> policies = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            switch (PolicySpec.parse(word.strip())) {
                case PolicySpec.Result.Ok ok -> policies.add(ok.spec());
                case PolicySpec.Result.Malformed bad -> throw CliFault.usage(option + ": " + bad.message());
            }
        }
        return policies;
    }

    /** Numbers and ranges such as 1-64, in ascending order. */
    private static List<Integer> frames(String text) {
        Set<Integer> frames = new TreeSet<>();
        for (String word : text.split(",", -1)) {
            int dash = word.indexOf('-');
            int first = number(dash < 0 ? word : word.substring(0, dash));
            int last = dash < 0 ? first : number(word.substring(dash + 1));
            if (first < 1 || last < first || last > Limits.FRAMES || last - first >= MOST_RUNS) {
                throw CliFault.usage("--frames takes numbers from 1 to " + Limits.FRAMES
                        + " and ranges such as 1-64, not '" + word + "'");
            }
            for (int count = first; count <= last; count++) {
                frames.add(count);
            }
        }
        if (frames.size() > MOST_RUNS) {
            throw CliFault.usage("--frames takes at most " + MOST_RUNS + " numbers, not " + frames.size());
        }
        return List.copyOf(frames);
    }

    private static int number(String digits) {
        return digits.strip().matches("[0-9]{1,9}") ? Integer.parseInt(digits.strip()) : -1;
    }

    /** Sizes such as 4K, powers of two, as bits of an address within a page. */
    private static List<Integer> shifts(@Nullable String text) {
        if (text == null) {
            return List.of(TraceStream.PAGE_SHIFT);
        }
        Set<Integer> shifts = new TreeSet<>();
        for (String word : text.split(",", -1)) {
            int unit = word.isEmpty() ? -1 : "KM".indexOf(Character.toUpperCase(word.charAt(word.length() - 1)));
            long size = number(unit < 0 ? word : word.substring(0, word.length() - 1)) * (1L << 10 * (unit + 1));
            if (size < 1 << LEAST_SHIFT || size > 1 << MOST_SHIFT || Long.bitCount(size) != 1) {
                throw CliFault.usage("--page-size takes powers of two from 16 to 1024M, not '" + word + "'");
            }
            shifts.add(Long.numberOfTrailingZeros(size));
        }
        return List.copyOf(shifts);
    }
}
