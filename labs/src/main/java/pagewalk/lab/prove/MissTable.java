package pagewalk.lab.prove;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.engine.trace.TraceFeed;
import pagewalk.lab.trace.TraceFault;
import pagewalk.lab.trace.TraceInput;
import pagewalk.lab.trace.TraceStream;
import pagewalk.lab.trace.TraceStudy;

/**
 * Compares tables of exact misses with what the engine counts: of policies at numbers of frames, and LRU's at every
 * number. The traces lie beside the table, packed; each is read once.
 */
final class MissTable {
    private static final String HEADER = "trace\t(policy|algo)\tframes\trefs\tmisses";
    private static final String CURVE_HEADER = "frames\tmisses";
    private static final String CURVE_NAME = "lru_curve_";

    /** S3-FIFO of libCacheSim caches nothing below so many frames. */
    private static final int S3_LEAST = 32;

    /** A row to be compared. */
    private record Row(int line, PolicySpec policy, int frames, int references, int misses) {}

    private final RecordingFile file;
    private final List<Row> rows = new ArrayList<>();
    private int agreed;
    private String trouble = "";

    private MissTable(RecordingFile file) {
        this.file = file;
    }

    static boolean isOne(String text) {
        String head = text.lines().findFirst().orElse("");
        return head.matches(HEADER) || head.equals(CURVE_HEADER);
    }

    static Proof of(RecordingFile file) {
        List<String> lines = file.text().lines().toList();
        String head = lines.isEmpty() ? "" : lines.get(0);
        if (head.equals(CURVE_HEADER)) {
            return new MissTable(file).curve(lines);
        }
        if (!head.matches(HEADER)) {
            throw new RecordingFault(1, "a table of misses begins with its columns: trace policy frames refs misses");
        }
        return new MissTable(file).table(lines);
    }

    private Proof table(List<String> lines) {
        Map<String, List<Row>> byTrace = new TreeMap<>();
        int operations = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            if (cells.length != 5) {
                throw new RecordingFault(i + 1, "a row has five cells; this is " + lines.get(i));
            }
            if (PolicySpec.parse(cells[1]) instanceof PolicySpec.Result.Ok ok && isComparable(cells)) {
                Row row = new Row(
                        i + 1, ok.spec(), number(cells[2], i + 1), number(cells[3], i + 1), number(cells[4], i + 1));
                byTrace.computeIfAbsent(cells[0], trace -> new ArrayList<>()).add(row);
                operations++;
            }
        }
        for (Map.Entry<String, List<Row>> trace : byTrace.entrySet()) {
            if (trouble.isEmpty()) {
                compare(trace.getKey(), trace.getValue());
            }
        }
        return new Proof(agreed, operations, trouble);
    }

    private static boolean isComparable(String[] cells) {
        return !cells[1].equals("S3FIFO") || number(cells[2], 1) >= S3_LEAST;
    }

    private static int number(String cell, int line) {
        if (!cell.matches("[0-9]{1,9}")) {
            throw new RecordingFault(line, "this is no number: " + cell);
        }
        return Integer.parseInt(cell);
    }

    private void compare(String trace, List<Row> all) {
        Map<String, PolicySpec> policies = new TreeMap<>();
        Set<Integer> frames = new TreeSet<>();
        for (Row row : all) {
            policies.putIfAbsent(row.policy().text(), row.policy());
            frames.add(row.frames());
        }
        List<PolicySpec> specs = List.copyOf(policies.values());
        Study.Ask ask = new Study.Ask(specs, List.copyOf(frames), List.of(TraceFeed.PAGE_SHIFT), false, List.of());
        study(trace, all.get(0).line(), ask, study -> {
            for (Row row : all) {
                PolicySpec policy = policies.getOrDefault(row.policy().text(), row.policy());
                int misses = study.sizes().get(0).misses(policy, row.frames());
                boolean same = misses == row.misses() && study.references() == row.references();
                if (trouble.isEmpty() && !same) {
                    trouble = "differs at line " + row.line() + ", " + trace + ", " + policy.text() + " with "
                            + row.frames() + " frames: expected " + row.misses() + " misses of " + row.references()
                            + ", got " + misses + " of " + study.references() + "; decided by "
                            + policy.rule().id() + ": " + policy.rule().sentence();
                }
                agreed += trouble.isEmpty() ? 1 : 0;
            }
        });
    }

    private Proof curve(List<String> lines) {
        if (!file.name().startsWith(CURVE_NAME)) {
            throw new RecordingFault(1, "a table of frames and misses is called " + CURVE_NAME + "TRACE.tsv");
        }
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            int frames = number(cells[0], i + 1);
            if (cells.length != 2 || frames < 1) {
                throw new RecordingFault(i + 1, "a row has frames and misses; this is " + lines.get(i));
            }
            rows.add(new Row(i + 1, lru(), frames, 0, number(cells[1], i + 1)));
        }
        Study.Ask ask = new Study.Ask(List.of(), List.of(), List.of(TraceFeed.PAGE_SHIFT), true, List.of());
        study(file.stem().substring(CURVE_NAME.length()), 1, ask, study -> {
            for (Row row : rows) {
                int misses = study.sizes().get(0).misses(row.policy(), row.frames());
                if (trouble.isEmpty() && misses != row.misses()) {
                    trouble = "differs at line " + row.line() + ", LRU with " + row.frames() + " frames: expected "
                            + row.misses() + " misses, got " + misses + "; decided by "
                            + lru().rule().id() + ": "
                            + lru().rule().sentence();
                }
                agreed += trouble.isEmpty() ? 1 : 0;
            }
        });
        return new Proof(agreed, rows.size(), trouble);
    }

    private static PolicySpec lru() {
        if (PolicySpec.parse("LRU") instanceof PolicySpec.Result.Ok ok) {
            return ok.spec();
        }
        throw new IllegalStateException("LRU is a policy");
    }

    /** What is read off a finished study. */
    private interface Reading {
        void of(TraceStudy study);
    }

    private void study(String trace, int line, Study.Ask ask, Reading reading) {
        String name = trace + ".u16.gz";
        InputStream bytes = trace.matches("[\\w.-]+") ? file.beside(name) : null;
        if (bytes == null) {
            throw new RecordingFault(line, "the trace " + name + " is not beside this file");
        }
        try (TraceInput input = TraceInput.of(name, bytes);
                TraceStudy study = new TraceStudy(ask, new TraceStream(input, null, TraceFeed.PAGE_SHIFT, null))) {
            if (!study.run(new Silence())) {
                throw new RecordingFault(line, name + " is broken");
            }
            reading.of(study);
        } catch (TraceFault fault) {
            throw new RecordingFault(line, fault.sentence());
        }
    }

    /** Nobody watches, and what is broken ends the reading. */
    static final class Silence implements TraceStream.Watch {
        @Override
        public boolean broken(String place, String message) {
            return false;
        }

        @Override
        public void read(long bytes) {}

        @Override
        public void future(long done, long all) {}
    }
}
