package pagewalk.bench;

import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.Xorshift;

/**
 * A seeded stream of allocations (orders 0 to 4) and frees that keeps about half of the memory in use. The digest is
 * folded all the time, as in every real use.
 */
final class EngineWork {
    /** What is measured; the order is that of the numbers given to {@link #EngineWork}. */
    static final String[] NAMES = {
        "textbook, 4096 frames", "textbook, 4096 frames, every event kept", "linux, 262144 frames (1 GiB)"
    };

    private final Machine machine;
    private final IntList held = new IntList();
    private final Xorshift random;
    private final EventLog log = new EventLog();
    private final boolean logged;
    private final int half;

    EngineWork(int setting, int seed) {
        machine = Machine.boot(setting == 2 ? MachineConfig.linux(262_144) : MachineConfig.textbook(4096));
        logged = setting == 1;
        random = new Xorshift(7, seed);
        // A block has about six pages, so this many of them take half of the memory.
        half = machine.config().frames() / 12;
        while (held.size() < half) {
            allocate(Events.NONE);
        }
    }

    /** Runs that many commands; the digest's low lane, so that no compiler can leave the work out. */
    int run(int commands) {
        Events sink = logged ? log : Events.NONE;
        for (int i = 0; i < commands; i++) {
            if (log.size() > 1 << 16) {
                log.clear();
            }
            if (held.size() > half || random.below(2) == 0 && held.size() > 0) {
                free(sink);
            } else {
                allocate(sink);
            }
        }
        return machine.digestLow();
    }

    private void allocate(Events sink) {
        Command ask = new Command.AllocPages(null, random.below(5), Gfp.KERNEL, "");
        if (machine.apply(ask, sink) instanceof Reply.Allocated block) {
            held.add(block.pfn());
        }
    }

    private void free(Events sink) {
        int at = random.below(held.size());
        int pfn = held.get(at);
        held.set(at, held.get(held.size() - 1));
        held.truncate(held.size() - 1);
        machine.apply(new Command.FreePages(new PageRef.Pfn(pfn)), sink);
    }
}
