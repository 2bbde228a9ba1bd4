package pagewalk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** Rounds of equal length on the JVM; the median of those after the JIT has settled counts. */
final class Rounds {
    private static final int WARM_UP = 10;
    private static final int MEASURED = 11;
    private static final int UNITS = 200_000;

    /** The thread's own time, so that what else runs on the machine counts little. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private Rounds() {}

    /** A row: the engine's work, and how many times the baseline's time it takes. Work is made anew for each round. */
    static void compare(String what, IntFunction<IntUnaryOperator> baseline, IntFunction<IntUnaryOperator> engine) {
        int[] outcome = new int[1];
        double plain = nanos(baseline, new int[1]);
        double nanos = nanos(engine, outcome);
        System.out.println("%-54s %8.2f M/s %7.1f ns  x %4.1f of plain arrays  %08x"
                .formatted("JVM, " + what, 1000 / nanos, nanos, nanos / plain, outcome[0]));
    }

    /** Median nanoseconds of a unit; all outcomes are folded into one. */
    private static double nanos(IntFunction<IntUnaryOperator> made, int[] outcome) {
        double[] nanos = new double[MEASURED];
        for (int round = -WARM_UP; round < MEASURED; round++) {
            IntUnaryOperator work = made.apply(round + WARM_UP);
            long begin = CLOCK.getCurrentThreadCpuTime();
            outcome[0] ^= work.applyAsInt(UNITS);
            if (round >= 0) {
                nanos[round] = (double) (CLOCK.getCurrentThreadCpuTime() - begin) / UNITS;
            }
        }
        Arrays.sort(nanos);
        return nanos[MEASURED / 2];
    }
}
