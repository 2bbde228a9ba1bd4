package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.ConfigText;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.task.Task;
import pagewalk.lab.prove.OomRecording.Before;
import pagewalk.lab.prove.OomRecording.Kill;
import pagewalk.lab.prove.OomRecording.Row;
import pagewalk.lab.prove.OomRecording.Scenario;

/**
 * Replays a recording of a kernel that ran out of memory: for each kill a machine gets the processes of the kernel's
 * own table, memory is filled up, and the process that asked asks for one page more. Compared are the victim, the
 * scores that /proc told before, and who was dead and who alive at the end of each scenario.
 *
 * <p>The kernel counts resident pages roughly; the table has what it counted, so the machine's processes get just that.
 * Pages in swap count like resident ones, and are resident here. Scores are compared where there is no swap: pages that
 * moved there were counted anew.
 */
final class OomReplay {
    private static final long BASE = 0x10000000L;
    private static final long TABLE_BYTES = 2 << 20;
    private static final int TABLE_PAGES = 512;
    /** Tables of any process that has a page: of the third and of the second level. */
    private static final int UPPER_TABLES = 2;

    private static final int HIGHEST_ORDER = 10;

    private ProcessPlayer player = new ProcessPlayer();
    private int agreed;

    private OomReplay() {}

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        return OomRecording.isOne(text);
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        OomRecording recording = OomRecording.read(text);
        int all = 0;
        for (Scenario scenario : recording.scenarios()) {
            all += scenario.kills().size() + scenario.fates().size() + scored(scenario);
        }
        OomReplay replay = new OomReplay();
        for (Scenario scenario : recording.scenarios()) {
            String trouble = replay.scenario(scenario);
            if (!trouble.isEmpty()) {
                return new Proof(replay.agreed, all, trouble);
            }
        }
        return new Proof(replay.agreed, all, "");
    }

    private static int scored(Scenario scenario) {
        return scenario.kills().isEmpty() || scenario.kills().get(0).swapPages() > 0
                ? 0
                : scenario.before().size();
    }

    private String scenario(Scenario scenario) {
        List<String> dead = new ArrayList<>();
        for (Kill kill : scenario.kills()) {
            setUp(scenario, kill);
            String trouble = kill == scenario.kills().get(0) && scored(scenario) > 0 ? scores(scenario, kill) : "";
            if (trouble.isEmpty()) {
                trouble = kill(kill, dead);
            }
            if (!trouble.isEmpty()) {
                return trouble;
            }
        }
        for (String fate : scenario.fates()) {
            String name = fate.substring(fate.indexOf(' ') + 1);
            boolean trigger = fate.startsWith("trigger");
            boolean died = dead.contains(trigger ? "trig" : name);
            if (died != (fate.startsWith("DEAD") || fate.equals("trigger dead"))) {
                return "differs at line " + scenario.line() + ", scenario " + scenario.name() + ": expected " + fate
                        + ", got " + (died ? "dead" : "alive") + player.why();
            }
            agreed++;
        }
        return "";
    }

    /** A machine with the processes of the table, in its order. */
    private void setUp(Scenario scenario, Kill kill) {
        String text = "frames=" + kill.totalPages() + " watermarks=on oom=on";
        if (!(ConfigText.parse(text) instanceof ConfigText.Result.Ok ok)) {
            throw new RecordingFault(kill.line(), "no machine has so many pages: " + kill.totalPages());
        }
        MachineConfig config = ok.config();
        player = new ProcessPlayer(config);
        run("sysctl vm.overcommit_memory=1", kill);
        run("sysctl vm.oom_kill_allocating_task=" + scenario.allocating(), kill);
        int pid = 0;
        for (Row row : kill.rows()) {
            pid++;
            process(pid, row, kill);
            Task task = player.machine().processes().task(pid);
            if (scenario.swapoff() && row.name().equals(kill.asker()) && task != null) {
                // What swapoff() says of whoever calls it (set_current_oom_origin()).
                task.setOomOrigin(true);
            }
        }
    }

    /**
     * A process with as many pages and as many page tables; tables beyond its pages hold the page of zeros. One whose
     * tables would not hold its pages gets as many of both together, which is what counts.
     */
    private void process(int pid, Row row, Kill kill) {
        int pages = resident(row);
        int spare = row.pages() + row.tables() - pages - UPPER_TABLES - tables(pages);
        String who = " pid=" + pid;
        run("spawn comm=" + row.name(), kill);
        run("setuid" + who + " uid=" + row.uid(), kill);
        run("choom" + who + " adj=" + row.adj(), kill);
        if (pages > 0) {
            run(map(who, BASE, (long) pages << 12) + ",populate", kill);
        }
        for (int i = 0; i < spare; i++) {
            long at = BASE + (tables(pages) + i) * TABLE_BYTES;
            run(map(who, at, 8192), kill);
            run("load" + who + " addr=0x" + Long.toHexString(at) + " len=1", kill);
        }
    }

    /** Pages of a process, fewer if its tables would have no room to spare. */
    private static int resident(Row row) {
        int pages = row.pages();
        while (pages > 0 && row.pages() + row.tables() - pages - UPPER_TABLES - tables(pages) < 1) {
            pages--;
        }
        return pages;
    }

    private static int tables(int pages) {
        return (pages + TABLE_PAGES - 1) / TABLE_PAGES;
    }

    private static String map(String who, long at, long bytes) {
        return "mmap" + who + " addr=0x" + Long.toHexString(at) + " len=" + bytes + " prot=rw flags=private,anon,fixed";
    }

    private void run(String command, Kill kill) {
        if (!player.run(command, kill.line()).ok()) {
            throw new RecordingFault(kill.line(), "this cannot be set up: " + command);
        }
    }

    private String scores(Scenario scenario, Kill kill) {
        for (Before before : scenario.before()) {
            int pid = pidOf(kill, before.pid());
            String got = pid == 0
                    ? "nothing"
                    : player.file("/proc/" + pid + "/oom_score").get(0);
            if (!got.equals(Integer.toString(before.score()))) {
                return "differs at line " + before.line() + ", oom_score of pid " + before.pid() + ": expected "
                        + before.score() + ", got " + got + "; decided by fs/proc/base.c proc_oom_score()";
            }
            agreed++;
        }
        return "";
    }

    private static int pidOf(Kill kill, int recorded) {
        for (int i = 0; i < kill.rows().size(); i++) {
            if (kill.rows().get(i).pid() == recorded) {
                return i + 1;
            }
        }
        return 0;
    }

    private String kill(Kill kill, List<String> dead) {
        for (int order = HIGHEST_ORDER; order >= 0; order--) {
            String rest = "alloc_pages order=" + order + " gfp=KERNEL,NORETRY";
            while (player.run(rest, kill.line()).ok()) {
                continue;
            }
        }
        int asker = 0;
        for (int i = 0; i < kill.rows().size(); i++) {
            asker = kill.rows().get(i).name().equals(kill.asker()) ? i + 1 : asker;
        }
        ask(kill, asker);
        String got = victim(kill, dead);
        if (!got.equals(kill.victim())) {
            return "differs at line " + kill.line() + ", who is killed: expected " + kill.victim() + ", got " + got
                    + player.why();
        }
        agreed++;
        return "";
    }

    /** The process that asked writes to a page behind one that has a table already; others ask for the kernel. */
    private void ask(Kill kill, int asker) {
        if (asker == 0 || kill.order() > 0) {
            player.run("alloc_pages order=" + kill.order() + " gfp=HIGHUSER_MOVABLE", kill.line());
            return;
        }
        long at = BASE + tables(resident(kill.rows().get(asker - 1))) * TABLE_BYTES + 4096;
        player.run("store pid=" + asker + " addr=0x" + Long.toHexString(at) + " len=1", kill.line());
    }

    /** The last line of the machine's log about a kill, with the pid that the recording has for it. */
    private String victim(Kill kill, List<String> dead) {
        for (int i = 0; i < kill.rows().size(); i++) {
            Row row = kill.rows().get(i);
            if (player.machine().processes().space(i + 1) == null) {
                dead.add(row.name());
                String log = player.run("run dmesg", kill.line()).line();
                String last = log.strip().substring(log.strip().lastIndexOf('\n') + 1);
                String how = last.substring(0, Math.max(0, last.indexOf(": Killed process ")));
                String adj = last.substring(last.lastIndexOf(' ') + 1);
                return how + ": Killed process " + row.pid() + " (" + row.name() + ") " + adj;
            }
        }
        return "nobody";
    }
}
