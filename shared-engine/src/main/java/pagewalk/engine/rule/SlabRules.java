package pagewalk.engine.rule;

/** The rules of the object allocator, in words. */
final class SlabRules {
    static final RuleText POINTER_INSIDE = new RuleText(
            "slab.pointer-inside",
            "A free object holds the pointer to the next one in its middle, away from the edges that overruns "
                    + "hit first.",
            "mm/slub.c calculate_sizes()");
    static final RuleText POINTER_OUTSIDE = new RuleText(
            "slab.pointer-outside",
            "The free pointer lies behind the object, because a free object has to keep its content.",
            "mm/slub.c calculate_sizes()");
    static final RuleText ORDER = new RuleText(
            "slab.order",
            "A slab has the lowest order that holds enough objects for the CPUs and wastes at most a sixteenth, "
                    + "else more.",
            "mm/slub.c calculate_order()");
    static final RuleText LIMITS = new RuleText(
            "slab.limits",
            "Small objects may wait in longer partial lists: of the node by the size's logarithm, of a CPU by "
                    + "four steps.",
            "mm/slub.c set_cpu_partial()");
    static final RuleText DEBUG_LIMITS = new RuleText(
            "slab.debug-limits",
            "A cache that checks its objects has no CPU slabs, so every allocation and free passes the checks.",
            "mm/slub.c kmem_cache_has_cpu_partial()");
    static final RuleText NEW_CACHE = new RuleText(
            "slab.new-cache",
            "No cache serves objects of this size, alignment and kind, so a new one is made; it takes no pages "
                    + "yet.",
            "mm/slab_common.c create_cache()");
    static final RuleText MERGE = new RuleText(
            "slab.merge",
            "A cache with like flags, and less than a word wasted on each object, serves under the new name as "
                    + "well.",
            "mm/slab_common.c find_mergeable()");
    static final RuleText UNMERGE = new RuleText(
            "slab.unmerge",
            "A shared cache loses a name and lives on; it goes with its last name.",
            "mm/slab_common.c kmem_cache_destroy()");
    static final RuleText DESTROY = new RuleText(
            "slab.destroy",
            "A cache goes when nobody holds an object of it, and its slabs go back first.",
            "mm/slub.c __kmem_cache_shutdown()");
    static final RuleText KMALLOC_CLASS = new RuleText(
            "slab.kmalloc-class",
            "A request of kmalloc() is rounded up to the next of thirteen sizes; the gfp flags choose among four "
                    + "caches of that size.",
            "include/linux/slab.h __kmalloc_index()");
    static final RuleText CPU_FREELIST = new RuleText(
            "slab.cpu-freelist",
            "The CPU takes the first object of its own freelist: no lock, no other CPU, and the object is likely "
                    + "in its cache.",
            "mm/slub.c __slab_alloc_node()");
    static final RuleText OWN_FREELIST = new RuleText(
            "slab.own-freelist",
            "The CPU's freelist is empty, but others freed objects of its slab: it takes over the list they made.",
            "mm/slub.c get_freelist()");
    static final RuleText FULL_UNLISTED = new RuleText(
            "slab.full-unlisted",
            "A full slab is on no list; the next object that is freed into it will bring it back.",
            "mm/slub.c get_freelist()");
    static final RuleText CPU_PARTIAL = new RuleText(
            "slab.cpu-partial",
            "The first of the CPU's own partial slabs is next, because it needs no lock.",
            "mm/slub.c ___slab_alloc()");
    static final RuleText NODE_PARTIAL = new RuleText(
            "slab.node-partial",
            "The CPU has no partial slab left, so the head of the node's list becomes its slab.",
            "mm/slub.c get_partial_node()");
    static final RuleText NODE_REFILL = new RuleText(
            "slab.node-refill",
            "While the node's lock is held anyway, half of what the CPU may keep, and one more, move along to "
                    + "its list.",
            "mm/slub.c get_partial_node()");
    static final RuleText NEW = new RuleText(
            "slab.new-slab",
            "No slab has a free object, so the page allocator is asked for a new one.",
            "mm/slub.c allocate_slab()");
    static final RuleText NEW_TO_CPU = new RuleText(
            "slab.new-to-cpu",
            "A new slab belongs to the CPU that asked, with all of its objects.",
            "mm/slub.c ___slab_alloc()");
    static final RuleText ORDER_FALLBACK = new RuleText(
            "slab.order-fallback",
            "No block of the usual order is free, so the slab takes the lowest order that holds an object.",
            "mm/slub.c allocate_slab()");
    static final RuleText RANDOM_ORDER = new RuleText(
            "slab.random-order",
            "A new slab lists its objects in the cache's own random order, from a random place on, so that "
                    + "neighbours are hard to guess.",
            "mm/slub.c shuffle_freelist()");
    static final RuleText FREE_TO_CPU = new RuleText(
            "slab.free-to-cpu",
            "An object of the CPU's own slab goes to the head of the CPU's freelist and will be the next one out.",
            "mm/slub.c do_slab_free()");
    static final RuleText FREE_TO_SLAB = new RuleText(
            "slab.free-to-slab",
            "An object of another slab goes to the head of that slab's own freelist.",
            "mm/slub.c __slab_free()");
    static final RuleText FULL_TO_CPU = new RuleText(
            "slab.full-to-cpu",
            "A slab that was full becomes partial: it goes in front of the partial list of the CPU that freed.",
            "mm/slub.c put_cpu_partial()");
    static final RuleText CPU_PARTIAL_FULL = new RuleText(
            "slab.cpu-partial-full",
            "The CPU's partial list had as many slabs as it may, so all of them move to the node.",
            "mm/slub.c put_cpu_partial()");
    static final RuleText DRAIN_TO_TAIL = new RuleText(
            "slab.drain-to-tail",
            "Slabs that leave a CPU's partial list go to the tail of the node's.",
            "mm/slub.c __put_partials()");
    static final RuleText EMPTY_RETURNED = new RuleText(
            "slab.empty-returned",
            "An empty slab goes back to the page allocator, because the node has partial slabs enough.",
            "mm/slub.c discard_slab()");
    static final RuleText EMPTY_KEPT = new RuleText(
            "slab.empty-kept",
            "An empty slab stays while the node has fewer partial slabs than it should: the next request may "
                    + "want it.",
            "mm/slub.c __slab_free()");
    static final RuleText DEBUG_SINGLE = new RuleText(
            "slab.debug-single",
            "With checking, objects leave and enter the slab itself one by one, under the node's lock.",
            "mm/slub.c alloc_single_from_partial()");
    static final RuleText DEBUG_NEW = new RuleText(
            "slab.debug-new",
            "With checking, a new slab is listed at the node right away, at the head.",
            "mm/slub.c alloc_single_from_new_slab()");
    static final RuleText FLUSH = new RuleText(
            "slab.flush",
            "A CPU's slab and its partial slabs go to the node before a cache shrinks or goes.",
            "mm/slub.c flush_all()");
    static final RuleText SHRINK_EMPTY = new RuleText(
            "slab.shrink-empty",
            "Shrinking returns every empty slab, however few the node has.",
            "mm/slub.c __kmem_cache_do_shrink()");
    static final RuleText SHRINK_FULLEST = new RuleText(
            "slab.shrink-fullest",
            "Shrinking lists the fullest slabs first, so that the others may become empty.",
            "mm/slub.c __kmem_cache_do_shrink()");
    static final RuleText RED_ZONE = new RuleText(
            "slab.red-zone",
            "The bytes around an object say whether it is in use, 0xcc, or free, 0xbb; any other byte was "
                    + "written by mistake.",
            "mm/slub.c init_object()");
    static final RuleText POISON = new RuleText(
            "slab.poison",
            "A free object is filled with 0x6b and ends in 0xa5, so that a write after the free shows.",
            "mm/slub.c init_object()");
    static final RuleText KMALLOC_LARGE = new RuleText(
            "slab.kmalloc-large",
            "More than 8 KiB comes as whole pages from the page allocator.",
            "mm/slub.c ___kmalloc_large_node()");
    static final RuleText KFREE_LARGE = new RuleText(
            "slab.kfree-large",
            "The page is of no slab, so its whole block goes back to the page allocator.",
            "mm/slub.c free_large_kmalloc()");
    static final RuleText FILE_SLABINFO = new RuleText(
            "proc.slabinfo",
            "/proc/slabinfo counts every object outside the node's partial slabs as active, also those free in a "
                    + "CPU's slabs.",
            "mm/slub.c get_slabinfo()");
    static final RuleText CACHE_UNKNOWN = new RuleText(
            "slab.no-such-cache",
            "A cache is called by the name it was created with, or by the name of that result.",
            "Pagewalk");
    static final RuleText CACHE_EXISTS = new RuleText(
            "slab.name-taken",
            "Two caches of one name would be told apart by their address alone, so the name is refused.",
            "mm/slab_common.c kmem_cache_sanity_check()");
    static final RuleText CACHE_BUSY = new RuleText(
            "slab.still-in-use",
            "A cache cannot go while somebody holds an object of it; Linux complains and leaks it.",
            "mm/slab_common.c kmem_cache_destroy()");
    static final RuleText OBJECT_FREE = new RuleText(
            "slab.double-free",
            "The object is free already. Linux would list it twice and hand it out twice, if no check stops it.",
            "mm/slub.c free_consistency_checks()");
    static final RuleText OBJECT_FOREIGN = new RuleText(
            "slab.foreign-pointer", "The address is in no slab and no large block of kmalloc().", "mm/slub.c kfree()");
    static final RuleText OBJECT_INSIDE = new RuleText(
            "slab.not-a-start",
            "An object is freed by the address of its first byte.",
            "mm/slub.c check_valid_pointer()");
    static final RuleText CACHE_SIZE = new RuleText(
            "slab.size",
            "An object has at least one byte and fits, with all that surrounds it, in a block of order 10.",
            "mm/slab_common.c kmem_cache_sanity_check()");
    static final RuleText KMALLOC_ZERO = new RuleText(
            "slab.kmalloc-zero",
            "Linux answers a request for no bytes with an address that faults on any use; Pagewalk refuses it.",
            "include/linux/slab.h ZERO_SIZE_PTR");
    static final RuleText KMALLOC_TOO_LARGE = new RuleText(
            "slab.kmalloc-too-large",
            "A request of kmalloc() is for at most 4 MiB, the largest block of the page allocator.",
            "include/linux/slab.h KMALLOC_MAX_SIZE");
    static final RuleText CACHE_ALIGN = new RuleText(
            "slab.alignment",
            "An alignment is a power of two, at most 4 MiB here.",
            "mm/slab_common.c calculate_alignment()");
    static final RuleText PAGE_OF_SLAB = new RuleText(
            "slab.page-of-slab",
            "The page belongs to the object allocator; Linux would report a bad page.",
            "mm/page_alloc.c free_page_is_bad()");
    static final RuleText CACHES_FULL = new RuleText(
            "slab.caches-full",
            "A machine has a bounded number of caches, so that every command stays quick.",
            "Pagewalk");

    private SlabRules() {}
}
