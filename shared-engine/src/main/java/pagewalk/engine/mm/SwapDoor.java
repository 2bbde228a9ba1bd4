package pagewalk.engine.mm;

/** What address spaces ask of swap; a machine without it has none. */
public interface SwapDoor {
    /** Serves the fault of a page whose entry is one of swap (do_swap_page()); returns a constant of the faults. */
    int fault(Faults.Site site, boolean write);

    /** How many entries mean the slot of an entry (swp_swapcount()). */
    int uses(int lo, int hi);

    /** A swap entry of an address space is gone. */
    void forget(AddressSpace mm, int lo, int hi);

    /** An entry of a table is one of swap: the child gets the same (copy_nonpresent_pte()). */
    void share(AddressSpace child, int table, int index, int childTable);

    /** Brings a page of shared memory back from swap (shmem_swapin_folio()); returns a constant of the faults. */
    int bring(int file, int page);

    /** Gives up the slot of a page that one entry maps and that is to be written; false if others mean the slot. */
    boolean reused(int pfn);

    /** MADV_COLD, MADV_PAGEOUT or MADV_FREE of a part of a VMA. */
    void advise(AddressSpace mm, long from, long to, Advice advice);
}
