package pagewalk.engine.tlb;

/** What is counted for each processor. */
public enum Counter {
    /** Translations that the buffer had. */
    HITS("hits"),
    /** Translations that it had not, or not with the rights that were needed. */
    MISSES("misses"),
    /** Entries of page tables that walks read. */
    WALK_STEPS("walk_steps"),
    /** Entries that made room for others. */
    EVICTIONS("evictions"),
    /** Entries of one page that were flushed (nr_tlb_local_flush_one, and those for others). */
    FLUSHED_ONE("flush_one"),
    /** Flushes of everything that an address space has here. */
    FLUSHED_ALL("flush_all"),
    /** CR3 loaded without a flush. */
    SWITCHED_NOFLUSH("noflush"),
    /** Interrupts of other processors that asked for a flush (nr_tlb_remote_flush_received). */
    INTERRUPTS("interrupts"),
    /** What all that has cost, in {@link Costs}. */
    CYCLES("cycles");

    private final String word;

    Counter(String word) {
        this.word = word;
    }

    /** As an answer has it. */
    public String word() {
        return word;
    }
}
