package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;
import pagewalk.engine.util.PartCodes;

/**
 * A request that cannot be met: what the machine says instead of throwing.
 *
 * @param reason why
 * @param a first value of the reason, as its constant says
 * @param b second value
 * @param c third value
 * @param word the name or path the user wrote, for the reasons that speak of one
 */
public record Refusal(
        Reason reason, int a, int b, int c, @Nullable String word) {

    /** Why, with the kernel's errno and the rule that decided. */
    @PartCodes({
        "memblock 8-11",
        "memblock 13-15",
        "compaction 50-54",
        "objects 30-40",
        "objects 42-49",
        "fit 55-58",
        "fit 60-62",
        "vmalloc 59-59",
        "vmalloc 63-69",
        "vm 80-119",
        "vm 145-154",
        "heap 130-144",
        "segment 120-124",
        "tlb 125-125",
        "reclaim 160-189",
        "oom 190-209"
    })
    public enum Reason {
        /** a = order, b = free pages in the zones that gfp allows, c = 1 if it does not allow all zones. */
        NO_FREE_BLOCK(1, Errno.ENOMEM, Rule.NO_FREE_BLOCK),
        /** a = order, b = highest order. */
        ORDER_TOO_LARGE(2, Errno.EINVAL, Rule.MAX_PAGE_ORDER),
        /** a = pfn, b = first pfn, c = pfn after the last. */
        PFN_OUTSIDE(3, Errno.EINVAL, Rule.FREE_OUTSIDE),
        /** a = pfn, b = head of the free block, c = its order. */
        PFN_FREE(4, Errno.EINVAL, Rule.FREE_OF_FREE),
        /** a = pfn, b = head of the block, c = its order. */
        PFN_TAIL(5, Errno.EINVAL, Rule.FREE_OF_TAIL),
        /** a = nothing; the word is the name. */
        NAME_UNKNOWN(6, Errno.EINVAL, Rule.FREE_UNKNOWN_NAME),
        /** a = nothing; the word is the path. */
        FILE_UNKNOWN(7, Errno.ENOENT, Rule.FILE_UNKNOWN),
        /** The word is the size that found no hole. */
        NO_HOLE(8, Errno.ENOMEM, Rule.MEMBLOCK_NO_HOLE),
        /** a = ranges that the full table has. */
        TABLE_FULL(9, Errno.ENOMEM, Rule.MEMBLOCK_DOUBLE),
        /** The word is the alignment. */
        NOT_POWER_OF_TWO(10, Errno.EINVAL, Rule.MEMBLOCK_POWER_OF_TWO),
        /** An allocation of size 0. */
        NO_BYTES(11, Errno.EINVAL, Rule.MEMBLOCK_SOME_BYTES),
        /** The word is the knob's name. */
        SYSCTL_UNKNOWN(12, Errno.ENOENT, Rule.SYSCTL_UNKNOWN),
        /** Memblock has handed everything over. */
        MEMBLOCK_OVER(13, Errno.EINVAL, Rule.MEMBLOCK_OVER),
        /** Nothing to hand over: memory was on the lists from the start. */
        NO_FIRMWARE_MAP(14, Errno.EINVAL, Rule.MEMBLOCK_NO_MAP),
        /** a = pfn. */
        PFN_RESERVED(15, Errno.EINVAL, Rule.FREE_OF_RESERVED),
        /** a = pfn, b = order of the block, c = order it was to be freed with. */
        WRONG_ORDER(16, Errno.EINVAL, Rule.FREE_WRONG_ORDER),
        /** The word is the name. */
        CACHE_UNKNOWN(30, Errno.EINVAL, Rule.CACHE_UNKNOWN),
        /** The word is the name. */
        CACHE_EXISTS(31, Errno.EEXIST, Rule.CACHE_EXISTS),
        /** a = objects that are held, b = slabs; the word is the name. */
        CACHE_BUSY(32, Errno.EBUSY, Rule.CACHE_BUSY),
        /** a = first pfn of the slab, b = number of the object. */
        OBJECT_FREE(33, Errno.EINVAL, Rule.OBJECT_FREE),
        /** The word is the address. */
        OBJECT_FOREIGN(34, Errno.EINVAL, Rule.OBJECT_FOREIGN),
        /** a = first pfn of the slab; the word is the address. */
        OBJECT_INSIDE(35, Errno.EINVAL, Rule.OBJECT_INSIDE),
        /** The word is the size. */
        CACHE_SIZE(36, Errno.EINVAL, Rule.CACHE_SIZE),
        /** A request of kmalloc() for no bytes. */
        KMALLOC_ZERO(37, Errno.EINVAL, Rule.KMALLOC_ZERO),
        /** The word is the size. */
        KMALLOC_TOO_LARGE(38, Errno.ENOMEM, Rule.KMALLOC_TOO_LARGE),
        /** The word is the alignment. */
        CACHE_ALIGN(39, Errno.EINVAL, Rule.CACHE_ALIGN),
        /** a = pfn, b = head of the block, c = its order. */
        PAGE_OF_SLAB(40, Errno.EINVAL, Rule.PAGE_OF_SLAB),
        /** a = CPU, b = CPUs there are. */
        CPU_UNKNOWN(41, Errno.EINVAL, Rule.CPU_UNKNOWN),
        /** a = most caches. */
        CACHES_FULL(42, Errno.ENOMEM, Rule.CACHES_FULL),
        /** a = bytes from the address to the end of its slab or block; the word is the address. */
        WRITE_OUTSIDE(43, Errno.EINVAL, Rule.WRITE_OUTSIDE),
        /** a = first pfn of the slab, b = the free object whose free pointer it would hit. */
        WRITE_POINTER(44, Errno.EFAULT, Rule.WRITE_POINTER),
        /** The word is the name. */
        POOL_UNKNOWN(45, Errno.EINVAL, Rule.POOL_UNKNOWN),
        /** a = elements it should keep; the word is the pool. */
        POOL_WAITS(46, Errno.EAGAIN, Rule.POOL_WAITS),
        /** The word is the pool. */
        POOL_FOREIGN(47, Errno.EINVAL, Rule.POOL_FOREIGN),
        /** a = pfn, b = number in the slab; the word is the pool. */
        ELEMENT_RESERVED(48, Errno.EINVAL, Rule.ELEMENT_RESERVED),
        /** a = 0 elements out of range, 1 too many pools, 2 name taken, 3 a constructor; b = the limit. */
        POOL_UNFIT(49, Errno.EINVAL, Rule.POOL_UNFIT),
        /** The word is the path. */
        SWAP_UNMADE(170, Errno.EINVAL, Rule.SWAP_UNMADE),
        /** a = pages there are; the word is the path. */
        SWAP_SMALL(171, Errno.EINVAL, Rule.SWAP_SMALL),
        /** a = letters; the word is the label. */
        SWAP_LABEL(172, Errno.EINVAL, Rule.SWAP_LABEL),
        /** a = pages of the device; the word is the path. */
        SWAP_PROMISED(173, Errno.ENOMEM, Rule.SWAP_PROMISED),
        /** a = 1 if it has a shrinker; the word is the cache. */
        SHRINKER_CACHE(174, Errno.EINVAL, Rule.SHRINKER_CACHE),
        /** a = value, b = least, c = most; the word is the knob. */
        COMPACT_KNOB(50, Errno.EINVAL, Rule.COMPACT_KNOB),
        /** Nothing to allocate from. */
        FIT_NOT_BEGUN(55, Errno.EINVAL, Rule.FIT_NOT_BEGUN),
        /** a = bytes asked for, b = bytes of the largest free chunk, c = free bytes. */
        FIT_NO_ROOM(56, Errno.ENOMEM, Rule.FIT_NO_ROOM),
        /** a = address, b = first address of the free chunk, c = its bytes. */
        FIT_FREE_AGAIN(57, Errno.EINVAL, Rule.FIT_FREE_AGAIN),
        /** a = address, b = first address of the block that holds it, c = its bytes; b = -1: outside, see the word. */
        FIT_FOREIGN(58, Errno.EINVAL, Rule.FIT_FOREIGN),
        /** The word is the size. */
        FIT_SIZE(60, Errno.EINVAL, Rule.FIT_SIZE),
        /** The word says what is wrong with the range. */
        FIT_SETTING(61, Errno.EINVAL, Rule.FIT_SETTING),
        /** a = chunks, b = most chunks. */
        FIT_CHUNKS(62, Errno.ENOMEM, Rule.FIT_CHUNKS),
        /** A request of vmalloc() for no bytes. */
        VMALLOC_ZERO(63, Errno.EINVAL, Rule.VMALLOC_SOME_BYTES),
        /** b = pages of the machine; the word is the size. */
        VMALLOC_TOO_LARGE(64, Errno.ENOMEM, Rule.VMALLOC_ALL_MEMORY),
        /** a = pages. */
        VMALLOC_NO_ADDRESSES(65, Errno.ENOMEM, Rule.VMALLOC_NO_ADDRESSES),
        /** a = pages, b = how many of them had no frame. */
        VMALLOC_NO_FRAMES(66, Errno.ENOMEM, Rule.VMALLOC_SHORT),
        /** a = 1 a device's, 2 not a device's, 3 a list, 4 not aligned, 0 none; the word is the address. */
        AREA_UNKNOWN(67, Errno.EINVAL, Rule.VMALLOC_UNKNOWN),
        /** a = first pfn of the memory, b = pfn after its last; the word is the address. */
        IOREMAP_RAM(68, Errno.EINVAL, Rule.IOREMAP_CHECK),
        /** The word says what is wrong with the range. */
        IOREMAP_RANGE(69, Errno.EINVAL, Rule.IOREMAP_RANGE),
        /** a = pid, b = 1 if it has exited. */
        TASK_UNKNOWN(80, Errno.ESRCH, Rule.TASK_UNKNOWN),
        /** a = most processes. */
        TASKS_FULL(81, Errno.EAGAIN, Rule.TASK_LIMIT),
        /** a = pid. */
        NO_CHILD(82, Errno.ECHILD, Rule.TASK_NO_CHILD),
        /** a = pid. */
        CHILD_RUNS(83, Errno.EAGAIN, Rule.TASK_CHILD_RUNS),
        /** A range of no bytes. */
        LEN_ZERO(84, Errno.EINVAL, Rule.LEN_ZERO),
        /** a = 1 for an offset; the word is the address. */
        ADDR_UNALIGNED(85, Errno.EINVAL, Rule.ALIGN_PAGE),
        /** a = lowest page; the word is the address. */
        ADDR_TOO_LOW(86, Errno.EPERM, Rule.MIN_ADDR),
        /** The word is the address. */
        RANGE_TOO_HIGH(87, Errno.ENOMEM, Rule.TASK_SIZE),
        /** The word is the address. */
        RANGE_OUTSIDE(88, Errno.EINVAL, Rule.TASK_SIZE),
        /** The word is the address. */
        MAP_EXISTS(89, Errno.EEXIST, Rule.MMAP_NOREPLACE),
        /** a = pages. */
        NO_GAP(90, Errno.ENOMEM, Rule.MMAP_NO_GAP),
        /** a = most VMAs. */
        MAPS_FULL(91, Errno.ENOMEM, Rule.MAX_MAP_COUNT),
        /** a = pages promised, b = pages more. */
        RLIMIT_AS(92, Errno.ENOMEM, Rule.RLIMIT_AS),
        /** a = private writable pages, b = pages more. */
        RLIMIT_DATA(93, Errno.ENOMEM, Rule.RLIMIT_AS),
        /** A stack that would be too large. */
        RLIMIT_STACK(94, Errno.ENOMEM, Rule.STACK_GAP),
        /** A stack that would come too near to the VMA below. */
        STACK_NEAR(95, Errno.ENOMEM, Rule.STACK_GAP),
        /** a = pages to lock, b = pages locked. */
        LOCK_LIMIT(96, Errno.ENOMEM, Rule.RLIMIT_MEMLOCK),
        /** a = pages to lock, b = pages locked. */
        LOCK_LIMIT_AGAIN(97, Errno.EAGAIN, Rule.RLIMIT_MEMLOCK),
        /** A process that may lock nothing. */
        LOCK_FORBIDDEN(98, Errno.EPERM, Rule.RLIMIT_MEMLOCK),
        /** a = pages. */
        OVERCOMMIT(99, Errno.ENOMEM, Rule.ACCOUNT_REFUSE),
        /** The word is the first address that is not mapped. */
        HOLE(100, Errno.ENOMEM, Rule.RANGE_HOLE),
        /** The word is the address. */
        NOT_MAPPED(101, Errno.EFAULT, Rule.MREMAP_FAULT),
        /** a = pages more. */
        NO_EXPAND(102, Errno.ENOMEM, Rule.MREMAP_NO_ROOM),
        /** The word is the address. */
        ACCESS_DENIED(103, Errno.EACCES, Rule.MAYWRITE),
        /** The word is the address. */
        ADVICE_LOCKED(104, Errno.EINVAL, Rule.MADVISE_LOCKED),
        /** mlock() of pages that nobody may touch. */
        POPULATE_FORBIDDEN(105, Errno.ENOMEM, Rule.POPULATE_DENIED),
        /** The word is the address. */
        POPULATE_DENIED(106, Errno.EFAULT, Rule.POPULATE_DENIED),
        /** The word says what is wrong. */
        VM_ARGUMENT(107, Errno.EINVAL, Rule.ARGUMENT),
        /** a = free pages. */
        OUT_OF_FRAMES(108, Errno.ENOMEM, Rule.OUT_OF_FRAMES),
        /** The word is the path. */
        FILE_MISSING(109, Errno.ENOENT, Rule.FILE_MISSING),
        /** The word is the path. */
        FILE_THERE(110, Errno.EEXIST, Rule.FILE_THERE),
        /** The word is the path. */
        EXEC_FORMAT(111, Errno.ENOEXEC, Rule.EXEC_FORMAT),
        /** A heap that cannot end there. */
        BRK_FAILED(113, Errno.ENOMEM, Rule.BRK_LIMIT),
        /** a = pfn, b = 0 a process, 1 a file, 2 a page table, 3 the kernel. */
        PAGE_OF_TASK(112, Errno.EINVAL, Rule.PAGE_OF_TASK),
        /** a = pfn; the word is the area's address. */
        PAGE_OF_AREA(59, Errno.EINVAL, Rule.PAGE_OF_AREA),
        /** a = pages wanted, b = pages free, c = pages promised. */
        HUGE_NO_PAGES(145, Errno.ENOMEM, Rule.HUGE_PROMISE),
        /** a = order of the pages; the word is the address. */
        HUGE_UNALIGNED(146, Errno.EINVAL, Rule.HUGE_ALIGN),
        /** The word is the key. */
        SHM_THERE(147, Errno.EEXIST, Rule.SHM_GET),
        /** The word is the key. */
        SHM_MISSING(148, Errno.ENOENT, Rule.SHM_GET),
        /** a = number. */
        SHM_UNKNOWN(149, Errno.EINVAL, Rule.SHM_REFUSED),
        /** a = number. */
        SHM_REMOVED(150, Errno.EIDRM, Rule.SHM_REFUSED),
        /** The word says which size is allowed. */
        SHM_SIZE(151, Errno.EINVAL, Rule.SHM_REFUSED),
        /** The word says which limit. */
        SHM_FULL(152, Errno.ENOSPC, Rule.SHM_REFUSED),
        /** The word is the address. */
        SHM_NOT_ATTACHED(153, Errno.EINVAL, Rule.SHM_ATTACH),
        /** The word is the number of bytes. */
        HEAP_TOO_LARGE(130, Errno.ENOMEM, Rule.HEAP_TOO_LARGE),
        /** a = most bytes of headers. */
        HEAP_FULL(131, Errno.ENOMEM, Rule.HEAP_LIMIT),
        /** No address space to work on. */
        SEG_NOT_BEGUN(120, Errno.EINVAL, Rule.SEG_NOT_BEGUN),
        /** The word says what is wrong with the space or the registers. */
        SEG_SETTING(121, Errno.EINVAL, Rule.SEG_SETTING),
        /** a = scheme that the space has; the word is the verb. */
        SEG_SCHEME(122, Errno.EINVAL, Rule.SEG_OTHER_SCHEME),
        /** The word says which address, and how many there are. */
        SEG_ADDRESS(123, Errno.EFAULT, Rule.SEG_OUTSIDE_SPACE),
        /** a = page, b = pages there are, c = why: 0 outside, 1 holds a table, 2 in use, 3 none free, 4 no entry. */
        SEG_PAGE(124, Errno.EINVAL, Rule.SEG_PAGE),
        /** A machine without translation buffers. */
        TLB_NONE(125, Errno.EINVAL, Rule.TLB_NONE),
        RECLAIM_NONE(160, Errno.EINVAL, Rule.RECLAIM_NONE),
        /** a = 1 if there are too many devices; word = the path. */
        SWAP_TAKEN(161, Errno.EBUSY, Rule.SWAP_TAKEN),
        /** word = the size. */
        SWAP_SIZE(162, Errno.EINVAL, Rule.SWAP_SIZE),
        /** word = the path. */
        SWAP_UNKNOWN(163, Errno.EINVAL, Rule.SWAP_UNKNOWN),
        /** a = slots in use; word = the path. */
        SWAP_NO_ROOM(164, Errno.ENOMEM, Rule.SWAP_NO_ROOM),
        /** a = lowest, b = highest, c = what was asked; word = the knob. */
        RECLAIM_KNOB(165, Errno.EINVAL, Rule.RECLAIM_KNOB_RANGE),
        /** The word is the path. */
        SYS_MISSING(180, Errno.ENOENT, Rule.SYS_FILE),
        /** The word says what the file takes. */
        SYS_VALUE(181, Errno.EINVAL, Rule.SYS_WRITE),
        /** The word is the file. */
        SYS_READ_ONLY(182, Errno.EACCES, Rule.SYS_FILE),
        /** The word is the address. */
        COLLAPSE_UNFIT(183, Errno.EINVAL, Rule.THP_NOT_ALLOWED),
        /** The word is the address. */
        COLLAPSE_NO_BLOCK(184, Errno.ENOMEM, Rule.THP_SCAN_NO_BLOCK),
        /** The word is the address. */
        COLLAPSE_BUSY(185, Errno.EAGAIN, Rule.THP_SCAN_PAGE),
        THP_NONE(186, Errno.EINVAL, Rule.THP_NOT_ALLOWED),
        /** a = value, b = least, c = most; the word is the knob. */
        KNOB_RANGE(190, Errno.EINVAL, Rule.KNOB_RANGE),
        /** a = value. */
        ADJ_RANGE(191, Errno.EINVAL, Rule.OOM_ADJ_RANGE),
        /** The word is why the kernel panicked. */
        PANICKED(192, Errno.EIO, Rule.PANICKED),
        /** The word is the program. */
        PROGRAM_UNKNOWN(193, Errno.ENOENT, Rule.PROGRAM_UNKNOWN),
        /** The word is the program and what it takes. */
        PROGRAM_OPTION(194, Errno.EINVAL, Rule.PROGRAM_OPTION);

        private final int code;
        private final Errno errno;
        private final Rule rule;

        Reason(int code, Errno errno, Rule rule) {
            this.code = code;
            this.errno = errno;
            this.rule = rule;
        }

        public int code() {
            return code;
        }

        public Errno errno() {
            return errno;
        }

        public Rule rule() {
            return rule;
        }

        static Reason of(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            throw new IllegalStateException("PW-CHECK refusal reason exists: code=" + code);
        }
    }

    public Errno errno() {
        return reason.errno;
    }

    private String of(String unknown) {
        return word == null ? unknown : word;
    }

    /** One sentence that names the field, the limit and the value. */
    public String sentence() {
        return switch (reason) {
            case NO_FREE_BLOCK ->
                "no free block of order " + a + " or higher" + (c == 0 ? "" : " in the zones that gfp allows")
                        + (b == 0
                                ? ": no page is free"
                                : ", though " + b + (b == 1 ? " page is free" : " pages are free"));
            case ORDER_TOO_LARGE -> "order " + a + " is above the highest order, " + b;
            case PFN_OUTSIDE ->
                a >= b && a < c
                        ? "pfn " + a + " is in a hole, where no memory is"
                        : "pfn " + a + " is outside the machine's frames " + b + " to " + (c - 1);
            case PFN_FREE -> "pfn " + a + " is free already, in the free block at pfn " + b + " of order " + c;
            case PFN_TAIL ->
                "pfn " + a + " is inside the block at pfn " + b + " of order " + c + "; free its first page";
            case WRONG_ORDER -> "the block at pfn " + a + " has order " + b + ", not " + c;
            case NAME_UNKNOWN -> word == null ? "the name has no result" : "the name " + word + " has no result";
            case FILE_UNKNOWN -> word == null ? "no such file" : "no file " + word;
            case CPU_UNKNOWN -> "cpu " + a + " is not there; the machine has " + b + (b == 1 ? " CPU" : " CPUs");
            case SYSCTL_UNKNOWN -> "the machine has no knob " + of("of that name");
            case NO_HOLE, TABLE_FULL, NOT_POWER_OF_TWO, NO_BYTES, MEMBLOCK_OVER, NO_FIRMWARE_MAP, PFN_RESERVED ->
                or(bootSentence());
            case COMPACT_KNOB -> or(compactionSentence());
            case FIT_NOT_BEGUN, FIT_NO_ROOM, FIT_FREE_AGAIN, FIT_FOREIGN, FIT_SIZE, FIT_SETTING, FIT_CHUNKS ->
                or(fitSentence());
            case VMALLOC_ZERO,
                    VMALLOC_TOO_LARGE,
                    VMALLOC_NO_ADDRESSES,
                    VMALLOC_NO_FRAMES,
                    AREA_UNKNOWN,
                    IOREMAP_RAM,
                    IOREMAP_RANGE,
                    PAGE_OF_AREA -> or(vmallocSentence());
            case HEAP_TOO_LARGE, HEAP_FULL -> or(heapSentence());
            case TLB_NONE -> "the machine has no translation buffers; tlb=on gives it some";
            case SEG_NOT_BEGUN, SEG_SETTING, SEG_SCHEME, SEG_ADDRESS, SEG_PAGE -> or(segmentSentence());
            case KNOB_RANGE, ADJ_RANGE, PANICKED, PROGRAM_UNKNOWN, PROGRAM_OPTION -> or(oomSentence());
            default -> {
                String ofProcess = processSentence();
                String told = ofProcess == null ? reclaimSentence() : ofProcess;
                yield told == null ? or(objectSentence()) : told;
            }
        };
    }

    private static String or(@Nullable String sentence) {
        return sentence == null ? "it cannot be done" : sentence;
    }

    @Part("memblock")
    private @Nullable String bootSentence() {
        return switch (reason) {
            case NO_HOLE -> "no free range within the limits holds " + of("the size asked for") + " bytes, aligned";
            case TABLE_FULL -> "the table is full with " + a + " ranges, and there is no memory for a larger one";
            case NOT_POWER_OF_TWO -> "align is a power of two; this is " + of("another number");
            case MEMBLOCK_OVER ->
                "memblock has handed its memory to the page allocator, and what it was made of is thrown away";
            case NO_FIRMWARE_MAP -> "the machine has no e820 map: its free memory is on the buddy lists from the start";
            case PFN_RESERVED -> "pfn " + a + " was reserved when memblock handed memory over; no allocator owns it";
            default -> "size is at least 1; this is 0";
        };
    }

    @Part("fit")
    private @Nullable String fitSentence() {
        return FitRefusal.sentence(this);
    }

    @Part("vmalloc")
    private @Nullable String vmallocSentence() {
        return VmallocRefusal.sentence(this);
    }

    @Part("vm")
    private @Nullable String processSentence() {
        return ProcessRefusal.sentence(this);
    }

    @Part("heap")
    private @Nullable String heapSentence() {
        return HeapRefusal.sentence(this);
    }

    @Part("reclaim")
    private @Nullable String reclaimSentence() {
        return ReclaimRefusal.sentence(this);
    }

    @Part("segment")
    private @Nullable String segmentSentence() {
        return SegmentRefusal.sentence(this);
    }

    @Part("oom")
    private @Nullable String oomSentence() {
        return OomRefusal.sentence(this);
    }

    @Part("compaction")
    private String compactionSentence() {
        return of("the knob") + " takes " + (b == c ? "" + b : b + " to " + c) + "; this is " + a;
    }

    @Part("objects")
    private @Nullable String objectSentence() {
        return switch (reason) {
            case CACHE_UNKNOWN -> word == null ? "there is no such cache" : "there is no cache " + word;
            case CACHE_EXISTS -> of("this name") + " is a cache already";
            case CACHE_BUSY ->
                a == 0
                        ? of("the cache") + (c == 0 ? " belongs to kmalloc() and stays" : " feeds a memory pool")
                        : of("the cache") + " still has " + a + (a == 1 ? " object" : " objects") + " in use, in " + b
                                + (b == 1 ? " slab" : " slabs") + "; free them first";
            case OBJECT_FREE -> "object " + b + " of the slab at pfn " + a + " is free already";
            case OBJECT_FOREIGN -> of("the address") + " belongs to no object that was allocated";
            case OBJECT_INSIDE -> of("the address") + " is no first byte of an object of the slab at pfn " + a;
            case CACHE_SIZE -> "size is from 1 to what fits a block of order 10; this is " + of("another number");
            case KMALLOC_ZERO -> "size is at least 1; this is 0";
            case KMALLOC_TOO_LARGE -> "size is at most 4194304; this is " + of("more");
            case CACHE_ALIGN -> "align is 0 or a power of two up to 4194304; this is " + of("another number");
            case PAGE_OF_SLAB ->
                "pfn " + a + " is in the block at pfn " + b + " of order " + c + ", which holds objects; free those";
            case CACHES_FULL -> "there are " + a + " caches already, and a machine has no more";
            default -> poolSentence();
        };
    }

    private @Nullable String poolSentence() {
        return switch (reason) {
            case WRITE_OUTSIDE ->
                "memset writes 1 to " + Math.min(a, 4096) + " bytes from " + of("there")
                        + " on, no further than the slab or block";
            case WRITE_POINTER ->
                "it would destroy the free pointer of object " + b + " of the slab at pfn " + a
                        + ", and no check would find out";
            case POOL_UNKNOWN -> word == null ? "there is no such pool" : "there is no pool " + word;
            case POOL_WAITS ->
                of("the pool") + " is empty and the allocator below has nothing: mempool_alloc waits until an element"
                        + " comes back, so free one and ask again";
            case POOL_FOREIGN -> "this is no element that " + of("the pool") + " could have handed out";
            case ELEMENT_RESERVED -> "this lies in the reserve of " + of("a pool") + ", so nobody holds it";
            case POOL_UNFIT ->
                switch (a) {
                    case 0 -> "min_nr is from 1 to " + b;
                    case 1 -> "there are " + b + " pools already, and a machine has no more";
                    case 2 -> of("this name") + " is a pool already";
                    default ->
                        of("the cache") + " has a constructor, and elements of a pool are never constructed anew";
                };
            default -> null;
        };
    }
}
