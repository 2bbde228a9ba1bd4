package pagewalk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
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
 * Measures translations a second: of the buffer alone, and of loads as commands to a machine, with the digest folded at
 * every step as always, where the buffer has the page and where four levels are walked.
 */
final class TranslationBench {
    private static final int ROUNDS = 11;
    private static final int WARM_UP = 10;
    private static final int ACCESSES = 200_000;
    private static final int PAGES = 64;
    private static final int STRIDE = 17;

    /** The thread's own time, so that what else runs on the machine counts little. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private TranslationBench() {}

    public static void main(String[] args) {
        buffer("the buffer alone, hit", "16x4", 1);
        buffer("the buffer alone, miss and fill", "1x4", STRIDE);
        loads("load, TLB hit", "tlb=16x4");
        loads("load, TLB miss and walk", "tlb=1x1");
        loads("load, no TLB, walk", "tlb=off");
    }

    private static void buffer(String what, String config, int stride) {
        TlbConfig parsed = TlbConfig.parse(config);
        if (parsed == null) {
            throw new IllegalStateException(config);
        }
        Tlbs tlbs = new Tlbs(parsed, 1, Events.NONE);
        tlbs.contextNew(0);
        tlbs.switchTo(0, 0);
        report(what, () -> {
            int sum = 0;
            int page = 0;
            for (int i = 0; i < ACCESSES; i++) {
                page = page + stride & PAGES - 1;
                int pfn = tlbs.translate(0, 5, page, Tlbs.LOAD);
                if (pfn == Tlbs.MISS) {
                    pfn = page;
                    tlbs.fill(0, 5, page, page, Rights.USER);
                }
                sum += pfn;
            }
            return sum;
        });
    }

    private static void loads(String what, String config) {
        Machine machine = Machine.boot(((ConfigText.Result.Ok) ConfigText.parse("frames=1024 " + config)).config());
        machine.run(command("p = spawn bench"), Events.NONE);
        machine.run(
                command("mmap pid=p addr=0x10000000 len=" + PAGES * 4 + "K prot=rw flags=private,anon,fixed,populate"),
                Events.NONE);
        Command[] load = new Command[PAGES];
        for (int i = 0; i < PAGES; i++) {
            load[i] = command("load pid=1 addr=0x" + Long.toHexString(0x10000000L + i * 4096L) + " len=1");
        }
        report(what, () -> {
            int page = 0;
            for (int i = 0; i < ACCESSES; i++) {
                page = page + STRIDE & PAGES - 1;
                machine.run(load[page], Events.NONE);
            }
            return machine.digestLow();
        });
    }

    private static Command command(String line) {
        return ((Parsed.Ok) CommandText.parse(line)).command();
    }

    /** A round of accesses; what it answers keeps the compiler from leaving it out. */
    private interface Round {
        int run();
    }

    private static void report(String what, Round round) {
        double[] nanos = new double[ROUNDS];
        int sum = 0;
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = CLOCK.getCurrentThreadCpuTime();
            sum ^= round.run();
            if (i >= 0) {
                nanos[i] = (double) (CLOCK.getCurrentThreadCpuTime() - begin) / ACCESSES;
            }
        }
        Arrays.sort(nanos);
        double median = nanos[ROUNDS / 2];
        System.out.println("%-54s %8.2f M/s %7.1f ns  %08x".formatted("JVM, " + what, 1000 / median, median, sum));
    }
}
