package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays a recording of fork(), copy on write and shared mappings: where a region is mapped, the faults of touching it
 * in parent and child, and smaps of it in both.
 *
 * <p>A child's faults are compared after taking off the recorder's own: one for its stack, and one more when it reads,
 * for the variable it reads into. Counters of the whole machine (vs, vmlog) hold the shell's pages and are not
 * compared;
 * of smaps the lines THPeligible and ProtectionKey tell of the machine and are not compared either.
 */
final class ForkReplay {
    private static final int FILE_PAGES = 4096;

    private final ProcessPlayer player = new ProcessPlayer();
    private final List<String> files = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    private ForkReplay() {}

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        return text.lines().anyMatch(line -> line.startsWith("> forkw "));
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        List<Step> steps = ProcessPlayer.read(text);
        ForkReplay replay = new ForkReplay();
        replay.player.run("spawn comm=lab", 1);
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
        List<String> got = switch (words[0]) {
            case "map" -> map(step, words);
            case "t" -> touch(step, words);
            case "forkw" -> fork(step, words);
            case "smaps" -> smaps(1, region(words, 1, step));
            case "vs", "vs0", "vmlog" -> List.of();
            default -> throw new RecordingFault(step.line(), "this operation is not known: " + step.op());
        };
        List<String> expected = compared(step, got.isEmpty());
        for (int i = 0; i < Math.max(got.size(), expected.size()); i++) {
            String was = i < expected.size() ? expected.get(i) : "nothing";
            String is = i < got.size() ? got.get(i) : "nothing";
            if (!was.equals(is)) {
                return "differs at line " + step.line() + ", operation '" + step.op() + "': expected " + was + ", got "
                        + is + player.why();
            }
        }
        return "";
    }

    /** The lines of a step that are compared. */
    private static List<String> compared(Step step, boolean nothing) {
        List<String> lines = new ArrayList<>();
        boolean touch = step.op().startsWith("t ");
        boolean forked = step.op().startsWith("forkw ");
        for (String line : nothing ? List.<String>of() : step.printed()) {
            boolean own = line.startsWith("minflt ") && !touch
                    || line.startsWith("vmstat ")
                    || line.startsWith("THPeligible:")
                    || line.startsWith("ProtectionKey:");
            if (forked && line.startsWith("child minflt ")) {
                String[] words = line.split(" ");
                int ownFaults = step.op().endsWith(" r") ? 2 : 1;
                int faults = ProcessPlayer.number(words[2], step.line()) - ownFaults;
                lines.add("child minflt " + faults + " majflt " + words[4]);
            } else if (!own) {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    private long region(String[] words, int at, Step step) {
        int number = words.length > at ? ProcessPlayer.number(words[at], step.line()) : -1;
        if (number < 0 || number >= sizes.size() || sizes.get(number) == 0) {
            throw new RecordingFault(step.line(), "no region of that number is mapped: " + step.op());
        }
        return 0x10000000L * (number + 1);
    }

    private List<String> map(Step step, String[] words) {
        if (words.length < 4) {
            throw new RecordingFault(step.line(), "map needs a number, a kind and pages: " + step.op());
        }
        int number = ProcessPlayer.number(words[1], step.line());
        int pages = ProcessPlayer.number(words[3], step.line());
        while (sizes.size() <= number && sizes.size() < 64) {
            sizes.add(0);
        }
        sizes.set(Math.min(number, 63), pages);
        String path = words.length > 5 ? words[5] : "";
        if (!path.isEmpty() && !files.contains(path)) {
            player.run("creat path=" + path + " size=" + ((long) FILE_PAGES << 12), step.line());
            files.add(path);
        }
        String how = switch (words[2]) {
            case "anon" -> "flags=private,anon,fixed";
            case "shm" -> "flags=shared,anon,fixed";
            case "files" -> "flags=shared,fixed file=" + path;
            case "filep" -> "flags=private,fixed file=" + path;
            default -> throw new RecordingFault(step.line(), "this kind of region is not known: " + words[2]);
        };
        long addr = region(words, 1, step);
        player.run(
                "mmap pid=1 addr=0x" + Long.toHexString(addr) + " len=" + ((long) pages << 12) + " prot=rw " + how,
                step.line());
        return List.of("address 0x" + Long.toHexString(addr) + " index " + Long.toHexString(addr >> 12));
    }

    private List<String> touch(Step step, String[] words) {
        int[] before = player.faults(1);
        player.run(access(1, step, words), step.line());
        int[] after = player.faults(1);
        return List.of("minflt " + (after[0] - before[0]) + " majflt " + (after[1] - before[1]));
    }

    private String access(int pid, Step step, String[] words) {
        if (words.length < 5) {
            throw new RecordingFault(step.line(), "a touch needs a region, a page, a number and a way: " + step.op());
        }
        long from = region(words, 1, step) + ((long) ProcessPlayer.number(words[2], step.line()) << 12);
        long len = (long) ProcessPlayer.number(words[3], step.line()) << 12;
        String verb = words[4].equals("r") ? "load" : "store";
        return verb + " pid=" + pid + " addr=0x" + Long.toHexString(from) + " len=" + len;
    }

    private List<String> fork(Step step, String[] words) {
        player.run("fork pid=1", step.line());
        int child = player.machine().processes().nextPid() - 1;
        player.run(access(child, step, words), step.line());
        int[] faults = player.faults(child);
        List<String> got = new ArrayList<>();
        got.add("child minflt " + faults[0] + " majflt " + faults[1]);
        got.addAll(smaps(child, region(words, 1, step)));
        got.removeIf(line -> line.startsWith("VmFlags:"));
        player.run("exit pid=" + child, step.line());
        player.run("wait pid=1", step.line());
        return got;
    }

    private List<String> smaps(int pid, long addr) {
        List<String> lines = new ArrayList<>();
        String start = Long.toHexString(addr) + "-";
        boolean inside = false;
        for (String line : player.file("/proc/" + pid + "/smaps")) {
            if (line.indexOf('-') > 0 && line.charAt(0) < 'A' || line.matches("[0-9a-f]+-.*")) {
                inside = line.startsWith(start);
            }
            if (inside && !line.startsWith("THPeligible:")) {
                lines.add(line.strip());
            }
        }
        return lines;
    }
}
