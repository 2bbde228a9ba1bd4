package pagewalk.engine.rule;

/** The rules of transparent huge pages and of the files that set them, in words. */
final class ThpRules {
    static final RuleText SYS_FILE = new RuleText(
            "sysfs.file",
            "A file below /sys shows one setting; only those that the kernel made writable can be written.",
            "fs/sysfs/file.c sysfs_kf_write()");
    static final RuleText SYS_WRITE = new RuleText(
            "sysfs.write",
            "A value that the file does not take is EINVAL and changes nothing.",
            "mm/huge_memory.c enabled_store()");
    static final RuleText FAULT = new RuleText(
            "thp.fault",
            "The first write to an aligned range of 2 MiB that lies inside its mapping takes a block of that"
                    + " size, and one entry of the PMD table maps it.",
            "mm/huge_memory.c do_huge_pmd_anonymous_page()");
    static final RuleText ZERO = new RuleText(
            "thp.zero-page",
            "The first read of such a range maps the huge page of zeros, which all processes share.",
            "mm/huge_memory.c do_huge_pmd_anonymous_page()");
    static final RuleText FALLBACK = new RuleText(
            "thp.fallback",
            "There is no block of 2 MiB for the fault: it takes a page of 4 KiB as ever.",
            "mm/huge_memory.c do_huge_pmd_anonymous_page()");
    static final RuleText DEPOSIT = new RuleText(
            "thp.deposit",
            "With every huge entry a lowest table is put aside, so that the entry can be split when no frame"
                    + " is free.",
            "mm/huge_memory.c __do_huge_pmd_anonymous_page()");
    static final RuleText SPLIT_PMD = new RuleText(
            "thp.split-pmd",
            "Part of a huge entry changes: the table that was put aside takes its place, with 512 entries of"
                    + " the same rights; the block stays whole.",
            "mm/huge_memory.c __split_huge_pmd_locked()");
    static final RuleText SPLIT_PAGE = new RuleText(
            "thp.split-page",
            "A block becomes 512 pages of their own; those that nobody maps are free at once.",
            "mm/huge_memory.c split_huge_page_to_list_to_order()");
    static final RuleText SPLIT_BUSY = new RuleText(
            "thp.split-busy", "A block that somebody works on is not split.", "mm/huge_memory.c can_split_folio()");
    static final RuleText DEFERRED = new RuleText(
            "thp.deferred",
            "Part of a block is mapped no more: it waits in a queue, to be split when frames run short.",
            "mm/huge_memory.c deferred_split_folio()");
    static final RuleText DEFERRED_SCAN = new RuleText(
            "thp.deferred-scan",
            "Frames run short: blocks of the queue that are mapped in part are split, which frees the other" + " part.",
            "mm/huge_memory.c deferred_split_scan()");
    static final RuleText REUSE = new RuleText(
            "thp.reuse",
            "Whoever maps a block alone may write to it without a copy.",
            "mm/huge_memory.c do_huge_pmd_wp_page()");
    static final RuleText COW_SPLIT = new RuleText(
            "thp.cow-split",
            "A block that others map, or the huge page of zeros, is not copied whole: the entry is split,"
                    + " and one page of 4 KiB is copied.",
            "mm/huge_memory.c do_huge_pmd_wp_page()");
    static final RuleText FREED = new RuleText(
            "thp.freed",
            "Nobody maps any page of a block: it goes back in one piece.",
            "mm/huge_memory.c zap_huge_pmd()");
    static final RuleText ZERO_GONE = new RuleText(
            "thp.zero-page-gone",
            "Frames run short and no process has the huge page of zeros: it is freed.",
            "mm/huge_memory.c shrink_huge_zero_page_scan()");
    static final RuleText FORK = new RuleText(
            "thp.fork",
            "A child gets the huge entry and a table aside; both lose the right to write.",
            "mm/huge_memory.c copy_huge_pmd()");
    static final RuleText SCAN_NONE = new RuleText(
            "khugepaged.none",
            "More than max_ptes_none pages of the range are missing or the page of zeros.",
            "mm/khugepaged.c hpage_collapse_scan_pmd()");
    static final RuleText SCAN_SWAP = new RuleText(
            "khugepaged.swap",
            "More than max_ptes_swap pages of the range are in swap.",
            "mm/khugepaged.c hpage_collapse_scan_pmd()");
    static final RuleText SCAN_SHARED = new RuleText(
            "khugepaged.shared",
            "More than max_ptes_shared pages of the range have other processes too.",
            "mm/khugepaged.c hpage_collapse_scan_pmd()");
    static final RuleText SCAN_RO = new RuleText(
            "khugepaged.read-only",
            "No page of the range may be written, so none is worth a copy.",
            "mm/khugepaged.c hpage_collapse_scan_pmd()");
    static final RuleText SCAN_IDLE = new RuleText(
            "khugepaged.idle",
            "No page of the range was used since the last look.",
            "mm/khugepaged.c hpage_collapse_scan_pmd()");
    static final RuleText SCAN_PAGE = new RuleText(
            "khugepaged.page",
            "A page of the range is on no list, of a file, or somebody works on it.",
            "mm/khugepaged.c hpage_collapse_scan_pmd()");
    static final RuleText SCAN_EMPTY = new RuleText(
            "khugepaged.empty",
            "The range has no table: nothing was ever touched there.",
            "mm/khugepaged.c find_pmd_or_thp_or_none()");
    static final RuleText SCAN_HUGE = new RuleText(
            "khugepaged.huge", "The range is one huge page already.", "mm/khugepaged.c find_pmd_or_thp_or_none()");
    static final RuleText SCAN_NO_BLOCK = new RuleText(
            "khugepaged.no-block",
            "There is no block of 2 MiB to gather the pages in.",
            "mm/khugepaged.c alloc_charge_folio()");
    static final RuleText COLLAPSE = new RuleText(
            "khugepaged.collapse",
            "The pages of a range are copied into one block, which a huge entry maps; their table is put" + " aside.",
            "mm/khugepaged.c collapse_huge_page()");
    static final RuleText ENTER = new RuleText(
            "khugepaged.enter",
            "A process whose memory may become huge pages is on khugepaged's list from then on.",
            "mm/khugepaged.c khugepaged_enter_vma()");
    static final RuleText PASS = new RuleText(
            "khugepaged.pass",
            "Each time it wakes, khugepaged looks at pages_to_scan pages and goes on where it stopped.",
            "mm/khugepaged.c khugepaged_do_scan()");
    static final RuleText NOT_ALLOWED = new RuleText(
            "thp.not-allowed",
            "Huge pages are for private memory of 2 MiB or more without a file, where neither the mapping"
                    + " nor the setting forbids them.",
            "mm/huge_memory.c __thp_vma_allowable_orders()");
    static final RuleText SWAP_SPLIT = new RuleText(
            "thp.swap-split",
            "There is no run of 512 slots for a block: it is split, and its pages are swapped one by one.",
            "mm/vmscan.c shrink_folio_list()");
    static final RuleText ALIGNED = new RuleText(
            "thp.aligned",
            "Private memory whose size is a multiple of 2 MiB begins at one.",
            "mm/huge_memory.c __thp_get_unmapped_area()");
    static final RuleText SETTING = new RuleText(
            "thp.setting",
            "What is written below /sys/kernel/mm/transparent_hugepage holds from the next fault or scan on.",
            "mm/huge_memory.c enabled_store()");
    static final RuleText LRU_LARGE = new RuleText(
            "lru.large",
            "A block does not wait with the processor: it takes the batch to the lists.",
            "mm/swap.c folio_add_lru()");
    static final RuleText MOVED = new RuleText(
            "thp.moved",
            "A move between two places that are both aligned takes the huge entry itself along.",
            "mm/huge_memory.c move_huge_pmd()");
    static final RuleText DISCARDED = new RuleText(
            "thp.discarded",
            "A block that the program can do without, and has not written since, goes in one piece.",
            "mm/huge_memory.c __discard_anon_folio_pmd_locked()");
    static final RuleText ZERO_SUBPAGE = new RuleText(
            "thp.zero-subpage",
            "A page of a split block that holds only zeros is mapped as the page of zeros, and its frame is free.",
            "mm/migrate.c try_to_map_unused_to_zeropage()");
    static final RuleText UNDERUSED = new RuleText(
            "thp.underused",
            "Frames run short: a block of the queue of which more than max_ptes_none pages hold nothing is split.",
            "mm/huge_memory.c thp_underused()");

    private ThpRules() {}
}
