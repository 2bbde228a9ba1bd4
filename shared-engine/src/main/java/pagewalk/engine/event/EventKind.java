package pagewalk.engine.event;

import pagewalk.engine.util.PartCodes;

/**
 * The kinds of micro-steps, and what their four arguments mean.
 *
 * <p>Codes go into logs and digests: never reuse or renumber one. {@code type} is a migratetype, {@code zone} an
 * index; a missing pfn is -1.
 */
@PartCodes({
    "layers 24-28",
    "layers 31-34",
    "memblock 50-60",
    "layers 61-99",
    "objects 100-139",
    "compaction 140-159",
    "fit 160-174",
    "vmalloc 175-189",
    "vm 200-259",
    "heap 290-319",
    "vm 320-330",
    "heap 331-334",
    "segment 260-270",
    "tlb 271-289",
    "reclaim 350-419",
    "oom 420-459"
})
public enum EventKind {
    /** a = index of the command, b = code of its verb, c = CPU it runs on. Every command begins with this one. */
    COMMAND(1, "COMMAND", Family.COMMAND),
    /** a = order, b = type, c = gfp bits, d = zone tried first. */
    REQUEST(2, "REQUEST", Family.ALLOC),
    /** a = order, b = type, c = zone, d = pfn at the head of that free list or -1. */
    LOOKED(3, "LOOK", Family.ALLOC),
    /** a = pfn, b = order, c = type of the list it left, d = zone. */
    TOOK(4, "TAKE", Family.ALLOC),
    /** a = pfn of the low half, b = order of the halves, c = pfn of the upper half, d = type of its list. */
    SPLIT(5, "SPLIT", Family.SPLIT),
    /** a = pfn, b = order, c = type asked for, d = zone. */
    ALLOCATED(6, "ALLOC", Family.ALLOC),
    /** a = zone that could not serve, b = order, c = its free pages, d = type. */
    ZONE_DRY(7, "DRY", Family.FALLBACK),
    /** a = pfn, b = order, c = type of its pageblock, d = zone. */
    FREEING(10, "FREE", Family.FREE),
    /** a = pfn, b = order, c = pfn of the buddy, d = order of the buddy's free block, -1 if not free, -2 outside. */
    BUDDY(11, "BUDDY", Family.FREE),
    /** a = pfn of the merged block, b = its order, c = pfn of the buddy that was swallowed, d = zone. */
    MERGED(12, "MERGE", Family.MERGE),
    /** a = pfn, b = order, c = type of the list, d = 0 at the head, 1 at the tail. */
    LISTED(13, "LIST", Family.FREE),
    /** a = first pfn of the pageblock, b = old type, c = new type, d = zone. */
    RETYPED(14, "RETYPE", Family.FALLBACK),
    /** a = order looked at, b = type found there, c = type that ran dry, d = pfn at the head. */
    FALLBACK(20, "FALLBACK", Family.FALLBACK),
    /** a = first pfn of the pageblock, b = free pages, c = alike pages, d = type that asks. */
    CLAIM_REFUSED(21, "KEPT", Family.FALLBACK),
    /** a = first pfn, b = old type, c = new type, d = free pages that moved. */
    CLAIMED(22, "CLAIM", Family.FALLBACK),
    /** a = pfn, b = order, c = type it belongs to, d = type that asks. */
    STOLE(23, "STEAL", Family.FALLBACK),
    /** a = zone, b = order, c = free pages, d = pages that must remain free. */
    WATERMARK(24, "MARK", Family.FALLBACK),
    /** a = zone, b = boost in pages, c = most. */
    BOOSTED(25, "BOOST", Family.FALLBACK),
    /** a = zone, b = boost in pages. */
    KSWAPD_WOKEN(26, "WAKE", Family.FALLBACK),
    /** a = first pfn of the pageblock, b = its old type, c = pages reserved now, d = zone. */
    RESERVED(27, "RESERVE", Family.FALLBACK),
    /** a = order, b = type, c = why: 0 the slow path, 1 may mix pageblocks, 2 without watermarks, 3 once more, 4 after
     * reclaim, 5 after compaction, 6 a last look at the high watermark, 7 half of the min reserve. */
    RETRY(28, "RETRY", Family.FALLBACK),
    /** a = pfn, b = order, c = type, d = pages the processor keeps now. */
    PCP_TAKEN(31, "CPU-TAKE", Family.ALLOC),
    /** a = blocks got, b = order, c = type, d = blocks wanted. */
    PCP_REFILLED(32, "REFILL", Family.ALLOC),
    /** a = pfn, b = order, c = type of the list, d = pages the processor keeps now. */
    PCP_PUT(33, "CPU-PUT", Family.FREE),
    /** a = pages to give back, b = zone, c = pages kept, d = pages from which on it spills. */
    PCP_SPILLED(34, "SPILL", Family.FREE),
    /** a = code of the file. */
    FILE_READ(30, "FILE", Family.COMMAND),
    /** a, b = first byte of physical memory, high and low half; c, d = the byte after the last. */
    MEMORY_ADDED(50, "ADD", Family.BOOT),
    /** A range was reserved: a to d as for {@link #MEMORY_ADDED}. */
    MEMORY_RESERVED(51, "TAKEN", Family.BOOT),
    /** A range left its table: a to d as for {@link #MEMORY_ADDED}. */
    REGION_REMOVED(52, "REMOVE", Family.BOOT),
    /** The lower part of a range that was split: a to d as for {@link #MEMORY_ADDED}. */
    REGION_SPLIT(53, "CUT", Family.BOOT),
    /** The range that neighbours became: a to d as for {@link #MEMORY_ADDED}. */
    REGIONS_MERGED(54, "JOIN", Family.BOOT),
    /** A range got flags: a to d as for {@link #MEMORY_ADDED}. */
    REGION_MARKED(55, "FLAG", Family.BOOT),
    /** A range was cut to whole units: a to d as for {@link #MEMORY_ADDED}. */
    REGION_TRIMMED(56, "TRIM", Family.BOOT),
    /** A free range was looked at: a to d as for {@link #MEMORY_ADDED}. */
    HOLE_LOOKED(57, "HOLE", Family.BOOT),
    /** The place that was chosen: a to d as for {@link #MEMORY_ADDED}. */
    HOLE_CHOSEN(58, "CHOOSE", Family.BOOT),
    /** Where the larger table lies: a to d as for {@link #MEMORY_ADDED}. */
    TABLE_DOUBLED(59, "DOUBLE", Family.BOOT),
    /** A setting of memblock: a = 0 for the direction with b = 1 for bottom-up, or 1 for the limit, c and d. */
    MEMBLOCK_SET(60, "SET", Family.BOOT),
    /** a = order, b = highest kind of zone, c = gfp bits. */
    KSWAPD_ASKED(61, "KSWAPD", Family.FALLBACK),
    /** a = order, b = priority, c = 0 not tried, 1 put off, 2 failed, 3 made a block. */
    DIRECT_COMPACT(62, "ASK-COMPACT", Family.FALLBACK),
    /** a = order, b = pages reclaimed. */
    DIRECT_RECLAIM(63, "RECLAIM", Family.FALLBACK),
    /** a = order, b = rounds without progress, c = 1 for another round. */
    RECLAIM_RETRY(64, "AGAIN", Family.FALLBACK),
    /** a = first pfn of the block, b = its order, c = pages left in the reserve, d = zone. */
    UNRESERVED(65, "UNRESERVE", Family.FALLBACK),
    /** a = order, b = 1 if a task was killed. */
    OOM(66, "OOM", Family.FALLBACK),
    /** a = order, b = gfp bits. */
    GAVE_UP(67, "GIVE-UP", Family.FALLBACK),
    /** a = number of the cache, b = bytes from object to object, c = offset of the free pointer, d = bytes in use. */
    CACHE_LAID_OUT(100, "LAYOUT", Family.SLAB),
    /** a = cache, b = order of a slab, c = objects in it, d = bytes left over. */
    CACHE_ORDER(101, "ORDER", Family.SLAB),
    /** a = cache, b = partial slabs of the node, c = free objects of a CPU, d = partial slabs of a CPU. */
    CACHE_LIMITS(102, "LIMITS", Family.SLAB),
    /** a = cache, b = bytes from object to object, c = alignment, d = flags. */
    CACHE_CREATED(103, "CACHE", Family.SLAB),
    /** a = cache, b = bytes from object to object, c = largest object, d = names. */
    CACHE_SHARED(104, "SHARE", Family.SLAB),
    /** a = cache, b = names left. */
    CACHE_RELEASED(105, "UNSHARE", Family.SLAB),
    /** a = cache, b = slabs that went. */
    CACHE_DESTROYED(106, "DESTROY", Family.SLAB),
    /** a = cache, b = bytes asked for, c = bytes of its objects, d = type. */
    CLASS_CHOSEN(107, "CLASS", Family.SLAB),
    /** a = first pfn of the slab, b = number of the object, c = cache, d = CPU. */
    OBJECT_TAKEN(108, "OBJECT", Family.SLAB),
    /** a = first pfn of the slab, b = number of the object, c = cache, d = CPU. */
    OBJECT_RETURNED(109, "RETURN", Family.SLAB),
    /** a = first pfn of the slab, b = free objects, c = cache, d = CPU. */
    FREELIST_LOADED(110, "LOAD", Family.SLAB),
    /** a = first pfn of the slab, b = objects in use, c = cache, d = CPU. */
    SLAB_LEFT_CPU(111, "LEAVE", Family.SLAB),
    /** a = first pfn of the slab, b = slabs on the CPU's partial list now, c = cache, d = CPU. */
    CPU_PARTIAL_ADDED(112, "KEEP", Family.SLAB),
    /** a = first pfn of the list's first slab, b = slabs, c = cache, d = CPU. */
    CPU_PARTIAL_DRAINED(113, "DRAIN", Family.SLAB),
    /** a = first pfn of the slab, b = objects in use, c = cache, d = 0 at the head, 1 at the tail. */
    NODE_PARTIAL_ADDED(114, "PARTIAL", Family.SLAB),
    /** a = first pfn of the slab, b = objects in use, c = cache, d = slabs left on the list. */
    NODE_PARTIAL_REMOVED(115, "UNLIST", Family.SLAB),
    /** a = first pfn, b = order, c = cache, d = objects. */
    SLAB_CREATED(116, "SLAB", Family.SLAB),
    /** a = first pfn, b = order, c = cache, d = slabs the cache has left. */
    SLAB_RELEASED(117, "UNSLAB", Family.SLAB),
    /** An empty slab stays: a = first pfn, b = partial slabs of the node, c = cache, d = how many it should have. */
    SLAB_KEPT(118, "STAY", Family.SLAB),
    /** a = cache, b = order that was not free, c = lowest order. */
    ORDER_LOWERED(119, "LOWER", Family.SLAB),
    /** a = first pfn of the slab, b = number of the object, c = cache, d = the byte that was written. */
    OBJECT_MARKED(120, "BYTES", Family.SLAB),
    /** a = first pfn, b = order, c = bytes asked for. */
    LARGE_TAKEN(121, "LARGE", Family.SLAB),
    /** a = first pfn, b = order. */
    LARGE_RETURNED(122, "UNLARGE", Family.SLAB),
    /** a = first pfn of the slab, b = first object, c = cache, d = place in the cache's random order. */
    FREELIST_SHUFFLED(123, "SHUFFLE", Family.SLAB),
    /** a = first pfn of the slab or block, b = first byte in it, c = last byte, d = the byte that was written. */
    OBJECT_WRITTEN(124, "WRITE", Family.SLAB),
    /** a = first pfn of the slab, b = object or -1, c = place in {@link ObjectPart}, d = bytes of it. */
    WRITE_HIT(125, "HIT", Family.SLAB),
    /** A check failed: a = first pfn of the slab, b = object or -1, c = place in {@link ObjectPart}, d = byte. */
    OBJECT_REPORTED(126, "REPORT", Family.SLAB),
    /**
     * a = first pfn of the slab, b = first wrong byte, c = last, d = what it was shifted by 8, and what it should be.
     */
    BYTES_OVERWRITTEN(127, "WRONG", Family.SLAB),
    /** a = first pfn of the slab, b = first byte, c = last, d = the byte that was written. */
    BYTES_RESTORED(128, "RESTORE", Family.SLAB),
    /** a = first pfn of the slab, b = last object of the list now, c = objects lost, d = objects counted in use now. */
    FREELIST_CUT(129, "CUT-LIST", Family.SLAB),
    /** a = first pfn of the slab, b = free objects lost, c = cache. */
    SLAB_WRITTEN_OFF(130, "WRITE-OFF", Family.SLAB),
    /** An object is not freed: a = first pfn of the slab, b = number of the object, c = cache, d = CPU. */
    OBJECT_KEPT(131, "NOT-FREED", Family.SLAB),
    /** a = cache, b = its slabs, c = bad slabs. */
    CACHE_VALIDATED(133, "VALIDATE", Family.SLAB),
    /** a = pool, b = elements to keep, c = place in the kinds of pools, d = cache, bytes or order. */
    POOL_CREATED(134, "POOL", Family.SLAB),
    /** An element went into the reserve: a = pool, b = its pfn, c = its number in the slab, d = elements kept now. */
    POOL_FILLED(135, "RESERVE-PUT", Family.SLAB),
    /** The allocator below is asked: a = pool, b = gfp bits, c = first or second try, d = elements kept. */
    POOL_TRIED(136, "POOL-TRY", Family.SLAB),
    /** An element left the reserve: a = pool, b = its pfn, c = its number in the slab, d = elements kept now. */
    POOL_DRAWN(137, "RESERVE-TAKE", Family.SLAB),
    /** An element passed the reserve by: a = pool, b = its pfn, c = its number in the slab, d = elements kept. */
    POOL_PASSED(138, "POOL-PASS", Family.SLAB),
    /** a = pool, b = elements it was to keep, c = elements it is to keep now, d = elements kept. */
    POOL_RESIZED(139, "POOL-SIZE", Family.SLAB),
    /** a = zone, b = order or -1, c = pfn of the migrate scanner, d = pfn of the free scanner. */
    COMPACT_BEGUN(140, "SWEEP", Family.COMPACTION),
    /** A zone is not compacted: a = zone, b = order, c = what was looked at, d = what it was held to. */
    COMPACT_PASSED(141, "PASS", Family.COMPACTION),
    /** The migrate scanner comes to a pageblock: a = pfn, b = type, c = pages isolated so far, d = zone. */
    SOURCE_LOOKED(142, "SOURCE", Family.COMPACTION),
    /** a = pfn, b = order, c = pages of the batch now, d = zone. */
    SOURCE_ISOLATED(143, "ISOLATE", Family.COMPACTION),
    /** a = first pfn, b = pages in a row that stay, c = order if it is one block, else -1, d = zone. */
    SOURCE_LEFT(144, "STUCK", Family.COMPACTION),
    /** The free scanner comes to a pageblock: a = pfn, b = type, c = looks at every so many pages, d = zone. */
    TARGET_LOOKED(145, "TARGET", Family.COMPACTION),
    /** a = pfn, b = order, c = free pages held now, d = zone. */
    TARGET_ISOLATED(146, "HOLD", Family.COMPACTION),
    /** A free block may not be taken: a = zone, b = its order, c = free pages, d = pages that must remain. */
    TARGET_KEPT(147, "SPARE", Family.COMPACTION),
    /** a = pfn it left, b = order, c = pfn it has now, d = zone. */
    PAGE_MOVED(148, "MOVE", Family.COMPACTION),
    /** a = pfn that stays after all, b = order, c = pages of the batch that stay with it, d = zone. */
    PAGE_PUT_BACK(149, "PUT-BACK", Family.COMPACTION),
    /** a = pfn, b = order, c = free pages held still, d = zone. */
    TARGET_RETURNED(150, "UNHOLD", Family.COMPACTION),
    /** a = first pfn of the pageblock, b = 0 for the migrate scanner, 1 for the free scanner, d = zone. */
    BLOCK_MARKED(151, "MARK-SKIP", Family.COMPACTION),
    /** a = zone, b = order or -1, c = pages moved, d = pages that could not move. */
    COMPACT_ENDED(152, "MET", Family.COMPACTION),
    /** a = zone, b = order, c = requests since, d = log2 of the requests to pass. */
    COMPACT_DEFERRED(153, "DEFER", Family.COMPACTION),
    /** a = node, b = its score, c = score above which it is compacted, d = score at which that ends. */
    NODE_SCORED(154, "SCORE", Family.COMPACTION),
    /** a = number of the knob, b = its value. */
    COMPACT_SET(155, "KNOB", Family.COMPACTION),
    /** A range begins: a = first address, b = bytes, c = bytes of a header, d = alignment. */
    FIT_BEGUN(160, "FIT-RANGE", Family.FIT),
    /** a = bytes asked for, b = bytes of the block, c = bytes of a header, d = free bytes. */
    FIT_ASKED(161, "FIT-ASK", Family.FIT),
    /** a = first address of a free chunk, b = its bytes, c = chunks looked at so far, d = bytes of the block. */
    FIT_LOOKED(162, "FIT-LOOK", Family.FIT),
    /** a = first address of a free chunk, b = its bytes, c = chunks looked at, d = bytes of the block. */
    FIT_CHOSEN(163, "FIT-CHOOSE", Family.FIT),
    /** a = first address of the block, b = its bytes, c = first address of a part that stays free, d = its bytes. */
    FIT_CARVED(164, "FIT-CARVE", Family.FIT),
    /** a = address the owner gets, b = first address of the block, c = its bytes, d = bytes asked for. */
    FIT_HANDED(165, "FIT-GIVE", Family.FIT),
    /** a = address the owner gives back, b = first address of the block, c = its bytes, d = free bytes. */
    FIT_RETURNED(166, "FIT-RETURN", Family.FIT),
    /** a = first address of a free chunk, b = its bytes, c = its place in the list, from 0, d = chunks in the list. */
    FIT_LISTED(167, "FIT-LIST", Family.FIT),
    /** a = first address of the joined chunk, b = its bytes, c = first address of what joined it, d = its bytes. */
    FIT_JOINED(168, "FIT-JOIN", Family.FIT),
    /** a = pages asked for, b = with the guard page, c = alignment in pages, d = kind: 1 memory, 2 device, 3 list. */
    VM_ASKED(175, "VM-ASK", Family.VMALLOC),
    /** a = first page of a hole, b = its pages, c = pages wanted, d = alignment in pages. */
    VM_LOOKED(176, "VM-LOOK", Family.VMALLOC),
    /** a = first page of the area, b = its pages with the guard page, c = area, d = kind. */
    VM_RESERVED(177, "VM-AREA", Family.VMALLOC),
    /** a = pfn, b = page that is mapped to it, c = area. */
    VM_MAPPED(178, "VM-MAP", Family.VMALLOC),
    /** a = first page of the area, b = frames that came, c = pages wanted. */
    VM_SHORT(179, "VM-SHORT", Family.VMALLOC),
    /** a = first page of the area, b = its pages, c = area, d = frames it has. */
    VM_UNMAPPED(180, "VM-UNMAP", Family.VMALLOC),
    /** a = first page, b = pages, c = pages that are kept, d = how many may be. */
    VM_LAZY(181, "VM-LAZY", Family.VMALLOC),
    /** a = ranges that are given back, b = their pages, c = pages that may be kept. */
    VM_PURGED(182, "VM-PURGE", Family.VMALLOC),
    /** a = first page, b = pages, c = first page of the hole they are in now, d = its pages. */
    VM_GIVEN(183, "VM-FREE", Family.VMALLOC),
    /** a = first page of the area, b = pages, c, d = first physical byte, high and low half. */
    IO_MAPPED(184, "IO-MAP", Family.VMALLOC),
    /** a = pid, b = pid of its parent or 0, c = pfn of its top table, d = its address space. */
    TASK_MADE(200, "TASK", Family.PROCESS),
    /** a = pid, b = address space it had, c = pfn of its top table now, d = address space it has now. */
    TASK_EXEC(201, "EXEC", Family.PROCESS),
    /** a = pid, b = exit code, c = pid of its parent or 0. */
    TASK_EXITED(202, "EXIT", Family.PROCESS),
    /** a = pid, b = pid of its parent or 0, c = exit code. */
    TASK_REAPED(203, "REAP", Family.PROCESS),
    /** a = CPU, b = pid it runs now, c = pid it ran before or 0, d = pfn in CR3. */
    SWITCHED(204, "SWITCH", Family.PROCESS),
    /** a = pid, b = place in the resources, c = the limit in pages, -1 for none. */
    RLIMIT_SET(205, "RLIMIT", Family.PROCESS),
    /** a, b = first page, upper and lower int; c = pages. */
    GAP_FOUND(206, "GAP", Family.ADDRESS),
    /** a, b = first page, c = pages, d = flags of the VMA. */
    VMA_ADDED(207, "VMA", Family.ADDRESS),
    /** The VMA that neighbours became: a to d as for {@link #VMA_ADDED}. */
    VMA_MERGED(208, "VMA-JOIN", Family.ADDRESS),
    /**
     * A neighbour stays apart: a, b = first page of the range, c = its pages, d = number of the neighbour or its
     * flags.
     */
    VMA_APART(209, "VMA-APART", Family.ADDRESS),
    /** a, b = first page of the upper part, c = its pages, d = number of the VMA. */
    VMA_SPLIT(210, "VMA-CUT", Family.ADDRESS),
    /** a, b = first page, c = pages, d = new flags. */
    VMA_CHANGED(211, "VMA-FLAGS", Family.ADDRESS),
    /** a, b = first page, c = pages, d = flags. */
    VMA_REMOVED(212, "VMA-GONE", Family.ADDRESS),
    /** a, b = first page, c = pages now. */
    VMA_RESIZED(213, "VMA-SIZE", Family.ADDRESS),
    /** a, b = first page, c = pages, d = flags. */
    VMA_FORKED(214, "VMA-FORK", Family.ADDRESS),
    /** a, b = first page, c = pages, d = locked pages of the address space now. */
    LOCKED(215, "LOCK", Family.ADDRESS),
    /** a, b = page in which the heap ends, c = its pages, d = bytes into the page. */
    BRK(216, "BRK", Family.ADDRESS),
    /** a = pages, b = pages promised in all, c = limit of mode 2, d = mode. */
    COMMITTED(217, "COMMIT", Family.ADDRESS),
    /** a, b = first page now, c = pages more, d = number of the VMA. */
    STACK_GROWN(218, "STACK", Family.ADDRESS),
    /** a = pfn, b = list, c = its pages now, d = 1 at the head, 0 at the tail. */
    LRU_ADDED(350, "LRU-ADD", Family.RECLAIM),
    /** a = pfn, b = list, c = its pages now. */
    LRU_LEFT(351, "LRU-LEAVE", Family.RECLAIM),
    /** a = which batch, b = pages. */
    BATCH_FLUSHED(352, "LRU-BATCH", Family.RECLAIM),
    /** a = pfn, b = 1 if it becomes active. */
    PAGE_ACCESSED(353, "USED", Family.RECLAIM),
    /** a = pfn, b = evictions and activations since it left, c = what they are compared with, d = 1 for a file. */
    REFAULT(354, "REFAULT", Family.RECLAIM),
    /** a = 1 for files, b = cost, c = cost of anonymous pages now, d = of files. */
    LRU_COST(355, "COST", Family.RECLAIM),
    /** a = priority, b = share of anonymous pages, c = of files, d = swappiness. */
    SCAN_BALANCE(356, "BALANCE", Family.RECLAIM),
    /** a to d = pages to scan of inactive anon, active anon, inactive file, active file. */
    SCAN_TARGETS(357, "SCAN", Family.RECLAIM),
    /** a = list, b = pages taken, c = pages scanned, d = priority. */
    ISOLATED(358, "LRU-TAKE", Family.RECLAIM),
    /** a = pfn, b = VMAs that used it, c = 1 if it was marked, d = 0 activate, 1 keep, 2 reclaim, 3 if clean. */
    REFERENCES(359, "REFS", Family.RECLAIM),
    /** a = pfn, b = file or anon_vma, c = place in it, d = what stays behind or -1. */
    EVICTED(360, "EVICT", Family.RECLAIM),
    /** a = pfn, b = 1 if it becomes active. */
    KEPT(361, "LRU-STAY", Family.RECLAIM),
    /** a = priority, b = pages freed, c = pages wanted, d = 0 direct, 1 anew, 2 kswapd. */
    RECLAIM_ROUND(362, "ROUND", Family.RECLAIM),
    /** a = order, b = priorities tried, c = failures so far, d = 1 if the node is balanced. */
    KSWAPD_DONE(363, "KSWAPD-END", Family.RECLAIM),
    /** a = pfn, b = slot or place in the file, c = pages under way. */
    PAGE_SENT(364, "SEND", Family.RECLAIM),
    /** a = pfn, c = pages under way still. */
    PAGE_WRITTEN(365, "WRITTEN", Family.RECLAIM),
    /** a = device, b = slots, c = priority, d = 1 for a disk that turns. */
    SWAP_ON(366, "SWAPON", Family.RECLAIM),
    /** a = device. */
    SWAP_OFF(367, "SWAPOFF", Family.RECLAIM),
    /** a = device, b = slot, c = slots the processor still has, d = free slots. */
    SLOT_TAKEN(368, "SLOT", Family.RECLAIM),
    /** a = device, b = slot, c = free slots. */
    SLOT_FREED(369, "SLOT-FREE", Family.RECLAIM),
    /** a = pfn, b = device, c = slot, d = entries that mean it. */
    SWAP_CACHED(370, "SWAPCACHE", Family.RECLAIM),
    /** a = pfn, b = device, c = slot, d = entries that mean it. */
    SWAP_UNCACHED(371, "UNCACHE", Family.RECLAIM),
    /** a = pfn, b = device, c = slot. */
    SWAP_READ(372, "SWAP-IN", Family.RECLAIM),
    /** a = device, b = slot, c = pages of the window, d = hits. */
    SWAP_WINDOW(373, "SWAP-RA", Family.RECLAIM),
    /** a = dirty pages, b, c = lower and upper threshold, d = pages they are shares of. */
    DIRTY_LIMITS(374, "DIRTY", Family.RECLAIM),
    /** a = file, b = pages sent, c = its dirty pages left, d = the second. */
    FLUSHED(375, "FLUSH", Family.RECLAIM),
    /** a = 1 for files, b = inactive pages, c = active pages, d = 1 if active ones may become inactive. */
    DEACTIVATION(376, "DEACT", Family.RECLAIM),
    /** a = 1 if for kswapd, 0 if for the disk, b = free pages, c = pages that have to be free, d = pages under way. */
    THROTTLED(377, "THROTTLE", Family.RECLAIM),
    /** a = first pfn of the block, b = address space, c and d = the page. */
    THP_MAPPED(397, "THP-MAP", Family.RECLAIM),
    /** a = gfp bits, b = 1 for khugepaged, c and d = the page. */
    THP_FALLBACK(398, "THP-SMALL", Family.RECLAIM),
    /** a = first pfn of the block, b = address space, c and d = the page. */
    THP_PMD_SPLIT(399, "THP-ENTRY", Family.RECLAIM),
    /** a = first pfn of the block, b = pages freed, or -1 if it was not split, c = 1 if it was on a list. */
    THP_PAGE_SPLIT(400, "THP-SPLIT", Family.RECLAIM),
    /** a = first pfn of the block, b = its pages that are mapped, c = blocks in the queue. */
    THP_DEFERRED(401, "THP-DEFER", Family.RECLAIM),
    /** a = first pfn, b = 1 if it was made, 0 if it was freed. */
    THP_ZERO_PAGE(402, "THP-ZERO", Family.RECLAIM),
    /** a = pages missing, b = address space, c and d = the page. */
    THP_SCANNED(403, "THP-SCAN", Family.RECLAIM),
    /** a = first pfn of the block, b = pages copied, c and d = the page. */
    THP_COLLAPSED(404, "THP-COLLAPSE", Family.RECLAIM),
    /** a = pages looked at, b = blocks made so far, c = full rounds. */
    THP_PASS(405, "THP-PASS", Family.RECLAIM),
    /** a = number of the setting, b = its value. */
    THP_SET(406, "THP-SET", Family.RECLAIM),
    /** a = first pfn of the block. */
    THP_GONE(407, "THP-FREE", Family.RECLAIM),
    /** a = address space. */
    THP_ENTERED(408, "THP-ENTER", Family.RECLAIM),
    /** a = bytes compressed, b = device, c = slot, d = pages of the pool. */
    ZSWAP_STORED(382, "ZSWAP", Family.RECLAIM),
    /** a = pfn, b = device, c = slot, d = pages of the pool. */
    ZSWAP_LOADED(383, "UNZSWAP", Family.RECLAIM),
    /** a = pages of the pool, b = device, c = slot, d = pages that it may have. */
    ZSWAP_REFUSED(384, "ZSWAP-NO", Family.RECLAIM),
    /** a = pages of the pool, b = device, c = slot, d = compressed pages left. */
    ZSWAP_DROPPED(385, "ZSWAP-DROP", Family.RECLAIM),
    /** a = pfn or -1, b = device, c = slot, d = compressed pages. */
    ZSWAP_SCANNED(386, "ZSWAP-OLD", Family.RECLAIM),
    /** a = pfn, b = device, c = slot, d = 0 on its way out, 1 in. */
    ZERO_SLOT(387, "ZERO-SLOT", Family.RECLAIM),
    /** a = number of the zspage, b = bytes of its objects, c = its pages, d = pages of the pool. */
    ZSPAGE(388, "ZSPAGE", Family.RECLAIM),
    /** a = number of the shrinker, 0 for the pool of zswap; b = objects it has, c = looked at, d = freed. */
    SHRINKER(389, "SHRINK", Family.RECLAIM),
    /** a = code of the {@link Refusal.Reason}, c, d = the page. */
    STACK_REFUSED(219, "NO-STACK", Family.ADDRESS),
    /** a = level shifted by 9, and index; b = pfn of the table, c, d = lower and upper half of the entry. */
    WALKED(220, "WALK", Family.PAGING),
    /** a = pfn, b = 0 load, 1 store, 2 fetch; c, d = page, upper and lower int. */
    TRANSLATED(221, "PHYS", Family.PAGING),
    /** a = error code, b = address space, c, d = page. */
    FAULT(222, "FAULT", Family.PAGING),
    /** a = pfn, b = 0 minor, 1 major; c, d = page. */
    FAULT_SERVED(223, "SERVED", Family.PAGING),
    /** a = number of the signal, b = its code; c, d = page. */
    SIGNALLED(224, "SIGNAL", Family.PAGING),
    /** a = level, b = pfn; c, d = page that needs it. */
    TABLE_MADE(225, "TABLE", Family.PAGING),
    /** a = level, b = pfn; c, d = first page it covers. */
    TABLE_GONE(226, "UNTABLE", Family.PAGING),
    /** a, b = lower and upper half of the entry; c, d = page. */
    PTE_SET(227, "ENTRY", Family.PAGING),
    /** a, b = lower and upper half that the entry had; c, d = page. */
    PTE_CLEARED(228, "UNENTRY", Family.PAGING),
    /** a, b = lower and upper half of the entry now; c, d = page. */
    PTE_MARKED(229, "ENTRY-BIT", Family.PAGING),
    /** a = pfn, b = entries that map it now, c = address space. */
    MAPPED(230, "MAP", Family.PAGING),
    /** a = pfn, b = entries that map it still, c = address space. */
    UNMAPPED(231, "UNMAP", Family.PAGING),
    /** a = pfn, b = pfn of the copy; c, d = page. */
    PAGE_COPIED(232, "COPY", Family.PAGING),
    /** a = number of the anon_vma, b = number of the VMA, c = VMAs it has now. */
    ANON_VMA(233, "ANON-VMA", Family.PAGING),
    /** a = number of the file, b = its pages, c = inode, d = 1 for shared memory. */
    FILE_MADE(234, "FILE-MADE", Family.PAGING),
    /** a = pfn, b = number of the file or -1, c = page of the file. */
    CACHED(235, "CACHE-ADD", Family.PAGING),
    /** a = pfn, b = number of the file, c = page of the file. */
    CACHE_DROPPED(236, "CACHE-DROP", Family.PAGING),
    /** a = number of the file, b = first page, c = pages, d = page that gets the mark or -1. */
    READ_AHEAD(237, "READ", Family.PAGING),
    /** a = pages in memory, b = first of them, counted from the page; c, d = the page. */
    FAULT_AROUND(238, "AROUND", Family.PAGING),
    /** A program is in memory: a, b = first page of its code. */
    PROGRAM(239, "PROGRAM", Family.PROCESS),
    /**
     * a, b = bytes asked for, low and high half, c = bytes of the chunk, d = 0 malloc, 1 calloc, 2 realloc, 3 cache.
     */
    HEAP_ASKED(290, "HEAP-ASK", Family.HEAP),
    /** a = number of a bin, b = place of a chunk or 0, c = its bytes, d = bytes of the chunk that is wanted. */
    HEAP_LOOKED(291, "HEAP-LOOK", Family.HEAP),
    /**
     * a = place of a chunk, b = its bytes, c = number of the bin it left, d = bytes wanted, or chunks left of a cache.
     */
    HEAP_TAKEN(292, "HEAP-TAKE", Family.HEAP),
    /** a = place of the chunk, b = its bytes, c = place of what is left or 0, d = bytes of that. */
    HEAP_SPLIT(293, "HEAP-SPLIT", Family.HEAP),
    /** a = place of a chunk, b = its bytes, c = number of the bin it is in now, d = place it stands before there. */
    HEAP_BINNED(294, "HEAP-BIN", Family.HEAP),
    /** a = place of the merged chunk, b = its bytes, c = place of what joined it, d = bytes of that. */
    HEAP_MERGED(295, "HEAP-MERGE", Family.HEAP),
    /** a = chunks in the fast bins. */
    HEAP_CONSOLIDATING(296, "HEAP-CONSOL", Family.HEAP),
    /** a = bytes that came, b = place of the top, c = its bytes, d = bytes of the arena. */
    HEAP_GREW(297, "HEAP-GROW", Family.HEAP),
    /** a = bytes that went, b = place of the top, c = its bytes, d = bytes of the arena. */
    HEAP_TRIMMED(298, "HEAP-TRIM", Family.HEAP),
    /** a = place of a free chunk, b = its bytes, c = place of the first page that went, d = bytes of all. */
    HEAP_DISCARDED(299, "HEAP-DISCARD", Family.HEAP),
    /** a, b = number of the first page, high and low half, c = pages, d = mapped chunks there are. */
    HEAP_MAPPED(300, "HEAP-MAP", Family.HEAP),
    /** a, b = number of the first page, high and low half, c = pages, d = mapped chunks there are. */
    HEAP_UNMAPPED(301, "HEAP-UNMAP", Family.HEAP),
    /** a = bytes from which chunks are mapped, b = bytes of a top that is trimmed. */
    HEAP_THRESHOLD(302, "HEAP-LEARN", Family.HEAP),
    /** a = place of a chunk, b = its bytes now, c = place of what is left or 0, d = bytes of that. */
    HEAP_RESIZED(303, "HEAP-RESIZE", Family.HEAP),
    /** a = place of the old chunk, b = bytes, c = place of the new one or 0. */
    HEAP_COPIED(304, "HEAP-COPY", Family.HEAP),
    /** a = place that the program gets, b = bytes it may use, c = bytes it asked for. */
    HEAP_GIVEN(305, "HEAP-GIVE", Family.HEAP),
    /** a, b = number of the page before the pointer, high and low half, c = pages, d = mapped chunks. */
    HEAP_GIVEN_MAPPED(306, "HEAP-GIVE-MAP", Family.HEAP),
    /** a = place that the program gives back, 0 for NULL, b = bytes of its chunk. */
    HEAP_RETURNED(307, "HEAP-FREE", Family.HEAP),
    /** a, b = number of the page before the pointer, high and low half, c = pages, d = mapped chunks. */
    HEAP_RETURNED_MAPPED(308, "HEAP-FREE-MAP", Family.HEAP),
    /** a, b = bytes asked for, low and high half. */
    HEAP_NONE(309, "HEAP-NULL", Family.HEAP),
    /** a = code of the complaint. */
    HEAP_ENDED(310, "HEAP-ABORT", Family.HEAP),
    /** a = place of a pointer, c = 0 it was not the program's, 1 it is handed out twice. */
    HEAP_UNNOTICED(311, "HEAP-STALE", Family.HEAP),
    /** a = place of a pointer that is never freed, b = bytes asked for, c = number of the command that asked. */
    HEAP_LEAKED(312, "HEAP-LEAK", Family.HEAP),
    /** a, b = number of the page before the pointer, high and low half, c = pages, d = number of the command. */
    HEAP_LEAKED_MAPPED(313, "HEAP-LEAK-MAP", Family.HEAP),
    /** a = pointers that are never freed, b, c = bytes asked for, low and high half. */
    HEAP_LOST(314, "HEAP-LOST", Family.HEAP),
    /** a = order of the pages, b = pages in the pool, c = free ones, d = promised ones. */
    HUGE_POOL(320, "HUGE-POOL", Family.PAGING),
    /** a = first pfn, b = order, c = pages that are free now, d = promised ones. */
    HUGE_TAKEN(321, "HUGE-TAKE", Family.PAGING),
    /** a = first pfn, b = order, c = pages that are free now, d = promised ones. */
    HUGE_RETURNED(322, "HUGE-RETURN", Family.PAGING),
    /** a = first pfn, b = address space that lost it, c, d = page, upper and lower int. */
    HUGE_STOLEN(323, "HUGE-STEAL", Family.PAGING),
    /** a = segment, b = key, c = pages, d = file, or -1 if it was there. */
    SHM_MADE(324, "SHM-GET", Family.ADDRESS),
    /** a = segment, b = attachments now, c = address space. */
    SHM_ATTACHED(325, "SHM-ATTACH", Family.ADDRESS),
    /** a = segment, b = attachments that are left, c = address space. */
    SHM_DETACHED(326, "SHM-DETACH", Family.ADDRESS),
    /** a = segment, b = attachments, d = 1 if it is gone now. */
    SHM_REMOVED(327, "SHM-REMOVE", Family.ADDRESS),
    /** a = place of the access, b = place of the chunk, c = kind of chunk, d = 0 load, 1 store, 2 fetch. */
    HEAP_TOUCHED(331, "HEAP-TOUCH", Family.HEAP),
    /** An address space begins: a = scheme, b = bytes of a page or 0, c, d = its bytes, high and low half. */
    SEG_SPACE(260, "SEG-SPACE", Family.SEGMENT),
    /** a = page of the page directory or -1, c, d = bytes of physical memory, high and low half. */
    SEG_MEMORY(261, "SEG-MEMORY", Family.SEGMENT),
    /** a, b = base, high and low half, c, d = limit; in a, bit 16 is the segment, bit 17 that it grows downwards. */
    SEG_REGISTER(262, "SEG-SET", Family.SEGMENT),
    /** a, b = virtual address, high and low half, c = segment, d = 1 if it grows downwards. */
    SEG_CHOSEN(263, "SEG-CHOOSE", Family.SEGMENT),
    /** a, b = offset, high and low half, c, d = limit, high and low half. */
    SEG_CHECKED(264, "SEG-CHECK", Family.SEGMENT),
    /** a, b = virtual address, high and low half, c, d = physical address, high and low half. */
    SEG_TRANSLATED(265, "SEG-ADDRESS", Family.SEGMENT),
    /** a, b = virtual address, high and low half, c = segment or virtual page. */
    SEG_FAULT(266, "SEG-FAULT", Family.SEGMENT),
    /** a = virtual address, b = virtual page, c = offset in it, d = bytes of a page. */
    SEG_CUT(267, "SEG-CUT", Family.SEGMENT),
    /** a = 0 for the directory and 1 for a table, b = index in it, c = entry, d = page it is in or -1. */
    SEG_ENTRY(268, "SEG-ENTRY", Family.SEGMENT),
    /** a = virtual page, b = pfn or -1 if it is mapped no longer, c = page of its table or -1. */
    SEG_MAPPED(269, "SEG-MAP", Family.SEGMENT),
    /** a = page, b = offset in it, c, d = the eight bytes from there on, high and low half. */
    SEG_FILLED(270, "SEG-FILL", Family.SEGMENT),
    /** a = CPU, b, c = page, upper and lower int, d = pfn. */
    TLB_HIT(271, "TLB-HIT", Family.TLB),
    /** a = CPU, b, c = page, d = 0 load, 1 store, 2 fetch. */
    TLB_MISSED(272, "TLB-MISS", Family.TLB),
    /** a = CPU, b, c = first page, d = place, and in bits 24 and 25 0 for 4 KiB, 1 for 2 MiB, 2 for 1 GiB. */
    TLB_FILLED(273, "TLB-FILL", Family.TLB),
    /** a = CPU, b, c = page of the entry that made room, d = its identifier. */
    TLB_EVICTED(274, "TLB-EVICT", Family.TLB),
    /** a = CPU, b, c = page, d = identifier. */
    TLB_DROPPED(275, "TLB-DROP", Family.TLB),
    /** a = CPU, b = entries that went, c = generation before, d = generation it has caught up to. */
    TLB_FLUSHED(276, "TLB-FLUSH", Family.TLB),
    /** a = address space, b = number of its context. */
    TLB_CONTEXT(277, "TLB-CONTEXT", Family.TLB),
    /** a = CPU, b = slot, c = address space or -1 for the kernel's, d = 1 if it has to be flushed. */
    TLB_SLOT(278, "TLB-SLOT", Family.TLB),
    /** a = CPU, b = address space or -1 for the kernel's, c = slot, d = entries that went, -1 without a flush. */
    TLB_LOADED(279, "TLB-CR3", Family.TLB),
    /** a = CPU, b = address space, c = 1 if it keeps it, d = 1 if it missed a change. */
    TLB_LAZY(280, "TLB-LAZY", Family.TLB),
    /** a = address space, b, c = first page, d = pages, negative for all. */
    TLB_ASKED(281, "TLB-ASK", Family.TLB),
    /** a = address space, b = its generation, c = CPUs that have it loaded, as bits. */
    TLB_GENERATION(282, "TLB-GEN", Family.TLB),
    /** a = CPU that asks, b = CPU that is asked, c = address space, d = 0 if it is spared. */
    TLB_INTERRUPT(283, "TLB-IPI", Family.TLB),
    /** a = CPU, b = slot. */
    TLB_USER_MARKED(284, "TLB-MARK", Family.TLB),
    /** a = process that asks or 0, b = order, c = gfp bits, d = pages of memory and swap. */
    OOM_BEGUN(420, "OOM-ASK", Family.OOM),
    /** a = process, b = its points, c = oom_score_adj, d = pages that count. */
    OOM_LOOKED(421, "OOM-LOOK", Family.OOM),
    /** a = process, b = anonymous pages, c = pages of files, d = page tables. */
    OOM_KILLED(422, "OOM-KILL", Family.OOM),
    /** a = process that asks or 0, b = order. Nobody is killed for it. */
    OOM_PASSED(423, "OOM-PASS", Family.OOM),
    /** a = process that asks or 0, b = order. */
    PANIC(424, "PANIC", Family.OOM),
    /** a = process, b = oom_score_adj before, c = now. */
    OOM_ADJUSTED(425, "OOM-ADJ", Family.OOM),
    /** a = process, b = user before, c = now. */
    USER_SET(426, "SETUID", Family.OOM),
    /** a = zone, b = min, c = low, d = high watermark. */
    MARKS_SET(427, "MARKS", Family.OOM),
    /** a = 0 free, 1 vmstat, 2 top, 3 dmesg. */
    TOOL_RUN(428, "RUN", Family.OOM),
    /** a = code of the {@link Refusal.Reason}, b to d = its values. */
    REFUSED(40, "REFUSED", Family.REFUSAL);

    /** The lanes of the timeline. */
    public enum Family {
        COMMAND("command"),
        ALLOC("allocate"),
        SPLIT("split"),
        FREE("free"),
        MERGE("merge"),
        FALLBACK("fallback"),
        BOOT("memblock"),
        SLAB("slab"),
        COMPACTION("compaction"),
        FIT("fit"),
        VMALLOC("vmalloc"),
        HEAP("heap"),
        PROCESS("process"),
        ADDRESS("address space"),
        PAGING("paging"),
        SEGMENT("segment"),
        TLB("tlb"),
        RECLAIM("reclaim"),
        OOM("out of memory"),
        REFUSAL("refused");

        private final String label;

        Family(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Every code is below this. */
    public static final int CODES = 512;

    private static final EventKind[] BY_CODE = index();

    private final int code;
    private final String label;
    private final Family family;

    EventKind(int code, String label, Family family) {
        this.code = code;
        this.label = label;
        this.family = family;
    }

    public int code() {
        return code;
    }

    /** The word that stands for it in the log. */
    public String label() {
        return label;
    }

    public Family family() {
        return family;
    }

    /** The kind with {@code code}; an unknown code is a bug of ours. */
    public static EventKind of(int code) {
        EventKind kind = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (kind == null) {
            throw new IllegalStateException("PW-CHECK event kind exists: code=" + code);
        }
        return kind;
    }

    private static EventKind[] index() {
        EventKind[] byCode = new EventKind[CODES];
        for (EventKind kind : values()) {
            byCode[kind.code] = kind;
        }
        return byCode;
    }
}
