package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.PartCodes;

/**
 * One thing a user asks the machine to do: the log, the wire, the console and the lab file in one form.
 *
 * <p>Commands are grouped by area. {@link #text()} and {@link CommandText#parse} are inverse.
 */
public sealed interface Command permits AreaCommand, Command.Frames, Command.Control {
    /** The name its result gets, or null. */
    default @Nullable String as() {
        return null;
    }

    /** The command as one line of text. */
    String text();

    /** Which kind of command it is, for logs and digests. */
    Verb verb();

    /** The verbs: the functions' own names in the kernel, with a code that is never reused. */
    @PartCodes({
        "compaction 6-6",
        "memblock 10-29",
        "objects 30-49",
        "fit 50-54",
        "vmalloc 55-69",
        "vm 80-119",
        "vm 140-147",
        "heap 130-139",
        "segment 120-125",
        "tlb 126-126",
        "reclaim 150-174",
        "oom 175-189"
    })
    enum Verb {
        ALLOC_PAGES(1, "alloc_pages"),
        FREE_PAGES(2, "free_pages"),
        CAT(3, "cat"),
        DRAIN_PAGES(4, "drain_pages"),
        SYSCTL(5, "sysctl"),
        COMPACT_MEMORY(6, "compact_memory"),
        MEMBLOCK_ADD(10, "memblock_add"),
        MEMBLOCK_RESERVE(11, "memblock_reserve"),
        MEMBLOCK_REMOVE(12, "memblock_remove"),
        MEMBLOCK_PHYS_FREE(13, "memblock_phys_free"),
        MEMBLOCK_MARK_NOMAP(14, "memblock_mark_nomap"),
        MEMBLOCK_MARK_HOTPLUG(15, "memblock_mark_hotplug"),
        MEMBLOCK_ALLOC(16, "memblock_alloc"),
        MEMBLOCK_SET_BOTTOM_UP(17, "memblock_set_bottom_up"),
        MEMBLOCK_SET_CURRENT_LIMIT(18, "memblock_set_current_limit"),
        MEMBLOCK_TRIM_MEMORY(19, "memblock_trim_memory"),
        MEMBLOCK_FREE_ALL(20, "memblock_free_all"),
        KMEM_CACHE_CREATE(30, "kmem_cache_create"),
        KMEM_CACHE_ALLOC(31, "kmem_cache_alloc"),
        KMEM_CACHE_FREE(32, "kmem_cache_free"),
        KMEM_CACHE_SHRINK(33, "kmem_cache_shrink"),
        KMEM_CACHE_DESTROY(34, "kmem_cache_destroy"),
        KMALLOC(35, "kmalloc"),
        KFREE(36, "kfree"),
        MEMPOOL_CREATE(37, "mempool_create"),
        MEMPOOL_ALLOC(38, "mempool_alloc"),
        MEMPOOL_FREE(39, "mempool_free"),
        MEMPOOL_RESIZE(40, "mempool_resize"),
        MEMPOOL_DESTROY(41, "mempool_destroy"),
        MEMSET(42, "memset"),
        VALIDATE_SLAB_CACHE(43, "validate_slab_cache"),
        FIT_INIT(50, "fit_init"),
        FIT_ALLOC(51, "fit_alloc"),
        FIT_FREE(52, "fit_free"),
        VMALLOC(55, "vmalloc"),
        VFREE(56, "vfree"),
        IOREMAP(57, "ioremap"),
        IOUNMAP(58, "iounmap"),
        SPAWN(80, "spawn"),
        FORK(81, "fork"),
        EXECVE(82, "execve"),
        EXIT(83, "exit"),
        WAIT(84, "wait"),
        SWITCH_TO(85, "switch_to"),
        PRLIMIT(86, "prlimit"),
        MMAP(90, "mmap"),
        MUNMAP(91, "munmap"),
        MPROTECT(92, "mprotect"),
        MLOCK(93, "mlock"),
        MUNLOCK(94, "munlock"),
        MADVISE(95, "madvise"),
        MREMAP(96, "mremap"),
        BRK(97, "brk"),
        SBRK(98, "sbrk"),
        LOAD(105, "load"),
        STORE(106, "store"),
        FETCH(107, "fetch"),
        CREAT(108, "creat"),
        MALLOC(130, "malloc"),
        CALLOC(131, "calloc"),
        REALLOC(132, "realloc"),
        FREE(133, "free"),
        MALLOC_TRIM(134, "malloc_trim"),
        MALLINFO(135, "mallinfo"),
        MTRACE(136, "mtrace"),
        SEG_INIT(120, "seg_init"),
        SEG_SET(121, "seg_set"),
        SEG_MAP(122, "seg_map"),
        SEG_UNMAP(123, "seg_unmap"),
        SEG_FILL(124, "seg_fill"),
        SEG_TRANSLATE(125, "seg_translate"),
        TLB_STAT(126, "tlb_stat"),
        READ(150, "read"),
        WRITE(151, "write"),
        SWAPON(152, "swapon"),
        SWAPOFF(153, "swapoff"),
        TICK(154, "tick"),
        TRY_TO_FREE_PAGES(155, "try_to_free_pages"),
        SYNC(156, "sync"),
        FSYNC(157, "fsync"),
        FILL(160, "fill"),
        MKSWAP(161, "mkswap"),
        ECHO(165, "echo"),
        SHMGET(140, "shmget"),
        SHMAT(141, "shmat"),
        SHMDT(142, "shmdt"),
        SHMCTL_RMID(143, "shmctl_rmid"),
        CHOOM(175, "choom"),
        SETUID(176, "setuid"),
        RUN(177, "run");

        private final int code;
        private final String word;

        Verb(int code, String word) {
            this.code = code;
            this.word = word;
        }

        public int code() {
            return code;
        }

        /** The verb that is written {@code word}, or null. */
        static @Nullable Verb of(String word) {
            for (Verb verb : values()) {
                if (verb.word.equals(word)) {
                    return verb;
                }
            }
            return null;
        }

        /** Whether it says something about one range of physical addresses. */
        boolean onRange() {
            return code >= 10 && code <= 15;
        }

        /** As it is written in a command. */
        public String word() {
            return word;
        }
    }

    /** Commands about page frames. */
    sealed interface Frames extends Command {
        /** The processor that carries it out; {@link DrainPages#ALL} for all of them. */
        int cpu();
    }

    /** Commands that look at or set up the machine. */
    sealed interface Control extends Command {}

    /**
     * Asks for {@code 1 << order} contiguous pages (include/linux/gfp.h alloc_pages()).
     *
     * @param as name of the result, or null
     * @param order 0 or more; above 10 the machine refuses
     * @param gfp bits of {@link pagewalk.engine.page.Gfp}
     * @param gfpText the gfp flags as written, empty for the default GFP_KERNEL
     * @param cpu the processor that asks
     */
    record AllocPages(@Nullable String as, int order, int gfp, String gfpText, int cpu) implements Frames {
        /** A request of the first processor. */
        public AllocPages(@Nullable String as, int order, int gfp, String gfpText) {
            this(as, order, gfp, gfpText, 0);
        }

        public AllocPages {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
            Check.that(order >= 0, "an order is not negative", "order", order);
            Check.that(gfpText.isEmpty() || LineScanner.isWord(gfpText), "gfp is one word");
            Check.that(cpu >= 0, "a CPU is not negative", "cpu", cpu);
        }

        @Override
        public Verb verb() {
            return Verb.ALLOC_PAGES;
        }

        @Override
        public String text() {
            String base = (as == null ? "" : as + " = ") + "alloc_pages order=" + order;
            return (gfpText.isEmpty() ? base : base + " gfp=" + gfpText) + onCpu(cpu);
        }
    }

    /**
     * Gives a block back (mm/page_alloc.c __free_pages()).
     *
     * @param page the block, by name or by the pfn of its first page
     * @param order the order that the caller takes it for, or {@link #ITS_OWN}
     * @param cpu the processor that frees it
     */
    record FreePages(PageRef page, int order, int cpu) implements Frames {
        /** The order that the block was handed out with, which the machine remembers and the kernel does not. */
        public static final int ITS_OWN = -1;

        /** A free of the whole block on the first processor. */
        public FreePages(PageRef page) {
            this(page, ITS_OWN, 0);
        }

        public FreePages {
            Check.that(cpu >= 0, "a CPU is not negative", "cpu", cpu);
            Check.that(order >= ITS_OWN, "an order is not negative", "order", order);
        }

        @Override
        public Verb verb() {
            return Verb.FREE_PAGES;
        }

        @Override
        public String text() {
            return "free_pages " + page.text() + (order == ITS_OWN ? "" : " order=" + order) + onCpu(cpu);
        }
    }

    /**
     * Empties the lists of pages that processors keep (mm/page_alloc.c drain_all_pages(), drain_local_pages()).
     *
     * @param cpu the processor whose lists are meant, or {@link #ALL}
     */
    record DrainPages(int cpu) implements Frames {
        public static final int ALL = -1;

        /** Empties the lists of all processors. */
        public DrainPages() {
            this(ALL);
        }

        public DrainPages {
            Check.that(cpu >= ALL, "a CPU is not negative", "cpu", cpu);
        }

        @Override
        public Verb verb() {
            return Verb.DRAIN_PAGES;
        }

        @Override
        public String text() {
            return "drain_pages" + (cpu == ALL ? "" : " cpu=" + cpu);
        }
    }

    /**
     * Reads a file of the machine.
     *
     * @param path such as /proc/buddyinfo: one word that begins with a slash
     */
    record Cat(String path) implements Control {
        public Cat {
            Check.that(path.startsWith("/") && LineScanner.isWord(path), "a path is one word from /");
        }

        @Override
        public Verb verb() {
            return Verb.CAT;
        }

        @Override
        public String text() {
            return (path.indexOf('=') < 0 ? "cat " : "cat path=") + path;
        }
    }

    /**
     * Sets a knob or reads it (kernel/sysctl.c).
     *
     * @param name such as vm.watermark_boost_factor: one word without =
     * @param value 0 or more, or {@link #READ}
     */
    record Sysctl(String name, int value) implements Control {
        /** Nothing is set; the knob is read. */
        public static final int READ = -1;

        public Sysctl {
            Check.that(LineScanner.isWord(name) && name.indexOf('=') < 0, "a knob's name is one word");
            Check.that(value >= READ, "a knob's value is not negative", "value", value);
        }

        @Override
        public Verb verb() {
            return Verb.SYSCTL;
        }

        @Override
        public String text() {
            return "sysctl " + name + (value == READ ? "" : "=" + value);
        }
    }

    private static String onCpu(int cpu) {
        return cpu == 0 ? "" : " cpu=" + cpu;
    }
}
