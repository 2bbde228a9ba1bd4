package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.ClockPolicy;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.PageIds;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;

/**
 * Compares textbook tables: the misses of policies on well-known reference strings, and CLOCK's frames, bits and hand
 * after each reference of one.
 */
final class PolicyTable {
    private static final String HEADER = "string\tframes\t";
    private static final Pattern COLUMN = Pattern.compile("([A-Za-z0-9-]+)(?:\\(insert bit ([01])\\))?");
    private static final Pattern CLOCK_HEADER = Pattern.compile("# second chance, .*bit=([01]).*");
    private static final Pattern CLOCK_LINE =
            Pattern.compile("ref (\\d+): frames=\\[([^\\]]*)\\] ref=\\[([^\\]]*)\\] hand=(\\d+)");
    private static final String SILBERSCHATZ = "7,0,1,2,0,3,0,4,2,3,0,3,2,1,2,0,1,7,0,1";
    private static final String BELADY = "1,2,3,4,1,2,5,1,2,3,4,5";
    private static final String LACKEY = "lackey-";

    private final RecordingFile file;
    private int agreed;
    private int operations;
    private String trouble = "";

    private PolicyTable(RecordingFile file) {
        this.file = file;
    }

    static boolean isOne(String text) {
        return text.startsWith(HEADER)
                || CLOCK_HEADER.matcher(text.lines().findFirst().orElse("")).matches();
    }

    static Proof of(RecordingFile file) {
        PolicyTable table = new PolicyTable(file);
        List<String> lines = file.text().lines().toList();
        Matcher clock = CLOCK_HEADER.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (clock.matches()) {
            table.clock(lines, Integer.parseInt(clock.group(1)));
        } else if (file.text().startsWith(HEADER)) {
            table.misses(lines);
        } else {
            throw new RecordingFault(1, "a table of policies begins with its columns: string frames FIFO LRU ...");
        }
        return new Proof(table.agreed, table.operations, table.trouble);
    }

    private void compare(String where, String expected, String got, PolicySpec policy) {
        operations++;
        if (trouble.isEmpty() && !expected.equals(got)) {
            trouble = "differs at " + where + ": expected " + expected + ", got " + got + "; decided by "
                    + policy.rule().id() + ": " + policy.rule().sentence();
        }
        agreed += trouble.isEmpty() ? 1 : 0;
    }

    private void misses(List<String> lines) {
        List<PolicySpec> policies = columns(lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            if (cells.length != policies.size() + 2 || !cells[1].matches("[1-9][0-9]{0,6}")) {
                throw new RecordingFault(i + 1, "a row has a string, frames and misses; this is " + lines.get(i));
            }
            References string = string(cells[0], i + 1);
            for (int k = 0; k < policies.size(); k++) {
                int misses = policies.get(k).policy(Integer.parseInt(cells[1])).misses(string);
                String where = "line " + (i + 1) + ", " + cells[0] + ", "
                        + policies.get(k).text() + " with " + cells[1] + " frames";
                compare(where, cells[k + 2], Integer.toString(misses), policies.get(k));
            }
        }
    }

    private static List<PolicySpec> columns(String head) {
        List<PolicySpec> policies = new ArrayList<>();
        for (String column : head.substring(HEADER.length()).split("\t", -1)) {
            Matcher matcher = COLUMN.matcher(column);
            String bit = matcher.matches() ? matcher.group(2) : null;
            String name = matcher.matches() ? matcher.group(1) : column;
            if (!(PolicySpec.parse(bit == null ? name : name + ":insert=" + bit) instanceof PolicySpec.Result.Ok ok)) {
                throw new RecordingFault(1, "there is no policy " + column);
            }
            policies.add(ok.spec());
        }
        return policies;
    }

    /** A string by its name, or written out with commas. */
    private References string(String name, int line) {
        String pages = switch (name) {
            case "silberschatz" -> SILBERSCHATZ;
            case "belady" -> BELADY;
            default -> name.startsWith(LACKEY) ? lackey(name.substring(LACKEY.length()), line) : name;
        };
        String[] words = pages.split(",", -1);
        PageIds ids = new PageIds();
        References string = new References(words.length);
        for (String word : words) {
            if (!word.matches("[0-9]{1,9}")) {
                throw new RecordingFault(line, "there is no string " + name);
            }
            string.add(ids.id(0, Integer.parseInt(word)), References.LOAD);
        }
        new NextUses(words.length).fill(string);
        return string;
    }

    /** The pages of a lackey trace, which has a folder of its own. */
    private String lackey(String name, int line) {
        String text = name.matches("\\w+") ? file.textBeside("../lackey/" + name + ".pages.txt") : null;
        if (text == null) {
            throw new RecordingFault(line, "../lackey/" + name + ".pages.txt is not beside this file");
        }
        return text.strip().replaceAll("\\s+", ",");
    }

    private void clock(List<String> lines, int insert) {
        PolicySpec spec = columns(HEADER + "CLOCK(insert bit " + insert + ")").get(0);
        ClockPolicy policy = null;
        PageIds ids = new PageIds();
        for (int i = 1; i < lines.size(); i++) {
            Matcher line = CLOCK_LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw new RecordingFault(
                        i + 1, "a line is ref N: frames=[...] ref=[...] hand=N; this is " + lines.get(i));
            }
            int frames = line.group(2).split(",").length;
            ClockPolicy clock = policy == null ? new ClockPolicy(frames, insert, 1, false) : policy;
            policy = clock;
            int page = ids.id(0, Recording.number(line.group(1)));
            clock.room(ids.size());
            clock.reference(page << References.KIND_BITS, 0);
            compare("line " + (i + 1), lines.get(i), shown(line.group(1), clock, ids), spec);
        }
    }

    private static String shown(String reference, ClockPolicy clock, PageIds ids) {
        List<@Nullable Integer> pages = new ArrayList<>();
        List<Integer> bits = new ArrayList<>();
        for (int frame = 0; frame < clock.frames(); frame++) {
            int page = clock.page(frame);
            pages.add(page == Policy.NONE ? null : ids.low(page));
            bits.add(clock.count(frame));
        }
        String frames = pages.toString().replace("null", "None");
        return "ref " + reference + ": frames=" + frames + " ref=" + bits + " hand=" + clock.hand();
    }
}
