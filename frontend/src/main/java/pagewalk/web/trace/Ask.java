package pagewalk.web.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.AskText;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.engine.trace.TraceFormat;

/** What is asked of a trace, as it was typed into the fields of the page; the same on the page and in the worker. */
record Ask(String policies, String frames, String sizes, String compare, String format, boolean curve, boolean skip) {
    /** Most frames of a policy: 4 GiB of pages. */
    static final int MOST_FRAMES = 1 << 20;

    /** Most frames of all policies at all numbers of frames, which are in memory at once. */
    static final int MOST_IN_ALL = 1 << 24;

    /** Most runs of policies over a trace at once. */
    static final int MOST_RUNS = 20_000;

    /** The ask or what is wrong with it. */
    record Read(Study.@Nullable Ask ask, String fault) {}

    /** Reads the fields. */
    Read read() {
        AskText text = new AskText();
        boolean some = !policies.trim().isEmpty();
        boolean pair = !compare.trim().isEmpty();
        List<PolicySpec> specs = some ? text.policies("Policies", policies) : List.of();
        List<Integer> counts = text.frames("Page frames", frames, MOST_FRAMES);
        List<Integer> shifts = text.shifts("Page sizes", sizes);
        List<PolicySpec> both = pair ? text.pair("Two side by side", compare) : List.of();
        String fault = text.fault();
        if (fault.isEmpty() && !some && !pair && !curve) {
            fault = "Policies: none is named, no two are to stand side by side, and no curve is asked for";
        }
        if (fault.isEmpty()) {
            fault = tooMuch((specs.size() + both.size()) * shifts.size(), counts);
        }
        return new Read(fault.isEmpty() ? new Study.Ask(specs, counts, shifts, curve, both) : null, fault);
    }

    private static String tooMuch(int runs, List<Integer> counts) {
        if (runs * counts.size() > MOST_RUNS) {
            return "Policies, frames and page sizes together make " + runs * counts.size()
                    + " runs over the trace; a page makes at most " + MOST_RUNS;
        }
        double all = 0;
        for (int frames : counts) {
            all += (double) frames * runs;
        }
        return all <= MOST_IN_ALL
                ? ""
                : "Page frames: all policies together have " + (int) Math.min(all, Integer.MAX_VALUE)
                        + " frames, and a page works on at most " + MOST_IN_ALL + " at once";
    }

    /** The format that was chosen; null for whatever the trace looks like. */
    @Nullable
    TraceFormat chosen() {
        return TraceFormat.named(format);
    }

    /** The fields as one line; some may be empty, the first too. */
    String line() {
        return String.join("\t", policies, frames, sizes, compare, format, curve ? "1" : "0", skip ? "1" : "0");
    }

    static Ask of(String line) {
        String[] fields = Lines.fields(line);
        return new Ask(
                fields[0], fields[1], fields[2], fields[3], fields[4], fields[5].equals("1"), fields[6].equals("1"));
    }
}
