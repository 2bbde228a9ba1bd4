package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagewalk.engine.MachineConfig;

/**
 * Replays a recording of what a kernel promises: for each setting of the knobs the limit, the largest mapping of each
 * kind, found by trying, and how many pieces of 32 MiB a process gets.
 *
 * <p>A machine is set up for each line that begins with a user: its memory, a process of the recorded size, another one
 * that has been promised the rest of Committed_AS, and the knobs. Everything else is asked of it by mmap().
 */
final class OvercommitReplay {
    private static final Pattern SETTING = Pattern.compile("uid (\\d+): mode (\\d) ratio (\\d+) kbytes (\\d+)"
            + " admin_reserve (\\d+) user_reserve (\\d+) MemTotal (\\d+) SwapTotal (\\d+)"
            + " (CommitLimit \\d+) (Committed_AS \\d+)");
    private static final Pattern LARGEST = Pattern.compile("  largest single mmap (rw private|rw private NORESERVE"
            + "|read-only private): (\\d+) pages \\(\\d+ kB\\)( \\(search limit, never refused\\))?"
            + "; (Committed_AS now \\d+ kB), this process (total_vm from statm \\d+) pages");
    private static final Pattern STEP =
            Pattern.compile("  (32 MiB step \\d+ refused errno \\d+, Committed_AS \\d+ kB)");
    private static final Pattern STEPS =
            Pattern.compile("  (steps of 32 MiB accepted: \\d+ MiB) \\(max tried (\\d+)\\)");

    /** Pages that were searched for the largest mapping: 64 GiB. */
    private static final int MOST = 1 << 24;
    /** Pages that a process is promised when it begins: those of its stack. */
    private static final int STACK = 33;
    /** Pages that the recorder's process had. */
    private static final int SIZE = 276;

    private static final int STEP_MB = 32;

    private ProcessPlayer player = new ProcessPlayer();
    private int steps;

    private OvercommitReplay() {}

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        return text.lines().anyMatch(line -> SETTING.matcher(line).matches());
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        OvercommitReplay replay = new OvercommitReplay();
        List<String> lines = text.lines().toList();
        int all = (int) lines.stream().filter(OvercommitReplay::isCompared).count();
        if (!isOne(text)) {
            throw new RecordingFault(1, "this is no recording of overcommit: no line begins with uid");
        }
        int agreed = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (isCompared(lines.get(i))) {
                String trouble = replay.trouble(lines.get(i), i + 1);
                if (!trouble.isEmpty()) {
                    return new Proof(agreed, all, trouble);
                }
                agreed++;
            }
        }
        return new Proof(agreed, all, "");
    }

    private static boolean isCompared(String line) {
        return SETTING.matcher(line).matches()
                || LARGEST.matcher(line).matches()
                || STEP.matcher(line).matches()
                || STEPS.matcher(line).matches();
    }

    private String trouble(String line, int number) {
        Matcher setting = SETTING.matcher(line);
        if (setting.matches()) {
            setUp(setting, number);
            return differs(number, line, setting.group(9) + " " + setting.group(10), limits());
        }
        Matcher largest = LARGEST.matcher(line);
        if (largest.matches()) {
            String expected = largest.group(2) + " pages" + (largest.group(3) == null ? "" : largest.group(3)) + "; "
                    + largest.group(4) + ", " + largest.group(5);
            return differs(number, line, expected, largest(largest.group(1), number));
        }
        Matcher step = STEP.matcher(line);
        if (step.matches()) {
            take(MOST >> 13, number);
            String got = "32 MiB step " + steps + " refused errno 12, Committed_AS " + value("Committed_AS") + " kB";
            return differs(number, line, step.group(1), got);
        }
        Matcher accepted = STEPS.matcher(line);
        if (!accepted.matches()) {
            return "";
        }
        take(ProcessPlayer.number(accepted.group(2), number) / STEP_MB, number);
        return differs(number, line, accepted.group(1), "steps of 32 MiB accepted: " + steps * STEP_MB + " MiB");
    }

    private String differs(int number, String line, String expected, String got) {
        return expected.equals(got)
                ? ""
                : "differs at line " + number + ", '" + line.strip() + "': expected " + expected + ", got " + got
                        + player.why();
    }

    private void setUp(Matcher setting, int line) {
        int[] of = new int[9];
        for (int i = 1; i < of.length; i++) {
            of[i] = ProcessPlayer.number(setting.group(i), line);
        }
        int committed = ProcessPlayer.number(setting.group(10).substring("Committed_AS ".length()), line) / 4;
        if (of[7] / 4 < 1 || committed <= 2 * STACK) {
            throw new RecordingFault(line, "a machine has memory, and two processes have stacks: " + setting.group());
        }
        player = new ProcessPlayer(MachineConfig.textbook(of[7] / 4));
        steps = 0;
        List<String> commands = new ArrayList<>(List.of("spawn comm=lab", "spawn comm=others"));
        commands.add("sysctl vm.overcommit_memory=1");
        commands.add("mmap pid=1 len=" + bytes(SIZE - STACK) + " prot=r flags=private,anon");
        commands.add("mmap pid=2 len=" + bytes(committed - 2 * STACK) + " prot=rw flags=private,anon");
        commands.add("setuid pid=1 uid=" + of[1]);
        commands.add(of[4] == 0 ? "sysctl vm.overcommit_ratio=" + of[3] : "sysctl vm.overcommit_kbytes=" + of[4]);
        commands.add("sysctl vm.admin_reserve_kbytes=" + of[5]);
        commands.add("sysctl vm.user_reserve_kbytes=" + of[6]);
        commands.add("sysctl vm.overcommit_memory=" + of[2]);
        for (String command : commands) {
            if (!player.run(command, line).ok()) {
                throw new RecordingFault(line, "this cannot be set up: " + command);
            }
        }
        player.machine().processes().state().accounts().setSwapPages(of[8] / 4);
    }

    private static long bytes(long pages) {
        return pages << 12;
    }

    private String value(String label) {
        for (String line : player.file("/proc/meminfo")) {
            if (line.startsWith(label + ":")) {
                return line.replaceAll("[^0-9]", "");
            }
        }
        return "none";
    }

    private String limits() {
        return "CommitLimit " + value("CommitLimit") + " Committed_AS " + value("Committed_AS");
    }

    /** The largest mapping, by halves, as the recorder found it. */
    private String largest(String kind, int line) {
        String how = kind.startsWith("read-only") ? " prot=r flags=private,anon" : " prot=rw flags=private,anon";
        String all = how + (kind.endsWith("NORESERVE") ? ",noreserve" : "");
        int fits = 0;
        int fails = MOST + 1;
        while (fails - fits > 1) {
            int pages = fits + (fails - fits) / 2;
            if (player.run("m = mmap pid=1 len=" + bytes(pages) + all, line).ok()) {
                player.run("munmap pid=1 addr=m len=" + bytes(pages), line);
                fits = pages;
            } else {
                fails = pages;
            }
        }
        String[] statm = player.file("/proc/1/statm").get(0).split(" ");
        return fits + " pages" + (fits == MOST ? " (search limit, never refused)" : "") + "; Committed_AS now "
                + value("Committed_AS") + " kB, total_vm from statm " + statm[0];
    }

    /** Takes pieces of 32 MiB until one is refused, or there are so many. */
    private void take(int most, int line) {
        while (steps < most
                && player.run("mmap pid=1 len=" + bytes(STEP_MB << 8) + " prot=rw flags=private,anon", line)
                        .ok()) {
            steps++;
        }
    }
}
