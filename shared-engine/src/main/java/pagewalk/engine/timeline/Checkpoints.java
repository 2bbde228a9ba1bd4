package pagewalk.engine.timeline;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;

/**
 * Copies of a machine at some of its commands, within a byte budget.
 *
 * <p>The start is always kept. When the budget is spent, every second copy goes and the distance doubles, so that
 * stepping back never replays more than a fixed share of the session.
 */
final class Checkpoints {
    private final List<Machine> machines = new ArrayList<>();
    private final int most;
    private int interval = 8;

    Checkpoints(Machine start) {
        most = Math.max(1, Math.min(256, Limits.CHECKPOINT_BYTES / Math.max(start.bytes(), 1)));
        machines.add(start.copy());
    }

    /** Offers a machine between two commands; a copy is kept if one is due. */
    void offer(Machine machine) {
        int commands = machine.commandsApplied();
        if (most == 1
                || commands % interval != 0
                || commands <= machines.get(machines.size() - 1).commandsApplied()) {
            return;
        }
        machines.add(machine.copy());
        if (machines.size() > most) {
            interval *= 2;
            machines.removeIf(m -> m.commandsApplied() % interval != 0);
        }
    }

    /** A machine of its own after {@code commands} commands or fewer, as near as there is. */
    Machine before(int commands) {
        Machine best = machines.get(0);
        for (Machine machine : machines) {
            if (machine.commandsApplied() <= commands) {
                best = machine;
            }
        }
        return best.copy();
    }

    /** Forgets everything after {@code commands} commands. */
    void truncate(int commands) {
        machines.removeIf(m -> m.commandsApplied() > commands);
    }
}
