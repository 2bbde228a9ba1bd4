package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;

/** What the OOM killer remembers: its knobs, what it wrote into the log, and whether the kernel panicked. */
final class OomState {
    /** Lines of the log that are kept. */
    private static final int LINES = 400;

    /** vm.oom_kill_allocating_task: whether who asks is killed, and nobody searched. */
    int killAllocating;
    /** vm.panic_on_oom: 1 panics, 2 panics even for a request that was restricted. */
    int panicOnOom;
    /** vm.oom_dump_tasks: whether the log lists all processes at each kill. */
    int dumpTasks = 1;
    /** The victim whose own command is carried out; 0 for none, as between commands. */
    int dying;

    int kills;
    /** Why the kernel panicked, or null. */
    @Nullable
    String panic;

    final List<String> log = new ArrayList<>();

    OomState copy() {
        OomState copy = new OomState();
        copy.killAllocating = killAllocating;
        copy.panicOnOom = panicOnOom;
        copy.dumpTasks = dumpTasks;
        copy.dying = dying;
        copy.kills = kills;
        copy.panic = panic;
        copy.log.addAll(log);
        return copy;
    }

    void write(List<String> lines) {
        log.addAll(lines);
        while (log.size() > LINES) {
            log.remove(0);
        }
    }

    void digest(Digest into) {
        into.fold(killAllocating, panicOnOom, dumpTasks, kills, panic == null ? 0 : 1);
    }

    int bytes() {
        return 64 + log.size() * 160;
    }
}
