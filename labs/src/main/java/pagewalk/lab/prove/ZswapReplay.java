package pagewalk.lab.prove;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Reply;
import pagewalk.engine.view.ReclaimView;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays a recording of compressed swap: a script's calls on a machine of as much memory.
 *
 * <p>Compared are faults, pagemap, results of writes below /sys, every setting and counter of zswap, and of vmstat and
 * meminfo what swap and zswap count. Memory cgroups are on unless the recording's command line has switched them off.
 */
final class ZswapReplay {
    private static final int LAB = 1;
    /** What of /proc/vmstat is compared; "nr_anon_pages" counts as -0 where a line has none. */
    private static final List<String> COUNTERS = List.of(
            "zswpin",
            "zswpout",
            "zswpwb",
            "swpin_zero",
            "swpout_zero",
            "nr_zspages",
            "nr_anon_pages",
            "nr_swapcached",
            "nr_written",
            "pswpin",
            "pswpout",
            "swap_ra",
            "swap_ra_hit",
            "pgmajfault",
            "workingset_refault_anon");

    private static final List<String> LABELS = List.of("SwapCached:", "Zswap:", "Zswapped:");

    private final ProcessPlayer player;
    private final ReclaimRegions regions;
    private final Map<String, Integer> before = new HashMap<>();

    private ZswapReplay(String header) {
        player = new ProcessPlayer(config());
        regions = new ReclaimRegions(player, LAB);
        player.run("spawn comm=lab", 1);
        ReclaimView reclaim =
                Objects.requireNonNull(player.machine().processes().reclaim());
        reclaim.zswap().state.cgroups = !header.contains("cgroup_disable=memory");
        player.run("swapon path=/dev/vdc size=256M" + (header.contains("-ssd ") ? "" : " rotational=on"), 1);
    }

    /** MemTotal of the recording kernel was 149996 kB: the limit of the pool is a share of it. */
    private static pagewalk.engine.MachineConfig config() {
        if (ConfigText.parse("reclaim=on oom=on frames=37499") instanceof ConfigText.Result.Ok ok) {
            return ok.config();
        }
        throw new IllegalStateException("PW-CHECK the machine can be described");
    }

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        return text.lines().anyMatch(line -> line.startsWith("> put /sys/module/zswap/parameters/"));
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        List<Step> steps = ProcessPlayer.read(text);
        ZswapReplay replay = new ZswapReplay(text.lines().findFirst().orElse(""));
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
        int wanted = switch (words[0]) {
            case "t", "adv" -> 5;
            case "map" -> 4;
            case "put" -> 3;
            case "get", "pm" -> 2;
            default -> 1;
        };
        if (words.length < wanted) {
            throw new RecordingFault(step.line(), "this operation is not complete: " + step.op());
        }
        return switch (words[0]) {
            case "map" -> {
                regions.map(words, step);
                yield "";
            }
            case "t" -> player.differs(step, "minflt", touch(words, step));
            case "adv" -> player.differs(step, "rc", advise(words, step));
            case "pm" -> player.differs(step, "pages of region", regions.pagemap(words, step));
            case "put" -> put(words, step);
            case "get" -> get(words, step);
            case "vs0", "vs" -> counters(step, words[0].equals("vs"));
            case "mi" -> meminfo(step);
            default -> throw new RecordingFault(step.line(), "this operation is not known: " + step.op());
        };
    }

    private String touch(String[] words, Step step) {
        int from = ProcessPlayer.number(words[2], step.line());
        int count = ProcessPlayer.number(words[3], step.line());
        int minor = 0;
        int major = 0;
        for (int i = 0; i < count; i++) {
            String at = " pid=1 addr=0x" + Long.toHexString(regions.at(words, step, from + i));
            String line = switch (words[4]) {
                case "r" -> "load" + at;
                case "w" -> "store" + at;
                case "z" -> "fill" + at + " len=4096 with=zeros";
                case "s" -> "fill" + at + " len=4096 with=same";
                case "h" -> "fill" + at + " len=4096 with=half";
                case "x" -> "fill" + at + " len=4096 with=random";
                default -> throw new RecordingFault(step.line(), "this touch is not known: " + words[4]);
            };
            if (player.run(line, step.line()) instanceof Reply.Faulted faults) {
                minor += faults.minor();
                major += faults.major();
            }
        }
        return minor + major == 0 ? "" : "minflt " + minor + " majflt " + major;
    }

    private String advise(String[] words, Step step) {
        long at = regions.at(words, step, ProcessPlayer.number(words[2], step.line()));
        long len = (long) ProcessPlayer.number(words[3], step.line()) << 12;
        Reply reply = player.run(
                "madvise pid=1 addr=0x" + Long.toHexString(at) + " len=" + len + " advice=" + words[4], step.line());
        return reply instanceof Reply.Refused ? "rc -1" : "";
    }

    private String put(String[] words, Step step) {
        Reply reply = player.run("echo " + words[2] + " > " + words[1], step.line());
        return player.differs(step, "rc", reply.ok() ? "rc 0" : "rc -1 errno 22");
    }

    private String get(String[] words, Step step) {
        List<String> file = player.file(words[1]);
        String expected = String.join(" ", step.printed());
        String got = file.isEmpty() ? "errno 2" : String.join(" ", file);
        return expected.equals(got) ? "" : player.difference(step, expected, got);
    }

    private String counters(Step step, boolean compared) {
        Map<String, Integer> now = new HashMap<>();
        for (String line : player.file("/proc/vmstat")) {
            String[] row = line.split(" ");
            now.put(row[0], Integer.parseInt(row[1]));
        }
        Map<String, String> recorded = new HashMap<>();
        for (String word : String.join(" ", step.printed()).split(" ")) {
            int sign = Math.max(word.indexOf('+'), word.indexOf('-'));
            if (sign > 0) {
                recorded.put(word.substring(0, sign), word.substring(sign).replace("+", ""));
            }
        }
        StringBuilder expected = new StringBuilder();
        StringBuilder got = new StringBuilder();
        for (String counter : COUNTERS) {
            int delta = now.getOrDefault(counter, 0) - before.getOrDefault(counter, 0);
            String wanted = recorded.getOrDefault(counter, "0");
            if (compared && !wanted.equals(Integer.toString(delta))) {
                expected.append(expected.isEmpty() ? "" : " ")
                        .append(counter)
                        .append(' ')
                        .append(wanted);
                got.append(got.isEmpty() ? "" : " ").append(counter).append(' ').append(delta);
            }
        }
        before.putAll(now);
        return expected.isEmpty() ? "" : player.difference(step, expected.toString(), got.toString());
    }

    private String meminfo(Step step) {
        for (String label : LABELS) {
            String wanted = line(step.printed(), label);
            String got = line(player.file("/proc/meminfo"), label);
            if (!wanted.equals(got)) {
                return player.difference(step, wanted, got);
            }
        }
        return "";
    }

    private static String line(List<String> lines, String label) {
        for (String line : lines) {
            if (line.startsWith(label)) {
                return line;
            }
        }
        return "";
    }
}
