package pagewalk.engine.rmap;

/** Goes from a frame to the entries that map it; address spaces stand above reclaim, so the machine wires them in. */
public interface RmapWalk {
    /** {@link #flags}: a VMA of a program's code maps the page (VM_EXEC). */
    int EXECUTABLE = 1;
    /** {@link #flags}: a VMA that keeps its pages in memory maps the page (VM_LOCKED). */
    int LOCKED = 2;

    /**
     * Takes the accessed bit out of all entries that map a page, and counts those VMAs where it was set; ones used at
     * random or once do not count (folio_referenced()).
     */
    int referenced(int pfn);

    /** What VMAs the last {@link #referenced} met: {@link #EXECUTABLE}, {@link #LOCKED}. */
    int flags();

    /**
     * Takes all entries of a page away (try_to_unmap()); an anonymous page's become swap entries of {@code slot}, or
     * nothing if {@code slot} is -1, unless it was written since.
     *
     * @return whether nobody maps the page now
     */
    boolean unmap(int pfn, int slot);

    /** Whether all bytes that programs wrote to a page and that the machine knows are zeros. */
    boolean isZeros(int pfn);

    /** A page in the swap cache is evicted: its bytes are where {@code entry} says. */
    void leftFor(int pfn, int entry);

    /** A page of a file is evicted: its bytes are in the file. */
    void leftForFile(int pfn, int file, int index);

    /** Makes single pages of a block, so that they can be swapped; false if somebody works on it. */
    default boolean split(int head) {
        return false;
    }
}
