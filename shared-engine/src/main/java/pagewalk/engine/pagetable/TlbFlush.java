package pagewalk.engine.pagetable;

/** Hears of every entry that is cleared or loses rights, because a processor may hold a copy of it. */
public interface TlbFlush {
    /** Nobody holds copies. */
    TlbFlush NONE = new TlbFlush() {
        @Override
        public void page(int mm, int hi, int lo) {}

        @Override
        public void all(int mm) {}
    };

    /** The entry of one page of an address space changed (flush_tlb_page()). */
    void page(int mm, int hi, int lo);

    /** Many entries of an address space changed (flush_tlb_mm()). */
    void all(int mm);
}
