package pagewalk.bench;

import pagewalk.engine.util.IntList;
import pagewalk.engine.util.Xorshift;

/** A seeded stream of allocations (orders 0 to 4) and frees that keeps about half of the memory in use. */
abstract class BuddyWork {
    private final IntList held = new IntList();
    private final Xorshift random;
    private final int half;

    BuddyWork(int frames, int seed) {
        random = new Xorshift(7, seed);
        // A block has about six pages, so this many of them take half of the memory.
        half = frames / 12;
    }

    /** The pfn of a new block, or -1. */
    abstract int allocate(int order);

    abstract void free(int pfn);

    /** A value that the work decided, so that no compiler can leave it out; for the engine, the digest's low lane. */
    abstract int outcome();

    /** Fills half of the memory. */
    void fill() {
        while (held.size() < half) {
            hold();
        }
    }

    int run(int commands) {
        for (int i = 0; i < commands; i++) {
            if (held.size() > half || random.below(2) == 0 && held.size() > 0) {
                int at = random.below(held.size());
                int pfn = held.get(at);
                held.set(at, held.get(held.size() - 1));
                held.truncate(held.size() - 1);
                free(pfn);
            } else {
                hold();
            }
        }
        return outcome();
    }

    private void hold() {
        int pfn = allocate(random.below(5));
        if (pfn >= 0) {
            held.add(pfn);
        }
    }
}
