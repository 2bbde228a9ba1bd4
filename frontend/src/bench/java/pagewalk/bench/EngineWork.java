package pagewalk.bench;

import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;

/** The work on a machine. The digest is folded all the time, as in every real use. */
final class EngineWork extends BuddyWork {
    /** What is measured; the order is that of the numbers given to {@link #EngineWork}. */
    static final String[] NAMES = {
        "textbook, 64 frames",
        "textbook, 4096 frames",
        "textbook, 4096 frames, every event kept",
        "textbook, 1048576 frames (4 GiB)",
        "linux, 262144 frames (1 GiB)",
        "linux, all layers, 4096 frames",
        "linux, all layers, 1048576 frames (4 GiB)"
    };

    /** Frames of each setting. */
    static final int[] FRAMES = {64, 4096, 4096, 1 << 20, 1 << 18, 4096, 1 << 20};

    private static final int LOGGED = 2;
    private static final int LINUX = 4;

    private final Machine machine;
    private final EventLog log = new EventLog();
    private final boolean logged;

    EngineWork(int setting, int seed) {
        super(FRAMES[setting], seed);
        machine = Machine.boot(config(setting));
        logged = setting == LOGGED;
        fill();
    }

    private static MachineConfig config(int setting) {
        int frames = FRAMES[setting];
        if (setting <= LINUX) {
            return setting == LINUX ? MachineConfig.linux(frames) : MachineConfig.textbook(frames);
        }
        String text = "preset=linux migratetypes=on watermarks=on percpu=on frames=" + frames;
        return ((ConfigText.Result.Ok) ConfigText.parse(text)).config();
    }

    @Override
    int allocate(int order) {
        Command ask = new Command.AllocPages(null, order, Gfp.KERNEL, "");
        return machine.apply(ask, sink()) instanceof Reply.Allocated block ? block.pfn() : -1;
    }

    @Override
    void free(int pfn) {
        machine.apply(new Command.FreePages(new PageRef.Pfn(pfn)), sink());
    }

    @Override
    int outcome() {
        return machine.digestLow();
    }

    private Events sink() {
        if (log.size() > 1 << 16) {
            log.clear();
        }
        return logged ? log : Events.NONE;
    }
}
