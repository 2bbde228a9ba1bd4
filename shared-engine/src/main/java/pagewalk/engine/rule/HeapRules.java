package pagewalk.engine.rule;

/** The rules of the heap of a process, in words: glibc 2.36 on x86-64. */
final class HeapRules {
    static final RuleText TCACHE_INIT = new RuleText(
            "heap.tcache-init",
            "The first call makes a cache for the thread: 64 stacks of at most seven chunks, in a chunk "
                    + "of 0x290 bytes.",
            "malloc/malloc.c tcache_init()");
    static final RuleText CHUNK_SIZE = new RuleText(
            "heap.chunk-size",
            "A chunk has 8 bytes more than was asked for, rounded up to a multiple of 16, and 32 at " + "least.",
            "malloc/malloc.c request2size()");
    static final RuleText HEADER = new RuleText(
            "heap.header",
            "The program's bytes begin 16 bytes into the chunk; the size before them is all that free() "
                    + "has to go by.",
            "malloc/malloc.c mem2chunk()");
    static final RuleText TCACHE_GET = new RuleText(
            "heap.tcache-get",
            "If the thread's cache has a chunk of exactly this size, the one that came last is taken, "
                    + "and no bin is looked at.",
            "malloc/malloc.c tcache_get()");
    static final RuleText TCACHE_PUT = new RuleText(
            "heap.tcache-put",
            "A freed chunk of at most 1040 bytes goes to the thread's cache while that has fewer than "
                    + "seven of its size; it still looks in use, so it does not merge.",
            "malloc/malloc.c tcache_put()");
    static final RuleText FAST_GET = new RuleText(
            "heap.fast-get",
            "A chunk of at most 128 bytes is taken from the fast bin of its size, the one that came " + "last.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText FAST_PUT = new RuleText(
            "heap.fast-put",
            "A freed chunk of at most 128 bytes that the cache has no room for goes to the front of a "
                    + "fast bin and does not merge.",
            "malloc/malloc.c _int_free()");
    static final RuleText STASH_FAST = new RuleText(
            "heap.stash-fast",
            "What else the fast bin has of this size moves to the cache until that is full, which turns "
                    + "the order around.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText SMALL_GET = new RuleText(
            "heap.small-get",
            "A request below 1024 bytes looks into the small bin of its size; the chunk that came first " + "is taken.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText STASH_SMALL = new RuleText(
            "heap.stash-small",
            "What else the small bin has moves to the cache until that is full.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText CONSOLIDATE_LARGE = new RuleText(
            "heap.consolidate-large",
            "A large request first lets everything in the fast bins merge, so that small leftovers do "
                    + "not stand in its way.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText CONSOLIDATE_TOP = new RuleText(
            "heap.consolidate-top",
            "Before the system is asked for memory, the fast bins are emptied and the search begins " + "again.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText CONSOLIDATE_FREE = new RuleText(
            "heap.consolidate-free",
            "When a free makes a piece of 65536 bytes or more, the fast bins are emptied as well.",
            "malloc/malloc.c _int_free()");
    static final RuleText EXACT = new RuleText(
            "heap.exact",
            "Chunks of the unsorted bin are gone through from the oldest on; one of exactly the right "
                    + "size is taken at once.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText EXACT_CACHED = new RuleText(
            "heap.exact-cached",
            "While the cache has room for this size, exact fits go there first; one of them is then " + "handed out.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText LAST_REMAINDER = new RuleText(
            "heap.last-remainder",
            "If all that is unsorted is what the last small request left over, a small request is cut "
                    + "from it, so that what is asked for together lies together.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText SORT_SMALL = new RuleText(
            "heap.sort-small",
            "An unsorted chunk below 1024 bytes that does not fit exactly goes to the front of the small "
                    + "bin of its size.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText SORT_LARGE = new RuleText(
            "heap.sort-large",
            "A larger one goes into a large bin by size, largest first; of equal ones it is the second.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText BEST_FIT = new RuleText(
            "heap.best-fit",
            "In its own large bin a request takes the smallest chunk that holds it, and of equal ones "
                    + "not the first, so that the ring of sizes stays as it is.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText BINMAP = new RuleText(
            "heap.binmap",
            "Then the map of bins leads to the next one that may have something; its last and smallest "
                    + "chunk is taken.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText SPLIT = new RuleText(
            "heap.split",
            "What is left of a chunk, 32 bytes or more, becomes a free chunk at the front of the " + "unsorted bin.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText WHOLE = new RuleText(
            "heap.whole",
            "Less than 32 bytes cannot be a chunk, so they stay with it unused.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText TOP_SPLIT = new RuleText(
            "heap.top-split",
            "If no bin serves, the chunk comes from the low end of the top, as long as 32 bytes of it " + "remain.",
            "malloc/malloc.c _int_malloc()");
    static final RuleText MMAP = new RuleText(
            "heap.mmap",
            "A chunk of the threshold's size or more that the arena cannot serve becomes a mapping of "
                    + "its own, in whole pages.",
            "malloc/malloc.c sysmalloc_mmap()");
    static final RuleText SBRK = new RuleText(
            "heap.sbrk",
            "The top grows through the break by what is needed and 131072 bytes more, in whole pages.",
            "malloc/malloc.c sysmalloc()");
    static final RuleText FOREIGN_SBRK = new RuleText(
            "heap.foreign-sbrk",
            "If somebody else has moved the break, a new top begins behind that; two headers that look "
                    + "in use end the old one, and its rest is freed.",
            "malloc/malloc.c sysmalloc()");
    static final RuleText PIECE = new RuleText(
            "heap.piece",
            "Where the break cannot move, at least 1 MiB is mapped instead and becomes the top.",
            "malloc/malloc.c sysmalloc_mmap_fallback()");
    static final RuleText NO_MEMORY = new RuleText(
            "heap.no-memory",
            "If the system gives nothing, malloc() returns NULL and errno is ENOMEM; what it merged and "
                    + "sorted on its way stays so.",
            "malloc/malloc.c sysmalloc()");
    static final RuleText MUNMAP = new RuleText(
            "heap.munmap",
            "A chunk that is a mapping of its own goes back to the system at once.",
            "malloc/malloc.c munmap_chunk()");
    static final RuleText THRESHOLD = new RuleText(
            "heap.threshold",
            "Freeing a mapping of less than 32 MiB that is larger than the threshold raises it to that "
                    + "size, and the one for trimming to twice as much: such sizes seem to come and go.",
            "malloc/malloc.c __libc_free()");
    static final RuleText FREE_NULL =
            new RuleText("heap.free-null", "Freeing NULL does nothing.", "malloc/malloc.c __libc_free()");
    static final RuleText MERGE_BACK = new RuleText(
            "heap.merge-back",
            "If the chunk before is free, its size stands right before this one, and the two become one.",
            "malloc/malloc.c _int_free()");
    static final RuleText MERGE_FORWARD = new RuleText(
            "heap.merge-forward",
            "If the chunk behind is free, it leaves its bin and the two become one.",
            "malloc/malloc.c _int_free()");
    static final RuleText MERGE_TOP = new RuleText(
            "heap.merge-top", "A chunk that borders on the top becomes part of it.", "malloc/malloc.c _int_free()");
    static final RuleText UNSORTED_PUT = new RuleText(
            "heap.unsorted-put",
            "What was freed and merged goes to the front of the unsorted bin, and to a bin of its size "
                    + "only when a request passes by.",
            "malloc/malloc.c _int_free()");
    static final RuleText TRIM = new RuleText(
            "heap.trim",
            "When the top has reached the trim threshold, all of it but 131072 bytes goes back to the "
                    + "system, in whole pages; malloc_trim() says itself how much stays.",
            "malloc/malloc.c systrim()");
    static final RuleText DISCARD = new RuleText(
            "heap.discard",
            "The call malloc_trim() empties the fast bins and gives the frames of whole pages inside free chunks "
                    + "back, while their addresses stay.",
            "malloc/malloc.c mtrim()");
    static final RuleText REALLOC_SAME = new RuleText(
            "heap.realloc-same",
            "A chunk that is large enough stays where it is; 32 bytes or more that it does not need any "
                    + "longer are freed.",
            "malloc/malloc.c _int_realloc()");
    static final RuleText REALLOC_TOP = new RuleText(
            "heap.realloc-top", "A chunk that borders on the top grows into it.", "malloc/malloc.c _int_realloc()");
    static final RuleText REALLOC_NEXT = new RuleText(
            "heap.realloc-next",
            "A chunk takes in the free one behind it if both together are large enough.",
            "malloc/malloc.c _int_realloc()");
    static final RuleText REALLOC_MOVE = new RuleText(
            "heap.realloc-move",
            "Otherwise a new chunk is found, the bytes are copied, and the old chunk is freed.",
            "malloc/malloc.c _int_realloc()");
    static final RuleText MREMAP = new RuleText(
            "heap.mremap",
            "A mapping is resized by the system, which moves page table entries and no bytes.",
            "malloc/malloc.c mremap_chunk()");
    static final RuleText CALLOC = new RuleText(
            "heap.calloc",
            "The library's calloc() never takes from the thread's cache, and clears only what may have been used "
                    + "before.",
            "malloc/malloc.c __libc_calloc()");
    static final RuleText CHECK = new RuleText(
            "heap.check",
            "The allocator found its own data wrong, prints what it found and ends the process with " + "SIGABRT.",
            "malloc/malloc.c malloc_printerr()");
    static final RuleText SEGV = new RuleText(
            "heap.segv",
            "The allocator followed a pointer to where nothing is mapped, and the process ends with " + "SIGSEGV.",
            "malloc/malloc.c chunk_is_mmapped()");
    static final RuleText ENDLESS = new RuleText(
            "heap.endless",
            "A chunk that is in a list twice lets the list run into itself, and whoever walks along it "
                    + "never comes back.",
            "malloc/malloc.c int_mallinfo()");
    static final RuleText STALE = new RuleText(
            "heap.stale",
            "The program does not hold this pointer, or holds it twice now, and the allocator did not "
                    + "notice; what follows is undefined.",
            "Pagewalk");
    static final RuleText LEAK = new RuleText(
            "heap.leak",
            "What a program never freed when it ends is a leak; the system takes the memory back all the " + "same.",
            "Pagewalk");
    static final RuleText TOO_LARGE = new RuleText(
            "heap.too-large",
            "No object is larger than PTRDIFF_MAX bytes, so malloc() and calloc() refuse at once, with " + "ENOMEM.",
            "malloc/malloc.c checked_request2size()");
    static final RuleText LIMIT =
            new RuleText("heap.limit", "A machine remembers so many headers of heaps, and no more.", "Pagewalk");

    static final RuleText USE_FREED = new RuleText(
            "heap.use-freed",
            "The bytes belong to a chunk that the program does not hold, and nothing notices the access.",
            "malloc/malloc.c _int_free()");
    static final RuleText WRITE_LINK = new RuleText(
            "heap.write-link",
            "The store overwrites the link or the key of a free chunk: whoever follows it later takes what stands there"
                    + " now.",
            "malloc/malloc.c tcache_get()");

    private HeapRules() {}
}
