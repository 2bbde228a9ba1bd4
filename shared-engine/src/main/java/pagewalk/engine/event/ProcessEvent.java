package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** A micro-step of a process or its memory; the arguments are those of its {@link EventKind}. */
public record ProcessEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    private static final String[] LEVELS = {"", "PTE", "PMD", "PUD", "PGD"};
    private static final int FLAGS = 0xfff;

    @Override
    public int pfn() {
        return switch (kind) {
            case HUGE_TAKEN,
                    HUGE_RETURNED,
                    HUGE_STOLEN,
                    TRANSLATED,
                    FAULT_SERVED,
                    MAPPED,
                    UNMAPPED,
                    CACHED,
                    CACHE_DROPPED -> a;
            case WALKED, TABLE_MADE, TABLE_GONE, PAGE_COPIED -> b;
            case PTE_SET, PTE_CLEARED, PTE_MARKED -> frame(a, b);
            case TASK_MADE, TASK_EXEC -> c;
            case SWITCHED -> d;
            default -> -1;
        };
    }

    @Override
    public int order() {
        boolean huge = kind == EventKind.HUGE_TAKEN || kind == EventKind.HUGE_RETURNED;
        return pfn() < 0 ? -1 : huge ? b : 0;
    }

    @Override
    public String sentence() {
        return switch (kind.family()) {
            case PROCESS -> ofProcess();
            case ADDRESS -> ofAddresses();
            default -> ofPaging();
        };
    }

    private String ofProcess() {
        return switch (kind) {
            case TASK_MADE ->
                "process " + a + (b == 0 ? " begins" : " is a child of process " + b) + "; its top table is pfn " + c;
            case TASK_EXEC -> "process " + a + " goes on with a new address space, its top table at pfn " + c;
            case TASK_EXITED -> "process " + a + " exited with code " + b;
            case TASK_REAPED -> "process " + a + " is forgotten";
            case SWITCHED ->
                b == 0
                        ? "CPU " + a + " runs no process" + (c == 0 ? "" : " after process " + c)
                        : "CPU " + a + " runs process " + b + (c == 0 ? "" : " after process " + c) + ", with pfn " + d
                                + " in CR3";
            case PROGRAM -> "mapped a program, its code from " + at(a, b) + " on";
            default -> "process " + a + " has another limit" + (c < 0 ? ": none" : ": " + pages(c));
        };
    }

    private String ofAddresses() {
        return switch (kind) {
            case GAP_FOUND -> "found room for " + pages(c) + " at " + at(a, b);
            case VMA_ADDED -> "added a VMA of " + pages(c) + " at " + at(a, b);
            case VMA_MERGED -> "joined it to the neighbour: one VMA of " + pages(c) + " at " + at(a, b);
            case VMA_APART -> "the range at " + at(a, b) + " and its neighbour stay apart";
            case VMA_SPLIT -> "cut a VMA at " + at(a, b) + ", with " + pages(c) + " above";
            case VMA_CHANGED -> "gave " + pages(c) + " at " + at(a, b) + " other flags";
            case VMA_REMOVED -> "took the VMA of " + pages(c) + " at " + at(a, b) + " away";
            case VMA_RESIZED -> "the mapping at " + at(a, b) + " has " + pages(c) + " now";
            case VMA_FORKED -> "the VMA of " + pages(c) + " at " + at(a, b) + forked();
            case LOCKED ->
                (rule == Rule.MLOCK ? "locked " : "unlocked ") + pages(c) + " at " + at(a, b) + "; " + d
                        + " are locked now";
            case BRK -> "the heap ends " + d + " bytes into the page at " + at(a, b) + " and has " + pages(c);
            case COMMITTED ->
                (rule == Rule.ACCOUNT_RETURN ? "took back " : rule == Rule.ACCOUNT_REFUSE ? "refused " : "promised ")
                        + pages(a) + "; " + b + " are promised in all";
            case STACK_GROWN -> "the stack grew down by " + pages(c) + " to " + at(a, b);
            case STACK_REFUSED -> "the stack may not grow down to " + at(c, d);
            default -> HugeEvent.sentence(this);
        };
    }

    private String forked() {
        return switch (rule) {
            case FORK_DONTCOPY -> " is not in the child";
            case FORK_WIPE -> " is empty in the child";
            case FORK_COPY -> " is in the child, with its entries";
            default -> " is in the child, without entries";
        };
    }

    private String ofPaging() {
        return switch (kind) {
            case WALKED -> walked();
            case TRANSLATED -> access() + " at " + at(c, d) + " reached pfn " + a;
            case FAULT -> "page fault at " + at(c, d) + ", error code " + a;
            case FAULT_SERVED -> (b == 0 ? "minor" : "major") + " fault: " + at(c, d) + " has pfn " + a + " now";
            case SIGNALLED -> (a == 7 ? "SIGBUS" : "SIGSEGV") + " for " + at(c, d);
            case TABLE_MADE -> "pfn " + b + " becomes a " + LEVELS[a] + " table" + (a == 4 ? "" : " for " + at(c, d));
            case TABLE_GONE -> "pfn " + b + " is no " + LEVELS[a] + " table any more";
            case PTE_SET -> "the entry of " + at(c, d) + " is " + entry(a, b);
            case PTE_CLEARED -> "cleared the entry of " + at(c, d) + ", which was " + entry(a, b);
            case PTE_MARKED -> "the processor marked the entry of " + at(c, d) + ": " + entry(a, b);
            default -> ofFrames();
        };
    }

    private String ofFrames() {
        return switch (kind) {
            case MAPPED -> "pfn " + a + " is mapped by " + entries(b);
            case UNMAPPED -> "pfn " + a + " is mapped by " + entries(b) + " still";
            case PAGE_COPIED -> "copied pfn " + a + " to pfn " + b + " for " + at(c, d);
            case ANON_VMA -> "VMA " + b + " has anon_vma " + a + ", with " + c + (c == 1 ? " VMA" : " VMAs");
            case FILE_MADE ->
                (d == 1 ? "shared memory of " : d == 2 ? "memory in huge pages of " : "a file of ") + pages(b)
                        + ", inode " + c;
            case CACHED ->
                b < 0 ? "pfn " + a + " is the page of zeros" : "pfn " + a + " holds page " + c + " of file " + b;
            case CACHE_DROPPED -> "pfn " + a + " holds page " + c + " of file " + b + " no more";
            case HUGE_POOL, HUGE_TAKEN, HUGE_RETURNED, HUGE_STOLEN -> HugeEvent.sentence(this);
            case READ_AHEAD ->
                "read " + pages(c) + " of file " + a + " from page " + b + " on"
                        + (d < 0 ? "" : "; the mark is on page " + d);
            default -> "mapped what is in memory of the 16 pages around " + at(c, d) + ": " + a;
        };
    }

    private String walked() {
        int level = a >> 9;
        return LEVELS[level] + "[" + (a & 511) + "] in pfn " + b
                + (rule == Rule.WALK_EMPTY ? " is not present" : " is " + entry(c, d));
    }

    private String access() {
        return b == 0 ? "the load" : b == 1 ? "the store" : "the fetch";
    }

    private static int frame(int lo, int hi) {
        return lo >>> 12 | (hi & 0xfffff) << 20;
    }

    /** Frame and rights, as P present, W write, U user, A accessed, D dirty, X execute, and PS for a huge page. */
    private static String entry(int lo, int hi) {
        int flags = lo & FLAGS;
        return "pfn " + frame(lo, hi) + " "
                + ((flags & 1) != 0 ? "P" : "-")
                + ((flags & 2) != 0 ? "W" : "-")
                + ((flags & 4) != 0 ? "U" : "-")
                + ((flags & 32) != 0 ? "A" : "-")
                + ((flags & 64) != 0 ? "D" : "-")
                + (hi >= 0 ? "X" : "-")
                + ((flags & 128) != 0 ? ", PS" : "");
    }

    private static String entries(int count) {
        return count + (count == 1 ? " entry" : " entries");
    }

    static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }

    /** The address of a page from its two ints. */
    static String at(int hi, int lo) {
        return Bits.hex((long) hi << 30 | (long) lo << 12);
    }
}
