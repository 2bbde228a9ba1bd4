package pagewalk.engine.rule;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.PartCodes;

/**
 * The rule book: every decision and tie-break of the machine has a stable id, a sentence and a source.
 *
 * <p>The code goes into events, logs and digests: codes are never reused and never renumbered. Sources name a
 * file and function of Linux 6.12, or say "Pagewalk" where the choice is ours.
 */
@PartCodes({
    "layers 57-69",
    "layers 75-79",
    "layers 90-99",
    "memblock 83-83",
    "memblock 100-114",
    "layers 115-125",
    "memblock 126-131",
    "layers 132-149",
    "objects 200-250",
    "objects 252-299",
    "compaction 300-329",
    "fit 340-367",
    "vmalloc 368-389",
    "heap 530-579"
})
public enum Rule {
    NONE(0, MachineRules.NONE),
    COMMAND_IN_ORDER(1, MachineRules.COMMAND_IN_ORDER),
    ZONELIST_DOWNWARD(10, ZoneRules.ZONELIST_DOWNWARD),
    GFP_MIGRATETYPE(11, ZoneRules.GFP_MIGRATETYPE),
    SMALLEST_ORDER_FIRST(20, BuddyRules.SMALLEST_ORDER_FIRST),
    LIST_HEAD(21, BuddyRules.LIST_HEAD),
    SPLIT_LOW_HALF(22, BuddyRules.SPLIT_LOW_HALF),
    EXACT_ORDER(23, BuddyRules.EXACT_ORDER),
    NO_FREE_BLOCK(24, BuddyRules.NO_FREE_BLOCK),
    MAX_PAGE_ORDER(25, BuddyRules.MAX_PAGE_ORDER),
    BUDDY_FREE(30, BuddyRules.BUDDY_FREE),
    BUDDY_IN_USE(31, BuddyRules.BUDDY_IN_USE),
    BUDDY_OTHER_ORDER(32, BuddyRules.BUDDY_OTHER_ORDER),
    BUDDY_OUTSIDE(33, BuddyRules.BUDDY_OUTSIDE),
    BUDDY_MAX_ORDER(34, BuddyRules.BUDDY_MAX_ORDER),
    FREE_TO_HEAD(35, BuddyRules.FREE_TO_HEAD),
    FREE_TO_TAIL(36, BuddyRules.FREE_TO_TAIL),
    PAGEBLOCK_TYPE(37, BuddyRules.PAGEBLOCK_TYPE),
    RETYPE_ON_MERGE(38, BuddyRules.RETYPE_ON_MERGE),
    PAGEBLOCK_AT_A_TIME(39, BuddyRules.PAGEBLOCK_AT_A_TIME),
    FALLBACK_LARGEST(50, BuddyRules.FALLBACK_LARGEST),
    FALLBACK_NOT_CLAIMABLE(51, BuddyRules.FALLBACK_NOT_CLAIMABLE),
    CLAIM_WHOLE(52, BuddyRules.CLAIM_WHOLE),
    CLAIM_HALF_FREE(53, BuddyRules.CLAIM_HALF_FREE),
    CLAIM_REFUSED(54, BuddyRules.CLAIM_REFUSED),
    CLAIM_ZONE_EDGE(55, BuddyRules.CLAIM_ZONE_EDGE),
    STEAL_SMALLEST(56, BuddyRules.STEAL_SMALLEST),
    BUDDY_RESERVE(57, BuddyRules.BUDDY_RESERVE),
    WATERMARK_OK(60, WatermarkRules.WATERMARK_OK),
    WATERMARK_BELOW(61, WatermarkRules.WATERMARK_BELOW),
    WATERMARK_NO_BLOCK(62, WatermarkRules.WATERMARK_NO_BLOCK),
    WATERMARK_NONE(63, WatermarkRules.WATERMARK_NONE),
    SLOW_PATH(64, WatermarkRules.SLOW_PATH),
    NOFRAGMENT_RETRY(65, WatermarkRules.NOFRAGMENT_RETRY),
    BOOST_ON_MIXING(66, WatermarkRules.BOOST_ON_MIXING),
    BOOST_WAKES_KSWAPD(67, WatermarkRules.BOOST_WAKES_KSWAPD),
    HIGHATOMIC_RESERVE(68, WatermarkRules.HIGHATOMIC_RESERVE),
    FREE_UNKNOWN_NAME(70, MachineRules.FREE_UNKNOWN_NAME),
    FREE_OUTSIDE(71, MachineRules.FREE_OUTSIDE),
    FREE_OF_FREE(72, MachineRules.FREE_OF_FREE),
    FREE_OF_TAIL(73, MachineRules.FREE_OF_TAIL),
    FILE_UNKNOWN(80, MachineRules.FILE_UNKNOWN),
    FILE_BUDDYINFO(81, MachineRules.FILE_BUDDYINFO),
    FILE_PAGETYPEINFO(82, MachineRules.FILE_PAGETYPEINFO),
    SYSCTL_UNKNOWN(84, MachineRules.SYSCTL_UNKNOWN),
    FILE_MEMBLOCK(83, MemblockRules.FILE_MEMBLOCK),
    PCP_HEAD(90, PcpRules.PCP_HEAD),
    PCP_REFILL(91, PcpRules.PCP_REFILL),
    PCP_FREE_TO_HEAD(92, PcpRules.PCP_FREE_TO_HEAD),
    PCP_SPILL(93, PcpRules.PCP_SPILL),
    PCP_FLUSH_HIGH_ORDER(94, PcpRules.PCP_FLUSH_HIGH_ORDER),
    PCP_DRAIN(95, PcpRules.PCP_DRAIN),

    WAKE_KSWAPD(75, SlowPathRules.WAKE_KSWAPD),
    COMPACT_FIRST(76, SlowPathRules.COMPACT_FIRST),
    COMPACT_AFTER_RECLAIM(77, SlowPathRules.COMPACT_AFTER_RECLAIM),
    DIRECT_RECLAIM(78, SlowPathRules.DIRECT_RECLAIM),
    RECLAIM_RETRY(79, SlowPathRules.RECLAIM_RETRY),
    HIGHATOMIC_UNRESERVE(115, SlowPathRules.HIGHATOMIC_UNRESERVE),
    GIVE_UP_NO_WAIT(116, SlowPathRules.GIVE_UP_NO_WAIT),
    GIVE_UP_NORETRY(117, SlowPathRules.GIVE_UP_NORETRY),
    GIVE_UP_COSTLY(118, SlowPathRules.GIVE_UP_COSTLY),
    OOM_LAST_LOOK(119, SlowPathRules.OOM_LAST_LOOK),
    OOM_NOT_COSTLY(120, SlowPathRules.OOM_NOT_COSTLY),
    OOM_NOT_MAYFAIL(121, SlowPathRules.OOM_NOT_MAYFAIL),
    OOM_NOT_LOWMEM(122, SlowPathRules.OOM_NOT_LOWMEM),
    OOM_KILL(123, SlowPathRules.OOM_KILL),
    NOFAIL_RESERVE(124, SlowPathRules.NOFAIL_RESERVE),
    NOFAIL_LOOPS(125, SlowPathRules.NOFAIL_LOOPS),

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
    MEMBLOCK_FREE_ALL(126, MemblockRules.FREE_ALL),
    BOOT_TO_TAIL(127, MemblockRules.TO_TAIL),
    MEMBLOCK_OVER(128, MemblockRules.OVER),
    MEMBLOCK_NO_MAP(129, MemblockRules.NO_MAP),
    FREE_OF_RESERVED(130, MemblockRules.FREE_OF_RESERVED),
    FILE_IOMEM(131, MemblockRules.FILE_IOMEM),
    FILE_ZONEINFO(132, WatermarkRules.FILE_ZONEINFO),

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
    ELEMENT_RESERVED(237, PoolRules.RESERVED),
    POOL_UNFIT(238, PoolRules.UNFIT),
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
    CPU_UNKNOWN(251, MachineRules.CPU_UNKNOWN),
    CACHES_FULL(252, SlabRules.CACHES_FULL),
    SLAB_CHECK_RED_ZONE(253, SlabCheckRules.RED_ZONE),
    SLAB_CHECK_POISON(254, SlabCheckRules.POISON),
    SLAB_CHECK_PADDING(255, SlabCheckRules.PADDING),
    SLAB_CHECK_POINTER(256, SlabCheckRules.POINTER),
    SLAB_RESTORE(257, SlabCheckRules.RESTORE),
    SLAB_CHAIN_CUT(258, SlabCheckRules.CHAIN_CUT),
    SLAB_WRITE_OFF(259, SlabCheckRules.WRITE_OFF),
    SLAB_NOT_FREED(260, SlabCheckRules.NOT_FREED),
    SLAB_WRITE(261, SlabCheckRules.WRITE),
    SLAB_WRITE_OWN(262, SlabCheckRules.WRITE_OWN),
    SLAB_WRITE_UNSEEN(263, SlabCheckRules.WRITE_UNSEEN),
    SLAB_WRITE_TRACE(264, SlabCheckRules.WRITE_TRACE),
    SLAB_VALIDATE(265, SlabCheckRules.VALIDATE),
    WRITE_OUTSIDE(266, SlabCheckRules.OUTSIDE),
    WRITE_POINTER(267, SlabCheckRules.LOST_POINTER),
    POOL_PREALLOCATE(268, PoolRules.PREALLOCATE),
    POOL_FIRST_TRY(269, PoolRules.FIRST_TRY),
    POOL_SECOND_TRY(270, PoolRules.SECOND_TRY),
    POOL_FROM_BELOW(271, PoolRules.FROM_BELOW),
    POOL_RESERVE(272, PoolRules.RESERVE),
    POOL_REFILL(273, PoolRules.REFILL),
    POOL_TO_BELOW(274, PoolRules.TO_BELOW),
    POOL_RESIZE(275, PoolRules.RESIZE),
    POOL_DESTROY(276, PoolRules.DESTROY),
    POOL_WAITS(277, PoolRules.WAITS),
    POOL_UNKNOWN(278, PoolRules.UNKNOWN),
    POOL_FOREIGN(279, PoolRules.FOREIGN),
    COMPACT_WHOLE_ZONE(300, CompactionRules.WHOLE_ZONE),
    COMPACT_CACHED_START(301, CompactionRules.CACHED_START),
    COMPACT_SOURCE(302, CompactionRules.SOURCE),
    COMPACT_SOURCE_HINT(303, CompactionRules.SOURCE_HINT),
    COMPACT_SOURCE_TYPE(304, CompactionRules.SOURCE_TYPE),
    COMPACT_ISOLATE(305, CompactionRules.ISOLATE),
    COMPACT_CANNOT_MOVE(306, CompactionRules.CANNOT_MOVE),
    COMPACT_TOO_LARGE(307, CompactionRules.TOO_LARGE),
    COMPACT_TARGET(308, CompactionRules.TARGET),
    COMPACT_TARGET_LARGE(309, CompactionRules.TARGET_LARGE),
    COMPACT_TARGET_TYPE(310, CompactionRules.TARGET_TYPE),
    COMPACT_TARGET_HINT(311, CompactionRules.TARGET_HINT),
    COMPACT_TARGET_ISOLATE(312, CompactionRules.TARGET_ISOLATE),
    COMPACT_TARGET_WATERMARK(313, CompactionRules.TARGET_WATERMARK),
    COMPACT_MOVE(314, CompactionRules.MOVE),
    COMPACT_NO_TARGET(315, CompactionRules.NO_TARGET),
    COMPACT_NO_LARGE_TARGET(316, CompactionRules.NO_LARGE_TARGET),
    COMPACT_RETURN(317, CompactionRules.RETURN),
    COMPACT_MET(318, CompactionRules.MET),
    COMPACT_SKIP_MARK(319, CompactionRules.SKIP_MARK),
    COMPACT_DIRECT_DONE(320, CompactionRules.DIRECT_DONE),
    COMPACT_TOO_LITTLE(322, CompactionRules.TOO_LITTLE),
    COMPACT_NOT_FRAGMENTED(323, CompactionRules.NOT_FRAGMENTED),
    COMPACT_DEFERRED(324, CompactionRules.DEFERRED),
    COMPACT_DEFER(325, CompactionRules.DEFER),
    COMPACT_SCORE(326, CompactionRules.SCORE),
    FILE_EXTFRAG(327, CompactionRules.FILE_EXTFRAG),
    FILE_UNUSABLE(328, CompactionRules.FILE_UNUSABLE),
    COMPACT_KNOB(329, CompactionRules.KNOB),

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
    IOREMAP_CHECK(389, VmallocRules.IOREMAP_CHECK),

    HEAP_TCACHE_INIT(530, HeapRules.TCACHE_INIT),
    HEAP_CHUNK_SIZE(531, HeapRules.CHUNK_SIZE),
    HEAP_HEADER(532, HeapRules.HEADER),
    HEAP_TCACHE_GET(533, HeapRules.TCACHE_GET),
    HEAP_TCACHE_PUT(534, HeapRules.TCACHE_PUT),
    HEAP_FAST_GET(535, HeapRules.FAST_GET),
    HEAP_FAST_PUT(536, HeapRules.FAST_PUT),
    HEAP_STASH_FAST(537, HeapRules.STASH_FAST),
    HEAP_SMALL_GET(538, HeapRules.SMALL_GET),
    HEAP_STASH_SMALL(539, HeapRules.STASH_SMALL),
    HEAP_CONSOLIDATE_LARGE(540, HeapRules.CONSOLIDATE_LARGE),
    HEAP_CONSOLIDATE_TOP(541, HeapRules.CONSOLIDATE_TOP),
    HEAP_CONSOLIDATE_FREE(542, HeapRules.CONSOLIDATE_FREE),
    HEAP_EXACT(543, HeapRules.EXACT),
    HEAP_EXACT_CACHED(544, HeapRules.EXACT_CACHED),
    HEAP_LAST_REMAINDER(545, HeapRules.LAST_REMAINDER),
    HEAP_SORT_SMALL(546, HeapRules.SORT_SMALL),
    HEAP_SORT_LARGE(547, HeapRules.SORT_LARGE),
    HEAP_BEST_FIT(548, HeapRules.BEST_FIT),
    HEAP_BINMAP(549, HeapRules.BINMAP),
    HEAP_SPLIT(550, HeapRules.SPLIT),
    HEAP_WHOLE(551, HeapRules.WHOLE),
    HEAP_TOP_SPLIT(552, HeapRules.TOP_SPLIT),
    HEAP_MMAP(553, HeapRules.MMAP),
    HEAP_SBRK(554, HeapRules.SBRK),
    HEAP_FOREIGN_SBRK(555, HeapRules.FOREIGN_SBRK),
    HEAP_PIECE(556, HeapRules.PIECE),
    HEAP_NO_MEMORY(557, HeapRules.NO_MEMORY),
    HEAP_MUNMAP(558, HeapRules.MUNMAP),
    HEAP_THRESHOLD(559, HeapRules.THRESHOLD),
    HEAP_FREE_NULL(560, HeapRules.FREE_NULL),
    HEAP_MERGE_BACK(561, HeapRules.MERGE_BACK),
    HEAP_MERGE_FORWARD(562, HeapRules.MERGE_FORWARD),
    HEAP_MERGE_TOP(563, HeapRules.MERGE_TOP),
    HEAP_UNSORTED_PUT(564, HeapRules.UNSORTED_PUT),
    HEAP_TRIM(565, HeapRules.TRIM),
    HEAP_DISCARD(566, HeapRules.DISCARD),
    HEAP_REALLOC_SAME(567, HeapRules.REALLOC_SAME),
    HEAP_REALLOC_TOP(568, HeapRules.REALLOC_TOP),
    HEAP_REALLOC_NEXT(569, HeapRules.REALLOC_NEXT),
    HEAP_REALLOC_MOVE(570, HeapRules.REALLOC_MOVE),
    HEAP_MREMAP(571, HeapRules.MREMAP),
    HEAP_CALLOC(572, HeapRules.CALLOC),
    HEAP_CHECK(573, HeapRules.CHECK),
    HEAP_SEGV(574, HeapRules.SEGV),
    HEAP_ENDLESS(575, HeapRules.ENDLESS),
    HEAP_STALE(576, HeapRules.STALE),
    HEAP_LEAK(577, HeapRules.LEAK),
    HEAP_TOO_LARGE(578, HeapRules.TOO_LARGE),
    HEAP_LIMIT(579, HeapRules.LIMIT);

    private static final Rule[] BY_CODE = index();

    private final int code;
    private final String id;
    private final String sentence;
    private final String source;

    Rule(int code, RuleText text) {
        this.code = code;
        this.id = text.id();
        this.sentence = text.sentence();
        this.source = text.source();
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
