package pagewalk.engine.rule;

/** The rules of compressed swap and of slots that are zeros, in words. */
final class ZswapRules {
    static final RuleText ZERO_OUT = new RuleText(
            "swap.zero-out",
            "A page of zeros needs no disk and no pool: a bit says what its slot holds.",
            "mm/page_io.c swap_writepage()");
    static final RuleText ZERO_IN = new RuleText(
            "swap.zero-in",
            "A page whose slot is known to be zeros is made of zeros and read from nowhere.",
            "mm/page_io.c swap_read_folio_zeromap()");
    static final RuleText ZSWAP_STORE = new RuleText(
            "zswap.store",
            "A page on its way to a slot is compressed and stays in memory, in less of it.",
            "mm/zswap.c zswap_store()");
    static final RuleText ZSWAP_LOAD = new RuleText(
            "zswap.load",
            "A page that is read from the pool leaves it, and is dirty since it is nowhere else.",
            "mm/zswap.c zswap_load()");
    static final RuleText ZSWAP_LIMIT = new RuleText(
            "zswap.limit",
            "A pool that had its share of memory takes no page until it has come down to the accept threshold.",
            "mm/zswap.c zswap_check_limits()");
    static final RuleText ZSWAP_COMPRESS_FAIL = new RuleText(
            "zswap.compress-fail",
            "A page that does not become shorter goes to the disk.",
            "mm/zswap.c zswap_compress()");
    static final RuleText ZSWAP_ALLOC_FAIL = new RuleText(
            "zswap.alloc-fail",
            "Without frames for another zspage a page goes to the disk.",
            "mm/zswap.c zswap_compress()");
    static final RuleText ZSWAP_INVALIDATE = new RuleText(
            "zswap.invalidate",
            "When nobody needs a slot, its compressed page goes as well.",
            "mm/zswap.c zswap_invalidate()");
    static final RuleText ZSWAP_SECOND_CHANCE = new RuleText(
            "zswap.second-chance",
            "The oldest page of the pool is passed over once before it is written.",
            "mm/zswap.c shrink_memcg_cb()");
    static final RuleText ZSWAP_WRITEBACK = new RuleText(
            "zswap.writeback",
            "The oldest page is decompressed into a frame of the swap cache and written to its slot.",
            "mm/zswap.c zswap_writeback_entry()");
    static final RuleText ZSWAP_NOT_WRITTEN = new RuleText(
            "zswap.not-written",
            "A page that is in the swap cache already, or for which there is no frame, stays in the pool.",
            "mm/zswap.c zswap_writeback_entry()");
    static final RuleText ZSPAGE_MADE = new RuleText(
            "zsmalloc.zspage",
            "Objects of one class of sizes share zspages, of as many pages as waste least.",
            "mm/zsmalloc.c calculate_zspage_chain_size()");
    static final RuleText ZSPAGE_FREED = new RuleText(
            "zsmalloc.free", "A zspage goes with its last object, and its pages with it.", "mm/zsmalloc.c zs_free()");

    static final RuleText SHRINK_SLAB = new RuleText(
            "shrinker.scan",
            "Of the objects of a cache as large a share is looked at as of the lists, times four by the seeks of one.",
            "mm/shrinker.c do_shrink_slab()");
    static final RuleText SHRINK_DEFERRED = new RuleText(
            "shrinker.deferred",
            "Less than a batch of 128 is put off, and added to what the next scan wants.",
            "mm/shrinker.c do_shrink_slab()");
    static final RuleText SHRINKER_CACHE = new RuleText(
            "shrinker.register",
            "A cache gives objects back if somebody registers a shrinker for it, once.",
            "mm/shrinker.c shrinker_register()");

    private ZswapRules() {}
}
