package pagewalk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicyKind;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.StackDistances;

/**
 * Measures references a second of every replacement policy with {@value #FRAMES} frames, and of LRU's whole curve. The
 * trace is made as policies.c beside makes it, and the misses at the end of a row say that both counted the same.
 */
final class TraceBench {
    private static final int FRAMES = 64;
    private static final int REFERENCES = 1 << 21;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 4;
    private static final int HOT = 48;
    private static final int PAGES = 1024;
    private static final int PHASE = 4096;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private TraceBench() {}

    public static void main(String[] args) {
        References trace = trace();
        new NextUses(REFERENCES).fill(trace);
        for (PolicyKind kind : PolicyKind.values()) {
            if (PolicySpec.parse(kind.label()) instanceof PolicySpec.Result.Ok ok) {
                report("trace, " + kind.label(), () -> {
                    Policy policy = ok.spec().policy(FRAMES);
                    return policy.misses(trace);
                });
            }
        }
        report("trace, LRU's curve", () -> {
            StackDistances distances = new StackDistances();
            distances.add(trace);
            return distances.misses(FRAMES);
        });
    }

    /** Seven of eight references go to a hot stretch of pages that moves from phase to phase. */
    private static References trace() {
        References trace = new References(REFERENCES);
        int x = 0x92d6_8ca2;
        int base = 0;
        for (int i = 0; i < REFERENCES; i++) {
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            int drawn = x >>> 8;
            if (i % PHASE == 0) {
                base = drawn % (PAGES - HOT);
            }
            int page = (x & 7) == 0 ? drawn % PAGES : base + drawn % HOT;
            trace.add(page, (x & 8) == 0 ? References.LOAD : References.STORE);
        }
        return trace;
    }

    /** A round over the trace; gives the misses. */
    private interface Round {
        int run();
    }

    private static void report(String what, Round round) {
        double[] nanos = new double[ROUNDS];
        int misses = 0;
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = CLOCK.getCurrentThreadCpuTime();
            misses = round.run();
            if (i >= 0) {
                nanos[i] = (double) (CLOCK.getCurrentThreadCpuTime() - begin) / REFERENCES;
            }
        }
        Arrays.sort(nanos);
        double median = nanos[ROUNDS / 2];
        System.out.println("%-54s %8.2f M/s %7.1f ns  %d".formatted("JVM, " + what, 1000 / median, median, misses));
    }
}
