package pagewalk.engine.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;

/**
 * Copies of a machine at some of its commands, within a byte budget.
 *
 * <p>The start is always kept, whatever it costs. When the budget is spent, every second copy goes and the distance
 * doubles, so that stepping back replays no more than a fixed share of the session, if there is room for copies at all.
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

    /** Keeps copies of {@code budget} bytes together, the start included. */
    Checkpoints(Machine first, int budget) {
        this.start = first.commandsApplied();
        this.budget = budget;
        add(first);
    }

    /** Offers a machine between two commands; a copy is kept if one is due and there is room. */
    void offer(Machine machine) {
        int commands = machine.commandsApplied() - start;
        if (commands % interval != 0 || machine.commandsApplied() <= last().commandsApplied()) {
            return;
        }
        boolean room = machines.size() < MOST && machine.bytes() <= budget - bytes;
        if (room) {
            add(machine);
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

    /** Bytes of all copies together. */
    int bytes() {
        return bytes;
    }

    private Machine last() {
        return machines.get(machines.size() - 1);
    }

    private void add(Machine machine) {
        machines.add(machine.copy());
        bytes += machine.bytes();
    }

    private void removeIfNot(Predicate<Machine> keep) {
        machines.subList(1, machines.size()).removeIf(keep.negate());
        bytes = 0;
        for (Machine machine : machines) {
            bytes += machine.bytes();
        }
    }
}
