package pagewalk.bench;

import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;
import pagewalk.engine.tlb.Rights;
import pagewalk.engine.tlb.TlbConfig;
import pagewalk.engine.tlb.Tlbs;

/**
 * Work of the virtual memory: translations, faults and forks as commands to a machine, with the digest folded at every
 * step as always; and the translation buffer alone.
 */
abstract class TranslationWork {
    /** What is measured; the order is that of the numbers given to {@link #of}. */
    static final String[] NAMES = {
        "the buffer alone, hit",
        "the buffer alone, miss and fill",
        "load, TLB hit",
        "load, TLB miss and walk",
        "load, no TLB, walk",
        "store, first touch: fault and frame (a page)",
        "fork and exit of 10000 pages (a page)",
        "store after fork: copy on write (a page)"
    };

    private static final int PAGES = 64;
    private static final int STRIDE = 17;
    private static final int FAULTS = 256;
    private static final int FORKED = 10_000;
    private static final long BASE = 0x10000000L;
    private static final int PAGE = 4096;

    /** Does so much work, in the units of its name; what it answers keeps the compiler from leaving it out. */
    abstract int run(int units);

    static TranslationWork of(int setting) {
        return switch (setting) {
            case 0 -> new Buffer("16x4", 1);
            case 1 -> new Buffer("1x4", STRIDE);
            case 2 -> new Loads("tlb=16x4");
            case 3 -> new Loads("tlb=1x1");
            case 4 -> new Loads("tlb=off");
            case 5 -> new Faults();
            case 6 -> new Forks();
            default -> new Copies();
        };
    }

    private static Machine machine(String config, int pages) {
        Machine machine = Machine.boot(((ConfigText.Result.Ok) ConfigText.parse(config)).config());
        run(machine, "p = spawn bench");
        run(machine, "mmap" + range(1, pages) + " prot=rw flags=private,anon,fixed");
        return machine;
    }

    private static String range(int pid, int pages) {
        return " pid=" + pid + " addr=0x" + Long.toHexString(BASE) + " len=" + (long) pages * PAGE;
    }

    private static void run(Machine machine, String line) {
        machine.run(command(line), Events.NONE);
    }

    private static Command command(String line) {
        return ((Parsed.Ok) CommandText.parse(line)).command();
    }

    /** {@link Tlbs} without a machine around it. */
    private static final class Buffer extends TranslationWork {
        private final Tlbs tlbs;
        private final int stride;

        Buffer(String config, int stride) {
            TlbConfig parsed = TlbConfig.parse(config);
            if (parsed == null) {
                throw new IllegalStateException(config);
            }
            this.stride = stride;
            tlbs = new Tlbs(parsed, 1, Events.NONE);
            tlbs.contextNew(0);
            tlbs.switchTo(0, 0);
        }

        @Override
        int run(int units) {
            int sum = 0;
            int page = 0;
            for (int i = 0; i < units; i++) {
                page = page + stride & PAGES - 1;
                int pfn = tlbs.translate(0, 5, page, Tlbs.LOAD);
                if (pfn == Tlbs.MISS) {
                    pfn = page;
                    tlbs.fill(0, 5, page, page, Rights.USER);
                }
                sum += pfn;
            }
            return sum;
        }
    }

    /** Loads of one byte, a page further each time, of pages that have frames. */
    private static final class Loads extends TranslationWork {
        private final Machine machine;
        private final Command[] load = new Command[PAGES];

        Loads(String config) {
            machine = machine("frames=1024 " + config, PAGES);
            TranslationWork.run(machine, "store" + range(1, PAGES));
            for (int i = 0; i < PAGES; i++) {
                load[i] = command("load pid=1 addr=0x" + Long.toHexString(BASE + (long) i * PAGE) + " len=1");
            }
        }

        @Override
        int run(int units) {
            int page = 0;
            for (int i = 0; i < units; i++) {
                page = page + STRIDE & PAGES - 1;
                machine.run(load[page], Events.NONE);
            }
            return machine.digestLow();
        }
    }

    /** Stores to pages that have no frame; then they are given back. */
    private static final class Faults extends TranslationWork {
        private final Machine machine = machine("frames=1024", FAULTS);
        private final Command store = command("store" + range(1, FAULTS));
        private final Command drop = command("madvise" + range(1, FAULTS) + " advice=dontneed");

        @Override
        int run(int units) {
            for (int done = 0; done < units; done += FAULTS) {
                machine.run(store, Events.NONE);
                machine.run(drop, Events.NONE);
            }
            return machine.digestLow();
        }
    }

    /** A process of 10,000 pages forks, and the child exits. */
    private static final class Forks extends TranslationWork {
        private final Machine machine = machine("frames=16384", FORKED);
        private final Command fork = command("c = fork pid=1");
        private final Command exit = command("exit pid=c");
        private final Command reap = command("wait pid=1");

        Forks() {
            TranslationWork.run(machine, "store" + range(1, FORKED));
        }

        @Override
        int run(int units) {
            for (int done = 0; done < units; done += FORKED) {
                machine.run(fork, Events.NONE);
                machine.run(exit, Events.NONE);
                machine.run(reap, Events.NONE);
            }
            return machine.digestLow();
        }
    }

    /** A child writes to every page that it shares with its parent; forks and exits are part of the time. */
    private static final class Copies extends TranslationWork {
        private final Machine machine = machine("frames=4096", FAULTS);
        private final Command fork = command("c = fork pid=1");
        private final Command store = command("store pid=c addr=0x10000000 len=" + FAULTS * PAGE);
        private final Command exit = command("exit pid=c");
        private final Command reap = command("wait pid=1");

        Copies() {
            TranslationWork.run(machine, "store" + range(1, FAULTS));
        }

        @Override
        int run(int units) {
            for (int done = 0; done < units; done += FAULTS) {
                machine.run(fork, Events.NONE);
                machine.run(store, Events.NONE);
                machine.run(exit, Events.NONE);
                machine.run(reap, Events.NONE);
            }
            return machine.digestLow();
        }
    }
}
