package pagewalk.bench;

import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;
import pagewalk.engine.lru.VmStat;
import pagewalk.engine.view.ReclaimView;

/**
 * Work of reclaim: a machine that always has too little memory, with the digest folded at every step as always.
 */
abstract class PressureWork {
    /** What is measured; the order is that of the numbers given to {@link #of}. */
    static final String[] NAMES = {
        "reclaim of pages in use (a page scanned)",
        "store beyond memory: swap out and in (a page)",
        "read of a file beyond memory (a page)"
    };

    /** Pages that the machine has and pages that are asked of it. */
    static final int FRAMES = 4096;

    static final int PAGES = 6000;
    /** Pages that one command touches. */
    static final int STEP = 50;

    private static final long BASE = 0x10000000L;
    private static final int PAGE = 4096;
    private static final String CONFIG = " watermarks=on percpu=on reclaim=on";

    /** Does so much work, in the units of its name; what it answers keeps the compiler from leaving it out. */
    abstract int run(int units);

    static PressureWork of(int setting) {
        return switch (setting) {
            case 0 -> new Scans();
            case 1 -> new Swaps();
            default -> new Reads();
        };
    }

    /** Bytes that a machine of so many frames keeps for them, three quarters of which are a process's pages. */
    static int bytes(int frames, boolean reclaim) {
        String layers = reclaim ? CONFIG : CONFIG.replace(" reclaim=on", "");
        Machine machine = Machine.boot(config("frames=" + frames + layers));
        run(machine, "sysctl vm.overcommit_memory=1");
        run(machine, "p = spawn bench");
        long pages = frames / 4L * 3;
        run(machine, "mmap pid=1 addr=0x10000000 len=" + pages * PAGE + " flags=private,anon,fixed");
        for (long done = 0; done < pages; done += 1024) {
            String addr = Long.toHexString(BASE + done * PAGE);
            run(machine, "store pid=1 addr=0x" + addr + " len=" + 1024 * PAGE);
        }
        return machine.bytesBeside(null);
    }

    private static MachineConfig config(String text) {
        return ((ConfigText.Result.Ok) ConfigText.parse("preset=linux " + text)).config();
    }

    private static Machine machine() {
        Machine machine = Machine.boot(config("frames=" + FRAMES + CONFIG));
        run(machine, "swapon path=/dev/vdb size=64M");
        run(machine, "p = spawn bench");
        return machine;
    }

    private static void run(Machine machine, String line) {
        if (!machine.run(command(line), Events.NONE)) {
            throw new IllegalStateException(line);
        }
    }

    private static Command command(String line) {
        return ((Parsed.Ok) CommandText.parse(line)).command();
    }

    /** Commands that go through so many pages, some at a time. */
    private static Command[] steps(String before, int pages, String after) {
        Command[] steps = new Command[pages / STEP];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = command(before + i * STEP * PAGE + after + STEP * PAGE);
        }
        return steps;
    }

    private static Command[] accesses(String verb, int pages) {
        Command[] steps = new Command[pages / STEP];
        for (int i = 0; i < steps.length; i++) {
            long addr = BASE + (long) i * STEP * PAGE;
            steps[i] = command(verb + " pid=1 addr=0x" + Long.toHexString(addr) + " len=" + STEP * PAGE);
        }
        return steps;
    }

    /** Direct reclaim of a process's pages, half of which were touched again before each call. */
    private static final class Scans extends PressureWork {
        private static final int HELD = 3000;
        private final Machine machine = machine();
        private final Command[] load = accesses("load", HELD);
        private final Command reclaim = command("try_to_free_pages n=4");
        private int next;

        Scans() {
            PressureWork.run(machine, "mmap pid=1 addr=0x10000000 len=" + HELD * PAGE + " flags=private,anon,fixed");
            for (Command store : accesses("store", HELD)) {
                machine.run(store, Events.NONE);
            }
        }

        @Override
        int run(int units) {
            ReclaimView view = machine.processes().reclaim();
            if (view == null) {
                throw new IllegalStateException("reclaim is on");
            }
            int end = scanned(view) + units;
            while (scanned(view) < end) {
                for (int i = 0; i < load.length / 2; i++) {
                    machine.run(load[next], Events.NONE);
                    next = (next + 1) % load.length;
                }
                machine.run(reclaim, Events.NONE);
            }
            return machine.digestLow();
        }

        private static int scanned(ReclaimView view) {
            VmStat stat = view.vec().stat;
            return stat.get(VmStat.Count.PGSCAN_ANON) + stat.get(VmStat.Count.PGSCAN_FILE);
        }
    }

    /** A process goes round more pages than there are frames. */
    private static final class Swaps extends PressureWork {
        private final Machine machine = machine();
        private final Command[] store = accesses("store", PAGES);
        private int next;

        Swaps() {
            PressureWork.run(machine, "sysctl vm.overcommit_memory=1");
            PressureWork.run(machine, "mmap pid=1 addr=0x10000000 len=" + PAGES * PAGE + " flags=private,anon,fixed");
        }

        @Override
        int run(int units) {
            for (int done = 0; done < units; done += STEP) {
                machine.run(store[next], Events.NONE);
                next = (next + 1) % store.length;
            }
            return machine.digestLow();
        }
    }

    /** A file of more pages than there are frames, read again and again. */
    private static final class Reads extends PressureWork {
        private final Machine machine = machine();
        private final Command[] read = steps("read pid=1 path=/data offset=", PAGES, " len=");
        private int next;

        Reads() {
            PressureWork.run(machine, "creat path=/data size=" + PAGES * PAGE);
        }

        @Override
        int run(int units) {
            for (int done = 0; done < units; done += STEP) {
                machine.run(read[next], Events.NONE);
                next = (next + 1) % read.length;
            }
            return machine.digestLow();
        }
    }
}
