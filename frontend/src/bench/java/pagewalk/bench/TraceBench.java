package pagewalk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Measures references a second of every replacement policy, and of LRU's whole curve ({@link TraceWork}). The misses at
 * the end of a row say that policies.c and the compiled JavaScript counted the same.
 */
final class TraceBench {
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 4;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private TraceBench() {}

    public static void main(String[] args) {
        TraceWork work = new TraceWork();
        for (int row = 0; !TraceWork.name(row).isEmpty(); row++) {
            report(work, row);
        }
    }

    private static void report(TraceWork work, int row) {
        double[] nanos = new double[ROUNDS];
        int misses = 0;
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = CLOCK.getCurrentThreadCpuTime();
            misses = work.misses(row);
            if (i >= 0) {
                nanos[i] = (double) (CLOCK.getCurrentThreadCpuTime() - begin) / TraceWork.REFERENCES;
            }
        }
        Arrays.sort(nanos);
        double median = nanos[ROUNDS / 2];
        System.out.println(
                "%-54s %8.2f M/s %7.1f ns  %d".formatted("JVM, " + TraceWork.name(row), 1000 / median, median, misses));
    }
}
