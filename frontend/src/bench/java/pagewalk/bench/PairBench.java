package pagewalk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.AddrRef;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.FitCommand;
import pagewalk.engine.command.HeapCommand;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.command.VmallocCommand;
import pagewalk.engine.event.Events;
import pagewalk.engine.fit.Convention;
import pagewalk.engine.fit.FitPolicy;
import pagewalk.engine.fit.ListOrder;
import pagewalk.engine.util.Xorshift;

/**
 * Pairs of a request and a free, a row for each kind: blocks of a range by best fit, areas of vmalloc(), and
 * malloc() of a process. Which of
 * the {@value #HELD} that are held is given back next is drawn from a seed.
 */
final class PairBench {
    private static final int PAIRS = 50_000;
    private static final int ROUNDS = 9;
    private static final int HELD = 64;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final Machine machine = Machine.boot(MachineConfig.textbook(4096));
    private final Xorshift random = new Xorshift(7, 3);
    private final @Nullable ObjectRef[] held = new ObjectRef[HELD];

    private PairBench() {}

    public static void main(String[] args) {
        row("fit_alloc + fit_free, best fit, 64 held", true);
        row("vmalloc + vfree, 1 to 16 pages, 64 held", false);
        heapRow();
    }

    private static void row(String what, boolean fit) {
        PairBench bench = new PairBench();
        if (fit) {
            FitCommand.Layout layout = new FitCommand.Layout(64 * 1024, 0, 8, 16);
            FitCommand.Manner manner = new FitCommand.Manner(FitPolicy.BEST, ListOrder.ADDRESS, true, Convention.EXACT);
            bench.machine.apply(new FitCommand.FitInit(layout, manner), Events.NONE);
        }
        double[] nanos = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long begin = CLOCK.getCurrentThreadCpuTime();
            for (int i = 0; i < PAIRS; i++) {
                bench.pair(fit);
            }
            if (round >= 0) {
                nanos[round] = (double) (CLOCK.getCurrentThreadCpuTime() - begin) / PAIRS;
            }
        }
        print(what, nanos, bench.machine);
    }

    /** malloc() and free() of a process, sizes from 0 to 4000. */
    private static void heapRow() {
        Machine machine = Machine.boot(MachineConfig.textbook(1 << 16));
        PidRef pid = new PidRef.Number(1);
        machine.apply(new ProcessCommand.Spawn(null, "bench", false), Events.NONE);
        Xorshift random = new Xorshift(7, 4);
        AddrRef[] pointers = new AddrRef[HELD];
        Arrays.fill(pointers, new AddrRef(0L));
        double[] nanos = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long begin = CLOCK.getCurrentThreadCpuTime();
            for (int i = 0; i < PAIRS; i++) {
                int at = random.below(HELD);
                machine.run(new HeapCommand.Free(pid, pointers[at]), Events.NONE);
                Reply got = machine.apply(new HeapCommand.Malloc(null, pid, random.below(4001)), Events.NONE);
                pointers[at] = new AddrRef(got instanceof Reply.Pointer pointer ? pointer.addr() : 0);
            }
            if (round >= 0) {
                nanos[round] = (double) (CLOCK.getCurrentThreadCpuTime() - begin) / PAIRS;
            }
        }
        print("malloc + free, 0 to 4000 bytes, 64 held", nanos, machine);
    }

    private static void print(String what, double[] nanos, Machine machine) {
        Arrays.sort(nanos);
        double median = nanos[ROUNDS / 2];
        String digest = machine.digest().substring(8);
        System.out.println(
                "%-54s %8.2f M/s %7.1f ns a pair  %s".formatted("JVM, " + what, 1000 / median, median, digest));
    }

    private void pair(boolean fit) {
        int at = random.below(HELD);
        ObjectRef old = held[at];
        if (old != null) {
            machine.apply(fit ? new FitCommand.FitFree(old) : new VmallocCommand.Vfree(old), Events.NONE);
        }
        Command ask = fit
                ? new FitCommand.FitAlloc(null, 1 + random.below(500))
                : new VmallocCommand.Vmalloc(null, 1 + random.below(16 * 4096));
        held[at] = address(machine.apply(ask, Events.NONE));
    }

    private static @Nullable ObjectRef address(Reply reply) {
        return switch (reply) {
            case Reply.Carved block -> new ObjectRef.Address(block.addr());
            case Reply.Area area -> new ObjectRef.Address(area.addr());
            default -> null;
        };
    }
}
