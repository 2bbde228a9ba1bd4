package pagewalk.engine.rule;

import org.jspecify.annotations.Nullable;

/**
 * The rule book: every decision and tie-break of the machine has a stable id, a sentence and a source.
 *
 * <p>The code goes into events, logs and digests: codes are never reused and never renumbered. Sources name a
 * file and function of Linux 6.12, or say "Pagewalk" where the choice is ours.
 */
public enum Rule {
    NONE(0, "none", "No choice was made here.", "Pagewalk"),
    COMMAND_IN_ORDER(
            1, "machine.command", "Commands are carried out one after another, as they were given.", "Pagewalk"),

    ZONELIST_DOWNWARD(
            10,
            "zone.zonelist-downward",
            "An allocation starts in the highest zone its gfp flags allow and falls back to lower zones only; "
                    + "another node comes last.",
            "mm/page_alloc.c get_page_from_freelist()"),
    GFP_MIGRATETYPE(
            11,
            "zone.gfp-migratetype",
            "The gfp flags name the migratetype: MOVABLE, RECLAIMABLE, and UNMOVABLE for everything else.",
            "include/linux/gfp.h gfp_migratetype()"),

    SMALLEST_ORDER_FIRST(
            20,
            "buddy.smallest-order-first",
            "Free lists are searched from the wanted order upwards; the first list that is not empty serves.",
            "mm/page_alloc.c __rmqueue_smallest()"),
    LIST_HEAD(
            21,
            "buddy.list-head",
            "The block at the head of the free list is taken, so the block freed last is reused first.",
            "mm/page_alloc.c get_page_from_free_area()"),
    SPLIT_LOW_HALF(
            22,
            "buddy.split-low-half",
            "A split keeps the low half and puts the upper half at the head of the next lower list.",
            "mm/page_alloc.c expand()"),
    EXACT_ORDER(
            23,
            "buddy.hand-out",
            "The block is handed out when it has exactly the order that was asked for.",
            "mm/page_alloc.c prep_new_page()"),
    NO_FREE_BLOCK(
            24,
            "buddy.no-free-block",
            "Without a free block of the wanted order or a higher one the allocation fails, however many pages "
                    + "are free.",
            "mm/page_alloc.c __alloc_pages_noprof()"),
    MAX_PAGE_ORDER(
            25,
            "buddy.max-page-order",
            "The buddy allocator serves orders 0 to 10, so at most 1024 contiguous pages.",
            "include/linux/mmzone.h MAX_PAGE_ORDER"),

    BUDDY_FREE(
            30,
            "buddy.merge",
            "Two buddies merge when the other one is free, has the same order and lies in the same zone.",
            "mm/page_alloc.c __free_one_page()"),
    BUDDY_IN_USE(
            31,
            "buddy.no-merge-in-use",
            "The buddy's first page is in use, so the block stays as it is.",
            "mm/internal.h page_is_buddy()"),
    BUDDY_OTHER_ORDER(
            32,
            "buddy.no-merge-other-order",
            "The buddy is free only in part: its block has another order, so the two do not merge.",
            "mm/internal.h page_is_buddy()"),
    BUDDY_OUTSIDE(
            33,
            "buddy.no-merge-outside-zone",
            "The buddy lies outside the zone, so there is nothing to merge with.",
            "mm/internal.h page_is_buddy()"),
    BUDDY_MAX_ORDER(
            34,
            "buddy.no-merge-max-order",
            "A block of order 10 is the largest there is and merges no further.",
            "mm/page_alloc.c __free_one_page()"),
    FREE_TO_HEAD(
            35,
            "buddy.free-to-head",
            "A freed block goes to the head of its free list: its pages may still be warm in the cache.",
            "mm/page_alloc.c __free_one_page()"),
    FREE_TO_TAIL(
            36,
            "buddy.free-to-tail",
            "A freed block goes to the tail when the buddy of the next higher order is free: used last, it has "
                    + "time to merge.",
            "mm/page_alloc.c buddy_merge_likely()"),
    PAGEBLOCK_TYPE(
            37,
            "buddy.pageblock-type",
            "A freed block returns to the list of its pageblock's current migratetype, whoever asked for it before.",
            "mm/page_alloc.c __free_pages_ok()"),
    RETYPE_ON_MERGE(
            38,
            "buddy.retype-on-merge",
            "Whole pageblocks that merge take one migratetype: the freed block's.",
            "mm/page_alloc.c __free_one_page()"),
    PAGEBLOCK_AT_A_TIME(
            39,
            "buddy.pageblock-at-a-time",
            "A block larger than a pageblock comes back one pageblock at a time, each by its own migratetype.",
            "mm/page_alloc.c split_large_buddy()"),

    FALLBACK_LARGEST(
            50,
            "fallback.largest-first",
            "When a migratetype runs dry, the largest free block of another type is looked for first.",
            "mm/page_alloc.c __rmqueue_claim()"),
    FALLBACK_NOT_CLAIMABLE(
            51,
            "fallback.too-small-to-claim",
            "A movable request does not claim a pageblock for the sake of a block below order 4.",
            "mm/page_alloc.c can_steal_fallback()"),
    CLAIM_WHOLE(
            52,
            "fallback.claim-whole",
            "A free block of order 9 or 10 changes its migratetype as a whole.",
            "mm/page_alloc.c steal_suitable_fallback()"),
    CLAIM_HALF_FREE(
            53,
            "fallback.claim-half-free",
            "A pageblock is claimed when at least half of its pages are free or of the asking type; its free "
                    + "blocks move along.",
            "mm/page_alloc.c steal_suitable_fallback()"),
    CLAIM_REFUSED(
            54,
            "fallback.claim-refused",
            "Fewer than 256 pages of the pageblock are free or alike, so it keeps its migratetype.",
            "mm/page_alloc.c steal_suitable_fallback()"),
    CLAIM_ZONE_EDGE(
            55,
            "fallback.claim-zone-edge",
            "A pageblock that crosses the edge of its zone is never claimed.",
            "mm/page_alloc.c prep_move_freepages_block()"),
    STEAL_SMALLEST(
            56,
            "fallback.steal-smallest",
            "When no pageblock can be claimed, one block of another type is taken, the smallest that fits.",
            "mm/page_alloc.c __rmqueue_steal()"),

    BUDDY_RESERVE(
            57,
            "buddy.no-merge-reserve",
            "A pageblock of the high-atomic reserve does not merge with one outside it.",
            "mm/page_alloc.c __free_one_page()"),

    WATERMARK_OK(
            60,
            "watermark.ok",
            "More pages are free than the watermark and the lowmem reserve ask for, so the zone may serve.",
            "mm/page_alloc.c __zone_watermark_ok()"),
    WATERMARK_BELOW(
            61,
            "watermark.below",
            "Too few pages would stay free: at or below the watermark plus the lowmem reserve the zone does not serve.",
            "mm/page_alloc.c __zone_watermark_ok()"),
    WATERMARK_NO_BLOCK(
            62,
            "watermark.no-block",
            "Enough pages are free, but no free block is as large as the one asked for.",
            "mm/page_alloc.c __zone_watermark_ok()"),
    WATERMARK_NONE(
            63,
            "watermark.none",
            "A request that helps to free memory is held to no watermark.",
            "mm/page_alloc.c __gfp_pfmemalloc_flags()"),
    SLOW_PATH(
            64,
            "alloc.slow-path",
            "When no zone stands above its low watermark, kswapd is woken and the min watermark counts.",
            "mm/page_alloc.c __alloc_pages_slowpath()"),
    NOFRAGMENT_RETRY(
            65,
            "alloc.nofragment",
            "From Normal on, lower zones are tried before pageblocks are mixed; only then mixing is allowed.",
            "mm/page_alloc.c alloc_flags_nofragment()"),
    BOOST_ON_MIXING(
            66,
            "watermark.boost",
            "An attempt to take over a part of a pageblock raises the watermarks by a pageblock, up to a limit.",
            "mm/page_alloc.c boost_watermark()"),
    BOOST_WAKES_KSWAPD(
            67,
            "watermark.boost-wakes-kswapd",
            "The next allocation that may do so wakes kswapd because of the boost.",
            "mm/page_alloc.c rmqueue()"),
    HIGHATOMIC_RESERVE(
            68,
            "alloc.highatomic-reserve",
            "The pageblock of an urgent larger allocation is kept for the next ones, up to one percent of the zone.",
            "mm/page_alloc.c reserve_highatomic_pageblock()"),

    FREE_UNKNOWN_NAME(
            70,
            "machine.unknown-name",
            "A name stands for the result of an earlier command that succeeded; this one has none.",
            "Pagewalk"),
    FREE_OUTSIDE(
            71,
            "machine.pfn-outside",
            "The page frame number lies outside the machine's memory.",
            "mm/page_alloc.c __free_pages()"),
    FREE_OF_FREE(
            72,
            "machine.double-free",
            "The page is free already. Linux would corrupt its lists or report a bad page; Pagewalk refuses.",
            "mm/page_alloc.c free_page_is_bad()"),
    FREE_OF_TAIL(
            73,
            "machine.free-of-tail",
            "Only the first page of a block can be freed; this one is inside a block.",
            "mm/page_alloc.c free_tail_page_prepare()"),
    FILE_UNKNOWN(
            80, "machine.no-such-file", "The machine has no file of that path.", "fs/proc/generic.c proc_lookup()"),
    FILE_BUDDYINFO(
            81,
            "proc.buddyinfo",
            "/proc/buddyinfo counts the free blocks of each order, a line a zone, order 0 first.",
            "mm/vmstat.c frag_show_print()"),
    FILE_PAGETYPEINFO(
            82,
            "proc.pagetypeinfo",
            "/proc/pagetypeinfo counts free blocks by migratetype and pageblocks by their current type.",
            "mm/vmstat.c pagetypeinfo_showfree_print()"),
    SYSCTL_UNKNOWN(
            84,
            "machine.no-such-knob",
            "The machine has no knob of that name.",
            "fs/proc/proc_sysctl.c proc_sys_lookup()"),
    FILE_MEMBLOCK(
            83,
            "proc.memblock",
            "The memblock files list the ranges of a table, a line each, with the last byte and the first flag set.",
            "mm/memblock.c memblock_debug_show()"),

    PCP_HEAD(
            90,
            "pcp.head",
            "A processor takes the head of its own list: the page it freed last may still be in its cache.",
            "mm/page_alloc.c __rmqueue_pcplist()"),
    PCP_REFILL(
            91,
            "pcp.refill",
            "An empty list is refilled in one go; refills of single pages in a row double in size.",
            "mm/page_alloc.c nr_pcp_alloc()"),
    PCP_FREE_TO_HEAD(
            92,
            "pcp.free-to-head",
            "A freed block of a small order goes to the head of the processor's list and merges with nothing yet.",
            "mm/page_alloc.c free_unref_page_commit()"),
    PCP_SPILL(
            93,
            "pcp.spill",
            "A processor that keeps too many pages gives the ones it freed first back, the more the longer it only frees.",
            "mm/page_alloc.c nr_pcp_free()"),
    PCP_FLUSH_HIGH_ORDER(
            94,
            "pcp.flush-high-order",
            "Blocks of orders 1 to 3 freed in a row go back early, so that larger blocks can form.",
            "mm/page_alloc.c free_unref_page_commit()"),
    PCP_DRAIN(
            95,
            "pcp.drain",
            "Draining gives back all pages that the processor keeps.",
            "mm/page_alloc.c drain_pages_zone()"),

    MEMBLOCK_ADD_UNCOVERED(100, MemblockRules.ADD_UNCOVERED),
    MEMBLOCK_MERGE(101, MemblockRules.MERGE),
    MEMBLOCK_SPLIT(102, MemblockRules.SPLIT),
    MEMBLOCK_FLAGS(103, MemblockRules.FLAGS),
    MEMBLOCK_TRIM(104, MemblockRules.TRIM),
    MEMBLOCK_TOP_DOWN(105, MemblockRules.TOP_DOWN),
    MEMBLOCK_BOTTOM_UP(106, MemblockRules.BOTTOM_UP),
    MEMBLOCK_TOO_SMALL(107, MemblockRules.TOO_SMALL),
    MEMBLOCK_DIRECTION(108, MemblockRules.DIRECTION),
    MEMBLOCK_LIMIT(109, MemblockRules.LIMIT),
    MEMBLOCK_DOUBLE(110, MemblockRules.DOUBLE),
    MEMBLOCK_NO_HOLE(111, MemblockRules.NO_HOLE),
    MEMBLOCK_POWER_OF_TWO(112, MemblockRules.POWER_OF_TWO),
    MEMBLOCK_SOME_BYTES(113, MemblockRules.SOME_BYTES),

    SLAB_POINTER_INSIDE(200, SlabRules.POINTER_INSIDE),
    SLAB_POINTER_OUTSIDE(201, SlabRules.POINTER_OUTSIDE),
    SLAB_ORDER(202, SlabRules.ORDER),
    SLAB_LIMITS(203, SlabRules.LIMITS),
    SLAB_DEBUG_LIMITS(204, SlabRules.DEBUG_LIMITS),
    SLAB_NEW_CACHE(205, SlabRules.NEW_CACHE),
    SLAB_MERGE(206, SlabRules.MERGE),
    SLAB_UNMERGE(207, SlabRules.UNMERGE),
    SLAB_DESTROY(208, SlabRules.DESTROY),
    KMALLOC_CLASS(209, SlabRules.KMALLOC_CLASS),
    SLAB_CPU_FREELIST(210, SlabRules.CPU_FREELIST),
    SLAB_OWN_FREELIST(211, SlabRules.OWN_FREELIST),
    SLAB_FULL_UNLISTED(212, SlabRules.FULL_UNLISTED),
    SLAB_CPU_PARTIAL(213, SlabRules.CPU_PARTIAL),
    SLAB_NODE_PARTIAL(214, SlabRules.NODE_PARTIAL),
    SLAB_NODE_REFILL(215, SlabRules.NODE_REFILL),
    SLAB_NEW(216, SlabRules.NEW),
    SLAB_NEW_TO_CPU(217, SlabRules.NEW_TO_CPU),
    SLAB_ORDER_FALLBACK(218, SlabRules.ORDER_FALLBACK),
    SLAB_RANDOM_ORDER(219, SlabRules.RANDOM_ORDER),
    SLAB_FREE_TO_CPU(220, SlabRules.FREE_TO_CPU),
    SLAB_FREE_TO_SLAB(221, SlabRules.FREE_TO_SLAB),
    SLAB_FULL_TO_CPU(222, SlabRules.FULL_TO_CPU),
    SLAB_CPU_PARTIAL_FULL(223, SlabRules.CPU_PARTIAL_FULL),
    SLAB_DRAIN_TO_TAIL(224, SlabRules.DRAIN_TO_TAIL),
    SLAB_EMPTY_RETURNED(225, SlabRules.EMPTY_RETURNED),
    SLAB_EMPTY_KEPT(226, SlabRules.EMPTY_KEPT),
    SLAB_DEBUG_SINGLE(227, SlabRules.DEBUG_SINGLE),
    SLAB_DEBUG_NEW(228, SlabRules.DEBUG_NEW),
    SLAB_FLUSH(229, SlabRules.FLUSH),
    SLAB_SHRINK_EMPTY(230, SlabRules.SHRINK_EMPTY),
    SLAB_SHRINK_FULLEST(231, SlabRules.SHRINK_FULLEST),
    SLAB_RED_ZONE(232, SlabRules.RED_ZONE),
    SLAB_POISON(233, SlabRules.POISON),
    KMALLOC_LARGE(234, SlabRules.KMALLOC_LARGE),
    KFREE_LARGE(235, SlabRules.KFREE_LARGE),
    FILE_SLABINFO(236, SlabRules.FILE_SLABINFO),
    CACHE_UNKNOWN(240, SlabRules.CACHE_UNKNOWN),
    CACHE_EXISTS(241, SlabRules.CACHE_EXISTS),
    CACHE_BUSY(242, SlabRules.CACHE_BUSY),
    OBJECT_FREE(243, SlabRules.OBJECT_FREE),
    OBJECT_FOREIGN(244, SlabRules.OBJECT_FOREIGN),
    OBJECT_INSIDE(245, SlabRules.OBJECT_INSIDE),
    CACHE_SIZE(246, SlabRules.CACHE_SIZE),
    KMALLOC_ZERO(247, SlabRules.KMALLOC_ZERO),
    KMALLOC_TOO_LARGE(248, SlabRules.KMALLOC_TOO_LARGE),
    CACHE_ALIGN(249, SlabRules.CACHE_ALIGN),
    PAGE_OF_SLAB(250, SlabRules.PAGE_OF_SLAB),
    CPU_UNKNOWN(251, SlabRules.CPU_UNKNOWN),
    CACHES_FULL(252, SlabRules.CACHES_FULL),

    FIT_RANGE(340, FitRules.RANGE),
    FIT_BLOCK_SIZE(341, FitRules.BLOCK_SIZE),
    FIT_BLOCK_SIZE_OSTEP(342, FitRules.BLOCK_SIZE_OSTEP),
    FIT_TOO_SMALL(343, FitRules.TOO_SMALL),
    FIT_FIRST(344, FitRules.FIRST),
    FIT_CANDIDATE(345, FitRules.CANDIDATE),
    FIT_NOT_BETTER(346, FitRules.NOT_BETTER),
    FIT_BEST(347, FitRules.BEST),
    FIT_WORST(348, FitRules.WORST),
    FIT_NEXT(349, FitRules.NEXT),
    FIT_SPLIT(350, FitRules.SPLIT),
    FIT_WHOLE(351, FitRules.WHOLE),
    FIT_LEAD(352, FitRules.LEAD),
    FIT_HEADER(353, FitRules.HEADER),
    FIT_BY_ADDRESS(354, FitRules.BY_ADDRESS),
    FIT_SMALLEST_FIRST(355, FitRules.SMALLEST_FIRST),
    FIT_LARGEST_FIRST(356, FitRules.LARGEST_FIRST),
    FIT_FRONT(357, FitRules.FRONT),
    FIT_BACK(358, FitRules.BACK),
    FIT_JOIN(359, FitRules.JOIN),
    FIT_JOIN_LISTED(360, FitRules.JOIN_LISTED),
    FIT_NO_ROOM(361, FitRules.NO_ROOM),
    FIT_FREE_AGAIN(362, FitRules.FREE_AGAIN),
    FIT_FOREIGN(363, FitRules.FOREIGN),
    FIT_SIZE(364, FitRules.SIZE),
    FIT_SETTING(365, FitRules.SETTING),
    FIT_CHUNKS(366, FitRules.CHUNKS),
    FIT_NOT_BEGUN(367, FitRules.BEGIN),

    IOREMAP_RANGE(368, VmallocRules.IOREMAP_RANGE),
    PAGE_OF_AREA(369, VmallocRules.PAGE_OF_AREA),
    VMALLOC_GUARD(370, VmallocRules.GUARD),
    IOREMAP_ALIGN(371, VmallocRules.ALIGN),
    VMAP_LEFT(372, VmallocRules.LEFT),
    VMAP_LOWEST(373, VmallocRules.LOWEST),
    VMAP_RIGHT(374, VmallocRules.RIGHT),
    VMAP_BACK(375, VmallocRules.BACK),
    VMAP_CLIP(376, VmallocRules.CLIP),
    VMALLOC_MAP(377, VmallocRules.MAP),
    VMALLOC_SHORT(378, VmallocRules.SHORT),
    VFREE_UNMAP(379, VmallocRules.UNMAP),
    VMAP_LAZY(380, VmallocRules.LAZY),
    VMAP_PURGE(381, VmallocRules.PURGE),
    VMAP_JOIN(382, VmallocRules.JOIN),
    IOREMAP_MAP(383, VmallocRules.IOREMAP_MAP),
    FILE_VMALLOCINFO(384, VmallocRules.FILE),
    VMALLOC_SOME_BYTES(385, VmallocRules.SOME_BYTES),
    VMALLOC_ALL_MEMORY(386, VmallocRules.ALL_MEMORY),
    VMALLOC_NO_ADDRESSES(387, VmallocRules.NO_ADDRESSES),
    VMALLOC_UNKNOWN(388, VmallocRules.UNKNOWN),
    IOREMAP_CHECK(389, VmallocRules.IOREMAP_CHECK);

    private static final Rule[] BY_CODE = index();

    private final int code;
    private final String id;
    private final String sentence;
    private final String source;

    Rule(int code, RuleText text) {
        this(code, text.id(), text.sentence(), text.source());
    }

    Rule(int code, String id, String sentence, String source) {
        this.code = code;
        this.id = id;
        this.sentence = sentence;
        this.source = source;
    }

    /** The number that stands for the rule in events and digests. */
    public int code() {
        return code;
    }

    /** The stable name, such as {@code buddy.split-low-half}. */
    public String id() {
        return id;
    }

    /** What the rule says, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** The kernel file and function it was read from, or "Pagewalk". */
    public String source() {
        return source;
    }

    /** The rule with {@code code}; {@link #NONE} for a code no rule has. */
    public static Rule of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : NONE;
    }

    /** The rule called {@code id}, or null. */
    public static @Nullable Rule byId(String id) {
        for (Rule rule : values()) {
            if (rule.id.equals(id)) {
                return rule;
            }
        }
        return null;
    }

    private static Rule[] index() {
        int highest = 0;
        for (Rule rule : values()) {
            highest = Math.max(highest, rule.code);
        }
        Rule[] byCode = new Rule[highest + 1];
        java.util.Arrays.fill(byCode, NONE);
        for (Rule rule : values()) {
            byCode[rule.code] = rule;
        }
        return byCode;
    }
}
