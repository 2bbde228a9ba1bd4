package pagewalk.bench;

import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.ObjectRef;
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
        "kmalloc and kfree, 64 B to 1 KiB, 4096 frames",
        "linux, all layers, 4096 frames",
        "linux, all layers, 1048576 frames (4 GiB)"
    };

    /** Frames of each setting. */
    static final int[] FRAMES = {64, 4096, 4096, 1 << 20, 1 << 18, 4096, 4096, 1 << 20};

    private static final int LOGGED = 2;
    private static final int LINUX = 4;
    private static final int OBJECTS = 5;
    /** Where the engine's kernel maps all memory; objects begin at multiples of eight bytes from there. */
    private static final long PAGE_OFFSET = 0xffff888000000000L;

    private static final int UNIT = 3;

    private final Machine machine;
    private final EventLog log = new EventLog();
    private final boolean logged;
    private final boolean objects;

    EngineWork(int setting, int seed) {
        super(FRAMES[setting], seed);
        machine = Machine.boot(config(setting));
        logged = setting == LOGGED;
        objects = setting == OBJECTS;
        fill();
    }

    private static MachineConfig config(int setting) {
        int frames = FRAMES[setting];
        if (setting <= OBJECTS) {
            return setting == LINUX ? MachineConfig.linux(frames) : MachineConfig.textbook(frames);
        }
        String text = "preset=linux migratetypes=on watermarks=on percpu=on frames=" + frames;
        return ((ConfigText.Result.Ok) ConfigText.parse(text)).config();
    }

    @Override
    int allocate(int order) {
        if (objects) {
            Command kmalloc = new ObjectCommand.Kmalloc(null, 64L << order, Gfp.KERNEL, "", 0);
            return machine.apply(kmalloc, sink()) instanceof Reply.ObjectAt object
                    ? (int) (object.addr() - PAGE_OFFSET >> UNIT)
                    : -1;
        }
        Command ask = new Command.AllocPages(null, order, Gfp.KERNEL, "");
        return machine.apply(ask, sink()) instanceof Reply.Allocated block ? block.pfn() : -1;
    }

    @Override
    void free(int pfn) {
        if (objects) {
            ObjectRef object = new ObjectRef.Address(PAGE_OFFSET + ((long) pfn << UNIT));
            machine.run(new ObjectCommand.Kfree(object, 0), sink());
            return;
        }
        machine.run(new Command.FreePages(new PageRef.Pfn(pfn)), sink());
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
