package pagewalk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Measures one setting of {@link EngineWork} on the JVM, and the plain allocator on the same work. Rounds of equal
 * length run until the JIT has settled; the median of the later ones counts. One setting a JVM, so that no setting runs
 * on another's profile.
 */
final class EngineBench {
    private static final int COMMANDS = 200_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 11;

    /** The thread's own time, so that what else runs on the machine counts little. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private EngineBench() {}

    public static void main(String[] args) {
        int setting = Integer.parseInt(args[0]);
        int[] digest = new int[1];
        double plain = nanos(seed -> new PlainWork(EngineWork.FRAMES[setting], seed), new int[1]);
        double engine = nanos(seed -> new EngineWork(setting, seed), digest);
        String what = "JVM, " + EngineWork.NAMES[setting];
        System.out.println("%-54s %8.2f M/s %7.1f ns  x %4.1f of plain arrays  %08x"
                .formatted(what, 1000 / engine, engine, engine / plain, digest[0]));
    }

    /** Median nanoseconds of a command. */
    private static double nanos(IntFunction<BuddyWork> made, int[] digest) {
        double[] nanos = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            BuddyWork work = made.apply(round + WARM_UP);
            long begin = CLOCK.getCurrentThreadCpuTime();
            digest[0] ^= work.run(COMMANDS);
            if (round >= 0) {
                nanos[round] = (double) (CLOCK.getCurrentThreadCpuTime() - begin) / COMMANDS;
            }
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }
}
