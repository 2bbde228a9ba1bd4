package pagewalk.engine.pagetable;

/**
 * Hears of every address space that comes and goes, and of every entry that is cleared or loses rights, because a
 * processor may hold a copy of it.
 */
public interface TlbFlush {
    /** Nobody holds copies. */
    TlbFlush NONE = new TlbFlush() {
        @Override
        public void page(int mm, int hi, int lo) {}

        @Override
        public void gather(int mm, int hi, int lo) {}

        @Override
        public void all(int mm) {}
    };

    /** The entry of one page of an address space changed, and copies of it go at once (flush_tlb_page()). */
    void page(int mm, int hi, int lo);

    /** One of several entries changed: copies of the whole range go when the call is done (tlb_finish_mmu()). */
    void gather(int mm, int hi, int lo);

    /** As {@link #gather}, for an entry of a level above the lowest: a huge page. */
    default void gather(int mm, int hi, int lo, int level) {
        gather(mm, hi, lo);
    }

    /** Many entries of an address space changed (flush_tlb_mm()). */
    void all(int mm);

    /** A table went, together with entries that were gathered (tlb-&gt;freed_tables). */
    default void tableFreed() {}

    /** An address space begins (init_new_context()). */
    default void begun(int mm) {}

    /** The last of an address space goes (exit_mmap(), mmdrop()). */
    default void ended(int mm) {}
}
