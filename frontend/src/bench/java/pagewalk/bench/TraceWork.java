package pagewalk.bench;

import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.PolicyKind;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.StackDistances;

/** A trace made from numbers, as policies.c beside makes it, and what runs over it: every policy, then LRU's curve. */
final class TraceWork {
    static final int FRAMES = 64;
    static final int REFERENCES = 1 << 21;

    private static final int HOT = 48;
    private static final int PAGES = 1024;
    private static final int PHASE = 4096;

    private static final PolicyKind[] KINDS = PolicyKind.values();

    private final References trace = new References(REFERENCES);

    /** Seven of eight references go to a hot stretch of pages that moves from phase to phase. */
    TraceWork() {
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
        new NextUses(REFERENCES).fill(trace);
    }

    /** The name of a row; empty behind the last. */
    static String name(int row) {
        return row < KINDS.length ? "trace, " + KINDS[row].label() : row == KINDS.length ? "trace, LRU's curve" : "";
    }

    /** Runs over the whole trace once; gives the misses. */
    int misses(int row) {
        if (row == KINDS.length) {
            StackDistances distances = new StackDistances();
            distances.add(trace);
            return distances.misses(FRAMES);
        }
        return PolicySpec.parse(KINDS[row].label()) instanceof PolicySpec.Result.Ok ok
                ? ok.spec().policy(FRAMES).misses(trace)
                : -1;
    }
}
