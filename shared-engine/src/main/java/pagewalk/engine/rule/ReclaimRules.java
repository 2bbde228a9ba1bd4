package pagewalk.engine.rule;

/** The rules of reclaim, in words. */
final class ReclaimRules {
    static final RuleText ISOLATE_TAIL = new RuleText(
            "reclaim.isolate",
            "Reclaim takes pages off the tail of a list, the oldest first.",
            "mm/vmscan.c isolate_lru_folios()");
    static final RuleText ISOLATE_SKIP = new RuleText(
            "reclaim.isolate-skip",
            "A page of a zone that does not help the request is passed over.",
            "mm/vmscan.c isolate_lru_folios()");
    static final RuleText SCAN_FRACT = new RuleText(
            "reclaim.scan-fract",
            "Anonymous pages and files share a scan by swappiness, each the less the more it cost of late.",
            "mm/vmscan.c get_scan_count()");
    static final RuleText SCAN_NO_SWAP = new RuleText(
            "reclaim.scan-no-swap",
            "Without free swap slots only pages of files are scanned.",
            "mm/vmscan.c get_scan_count()");
    static final RuleText SCAN_EQUAL = new RuleText(
            "reclaim.scan-equal",
            "At priority 0 all lists are scanned whole, unless swappiness is 0.",
            "mm/vmscan.c get_scan_count()");
    static final RuleText SCAN_FILE_TINY = new RuleText(
            "reclaim.scan-file-tiny",
            "With hardly any file pages left only anonymous ones are scanned.",
            "mm/vmscan.c get_scan_count()");
    static final RuleText SCAN_CACHE_TRIM = new RuleText(
            "reclaim.scan-cache-trim",
            "With enough inactive file pages that do not come back, anonymous pages are left alone.",
            "mm/vmscan.c prepare_scan_control()");
    static final RuleText RECLAIM_PRIORITY = new RuleText(
            "reclaim.priority",
            "A scan that freed too little is followed by one of twice as many pages.",
            "mm/vmscan.c do_try_to_free_pages()");
    static final RuleText RECLAIM_FORCE = new RuleText(
            "reclaim.force",
            "If nothing was freed while active lists were spared, all is tried again without sparing them.",
            "mm/vmscan.c do_try_to_free_pages()");
    static final RuleText CHECK_REFERENCES = new RuleText(
            "reclaim.references",
            "A mapped page used for the first time gets another round; used again, by two, or run as code, it "
                    + "becomes active.",
            "mm/vmscan.c folio_check_references()");
    static final RuleText RECLAIM_REFERENCED = new RuleText(
            "reclaim.referenced",
            "A page that was used since the last look stays on the inactive list for another round.",
            "mm/vmscan.c folio_check_references()");
    static final RuleText RECLAIM_REFERENCED_AGAIN = new RuleText(
            "reclaim.referenced-again",
            "A page that was used more than once becomes active.",
            "mm/vmscan.c folio_check_references()");
    static final RuleText RECLAIM_PINNED = new RuleText(
            "reclaim.pinned",
            "A page that somebody works on, or a file system holds on to, stays.",
            "mm/vmscan.c shrink_folio_list()");
    static final RuleText RECLAIM_MLOCKED = new RuleText(
            "reclaim.mlocked",
            "A page that mlock() keeps leaves the lists for the unevictable ones.",
            "mm/vmscan.c shrink_folio_list()");
    static final RuleText RECLAIM_WRITEBACK = new RuleText(
            "reclaim.writeback",
            "A page on its way to the disk is activated, and goes to the tail when it has arrived.",
            "mm/vmscan.c shrink_folio_list()");
    static final RuleText RECLAIM_NO_SLOT = new RuleText(
            "reclaim.no-slot",
            "A page without a file stays if there is no swap slot for it, or if the request forbids to write " + "it.",
            "mm/vmscan.c shrink_folio_list()");
    static final RuleText RECLAIM_LAZYFREE_DIRTY = new RuleText(
            "reclaim.lazyfree-dirty",
            "A page that was written after MADV_FREE needs swap again.",
            "mm/rmap.c try_to_unmap_one()");
    static final RuleText RECLAIM_DIRTY_FILE = new RuleText(
            "reclaim.dirty-file",
            "A dirty page of a file is left to the flusher and activated; direct reclaim writes no file.",
            "mm/vmscan.c shrink_folio_list()");
    static final RuleText RECLAIM_SENT = new RuleText(
            "reclaim.sent",
            "A page that was sent to the disk stays until it has arrived there.",
            "mm/vmscan.c pageout()");
    static final RuleText RECLAIM_PUT_BACK = new RuleText(
            "reclaim.put-back",
            "Pages that stay go to the heads of the lists that their flags name.",
            "mm/vmscan.c move_folios_to_lru()");
    static final RuleText ACTIVE_CODE = new RuleText(
            "reclaim.active-code",
            "Only pages of program code that ran stay on the active list.",
            "mm/vmscan.c shrink_active_list()");
    static final RuleText DEACTIVATE_ALL = new RuleText(
            "reclaim.deactivate",
            "Every other active page becomes inactive, used or not, and is remembered as one of the working " + "set.",
            "mm/vmscan.c shrink_active_list()");
    static final RuleText EVICT_CLEAN = new RuleText(
            "reclaim.evict-clean",
            "A clean page of a file is dropped; the time of its eviction stays behind.",
            "mm/vmscan.c __remove_mapping()");
    static final RuleText EVICT_SWAPPED = new RuleText(
            "reclaim.evict-swapped",
            "A page whose slot has the same bytes leaves the swap cache; the time of its eviction stays " + "behind.",
            "mm/vmscan.c __remove_mapping()");
    static final RuleText EVICT_LAZYFREE = new RuleText(
            "reclaim.evict-lazyfree",
            "A page given up by MADV_FREE and not written since is dropped.",
            "mm/vmscan.c shrink_folio_list()");
    static final RuleText YOUNG_CLEARED = new RuleText(
            "rmap.young-cleared",
            "Reclaim takes the accessed bit out of an entry that it looked at; buffers are not flushed for " + "it.",
            "mm/rmap.c folio_referenced_one()");
    static final RuleText UNMAP_FILE_PAGE = new RuleText(
            "rmap.unmap-file",
            "An entry that maps a page of a file is emptied; the file has the page.",
            "mm/rmap.c try_to_unmap_one()");
    static final RuleText UNMAP_TO_SWAP = new RuleText(
            "rmap.unmap-to-swap",
            "An entry that maps an anonymous page makes way for one that names its slot.",
            "mm/rmap.c try_to_unmap_one()");
    static final RuleText UNMAP_LAZYFREE = new RuleText(
            "rmap.unmap-lazyfree",
            "An entry of a page given up by MADV_FREE is emptied.",
            "mm/rmap.c try_to_unmap_one()");
    static final RuleText WRITE_TO_SWAP =
            new RuleText("writeback.swap", "A page goes to its slot.", "mm/page_io.c swap_writepage()");
    static final RuleText WRITE_TO_FILE =
            new RuleText("writeback.file", "A dirty page goes to its file.", "fs/mpage.c mpage_writepages()");
    static final RuleText WRITTEN = new RuleText(
            "writeback.done",
            "The disk has a page: it is clean unless it was written again.",
            "mm/filemap.c folio_end_writeback()");
    static final RuleText WRITTEN_ROTATE = new RuleText(
            "writeback.rotate",
            "The disk has a page that reclaim wants: it goes to the tail of its list.",
            "mm/filemap.c folio_end_writeback()");
    static final RuleText KSWAPD_SLEEPS = new RuleText(
            "kswapd.sleeps",
            "The thread kswapd sleeps when some zone that the request may use has its high watermark.",
            "mm/vmscan.c balance_pgdat()");
    static final RuleText KSWAPD_TIRED = new RuleText(
            "kswapd.tired",
            "The thread kswapd ends a run at priority 1, balanced or not.",
            "mm/vmscan.c balance_pgdat()");
    static final RuleText KSWAPD_HOPELESS = new RuleText(
            "kswapd.hopeless",
            "After 16 runs that freed nothing kswapd leaves it to those who need pages.",
            "mm/vmscan.c prepare_kswapd_sleep()");
    static final RuleText MADV_FREE = new RuleText(
            "madvise.free",
            "MADV_FREE takes the slot of a swapped page at once; pages in memory go when reclaim needs them.",
            "mm/madvise.c madvise_free_pte_range()");
    static final RuleText MADV_OLD = new RuleText(
            "madvise.old",
            "The entry of a page that is not needed looks as if it had not been used.",
            "mm/madvise.c madvise_cold_or_pageout_pte_range()");
    static final RuleText MADV_PAGEOUT = new RuleText(
            "madvise.pageout",
            "MADV_PAGEOUT gives up pages of one process at once, whoever used them.",
            "mm/madvise.c madvise_cold_or_pageout_pte_range()");
    static final RuleText RECLAIM_NONE =
            new RuleText("reclaim.none", "A machine reclaims only if its description says so.", "Pagewalk");
    static final RuleText RECLAIM_FULL_WALK = new RuleText(
            "reclaim.full-walk",
            "If a walk over some memory cgroups freed nothing, all of them are tried before anything else.",
            "mm/vmscan.c do_try_to_free_pages()");
    static final RuleText DIRTY_BACKGROUND = new RuleText(
            "dirty.background",
            "The flusher is woken when more pages are dirty than the lower threshold allows.",
            "mm/page-writeback.c balance_dirty_pages()");
    static final RuleText DIRTY_THROTTLE = new RuleText(
            "dirty.throttle",
            "A writer waits when dirty pages and those under way are more than the middle of both thresholds.",
            "mm/page-writeback.c balance_dirty_pages()");
    static final RuleText FLUSH_BACKGROUND = new RuleText(
            "flusher.background",
            "The flusher writes the file that is dirty for longest first, until the lower threshold is met.",
            "fs/fs-writeback.c wb_writeback()");
    static final RuleText FLUSH_EXPIRED = new RuleText(
            "flusher.expired",
            "At each interval the flusher writes files that have been dirty for vm.dirty_expire_centisecs.",
            "fs/fs-writeback.c wb_check_old_data_flush()");
    static final RuleText FLUSH_SYNC = new RuleText(
            "flusher.sync", "The call sync() writes all dirty pages and waits for the disk.", "fs/sync.c ksys_sync()");
    static final RuleText FLUSH_FSYNC = new RuleText(
            "flusher.fsync",
            "The call fsync() writes the dirty pages of one file and waits for the disk.",
            "fs/sync.c vfs_fsync_range()");
    static final RuleText INACTIVE_LOW = new RuleText(
            "reclaim.inactive-low",
            "Active pages become inactive when inactive ones are fewer than the list's size asks for.",
            "mm/vmscan.c inactive_is_low()");
    static final RuleText INACTIVE_ENOUGH = new RuleText(
            "reclaim.inactive-enough",
            "While enough pages are inactive, active ones are left alone.",
            "mm/vmscan.c prepare_scan_control()");
    static final RuleText WORKING_SET_CHANGES = new RuleText(
            "reclaim.working-set-changes",
            "Active pages are challenged when others came back into the working set since the last reclaim.",
            "mm/vmscan.c prepare_scan_control()");
    static final RuleText THROTTLE_DIRECT = new RuleText(
            "throttle.kswapd",
            "A request waits for kswapd while no more is free than half of all min watermarks.",
            "mm/vmscan.c throttle_direct_reclaim()");
    static final RuleText THROTTLE_NO_PROGRESS = new RuleText(
            "throttle.no-progress",
            "A request that freed nothing until priority 1 waits for the disk if most pages are on their way there.",
            "mm/vmscan.c consider_reclaim_throttle()");

    private ReclaimRules() {}
}
