package pagewalk.engine.rule;

/** The rules of the buddy allocator and of migratetypes, in words. */
final class BuddyRules {
    static final RuleText SMALLEST_ORDER_FIRST = new RuleText(
            "buddy.smallest-order-first",
            "Free lists are searched from the wanted order upwards; the first list that is not empty serves.",
            "mm/page_alloc.c __rmqueue_smallest()");
    static final RuleText LIST_HEAD = new RuleText(
            "buddy.list-head",
            "The block at the head of the free list is taken, so the block freed last is reused first.",
            "mm/page_alloc.c get_page_from_free_area()");
    static final RuleText SPLIT_LOW_HALF = new RuleText(
            "buddy.split-low-half",
            "A split keeps the low half and puts the upper half at the head of the next lower list.",
            "mm/page_alloc.c expand()");
    static final RuleText EXACT_ORDER = new RuleText(
            "buddy.hand-out",
            "The block is handed out when it has exactly the order that was asked for.",
            "mm/page_alloc.c prep_new_page()");
    static final RuleText NO_FREE_BLOCK = new RuleText(
            "buddy.no-free-block",
            "Without a free block of the wanted order or a higher one the allocation fails, however many pages "
                    + "are free.",
            "mm/page_alloc.c __alloc_pages_noprof()");
    static final RuleText MAX_PAGE_ORDER = new RuleText(
            "buddy.max-page-order",
            "The buddy allocator serves orders 0 to 10, so at most 1024 contiguous pages.",
            "include/linux/mmzone.h MAX_PAGE_ORDER");
    static final RuleText BUDDY_FREE = new RuleText(
            "buddy.merge",
            "Two buddies merge when the other one is free, has the same order and lies in the same zone.",
            "mm/page_alloc.c __free_one_page()");
    static final RuleText BUDDY_IN_USE = new RuleText(
            "buddy.no-merge-in-use",
            "The buddy's first page is in use, so the block stays as it is.",
            "mm/internal.h page_is_buddy()");
    static final RuleText BUDDY_OTHER_ORDER = new RuleText(
            "buddy.no-merge-other-order",
            "The buddy is free only in part: its block has another order, so the two do not merge.",
            "mm/internal.h page_is_buddy()");
    static final RuleText BUDDY_OUTSIDE = new RuleText(
            "buddy.no-merge-outside-zone",
            "The buddy lies outside the zone, so there is nothing to merge with.",
            "mm/internal.h page_is_buddy()");
    static final RuleText BUDDY_MAX_ORDER = new RuleText(
            "buddy.no-merge-max-order",
            "A block of order 10 is the largest there is and merges no further.",
            "mm/page_alloc.c __free_one_page()");
    static final RuleText FREE_TO_HEAD = new RuleText(
            "buddy.free-to-head",
            "A freed block goes to the head of its free list: its pages may still be warm in the cache.",
            "mm/page_alloc.c __free_one_page()");
    static final RuleText FREE_TO_TAIL = new RuleText(
            "buddy.free-to-tail",
            "A freed block goes to the tail when the buddy of the next higher order is free: used last, it has "
                    + "time to merge.",
            "mm/page_alloc.c buddy_merge_likely()");
    static final RuleText PAGEBLOCK_TYPE = new RuleText(
            "buddy.pageblock-type",
            "A freed block returns to the list of its pageblock's current migratetype, whoever asked for it "
                    + "before.",
            "mm/page_alloc.c __free_pages_ok()");
    static final RuleText RETYPE_ON_MERGE = new RuleText(
            "buddy.retype-on-merge",
            "Whole pageblocks that merge take one migratetype: the freed block's.",
            "mm/page_alloc.c __free_one_page()");
    static final RuleText PAGEBLOCK_AT_A_TIME = new RuleText(
            "buddy.pageblock-at-a-time",
            "A block larger than a pageblock comes back one pageblock at a time, each by its own migratetype.",
            "mm/page_alloc.c split_large_buddy()");
    static final RuleText FALLBACK_LARGEST = new RuleText(
            "fallback.largest-first",
            "When a migratetype runs dry, the largest free block of another type is looked for first.",
            "mm/page_alloc.c __rmqueue_claim()");
    static final RuleText FALLBACK_NOT_CLAIMABLE = new RuleText(
            "fallback.too-small-to-claim",
            "A movable request does not claim a pageblock for the sake of a block below order 4.",
            "mm/page_alloc.c can_steal_fallback()");
    static final RuleText CLAIM_WHOLE = new RuleText(
            "fallback.claim-whole",
            "A free block of order 9 or 10 changes its migratetype as a whole.",
            "mm/page_alloc.c steal_suitable_fallback()");
    static final RuleText CLAIM_HALF_FREE = new RuleText(
            "fallback.claim-half-free",
            "A pageblock is claimed when at least half of its pages are free or of the asking type; its free "
                    + "blocks move along.",
            "mm/page_alloc.c steal_suitable_fallback()");
    static final RuleText CLAIM_REFUSED = new RuleText(
            "fallback.claim-refused",
            "Fewer than 256 pages of the pageblock are free or alike, so it keeps its migratetype.",
            "mm/page_alloc.c steal_suitable_fallback()");
    static final RuleText CLAIM_ZONE_EDGE = new RuleText(
            "fallback.claim-zone-edge",
            "A pageblock that crosses the edge of its zone is never claimed.",
            "mm/page_alloc.c prep_move_freepages_block()");
    static final RuleText STEAL_SMALLEST = new RuleText(
            "fallback.steal-smallest",
            "When no pageblock can be claimed, one block of another type is taken, the smallest that fits.",
            "mm/page_alloc.c __rmqueue_steal()");

    static final RuleText BUDDY_RESERVE = new RuleText(
            "buddy.no-merge-reserve",
            "A pageblock of the high-atomic reserve does not merge with one outside it.",
            "mm/page_alloc.c __free_one_page()");

    private BuddyRules() {}
}
