package pagewalk.engine.segment;

import pagewalk.engine.trace.Mt19937;

/** What the exercise of OSTEP on linear page tables draws from its seed: entries in order, then addresses. */
public final class LinearDraws {
    private final Mt19937 random;
    private final long asize;
    private final int used;
    private final boolean[] taken;

    /** @param used percent of the pages that have a frame; {@code pages} of memory are more than those of the space */
    public LinearDraws(long seed, long asize, int pages, int used) {
        random = new Mt19937(seed);
        this.asize = asize;
        this.used = used;
        taken = new boolean[pages];
    }

    /** The frame of the next virtual page; -1 for none. */
    public int nextFrame() {
        while (random.next() * 100.0 > 100.0 - used) {
            int pfn = (int) (taken.length * random.next());
            if (!taken[pfn]) {
                taken[pfn] = true;
                return pfn;
            }
        }
        return -1;
    }

    /** The next address, from 0 up to the end of the space. */
    public long nextAddress() {
        return (long) (asize * random.next());
    }
}
