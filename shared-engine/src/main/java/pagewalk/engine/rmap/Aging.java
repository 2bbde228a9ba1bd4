package pagewalk.engine.rmap;

/**
 * Whom processes and files tell of pages that come, are used and go: the lists that reclaim takes pages from stand
 * above them, so the machine wires these in from there.
 */
public interface Aging {
    /** Nobody reclaims, so nobody has to know. */
    Aging NONE = new Aging() {};

    /** Whether there is anybody who has to know. */
    default boolean isOn() {
        return false;
    }

    /** A new page is there; {@code locked} if its VMA keeps it in memory (folio_add_lru_vma()). */
    default void added(int pfn, boolean locked) {}

    /** A new page of a file was in memory before, and left {@code shadow} when it went (workingset_refault()). */
    default void refaulted(int pfn, int shadow) {}

    /** A page was used (folio_mark_accessed()). */
    default void accessed(int pfn) {}

    /** A VMA that maps a page keeps it in memory from now on (mlock_folio()). */
    default void locked(int pfn) {}

    /** A VMA does not keep a page in memory any more (munlock_folio()). */
    default void unlocked(int pfn) {}

    /** What processors gathered goes to the lists (lru_add_drain()). */
    default void drain() {}

    /**
     * The last entry that mapped an anonymous page is gone (free_swap_cache()): whether the swap cache still keeps it.
     */
    default boolean keeps(int pfn) {
        return false;
    }

    /** A page was read from its file. */
    default void read(int pfn, int file, int index) {}

    /** A page of a file is dropped without a trace; its bytes are in the file. */
    default void dropped(int pfn, int file, int index) {}

    /** All that was read for a command is used up: reclaim may take it. */
    default void readDone() {}

    /** Shared memory goes, and with it a page of it that is in swap. */
    default void unswapped(int entry) {}

    /** A program stored bytes that nobody knows to a page, {@code whole} if to all of it. */
    default void stored(int pfn, boolean whole) {}

    /** A page goes back to the allocator. */
    default void freed(int pfn) {}
}
