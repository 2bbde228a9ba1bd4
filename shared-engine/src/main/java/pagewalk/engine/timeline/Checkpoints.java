package pagewalk.engine.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;

/**
 * Copies of a machine at some of its commands, within a byte budget.
 *
 * <p>A copy shares with the one before it what no command between them wrote, so it counts only the bytes it takes
 * beside that one. The start is always kept and counts nothing. When the budget is spent, every second copy goes and
 * the distance doubles, so that stepping back replays no more than a fixed share of the session.
 */
final class Checkpoints {
    private static final int MOST = 256;

    private final List<Machine> machines = new ArrayList<>();
    private final int start;
    private final int budget;
    private int bytes;
    private int interval = 8;

    Checkpoints(Machine first) {
        this(first, Limits.CHECKPOINT_BYTES);
    }

    /** Keeps copies that take {@code budget} bytes together, beside the start. */
    Checkpoints(Machine first, int budget) {
        this.start = first.commandsApplied();
        this.budget = budget;
        machines.add(first.copy());
    }

    /** Offers a machine between two commands; a copy is kept if one is due and there is room. */
    void offer(Machine machine) {
        int commands = machine.commandsApplied() - start;
        if (commands % interval != 0 || machine.commandsApplied() <= last().commandsApplied()) {
            return;
        }
        int more = machine.bytesBeside(last());
        if (machines.size() < MOST && more <= budget - bytes) {
            machines.add(machine.copy());
            bytes += more;
        } else if (machines.size() > 1) {
            interval *= 2;
            removeIfNot(m -> (m.commandsApplied() - start) % interval == 0);
            offer(machine);
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

    /** Forgets everything after {@code commands} commands, but never the start. */
    void truncate(int commands) {
        removeIfNot(m -> m.commandsApplied() <= commands);
    }

    int size() {
        return machines.size();
    }

    /** Bytes of all copies together, beside the start. */
    int bytes() {
        return bytes;
    }

    private Machine last() {
        return machines.get(machines.size() - 1);
    }

    private void removeIfNot(Predicate<Machine> keep) {
        machines.subList(1, machines.size()).removeIf(keep.negate());
        bytes = 0;
        for (int i = 1; i < machines.size(); i++) {
            bytes += machines.get(i).bytesBeside(machines.get(i - 1));
        }
    }
}
