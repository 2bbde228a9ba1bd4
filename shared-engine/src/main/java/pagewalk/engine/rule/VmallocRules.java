package pagewalk.engine.rule;

/** The rules of vmalloc() and ioremap(), in words. */
final class VmallocRules {
    static final RuleText GUARD = new RuleText(
            "vmalloc.guard",
            "An area gets one page of addresses more than it maps, so that running over its end faults.",
            "mm/vmalloc.c __get_vm_area_node()");
    static final RuleText ALIGN = new RuleText(
            "vmalloc.ioremap-align",
            "An area for a device is aligned to its size, rounded up to a power of two, so that large pages "
                    + "can map it.",
            "mm/vmalloc.c __get_vm_area_node()");
    static final RuleText LEFT = new RuleText(
            "vmalloc.left",
            "The tree of holes knows that a lower hole is large enough, so the search goes left.",
            "mm/vmalloc.c find_vmap_lowest_match()");
    static final RuleText LOWEST = new RuleText(
            "vmalloc.lowest",
            "The lowest hole that is large enough serves; with an alignment, the first one met on the way "
                    + "down that does.",
            "mm/vmalloc.c find_vmap_lowest_match()");
    static final RuleText RIGHT = new RuleText(
            "vmalloc.right",
            "The hole does not hold the area and no lower one does, but a higher one is large enough.",
            "mm/vmalloc.c find_vmap_lowest_match()");
    static final RuleText BACK = new RuleText(
            "vmalloc.back",
            "Neither the hole nor one behind it holds the area, so the search goes back up the tree.",
            "mm/vmalloc.c find_vmap_lowest_match()");
    static final RuleText CLIP = new RuleText(
            "vmalloc.clip", "The area is cut off the low end of the hole, or out of it.", "mm/vmalloc.c va_clip()");
    static final RuleText MAP = new RuleText(
            "vmalloc.map",
            "Pages are mapped one by one, in the order in which their frames came; the frames may lie anywhere.",
            "mm/vmalloc.c __vmalloc_area_node()");
    static final RuleText SHORT = new RuleText(
            "vmalloc.short",
            "When frames run out midway, the frames that came so far go back and the whole request fails.",
            "mm/vmalloc.c __vmalloc_area_node()");
    static final RuleText UNMAP = new RuleText(
            "vmalloc.unmap",
            "An area is unmapped and then its frames go back, in the order of its pages.",
            "mm/vmalloc.c vfree()");
    static final RuleText LAZY = new RuleText(
            "vmalloc.lazy",
            "The addresses of an area that was unmapped are kept out of use until there are 32 MiB of them, since all "
                    + "processors must flush their TLBs before they are used again.",
            "mm/vmalloc.c free_vmap_area_noflush()");
    static final RuleText PURGE = new RuleText(
            "vmalloc.purge",
            "All kept addresses become free together, after one flush of the TLBs.",
            "mm/vmalloc.c __purge_vmap_area_lazy()");
    static final RuleText JOIN = new RuleText(
            "vmalloc.join",
            "Addresses that become free join the holes that touch them.",
            "mm/vmalloc.c merge_or_add_vmap_area_augment()");
    static final RuleText IOREMAP_MAP = new RuleText(
            "vmalloc.ioremap",
            "Whole pages of physical addresses are mapped; the result points as far into the first as was asked for.",
            "arch/x86/mm/ioremap.c __ioremap_caller()");
    static final RuleText FILE = new RuleText(
            "proc.vmallocinfo",
            "/proc/vmallocinfo lists the areas by address, with their guard pages, and then what is unmapped and kept.",
            "mm/vmalloc.c vmalloc_info_show()");
    static final RuleText SOME_BYTES = new RuleText(
            "vmalloc.some-bytes", "An area has at least one page.", "mm/vmalloc.c __vmalloc_node_range_noprof()");
    static final RuleText ALL_MEMORY = new RuleText(
            "vmalloc.all-memory",
            "An area of more pages than there are at all is refused before anything is tried.",
            "mm/vmalloc.c __vmalloc_node_range_noprof()");
    static final RuleText NO_ADDRESSES = new RuleText(
            "vmalloc.no-addresses",
            "No hole holds the area, not even after all kept addresses were given back.",
            "mm/vmalloc.c alloc_vmap_area()");
    static final RuleText UNKNOWN = new RuleText(
            "vmalloc.unknown",
            "What is given back is the first address of an area of the right kind. Linux warns otherwise.",
            "mm/vmalloc.c remove_vm_area()");
    static final RuleText IOREMAP_CHECK = new RuleText(
            "vmalloc.not-memory",
            "Memory that the kernel uses is not mapped a second time as a device; Linux warns and returns no address.",
            "arch/x86/mm/ioremap.c __ioremap_check_ram()");
    static final RuleText IOREMAP_RANGE = new RuleText(
            "vmalloc.physical-range",
            "A device's range has bytes, does not wrap, and has addresses that the processor can form.",
            "arch/x86/mm/ioremap.c phys_addr_valid()");
    static final RuleText PAGE_OF_AREA = new RuleText(
            "vmalloc.page-of-area",
            "A frame of an area goes back with its area and not by itself.",
            "mm/vmalloc.c vfree()");

    private VmallocRules() {}
}
