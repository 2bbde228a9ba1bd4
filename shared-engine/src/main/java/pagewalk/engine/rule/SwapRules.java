package pagewalk.engine.rule;

/** The rules of swap, in words. */
final class SwapRules {
    static final RuleText SWAP_ON = new RuleText(
            "swap.on",
            "A device of higher priority is filled first; one without a priority comes after all before it.",
            "mm/swapfile.c enable_swap_info()");
    static final RuleText SWAP_OFF = new RuleText(
            "swap.off", "A device can go when all its pages are in memory.", "mm/swapfile.c try_to_unuse()");
    static final RuleText SWAP_SLOT = new RuleText(
            "swap.slot",
            "A processor takes 64 slots in a row: of the empty run or cluster in use, else of the next one.",
            "mm/swapfile.c scan_swap_map_slots()");
    static final RuleText SWAP_SLOT_FREE = new RuleText(
            "swap.slot-free",
            "A slot that no entry means and no page caches is free; a processor gives back 64 at once.",
            "mm/swap_slots.c free_swap_slot()");
    static final RuleText SWAP_CACHE_ADD = new RuleText(
            "swap.cache-add",
            "A page that has a slot is in the swap cache, so that everybody finds the same page.",
            "mm/swap_state.c add_to_swap_cache()");
    static final RuleText SWAP_CACHE_DROP = new RuleText(
            "swap.cache-drop",
            "A page leaves the swap cache; what is left is the page or the slot.",
            "mm/swap_state.c __delete_from_swap_cache()");
    static final RuleText SWAP_PTE = new RuleText(
            "swap.pte",
            "The entry names device and slot, and the processor faults on it.",
            "mm/rmap.c try_to_unmap_one()");
    static final RuleText SWAP_READ = new RuleText(
            "swap.read",
            "A page that a fault wants is read from its slot.",
            "mm/swap_state.c __read_swap_cache_async()");
    static final RuleText SWAP_READ_AHEAD = new RuleText(
            "swap.read-ahead",
            "A page beside it is read as well, and marked to see whether it is wanted.",
            "mm/swap_state.c swap_cluster_readahead()");
    static final RuleText SWAP_READAHEAD = new RuleText(
            "swap.readahead",
            "On a disk that turns, an aligned window of slots is read: hits of the last one and 2, rounded "
                    + "up, never less than half of the last.",
            "mm/swap_state.c swapin_nr_pages()");
    static final RuleText SWAP_READAHEAD_VMA = new RuleText(
            "swap.readahead-vma",
            "On a quick disk the window is around the address, in the direction of the last fault.",
            "mm/swap_state.c swap_vma_readahead()");
    static final RuleText FAULT_SWAP_MAJOR = new RuleText(
            "fault.swap-major",
            "The page was only in swap: it was read, which makes the fault major.",
            "mm/memory.c do_swap_page()");
    static final RuleText FAULT_SWAP_MINOR = new RuleText(
            "fault.swap-minor",
            "The page was still in the swap cache: the fault is minor.",
            "mm/memory.c do_swap_page()");
    static final RuleText SWAP_TAKEN = new RuleText(
            "swap.busy", "A device is used once, and a machine has at most eight.", "mm/swapfile.c __do_sys_swapon()");
    static final RuleText SWAP_SIZE = new RuleText(
            "swap.size", "A device has a header and at least one slot, and less than 2^23 slots.", "Pagewalk");
    static final RuleText SWAP_UNKNOWN = new RuleText(
            "swap.unknown", "Only a device that is in use can be switched off.", "mm/swapfile.c __do_sys_swapoff()");
    static final RuleText DROP_CACHES = new RuleText(
            "cache.drop",
            "The knob drop_caches drops what is clean and nowhere mapped, without remembering when.",
            "mm/truncate.c mapping_try_invalidate()");
    static final RuleText FILE_RECLAIM =
            new RuleText("file.reclaim", "/proc/swaps has a line for each device.", "mm/swapfile.c swap_show()");
    static final RuleText WAKE_FLUSHER = new RuleText(
            "reclaim.wake-flusher",
            "When all pages of a scan are dirty and nobody writes them, the flusher does.",
            "mm/vmscan.c shrink_inactive_list()");
    static final RuleText KNOB_RANGE = new RuleText(
            "sysctl.reclaim-range",
            "A knob takes a value of its range, else EINVAL.",
            "kernel/sysctl.c proc_dointvec_minmax()");
    static final RuleText SWAP_NO_ROOM = new RuleText(
            "swap.no-room",
            "To empty a device needs a frame for every page on the device; a machine without one refuses.",
            "mm/swapfile.c try_to_unuse()");

    static final RuleText UNMADE = new RuleText(
            "swap.unmade",
            "A device or file swaps only with the header that mkswap writes to its first page.",
            "mm/swapfile.c read_swap_header()");
    static final RuleText SMALL =
            new RuleText("swap.small", "A swap area has at least ten pages, says mkswap.", "Pagewalk");
    static final RuleText LABEL = new RuleText(
            "swap.label", "A header has room for a name of 16 letters.", "include/linux/swap.h swap_header");
    static final RuleText PROMISED = new RuleText(
            "swap.promised",
            "Swap that was promised to programs cannot be taken away.",
            "mm/swapfile.c __do_sys_swapoff()");

    private SwapRules() {}
}
