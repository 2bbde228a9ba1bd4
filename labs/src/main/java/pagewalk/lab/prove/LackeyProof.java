package pagewalk.lab.prove;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.TraceFeed;
import pagewalk.engine.trace.TraceFormat;
import pagewalk.lab.trace.TraceFault;
import pagewalk.lab.trace.TraceInput;
import pagewalk.lab.trace.TraceStream;

/**
 * Compares what is known of a small lackey trace: the pages of its references, all and those to data alone, and the
 * misses that OSTEP's simulator and libCacheSim count on them. All files of a trace begin with its name.
 */
final class LackeyProof {
    private static final String TRACE = ".lackey";
    private static final String PAGES = ".pages.txt";
    private static final String DATA_PAGES = ".datapages.txt";
    private static final String RESULTS = "stream\tpolicy\tframes\t";
    private static final String CACHE_SIM =
            "(?i)([a-z0-9]+) cache size +([0-9]+), ([0-9]+) req, miss ratio ([0-9.]+).*";
    private static final int MOST = 10_000_000;

    private final References all;
    private final References data;
    private int agreed;
    private int operations;
    private String trouble = "";

    private LackeyProof(RecordingFile file) {
        String name = file.stem() + TRACE;
        InputStream bytes = file.beside(name);
        if (bytes == null) {
            throw new RecordingFault(1, "the trace " + name + " is not beside this file");
        }
        List<int[]> stretches = new ArrayList<>();
        try (TraceInput input = TraceInput.of(name, bytes)) {
            TraceStream stream = new TraceStream(input, TraceFormat.LACKEY, TraceFeed.PAGE_SHIFT, null);
            boolean whole = stream.run(new MissTable.Silence(), stretch -> {
                int[] part = new int[stretch.size()];
                for (int i = 0; i < part.length; i++) {
                    part[i] = stretch.get(i);
                }
                stretches.add(part);
            });
            if (!whole || stream.feed().references() > MOST) {
                throw new RecordingFault(1, name + " is broken, or has more than " + MOST + " references");
            }
            all = new References(stream.feed().references());
            data = new References(stream.feed().references());
        } catch (TraceFault fault) {
            throw new RecordingFault(1, fault.sentence());
        }
        for (int[] part : stretches) {
            for (int reference : part) {
                all.addPacked(reference);
                if (References.kind(reference) != References.FETCH) {
                    data.addPacked(reference);
                }
            }
        }
        new NextUses(all.size()).fill(all);
        new NextUses(data.size()).fill(data);
    }

    static boolean isOne(String text) {
        String head = text.lines().findFirst().orElse("");
        return head.matches("==[0-9]+== Lackey.*") || head.startsWith(RESULTS) || head.matches(CACHE_SIM);
    }

    static Proof of(RecordingFile file) {
        LackeyProof proof = new LackeyProof(file);
        List<String> lines = file.text().lines().toList();
        if (file.name().endsWith(TRACE)) {
            proof.pages(file.textBeside(file.stem() + PAGES), proof.all, file.stem() + PAGES);
            proof.pages(file.textBeside(file.stem() + DATA_PAGES), proof.data, file.stem() + DATA_PAGES);
        } else if (file.name().endsWith(DATA_PAGES)) {
            proof.pages(file.text(), proof.data, file.name());
        } else if (file.name().endsWith(PAGES)) {
            proof.pages(file.text(), proof.all, file.name());
        } else if (file.text().startsWith(RESULTS)) {
            proof.results(lines);
        } else {
            proof.cacheSim(lines);
        }
        return new Proof(proof.agreed, proof.operations, proof.trouble);
    }

    /** One comparison: what was expected and what came. */
    private void compare(String where, String expected, String got) {
        operations++;
        if (trouble.isEmpty() && !expected.equals(got)) {
            trouble = "differs at " + where + ": expected " + expected + ", got " + got;
        }
        agreed += trouble.isEmpty() ? 1 : 0;
    }

    private void pages(@Nullable String text, References trace, String name) {
        if (text == null) {
            return;
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < Math.max(lines.size(), trace.size()); i++) {
            compare(
                    name + ", line " + (i + 1),
                    i < lines.size() ? lines.get(i).strip() : "nothing more",
                    i < trace.size() ? Integer.toString(References.page(trace.get(i))) : "nothing more");
        }
    }

    /** Rows of a stream, a policy, frames, and the line of statistics that OSTEP's simulator prints. */
    private void results(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            if (cells.length != 4 || !cells[0].equals("all") && !cells[0].equals("data")) {
                throw new RecordingFault(i + 1, "a row has a stream, all or data, a policy, frames and statistics");
            }
            References trace = cells[0].equals("all") ? all : data;
            int misses = misses(cells[1], cells[2], trace, i + 1);
            int hits = trace.size() - misses;
            String got =
                    "hits " + hits + " misses " + misses + " hitrate " + OstepNumbers.percent(hits, trace.size(), 2);
            compare(
                    "line " + (i + 1),
                    cells[3].replace("FINALSTATS", "").strip().replaceAll("\\s+", " "),
                    got);
        }
    }

    private void cacheSim(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).matches(CACHE_SIM)) {
                throw new RecordingFault(
                        i + 1, "a line is POLICY cache size N, N req, miss ratio R; this is " + lines.get(i));
            }
            String[] cells = lines.get(i).replaceAll(CACHE_SIM, "$1 $2 $3 $4").split(" ");
            int misses = misses(cells[0], cells[1], all, i + 1);
            String ratio = OstepNumbers.rounded((double) misses / all.size(), 4);
            String got = all.size() + " req, miss ratio " + ratio;
            compare("line " + (i + 1), cells[2] + " req, miss ratio " + cells[3], got);
        }
    }

    private static int misses(String policy, String frames, References trace, int line) {
        if (PolicySpec.parse(policy) instanceof PolicySpec.Result.Ok ok && frames.matches("[1-9][0-9]{0,6}")) {
            return ok.spec().policy(Integer.parseInt(frames)).misses(trace);
        }
        throw new RecordingFault(line, "there is no policy " + policy + " with " + frames + " frames");
    }
}
