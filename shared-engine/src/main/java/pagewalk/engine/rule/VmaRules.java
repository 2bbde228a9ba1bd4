package pagewalk.engine.rule;

/** The rules of address ranges and the system calls that change them, in words. */
final class VmaRules {
    static final RuleText MMAP_TOPDOWN = new RuleText(
            "mmap.top-down",
            "Without an address, a mapping goes to the upper end of the highest gap below mmap_base that holds "
                    + "it.",
            "mm/mmap.c unmapped_area_topdown()");
    static final RuleText MMAP_HINT = new RuleText(
            "mmap.hint",
            "An address that is only a wish is taken if the whole range is free there.",
            "arch/x86/kernel/sys_x86_64.c arch_get_unmapped_area_topdown()");
    static final RuleText MMAP_BOTTOMUP = new RuleText(
            "mmap.bottom-up",
            "Where nothing fits below mmap_base, the lowest gap above a third of the addresses is taken.",
            "arch/x86/kernel/sys_x86_64.c arch_get_unmapped_area()");
    static final RuleText VMA_NEW = new RuleText(
            "vma.new", "A range that agrees with no neighbour becomes a VMA of its own.", "mm/mmap.c mmap_region()");
    static final RuleText VMA_MERGE_LEFT = new RuleText(
            "vma.merge-left",
            "A range that agrees with the VMA below it becomes a part of that.",
            "mm/vma.c vma_merge_new_range()");
    static final RuleText VMA_MERGE_RIGHT = new RuleText(
            "vma.merge-right",
            "A range that agrees with the VMA above it becomes a part of that.",
            "mm/vma.c vma_merge_new_range()");
    static final RuleText VMA_MERGE_BOTH = new RuleText(
            "vma.merge-both",
            "A range that agrees with both neighbours, which agree with each other, makes one VMA of all three.",
            "mm/vma.c vma_merge_new_range()");
    static final RuleText VMA_APART_FLAGS = new RuleText(
            "vma.apart-flags",
            "Neighbours stay apart if their flags differ in anything but soft-dirty.",
            "mm/vma.c is_mergeable_vma()");
    static final RuleText VMA_APART_FILE = new RuleText(
            "vma.apart-file",
            "Neighbours stay apart unless they map the same file, or none.",
            "mm/vma.c is_mergeable_vma()");
    static final RuleText VMA_APART_ANON = new RuleText(
            "vma.apart-anon",
            "Neighbours that both had pages stay apart if their anon_vmas differ, because a page leads to one of "
                    + "them only.",
            "mm/vma.c is_mergeable_anon_vma()");
    static final RuleText VMA_SPLIT = new RuleText(
            "vma.split",
            "A VMA of which only a part changes is cut at the border; both halves keep what it had.",
            "mm/vma.c __split_vma()");
    static final RuleText VMA_REMOVE = new RuleText(
            "vma.remove",
            "A VMA that is unmapped leaves the list after its frames and tables have gone.",
            "mm/vma.c vms_complete_munmap_vmas()");
    static final RuleText VMA_FLAGS = new RuleText(
            "vma.flags",
            "The range has other flags from now on and agrees with no neighbour.",
            "mm/vma.c vma_modify()");
    static final RuleText UNMAP_PTE = new RuleText(
            "munmap.entry",
            "Every entry of an unmapped range is cleared, and its frame counted down.",
            "mm/memory.c zap_pte_range()");
    static final RuleText MPROTECT_PTE = new RuleText(
            "mprotect.entry",
            "An entry that is there gets the new rights at once; write permission only where no other process "
                    + "has the frame.",
            "mm/mprotect.c change_pte_range()");
    static final RuleText ACCOUNT_CHARGE = new RuleText(
            "account.charge",
            "Private writable pages are counted as promised when they are mapped, not when they are touched.",
            "mm/util.c __vm_enough_memory()");
    static final RuleText ACCOUNT_REFUSE = new RuleText(
            "account.refuse",
            "Mode 0 refuses only what all of memory could not hold; mode 2 refuses what goes beyond the limit.",
            "mm/util.c __vm_enough_memory()");
    static final RuleText ACCOUNT_RETURN = new RuleText(
            "account.return",
            "Pages that are not promised any more are counted back.",
            "include/linux/mman.h vm_unacct_memory()");
    static final RuleText BRK_ASK = new RuleText(
            "brk.ask", "The call brk(0) changes nothing and tells where the heap ends.", "mm/mmap.c brk()");
    static final RuleText BRK_LOW = new RuleText(
            "brk.low", "The heap cannot end below its beginning; brk() answers the old end.", "mm/mmap.c brk()");
    static final RuleText BRK_LIMIT = new RuleText(
            "brk.limit",
            "A heap that would break a limit stays as it is; brk() answers the old end.",
            "mm/mmap.c brk()");
    static final RuleText BRK_BLOCKED = new RuleText(
            "brk.blocked",
            "A heap does not grow into the next VMA or its gap; brk() answers the old end.",
            "mm/mmap.c brk()");
    static final RuleText BRK_GROW = new RuleText(
            "brk.grow", "The heap grows by whole pages, joined to what it has.", "mm/mmap.c do_brk_flags()");
    static final RuleText BRK_SHRINK =
            new RuleText("brk.shrink", "The heap gives whole pages back, with their frames.", "mm/mmap.c brk()");
    static final RuleText MLOCK = new RuleText(
            "mlock.lock",
            "A locked range is cut out by its flag, and all its pages are faulted in.",
            "mm/mlock.c mlock_fixup()");
    static final RuleText MUNLOCK = new RuleText(
            "mlock.unlock",
            "A range that is not locked any more keeps its frames and joins its neighbours.",
            "mm/mlock.c mlock_fixup()");
    static final RuleText MADV_DONTNEED = new RuleText(
            "madvise.dontneed",
            "Frames go at once and the promise stays: the next touch finds zeros, or the file.",
            "mm/madvise.c madvise_dontneed_single_vma()");
    static final RuleText MREMAP_SHRINK = new RuleText(
            "mremap.shrink", "A mapping that becomes smaller loses its upper end.", "mm/mremap.c mremap()");
    static final RuleText MREMAP_GROW = new RuleText(
            "mremap.grow", "A mapping grows where it is if what is behind it is free.", "mm/mremap.c vma_expandable()");
    static final RuleText MREMAP_MOVE = new RuleText(
            "mremap.move",
            "A mapping that cannot grow where it is moves, and its frames with it: no byte is copied.",
            "mm/mremap.c move_vma()");
    static final RuleText MREMAP_PTE = new RuleText(
            "mremap.entry",
            "An entry of a moved page stands in another table now, and is the same.",
            "mm/mremap.c move_ptes()");
    static final RuleText ARGUMENT = new RuleText(
            "vm.argument",
            "Arguments that make no sense together are refused before anything changes.",
            "mm/mmap.c do_mmap()");
    static final RuleText LEN_ZERO =
            new RuleText("vm.len-zero", "A range has at least one page.", "mm/mmap.c do_mmap()");
    static final RuleText ALIGN_PAGE = new RuleText(
            "vm.alignment", "Addresses of ranges are at the beginning of a page.", "mm/vma.c do_vmi_munmap()");
    static final RuleText MIN_ADDR = new RuleText(
            "vm.min-addr",
            "The lowest pages stay free, so that a null pointer never points at something.",
            "security/commoncap.c cap_mmap_addr()");
    static final RuleText TASK_SIZE = new RuleText(
            "vm.task-size",
            "User addresses end below 0x7ffffffff000.",
            "arch/x86/include/asm/page_64_types.h TASK_SIZE_MAX");
    static final RuleText MMAP_NOREPLACE = new RuleText(
            "mmap.noreplace",
            "MAP_FIXED_NOREPLACE takes exactly the address it was given, and nothing may be there.",
            "mm/mmap.c do_mmap()");
    static final RuleText MMAP_NO_GAP =
            new RuleText("mmap.no-gap", "No gap between the VMAs holds the range.", "mm/mmap.c vm_unmapped_area()");
    static final RuleText MAX_MAP_COUNT =
            new RuleText("vma.max-count", "A process has at most vm.max_map_count VMAs.", "mm/vma.c split_vma()");
    static final RuleText RLIMIT_AS = new RuleText(
            "rlimit.as",
            "RLIMIT_AS limits all pages of an address space, RLIMIT_DATA the private writable ones.",
            "mm/mmap.c may_expand_vm()");
    static final RuleText RLIMIT_MEMLOCK = new RuleText(
            "rlimit.memlock",
            "A process without privileges locks no more than RLIMIT_MEMLOCK.",
            "mm/mmap.c mlock_future_ok()");
    static final RuleText RANGE_HOLE = new RuleText(
            "vm.hole",
            "A system call over a range stops where nothing is mapped; what came before stays done.",
            "mm/mprotect.c do_mprotect_pkey()");
    static final RuleText MREMAP_FAULT = new RuleText(
            "mremap.not-mapped", "Only what lies in one VMA can be resized or moved.", "mm/mremap.c vma_to_resize()");
    static final RuleText MREMAP_NO_ROOM = new RuleText(
            "mremap.no-room",
            "Without MREMAP_MAYMOVE a mapping grows where it is, or not at all.",
            "mm/mremap.c mremap()");
    static final RuleText MAYWRITE = new RuleText(
            "mprotect.may",
            "A mapping gets no right that its file was not opened for.",
            "mm/mprotect.c do_mprotect_pkey()");
    static final RuleText MADVISE_LOCKED = new RuleText(
            "madvise.locked",
            "Locked frames are not given back by advice.",
            "mm/madvise.c madvise_dontneed_free_valid_vma()");
    static final RuleText POPULATE_DENIED = new RuleText(
            "populate.denied",
            "Pages that a program may not touch cannot be faulted in ahead.",
            "mm/gup.c check_vma_flags()");
    static final RuleText OUT_OF_FRAMES = new RuleText(
            "fault.out-of-frames",
            "No frame was left. Linux would reclaim, or kill a process; until the machine does, the whole "
                    + "command is refused and nothing of it stays.",
            "mm/page_alloc.c __alloc_pages_may_oom()");
    static final RuleText FILE_MISSING =
            new RuleText("file.missing", "A file is there after creat().", "fs/namei.c path_openat()");
    static final RuleText FILE_THERE =
            new RuleText("file.exists", "A path names one file.", "fs/namei.c open_last_lookups()");
    static final RuleText FILE_CREATED = new RuleText(
            "file.created", "A new file has its pages on disk and none in memory.", "fs/ext4/namei.c ext4_create()");
    static final RuleText SHMEM_FILE = new RuleText(
            "shmem.file",
            "MAP_SHARED without a file maps a new file of its own that has no disk, so that two such mappings "
                    + "never join.",
            "mm/shmem.c shmem_zero_setup()");
    static final RuleText SHMEM_GONE = new RuleText(
            "shmem.gone", "Shared memory that nobody maps any more is freed.", "mm/shmem.c shmem_evict_inode()");

    private VmaRules() {}
}
