package pagewalk.engine.rule;

/** The rules of the boot-time allocator, in words. */
final class MemblockRules {
    static final RuleText ADD_UNCOVERED = new RuleText(
            "memblock.add-uncovered",
            "Only the parts that no range covers yet are inserted; what was there keeps its flags.",
            "mm/memblock.c memblock_add_range()");
    static final RuleText MERGE = new RuleText(
            "memblock.merge",
            "Neighbours become one range when they touch and have the same flags.",
            "mm/memblock.c memblock_merge_regions()");
    static final RuleText SPLIT = new RuleText(
            "memblock.split",
            "What is removed, freed or marked is split off first, at both of its ends.",
            "mm/memblock.c memblock_isolate_range()");
    static final RuleText FLAGS = new RuleText(
            "memblock.flags",
            "Marking sets a flag on exactly the memory in the range; a hole stays a hole.",
            "mm/memblock.c memblock_setclr_flag()");
    static final RuleText TRIM = new RuleText(
            "memblock.trim",
            "Memory is cut to whole aligned units; a range without a whole unit goes.",
            "mm/memblock.c memblock_trim_memory()");
    static final RuleText TOP_DOWN = new RuleText(
            "memblock.top-down",
            "The search walks down from the limit and takes the highest aligned place in the first hole that fits.",
            "mm/memblock.c __memblock_find_range_top_down()");
    static final RuleText BOTTOM_UP = new RuleText(
            "memblock.bottom-up",
            "The search walks up from the minimum and takes the lowest aligned place in the first hole that fits.",
            "mm/memblock.c __memblock_find_range_bottom_up()");
    static final RuleText TOO_SMALL = new RuleText(
            "memblock.hole-too-small",
            "The hole, cut to the limits and aligned, is too small, so the search goes on.",
            "mm/memblock.c memblock_find_in_range_node()");
    static final RuleText DIRECTION = new RuleText(
            "memblock.direction",
            "Searches run top-down unless bottom-up is set.",
            "include/linux/memblock.h memblock_set_bottom_up()");
    static final RuleText LIMIT = new RuleText(
            "memblock.limit",
            "A search without a maximum of its own ends at the current limit.",
            "mm/memblock.c memblock_set_current_limit()");
    static final RuleText DOUBLE = new RuleText(
            "memblock.double",
            "A full table moves to one of twice the size, in memory that memblock finds and reserves.",
            "mm/memblock.c memblock_double_array()");
    static final RuleText NO_HOLE = new RuleText(
            "memblock.no-hole",
            "No free range within the limits holds the size at this alignment; page 0 is never handed out.",
            "mm/memblock.c memblock_alloc_range_nid()");
    static final RuleText POWER_OF_TWO = new RuleText(
            "memblock.power-of-two",
            "Rounding is done with a mask, so an alignment is a power of two.",
            "mm/memblock.c memblock_find_in_range_node()");
    static final RuleText SOME_BYTES = new RuleText(
            "memblock.some-bytes",
            "An allocation of no bytes has no place; Linux would hand out an address that belongs to nobody.",
            "mm/memblock.c memblock_alloc_range_nid()");

    static final RuleText FREE_ALL = new RuleText(
            "memblock.free-all",
            "What is free goes to the buddy lists in ascending order, in the largest blocks that alignment allows.",
            "mm/memblock.c __free_pages_memory()");
    static final RuleText TO_TAIL = new RuleText(
            "memblock.to-tail",
            "Blocks that boot hands over go to the tails of their lists, so that low memory is used first.",
            "mm/page_alloc.c __free_pages_core()");
    static final RuleText OVER = new RuleText(
            "memblock.over",
            "After memblock_free_all() memory belongs to the page allocator; memblock was code of boot only.",
            "mm/memblock.c memblock_free_all()");
    static final RuleText NO_MAP = new RuleText(
            "memblock.no-map",
            "A machine without an e820 map has nothing to hand over: its free memory is on the lists already.",
            "Pagewalk");

    static final RuleText FILE_MEMBLOCK = new RuleText(
            "proc.memblock",
            "The memblock files list the ranges of a table, a line each, with the last byte and the first flag "
                    + "set.",
            "mm/memblock.c memblock_debug_show()");
    static final RuleText FREE_OF_RESERVED = new RuleText(
            "machine.free-of-reserved",
            "A page that was reserved at boot belongs to no allocator; Linux would report a bad page.",
            "mm/page_alloc.c free_page_is_bad()");
    static final RuleText FILE_IOMEM = new RuleText(
            "proc.iomem",
            "/proc/iomem lists physical addresses as the firmware's map gives them, and buffers behind memory.",
            "kernel/resource.c r_show()");

    private MemblockRules() {}
}
