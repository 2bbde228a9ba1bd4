package pagewalk.engine.vmalloc;

/** Where the frames of areas come from: the page allocator, as vmalloc() sees it. */
public interface AreaPages {
    int NIL = -1;

    /** A single frame, or {@link #NIL}. */
    int allocate(int gfp);

    /** Takes a frame back. */
    void release(int pfn);
}
