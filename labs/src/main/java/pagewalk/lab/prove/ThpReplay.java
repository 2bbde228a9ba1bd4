package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Reply;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays a recording of transparent huge pages: the script's calls on a machine that has them and reclaims.
 *
 * <p>Compared are settings as they read, results of calls, faults, pagemap, smaps of the script's regions in parent
 * and child, and of vmstat the counters in {@link #EXACT} and the sums in {@link #SUMS}. The recording kernel sorts
 * pages by generations, so that what is active there, or deactivated, is not what is here; but how many pages are on
 * lists is the same. How many pages the disk let rotate (pgrotated) tells when it answered, and is not compared. Where
 * khugepaged ran beside the script (sleep), the lists are not compared, and how often it found too many pages missing
 * is a bound.
 */
final class ThpReplay {
    private static final String SETTINGS = "/sys/kernel/mm/transparent_hugepage/";
    private static final String[] EXACT = {
        "nr_anon_pages",
        "nr_anon_transparent_hugepages",
        "nr_page_table_pages",
        "nr_swapcached",
        "nr_written",
        "pswpin",
        "pswpout",
        "pglazyfree",
        "thp_fault_alloc",
        "thp_fault_fallback",
        "thp_collapse_alloc",
        "thp_collapse_alloc_failed",
        "thp_split_page",
        "thp_split_page_failed",
        "thp_deferred_split_page",
        "thp_split_pmd",
        "thp_zero_page_alloc",
        "thp_swpout_fallback"
    };
    private static final String[][] SUMS = {
        {"nr_inactive_anon", "nr_active_anon"}, {"nr_inactive_file", "nr_active_file"},
    };
    private static final String BOUND = "thp_scan_exceed_none_pte";
    private static final int MOST_REGIONS = 15;
    private static final int MOST_PAGES = 1 << 15;

    private final ProcessPlayer player;
    private final Map<Integer, long[]> regions = new HashMap<>();
    private final Map<String, Integer> before = new HashMap<>();
    /** Whether khugepaged ran beside the script. */
    private final boolean beside;

    private ThpReplay(List<Step> steps) {
        if (!(ConfigText.parse("frames=250000 reclaim=on thp=always") instanceof ConfigText.Result.Ok ok)) {
            throw new IllegalStateException("PW-CHECK the machine can be described");
        }
        player = new ProcessPlayer(ok.config());
        beside = steps.stream().anyMatch(step -> step.op().startsWith("sleep "));
        player.run("spawn comm=lab", 1);
        // The recorder itself: a program linked to the address where they usually begin.
        player.run("mmap pid=1 addr=0x400000 len=64K prot=rw flags=private,anon,fixed", 1);
        player.run("store pid=1 addr=0x400000 len=4K", 1);
        player.run("swapon path=/dev/vdc size=256M rotational=on", 1);
        Objects.requireNonNull(player.machine().processes().reclaim())
                .vec()
                .batches
                .drain();
        counters();
    }

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        return text.lines().findFirst().orElse("").contains(" test=thp");
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        List<Step> steps = ProcessPlayer.read(text);
        ThpReplay replay = new ThpReplay(steps);
        for (int i = 0; i < steps.size(); i++) {
            String trouble = replay.trouble(steps.get(i));
            if (!trouble.isEmpty()) {
                return new Proof(i, steps.size(), trouble);
            }
        }
        return new Proof(steps.size(), steps.size(), "");
    }

    private String trouble(Step step) {
        String[] words = step.words();
        if (words.length < wordsOf(words[0])) {
            throw new RecordingFault(step.line(), "this operation is not complete: " + step.op());
        }
        return switch (words[0]) {
            case "get" -> get(words, step);
            case "put" -> compare(step, expected(step), List.of(put(words, step)));
            case "map" -> compare(step, expected(step), List.of(map(words, step)));
            case "unmap" -> {
                run("munmap pid=1" + all(words, step), step);
                yield "";
            }
            case "t" -> compare(step, expected(step), touch(words, step));
            case "adv" -> compare(step, expected(step), advise(words, step));
            case "prot" -> {
                run("mprotect pid=1" + range(words, step) + " prot=" + (words[4].equals("w") ? "rw" : "r"), step);
                yield "";
            }
            case "pm" -> compare(step, expected(step), List.of(pagemap(words, step)));
            case "smaps" -> compare(step, expected(step), smaps(1, region(words, step)[0]));
            case "forkw" -> compare(step, child(step), fork(words, step));
            case "vs0", "vs" -> counted(step, words[0].equals("vs"));
            case "sleep" -> {
                run("tick n=" + (ProcessPlayer.number(words[1], step.line()) + 999) / 1000, step);
                yield "";
            }
            default -> throw new RecordingFault(step.line(), "this operation is not known: " + step.op());
        };
    }

    /** How many words an operation has at least. */
    private static int wordsOf(String op) {
        return switch (op) {
            case "t", "adv", "prot", "forkw" -> 5;
            case "map" -> 4;
            case "put" -> 3;
            case "get", "pm", "smaps", "sleep", "unmap" -> 2;
            default -> 1;
        };
    }

    private Reply run(String line, Step step) {
        return player.run(line, step.line());
    }

    private String get(String[] words, Step step) {
        return words[1].startsWith(SETTINGS) ? compare(step, expected(step), player.file(words[1])) : "";
    }

    private String put(String[] words, Step step) {
        Reply reply = run("echo " + words[2] + " > " + words[1], step);
        return reply instanceof Reply.Refused refused
                ? "rc -1 errno " + refused.refusal().errno().number()
                : "rc 0";
    }

    /** {@code map n anon pages [H]}: at 256 MiB times the number and one, with H at 64 GiB times that. */
    private String map(String[] words, Step step) {
        int number = ProcessPlayer.number(words[1], step.line());
        int pages = ProcessPlayer.number(words[3], step.line());
        boolean high = words.length > 4 && words[4].contains("H");
        if (number > MOST_REGIONS || pages == 0 || pages > MOST_PAGES || !words[2].equals("anon")) {
            throw new RecordingFault(step.line(), "this region cannot be mapped: " + step.op());
        }
        long base = (high ? 1L << 36 : 1L << 28) * (number + 1);
        regions.put(number, new long[] {base, pages});
        run(
                "mmap pid=1 addr=0x" + Long.toHexString(base) + " len=" + ((long) pages << 12)
                        + " prot=rw flags=private,anon,fixed",
                step);
        return "address 0x" + Long.toHexString(base) + " index " + Long.toHexString(base >> 12);
    }

    private long[] region(String[] words, Step step) {
        long[] region = regions.get(ProcessPlayer.number(words[1], step.line()));
        if (region == null) {
            throw new RecordingFault(step.line(), "there is no region " + words[1]);
        }
        return region;
    }

    private String all(String[] words, Step step) {
        long[] region = region(words, step);
        return " addr=0x" + Long.toHexString(region[0]) + " len=" + (region[1] << 12);
    }

    /** The words {@code start count} behind a region's number, as an address and a length. */
    private String range(String[] words, Step step) {
        long from = region(words, step)[0] + ((long) ProcessPlayer.number(words[2], step.line()) << 12);
        long len = (long) ProcessPlayer.number(words[3], step.line()) << 12;
        return " addr=0x" + Long.toHexString(from) + " len=" + len;
    }

    private List<String> touch(String[] words, Step step) {
        int[] was = player.faults(1);
        run((words[4].equals("r") ? "load" : "store") + " pid=1" + range(words, step), step);
        int[] is = player.faults(1);
        boolean none = was[0] == is[0] && was[1] == is[1];
        return none ? List.of() : List.of("minflt " + (is[0] - was[0]) + " majflt " + (is[1] - was[1]));
    }

    private List<String> advise(String[] words, Step step) {
        Reply reply = run("madvise pid=1" + range(words, step) + " advice=" + words[4], step);
        return reply instanceof Reply.Refused refused
                ? List.of("rc -1 errno " + refused.refusal().errno().number())
                : List.of();
    }

    /** A child writes; its own faults are one fewer than recorded, where it touched its stack first. */
    private List<String> fork(String[] words, Step step) {
        run("fork pid=1", step);
        int child = player.machine().processes().nextPid() - 1;
        run((words[4].equals("r") ? "load" : "store") + " pid=" + child + range(words, step), step);
        int[] faults = player.faults(child);
        List<String> got = new ArrayList<>();
        got.add("child minflt " + faults[0] + " majflt " + faults[1]);
        got.addAll(smaps(child, region(words, step)[0]));
        got.removeIf(line -> line.startsWith("VmFlags:"));
        run("exit pid=" + child, step);
        run("wait pid=1", step);
        return got;
    }

    private static List<String> child(Step step) {
        List<String> lines = new ArrayList<>();
        for (String line : expected(step)) {
            String[] words = line.split(" ");
            if (line.startsWith("child minflt ")) {
                int own = step.op().endsWith(" r") ? 2 : 1;
                lines.add(
                        "child minflt " + (ProcessPlayer.number(words[2], step.line()) - own) + " majflt " + words[4]);
            } else if (!line.startsWith("minflt ")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> expected(Step step) {
        List<String> lines = new ArrayList<>(step.printed());
        lines.removeIf(line -> line.startsWith("ProtectionKey:") || line.startsWith("vmstat "));
        return lines;
    }

    private String compare(Step step, List<String> expected, List<String> got) {
        for (int i = 0; i < Math.max(got.size(), expected.size()); i++) {
            String was = i < expected.size() ? expected.get(i).strip() : "nothing";
            String is = i < got.size() ? got.get(i).strip() : "nothing";
            if (!was.equals(is)) {
                return "differs at line " + step.line() + ", operation '" + step.op() + "': expected " + was + ", got "
                        + is + player.why();
            }
        }
        return "";
    }

    private List<String> smaps(int pid, long addr) {
        List<String> lines = new ArrayList<>();
        String start = Long.toHexString(addr) + "-";
        boolean inside = false;
        for (String line : player.file("/proc/" + pid + "/smaps")) {
            if (line.matches("[0-9a-f]+-.*")) {
                inside = line.startsWith(start);
            }
            if (inside) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** What pagemap tells of a region, in runs. */
    private String pagemap(String[] words, Step step) {
        long[] region = region(words, step);
        return "pages of region " + words[1] + ":" + player.pagemap(1, region[0], (int) region[1]);
    }

    /** The counters since the last time, those that are compared. */
    private Map<String, Integer> counters() {
        Map<String, Integer> deltas = new HashMap<>();
        for (String line : player.file("/proc/vmstat")) {
            String[] words = line.split(" ");
            int now = Integer.parseInt(words[1]);
            deltas.put(words[0], now - before.getOrDefault(words[0], 0));
            before.put(words[0], now);
        }
        return deltas;
    }

    private String counted(Step step, boolean compared) {
        Map<String, Integer> own = counters();
        Map<String, Integer> recorded = new HashMap<>();
        String line = step.printed().isEmpty() ? "" : step.printed().get(0);
        for (String word : line.split(" ")) {
            int sign = Math.max(word.lastIndexOf('+'), word.lastIndexOf('-'));
            if (sign > 0) {
                int amount = ProcessPlayer.number(word.substring(sign + 1), step.line());
                recorded.put(word.substring(0, sign), word.charAt(sign) == '-' ? -amount : amount);
            }
        }
        List<String> expected = new ArrayList<>();
        List<String> got = new ArrayList<>();
        for (String name : EXACT) {
            add(name, recorded.getOrDefault(name, 0), own.getOrDefault(name, 0), expected, got);
        }
        for (String[] sum : SUMS) {
            int was = recorded.getOrDefault(sum[0], 0) + recorded.getOrDefault(sum[1], 0);
            int is = own.getOrDefault(sum[0], 0) + own.getOrDefault(sum[1], 0);
            add(sum[0] + "+" + sum[1], beside ? 0 : was, beside ? 0 : is, expected, got);
        }
        int was = recorded.getOrDefault(BOUND, 0);
        int is = own.getOrDefault(BOUND, 0);
        add(BOUND, beside ? Integer.signum(was) : was, beside ? Integer.signum(is) : is, expected, got);
        return compared ? compare(step, List.of(String.join(" ", expected)), List.of(String.join(" ", got))) : "";
    }

    private static void add(String name, int was, int is, List<String> expected, List<String> got) {
        if (was != is) {
            expected.add(name + " " + was);
            got.add(name + " " + is);
        }
    }
}
