package pagewalk.engine.pagetable;

/** Where address spaces get their frames from: the buddy allocator, seen from above. */
public interface PageSource {
    /** Order of the largest blocks there are. */
    int LARGEST_ORDER = 10;

    /** A frame of order 0; throws {@link OutOfFrames} if there is none. */
    int allocate(int gfp);

    /** Gives a frame back, or a block that {@link #allocateHuge} gave. */
    void release(int pfn);

    /** A block of an order; -1 if there is none. */
    default int allocate(int order, int gfp) {
        return -1;
    }

    /** A block that was allocated becomes pages that are freed one by one (split_page()). */
    default void split(int pfn, int order) {}

    /** What was written into a huge page is gone. */
    default void clear(int pfn, int order) {}

    /** A block of order 9 for the pool of huge pages; -1 if there is none. */
    default int allocateHuge() {
        return -1;
    }

    /** 256 free blocks of order 10 in a row, aligned to their size, the highest there are; -1 if there are none. */
    default int takeGigantic() {
        return -1;
    }
}
