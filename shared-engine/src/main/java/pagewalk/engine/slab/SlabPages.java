package pagewalk.engine.slab;

/** Where slabs come from: the page allocator, as the object allocator sees it. */
public interface SlabPages {
    int NIL = -1;

    /** The first pfn of a block of {@code 1 << order} pages, or {@link #NIL}. */
    int allocate(int order, int gfp);

    /** Takes back the block that begins at {@code pfn}. */
    void release(int pfn);
}
