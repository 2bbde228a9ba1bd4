package pagewalk.engine.pagetable;

/** Where address spaces get their frames from: the buddy allocator, seen from above. */
public interface PageSource {
    /** A frame of order 0; throws {@link OutOfFrames} if there is none. */
    int allocate(int gfp);

    /** Gives a frame back. */
    void release(int pfn);
}
