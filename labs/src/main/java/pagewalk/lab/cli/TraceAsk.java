package pagewalk.lab.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.trace.AskText;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.engine.trace.TraceFeed;
import pagewalk.engine.trace.TraceFormat;

/** What a command line asks of a trace. */
final class TraceAsk {
    private static final String POLICIES = "FIFO,LRU,OPT,CLOCK";
    private static final String FRAMES = "8,16,32,64,128,256";

    private TraceAsk() {}

    static Study.Ask of(Options options) {
        AskText text = new AskText();
        String compare = options.value("--compare");
        List<PolicySpec> both = compare == null ? List.of() : text.pair("--compare", compare);
        String given = options.value("--policy");
        boolean alone = given == null && (compare != null || options.has("--curve"));
        List<PolicySpec> policies = alone ? List.of() : text.policies("--policy", given == null ? POLICIES : given);
        String frames = options.value("--frames");
        List<Integer> counts = text.frames("--frames", frames == null ? FRAMES : frames, Limits.FRAMES);
        String sizes = options.value("--page-size");
        List<Integer> shifts = sizes == null ? List.of(TraceFeed.PAGE_SHIFT) : text.shifts("--page-size", sizes);
        if (!text.fault().isEmpty()) {
            throw CliFault.usage(text.fault());
        }
        return new Study.Ask(policies, counts, shifts, options.has("--curve"), both);
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
}
