package pagewalk.engine.rule;

/** The rules of the LRU lists, in words. */
final class LruRules {
    static final RuleText LRU_NEW = new RuleText(
            "lru.new",
            "A page that is new, or comes back without having been wanted, goes to the head of its inactive " + "list.",
            "mm/swap.c lru_add()");
    static final RuleText LRU_UNEVICTABLE = new RuleText(
            "lru.unevictable",
            "A page that mlock() keeps is counted as unevictable and is on no list.",
            "mm/swap.c lru_add()");
    static final RuleText LRU_RESCUED = new RuleText(
            "lru.rescued",
            "A page that nobody locks any more goes to the head of its list.",
            "mm/mlock.c __munlock_folio()");
    static final RuleText LRU_ROTATE = new RuleText(
            "lru.rotate",
            "A page that reclaim had written goes to the tail of its inactive list, to be taken next.",
            "mm/swap.c lru_move_tail()");
    static final RuleText LRU_DEACTIVATE = new RuleText(
            "lru.deactivate",
            "A page that its program calls cold goes to the head of its inactive list.",
            "mm/swap.c lru_deactivate()");
    static final RuleText LRU_LAZYFREE = new RuleText(
            "lru.lazyfree",
            "A page that its program does not need becomes like a clean page of a file.",
            "mm/swap.c lru_lazyfree()");
    static final RuleText LRU_ACTIVATE = new RuleText(
            "lru.activate",
            "A page that was used twice goes to the head of its active list.",
            "mm/swap.c lru_activate()");
    static final RuleText LRU_FREED =
            new RuleText("lru.freed", "A page that is freed leaves its list.", "mm/swap.c __page_cache_release()");
    static final RuleText BATCH_FULL = new RuleText(
            "lru.batch-full",
            "A processor takes 31 pages of a kind to the lists at once.",
            "mm/swap.c folio_batch_add_and_move()");
    static final RuleText BATCH_DRAINED = new RuleText(
            "lru.batch-drained",
            "Whoever needs the lists complete lets the processor take what it gathered there.",
            "mm/swap.c lru_add_drain_cpu()");
    static final RuleText ACCESSED_FIRST =
            new RuleText("lru.accessed-first", "The first use of a page marks it.", "mm/swap.c folio_mark_accessed()");
    static final RuleText ACCESSED_AGAIN = new RuleText(
            "lru.accessed-again",
            "A marked page that is used again becomes active and loses its mark.",
            "mm/swap.c folio_mark_accessed()");
    static final RuleText COST_NOTED = new RuleText(
            "lru.cost",
            "A page written out costs its list 32 times what a page costs that was looked at and stayed.",
            "mm/swap.c lru_note_cost()");
    static final RuleText COST_DECAY = new RuleText(
            "lru.cost-decay",
            "When costs exceed a quarter of all pages on the lists, both are halved.",
            "mm/swap.c lru_note_cost()");
    static final RuleText REFAULT_ACTIVATE = new RuleText(
            "workingset.activate",
            "A page that comes back within the size of the working set is active at once.",
            "mm/workingset.c workingset_refault()");
    static final RuleText REFAULT_RESTORE = new RuleText(
            "workingset.restore",
            "A page that was active before and comes back in time is one of the working set again, and its "
                    + "list pays for the read.",
            "mm/workingset.c workingset_refault()");
    static final RuleText REFAULT_TOO_OLD = new RuleText(
            "workingset.too-old",
            "A page that was away longer than the working set is large comes back as a new one.",
            "mm/workingset.c workingset_test_recent()");

    private LruRules() {}
}
