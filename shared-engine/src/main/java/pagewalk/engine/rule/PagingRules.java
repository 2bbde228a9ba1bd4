package pagewalk.engine.rule;

/** The rules of page tables, faults, copying and files in memory, in words. */
final class PagingRules {
    static final RuleText WALK_TABLE = new RuleText(
            "walk.table",
            "The nine bits of the address for this level choose an entry; it is present and names the table "
                    + "below.",
            "arch/x86/mm/fault.c handle_page_fault()");
    static final RuleText WALK_PAGE = new RuleText(
            "walk.page", "The entry is present and maps the page.", "arch/x86/mm/fault.c handle_page_fault()");
    static final RuleText WALK_EMPTY = new RuleText(
            "walk.empty",
            "The entry is not present, and the walk ends here with a fault.",
            "arch/x86/mm/fault.c handle_page_fault()");
    static final RuleText WALK_DONE = new RuleText(
            "walk.done",
            "The entry allows the access: the frame and the offset make the physical address.",
            "arch/x86/mm/fault.c handle_page_fault()");
    static final RuleText ACCESSED_BIT = new RuleText(
            "walk.accessed",
            "The processor sets the accessed bit when it uses an entry.",
            "arch/x86/mm/pgtable.c ptep_set_access_flags()");
    static final RuleText DIRTY_BIT = new RuleText(
            "walk.dirty",
            "The processor sets the dirty bit when it writes through an entry.",
            "arch/x86/mm/pgtable.c ptep_set_access_flags()");
    static final RuleText FAULT_NOT_PRESENT = new RuleText(
            "fault.not-present",
            "An entry without the present bit makes a fault whose error code has bit 0 clear.",
            "arch/x86/mm/fault.c exc_page_fault()");
    static final RuleText FAULT_PROTECTION = new RuleText(
            "fault.protection",
            "An entry that is present and forbids the access makes a fault whose error code has bit 0 set.",
            "arch/x86/mm/fault.c exc_page_fault()");
    static final RuleText SEGV_MAPERR = new RuleText(
            "fault.maperr",
            "No VMA holds the address: SIGSEGV with SEGV_MAPERR.",
            "arch/x86/mm/fault.c bad_area_nosemaphore()");
    static final RuleText SEGV_ACCERR = new RuleText(
            "fault.accerr",
            "The VMA does not allow the access: SIGSEGV with SEGV_ACCERR.",
            "arch/x86/mm/fault.c access_error()");
    static final RuleText SIGBUS = new RuleText(
            "fault.sigbus",
            "The page lies beyond the end of its file: SIGBUS with BUS_ADRERR.",
            "mm/filemap.c filemap_fault()");
    static final RuleText STACK_GROW = new RuleText(
            "fault.stack-grow",
            "A touch below a stack makes it grow down to that page.",
            "mm/mmap.c expand_downwards()");
    static final RuleText STACK_GAP = new RuleText(
            "fault.stack-gap",
            "A stack keeps 256 pages of distance from what is mapped below it, and stays within its limits.",
            "mm/mmap.c acct_stack_growth()");
    static final RuleText FAULT_ZERO_PAGE = new RuleText(
            "fault.zero-page",
            "The first read of an anonymous page maps the one page of zeros, read-only.",
            "mm/memory.c do_anonymous_page()");
    static final RuleText FAULT_ANON = new RuleText(
            "fault.anon",
            "The first write of an anonymous page gets a frame of zeros.",
            "mm/memory.c do_anonymous_page()");
    static final RuleText ZERO_PAGE_MADE = new RuleText(
            "fault.zero-page-made",
            "One frame holds the zeros that everybody reads. Linux has it in its image; here it comes with the "
                    + "first process.",
            "arch/x86/include/asm/pgtable.h empty_zero_page");
    static final RuleText COW_REUSE = new RuleText(
            "cow.reuse",
            "A write to a frame that nobody else maps makes the entry writable again.",
            "mm/memory.c wp_page_reuse()");
    static final RuleText COW_COPY = new RuleText(
            "cow.copy", "A write to a frame that others map gets a copy of it.", "mm/memory.c wp_page_copy()");
    static final RuleText COW_ZERO = new RuleText(
            "cow.zero",
            "A write where the page of zeros is mapped gets a frame of its own.",
            "mm/memory.c wp_page_copy()");
    static final RuleText FAULT_FILE_MINOR = new RuleText(
            "fault.file-minor",
            "The page of the file is in memory already: a minor fault maps it.",
            "mm/filemap.c filemap_map_pages()");
    static final RuleText FAULT_FILE_MAJOR = new RuleText(
            "fault.file-major",
            "The page of the file must be read from disk: a major fault.",
            "mm/filemap.c filemap_fault()");
    static final RuleText FAULT_AROUND = new RuleText(
            "fault.around",
            "A read fault of a file maps all pages of the aligned 64 KiB around it that are in memory.",
            "mm/memory.c do_fault_around()");
    static final RuleText FAULT_FILE_COW = new RuleText(
            "fault.file-cow",
            "The first touch of a private file page is a write: it gets a copy at once.",
            "mm/memory.c do_cow_fault()");
    static final RuleText FAULT_SHARED_WRITE = new RuleText(
            "fault.shared-write",
            "The first write to a shared page of a file tells the file that it has changed.",
            "mm/memory.c do_shared_fault()");
    static final RuleText FAULT_SHMEM = new RuleText(
            "fault.shmem",
            "Shared memory has its page from the first touch on, by whichever process.",
            "mm/shmem.c shmem_fault()");
    static final RuleText FAULT_KERNEL_PAGE = new RuleText(
            "fault.kernel-page",
            "Pages that the kernel shows to programs are the same frames for all of them.",
            "arch/x86/entry/vdso/vma.c vdso_fault()");
    static final RuleText PTE_BITS = new RuleText(
            "entry.bits",
            "An entry has the frame, the rights of the VMA, and the accessed bit from the start.",
            "mm/memory.c set_pte_range()");
    static final RuleText PAGE_TABLE_NEW = new RuleText(
            "table.new",
            "A table that is missing on the way to a page takes a frame of its own.",
            "mm/memory.c __pte_alloc()");
    static final RuleText PAGE_TABLE_FREE = new RuleText(
            "table.free",
            "A table goes when all it covers lies between the neighbours of what was unmapped.",
            "mm/memory.c free_pgd_range()");
    static final RuleText RMAP_NEW = new RuleText(
            "rmap.new",
            "A new anonymous page belongs to its VMA's anon_vma and to one process alone.",
            "mm/rmap.c folio_add_new_anon_rmap()");
    static final RuleText RMAP_SHARED = new RuleText(
            "rmap.shared",
            "A frame that fork() shares is mapped once more and exclusive to nobody.",
            "include/linux/rmap.h folio_try_dup_anon_rmap_pte()");
    static final RuleText RMAP_FILE = new RuleText(
            "rmap.file", "A page of the cache is mapped once more.", "mm/rmap.c folio_add_file_rmap_ptes()");
    static final RuleText RMAP_STILL = new RuleText(
            "rmap.still",
            "The frame is mapped once less, and others have it still.",
            "mm/rmap.c folio_remove_rmap_ptes()");
    static final RuleText RMAP_LAST = new RuleText(
            "rmap.last",
            "Nobody maps the anonymous page any more, and its frame is freed.",
            "mm/rmap.c folio_remove_rmap_ptes()");
    static final RuleText RMAP_CACHED = new RuleText(
            "rmap.cached",
            "Nobody maps the page any more; its file keeps it in memory.",
            "mm/rmap.c folio_remove_rmap_ptes()");
    static final RuleText ANON_VMA_NEW = new RuleText(
            "anonvma.new", "A VMA gets an anon_vma with its first anonymous page.", "mm/rmap.c __anon_vma_prepare()");
    static final RuleText ANON_VMA_NEIGHBOUR = new RuleText(
            "anonvma.neighbour",
            "A VMA takes the anon_vma of a neighbour that it may join one day.",
            "mm/rmap.c find_mergeable_anon_vma()");
    static final RuleText ANON_VMA_FORK = new RuleText(
            "anonvma.fork",
            "A child's VMA is on its parent's anon_vmas and has one of its own for what it will copy.",
            "mm/rmap.c anon_vma_fork()");
    static final RuleText ANON_VMA_REUSE = new RuleText(
            "anonvma.reuse",
            "A child's VMA takes an anon_vma of an ancestor that no VMA uses any more.",
            "mm/rmap.c anon_vma_clone()");
    static final RuleText FORK_COPY = new RuleText(
            "fork.copy", "A VMA that had anonymous pages is copied with its entries.", "mm/memory.c copy_page_range()");
    static final RuleText FORK_SKIP = new RuleText(
            "fork.skip",
            "A VMA without anonymous pages is copied without entries: the child faults again.",
            "mm/memory.c vma_needs_copy()");
    static final RuleText FORK_DONTCOPY = new RuleText(
            "fork.dontcopy", "A VMA marked MADV_DONTFORK is not in the child.", "kernel/fork.c dup_mmap()");
    static final RuleText FORK_WIPE = new RuleText(
            "fork.wipe", "A VMA marked MADV_WIPEONFORK is empty in the child.", "kernel/fork.c dup_mmap()");
    static final RuleText FORK_PROTECT = new RuleText(
            "fork.protect",
            "The parent loses the right to write a private page, so that its next write is noticed.",
            "mm/memory.c __copy_present_ptes()");
    static final RuleText FORK_PTE = new RuleText(
            "fork.entry",
            "The child's entry names the same frame, without the accessed bit.",
            "mm/memory.c __copy_present_ptes()");
    static final RuleText READ_AROUND = new RuleText(
            "readahead.around",
            "A page of a mapping is read with 16 pages before and 15 behind it; touching the marked page reads "
                    + "the next 32.",
            "mm/filemap.c do_sync_mmap_readahead()");
    static final RuleText READ_ONE = new RuleText(
            "readahead.one",
            "A mapping that is used at random, or at the end of its file, is read without a mark.",
            "mm/filemap.c do_sync_mmap_readahead()");
    static final RuleText NOT_CANONICAL = new RuleText(
            "fault.not-canonical",
            "Bits 47 to 63 of an address are all the same; another one is refused by the processor before any "
                    + "walk.",
            "arch/x86/kernel/traps.c exc_general_protection()");
    static final RuleText PAGE_CACHE_ADD = new RuleText(
            "cache.add", "A page that was read stays in memory for everybody.", "mm/filemap.c filemap_add_folio()");
    static final RuleText SHMEM_PAGE = new RuleText(
            "cache.shmem",
            "A page of shared memory is made of zeros when it is first touched.",
            "mm/shmem.c shmem_get_folio_gfp()");

    private PagingRules() {}
}
