package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagewalk.engine.Machine;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays a recording of faults, an action a line: what a page's entry and map count are after it, and how many minor
 * faults it took.
 *
 * <p>Regions are A (anonymous), F (a file, private) and S (the same file, shared); the file was in memory before.
 * {@code child:} begins a fork where there is no child yet. The line {@code warm} tells of the recorder's own page
 * and is
 * not compared.
 */
final class FaultReplay {
    private static final Pattern LINE = Pattern.compile(
            "(.*?)\\s+minflt=\\+([0-9]+) present=([01]) swap=([01]) file=([01]) excl=([01]) mapcount=(-?[0-9]+)");
    private static final Pattern PLACE = Pattern.compile("^([AFS])(?:\\+([0-9]+))?\\b");
    private static final Pattern PAGE = Pattern.compile("\\bpage ([0-9]+)");
    private static final int PAGES = 64;
    private static final int PARENT = 1;

    private final ProcessPlayer player = new ProcessPlayer();
    private int child;
    private long anon;
    private long file;
    private long shared;
    private long current;

    private FaultReplay() {}

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        return text.lines().anyMatch(line -> LINE.matcher(line).matches());
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String fields = "minflt=+" + matcher.group(2) + " present=" + matcher.group(3) + " swap="
                        + matcher.group(4) + " file=" + matcher.group(5) + " excl=" + matcher.group(6) + " mapcount="
                        + matcher.group(7);
                steps.add(new Step(number, matcher.group(1).strip(), List.of(fields)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new RecordingFault(number, "this is no action with its fields: " + line);
            }
        }
        if (steps.isEmpty()) {
            throw new RecordingFault(1, "this is no recording of faults");
        }
        return new FaultReplay().replay(steps);
    }

    private Proof replay(List<Step> steps) {
        begin();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.op().equals("warm")) {
                continue;
            }
            String got = act(step);
            if (!got.equals(step.printed().get(0))) {
                String trouble = "differs at line " + step.line() + ", '" + step.op() + "': expected "
                        + step.printed().get(0) + ", got " + got + player.why();
                return new Proof(i, steps.size(), trouble);
            }
        }
        return new Proof(steps.size(), steps.size(), "");
    }

    /** The recorder, and its file in memory, as somebody else left it there. */
    private void begin() {
        player.run("spawn comm=recorder", 1);
        player.run("creat path=/f size=" + (PAGES << 12), 1);
        player.run("w = spawn comm=writer", 1);
        player.run("m = mmap pid=w len=" + (PAGES << 12) + " prot=r flags=shared file=/f", 1);
        player.run("load pid=w addr=m len=" + (PAGES << 12), 1);
        player.run("exit pid=w", 1);
    }

    private String act(Step step) {
        String words = step.op();
        int pid = PARENT;
        if (words.startsWith("child: ")) {
            words = words.substring(7);
            if (child == 0) {
                player.run("fork pid=1", step.line());
                child = player.machine().processes().nextPid() - 1;
            }
            pid = child;
        } else if (words.startsWith("parent: ")) {
            words = words.substring(8);
            if (words.contains("after child exit") && child != 0) {
                player.run("exit pid=" + child, step.line());
                player.run("wait pid=1", step.line());
                child = 0;
            }
        }
        place(words, step.line());
        int before = player.faults(pid)[0];
        String verb = verb(words);
        if (!verb.isEmpty()) {
            String at = " pid=" + pid + " addr=0x" + Long.toHexString(current);
            player.run(verb.replace("@", at), step.line());
        }
        return "minflt=+" + (player.faults(pid)[0] - before) + " " + fields(player.machine(), pid);
    }

    /** Where the action is; a region is mapped when it is first named. */
    private void place(String words, int line) {
        if (words.startsWith("MAP_POPULATE")) {
            current = map("prot=rw flags=private,anon,populate", line);
            return;
        }
        Matcher matcher = PLACE.matcher(words);
        if (!matcher.find()) {
            return;
        }
        Matcher page = PAGE.matcher(words);
        int index = matcher.group(2) != null
                ? ProcessPlayer.number(matcher.group(2), line)
                : page.find() && !matcher.group(1).equals("A") ? ProcessPlayer.number(page.group(1), line) : 0;
        long base = switch (matcher.group(1)) {
            case "A" -> anon = anon == 0 ? map("prot=rw flags=private,anon", line) : anon;
            case "F" -> file = file == 0 ? map("prot=rw flags=private file=/f", line) : file;
            default -> shared = shared == 0 ? map("prot=rw flags=shared file=/f", line) : shared;
        };
        current = base + ((long) index << 12);
    }

    private long map(String how, int line) {
        player.run("r = mmap pid=1 len=" + (PAGES << 12) + " " + how, line);
        return player.machine().names().address("r");
    }

    /** The command of an action, with @ for where; empty for one that only looks. */
    private static String verb(String words) {
        if (words.startsWith("MADV_DONTNEED")) {
            return "madvise@ len=4096 advice=dontneed";
        }
        if (words.startsWith("MAP_POPULATE") || words.contains("mmap")) {
            return words.startsWith("MAP_POPULATE") ? "load@" : "";
        }
        Matcher matcher = Pattern.compile("^(?:[AFS](?:\\+[0-9]+)?|shared|file|private|\\s)*\\s*(read|write)\\b")
                .matcher(words);
        return !matcher.find() ? "" : matcher.group(1).equals("read") ? "load@" : "store@";
    }

    /** What pagemap and kpagecount tell of the page. */
    private String fields(Machine machine, int pid) {
        String key = Long.toHexString(current) + " ";
        for (String line : player.file("/proc/" + pid + "/pagemap")) {
            if (line.startsWith(key)) {
                int upper = Integer.parseUnsignedInt(line.substring(key.length(), key.length() + 8), 16);
                int pfn = Integer.parseUnsignedInt(line.substring(key.length() + 8), 16);
                return "present=" + (upper >>> 31) + " swap=" + (upper >>> 30 & 1) + " file=" + (upper >>> 29 & 1)
                        + " excl=" + (upper >>> 24 & 1) + " mapcount="
                        + machine.processes().frames().mapCount(pfn);
            }
        }
        return "present=0 swap=0 file=0 excl=0 mapcount=-1";
    }
}
