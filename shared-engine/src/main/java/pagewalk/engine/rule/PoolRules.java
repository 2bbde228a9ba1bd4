package pagewalk.engine.rule;

/** The rules of memory pools, in words. */
final class PoolRules {
    static final RuleText PREALLOCATE = new RuleText(
            "mempool.preallocate",
            "A pool takes its whole reserve while memory is there, so that it need not ask when memory is short.",
            "mm/mempool.c mempool_init_node()");
    static final RuleText FIRST_TRY = new RuleText(
            "mempool.first-try",
            "The allocator below is asked first, without reclaim, without input or output, and without the reserves "
                    + "of the page allocator.",
            "mm/mempool.c mempool_alloc_noprof()");
    static final RuleText SECOND_TRY = new RuleText(
            "mempool.second-try",
            "The reserve is empty, so the allocator below is asked again with all that the request allows.",
            "mm/mempool.c mempool_alloc_noprof()");
    static final RuleText FROM_BELOW = new RuleText(
            "mempool.from-below",
            "The allocator below has an element, so the reserve stays as it is.",
            "mm/mempool.c mempool_alloc_noprof()");
    static final RuleText RESERVE = new RuleText(
            "mempool.reserve",
            "The allocator below has nothing, so the element that came into the reserve last goes out.",
            "mm/mempool.c remove_element()");
    static final RuleText REFILL = new RuleText(
            "mempool.refill",
            "An element that comes back fills the reserve first, whoever took it.",
            "mm/mempool.c mempool_free()");
    static final RuleText TO_BELOW = new RuleText(
            "mempool.to-below",
            "The reserve is full, so the element goes back to the allocator below.",
            "mm/mempool.c mempool_free()");
    static final RuleText RESIZE = new RuleText(
            "mempool.resize",
            "A smaller reserve gives back what is too much; a larger one is filled as far as memory allows.",
            "mm/mempool.c mempool_resize()");
    static final RuleText DESTROY = new RuleText(
            "mempool.destroy",
            "A pool that goes gives its reserve back; what was handed out is no longer its business.",
            "mm/mempool.c mempool_exit()");
    static final RuleText WAITS = new RuleText(
            "mempool.waits",
            "A request that may sleep never fails: it waits for an element to come back. Pagewalk says so, and the "
                    + "command is given again.",
            "mm/mempool.c mempool_alloc_noprof()");
    static final RuleText UNKNOWN = new RuleText(
            "mempool.no-such-pool",
            "A pool is called by its name, or by the name of the result of creating it.",
            "Pagewalk");
    static final RuleText FOREIGN = new RuleText(
            "mempool.foreign",
            "An element is of the pool's cache, size or order; Linux would take anything into the reserve.",
            "mm/mempool.c mempool_free()");
    static final RuleText RESERVED = new RuleText(
            "mempool.reserved",
            "What lies in a reserve was given back already; Linux would free it twice.",
            "mm/mempool.c add_element()");
    static final RuleText UNFIT = new RuleText(
            "mempool.unfit",
            "A pool keeps at least one element, and a bounded number, of a cache without a constructor.",
            "mm/mempool.c mempool_alloc_slab()");

    private PoolRules() {}
}
