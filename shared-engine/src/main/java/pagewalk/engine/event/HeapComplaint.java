package pagewalk.engine.event;

/** Why a process ends inside malloc() or free(): what glibc prints before it aborts (malloc_printerr()). */
public enum HeapComplaint {
    /** No message: the process touched memory that is not its own. */
    SEGMENTATION_FAULT(1, ""),
    FREE_INVALID_POINTER(2, "free(): invalid pointer"),
    FREE_INVALID_SIZE(3, "free(): invalid size"),
    TCACHE_DOUBLE_FREE(4, "free(): double free detected in tcache 2"),
    TCACHE_TOO_MANY(5, "free(): too many chunks detected in tcache"),
    TCACHE_FREE_UNALIGNED(6, "free(): unaligned chunk detected in tcache 2"),
    NEXT_SIZE_FAST(7, "free(): invalid next size (fast)"),
    FASTTOP(8, "double free or corruption (fasttop)"),
    FREE_TOP(9, "double free or corruption (top)"),
    FREE_OUT(10, "double free or corruption (out)"),
    FREE_PREV(11, "double free or corruption (!prev)"),
    NEXT_SIZE_NORMAL(12, "free(): invalid next size (normal)"),
    FREE_PREV_SIZE(13, "corrupted size vs. prev_size while consolidating"),
    FREE_UNSORTED(14, "free(): corrupted unsorted chunks"),
    MUNMAP_INVALID_POINTER(15, "munmap_chunk(): invalid pointer"),
    UNLINK_SIZE(16, "corrupted size vs. prev_size"),
    UNLINK_LINKS(17, "corrupted double-linked list"),
    UNLINK_NEXTSIZE(18, "corrupted double-linked list (not small)"),
    TCACHE_UNALIGNED(19, "malloc(): unaligned tcache chunk detected"),
    FAST_UNALIGNED(20, "malloc(): unaligned fastbin chunk detected 2"),
    FAST_STASH_UNALIGNED(21, "malloc(): unaligned fastbin chunk detected 3"),
    FAST_CORRUPTION(22, "malloc(): memory corruption (fast)"),
    SMALL_LINKS(23, "malloc(): smallbin double linked list corrupted"),
    UNSORTED_SIZE(24, "malloc(): invalid size (unsorted)"),
    UNSORTED_NEXT_SIZE(25, "malloc(): invalid next size (unsorted)"),
    UNSORTED_PREV_SIZE(26, "malloc(): mismatching next->prev_size (unsorted)"),
    UNSORTED_LINKS(27, "malloc(): unsorted double linked list corrupted"),
    UNSORTED_PREV_INUSE(28, "malloc(): invalid next->prev_inuse (unsorted)"),
    UNSORTED_TAKE(29, "malloc(): corrupted unsorted chunks 3"),
    LARGE_NEXTSIZE(30, "malloc(): largebin double linked list corrupted (nextsize)"),
    LARGE_LINKS(31, "malloc(): largebin double linked list corrupted (bk)"),
    UNSORTED_REST(32, "malloc(): corrupted unsorted chunks"),
    UNSORTED_REST_2(33, "malloc(): corrupted unsorted chunks 2"),
    TOP_SIZE(34, "malloc(): corrupted top size"),
    CONSOLIDATE_UNALIGNED(35, "malloc_consolidate(): unaligned fastbin chunk detected"),
    CONSOLIDATE_SIZE(36, "malloc_consolidate(): invalid chunk size"),
    CONSOLIDATE_PREV_SIZE(37, "corrupted size vs. prev_size in fastbins"),
    REALLOC_INVALID_POINTER(38, "realloc(): invalid pointer"),
    REALLOC_OLD_SIZE(39, "realloc(): invalid old size"),
    REALLOC_NEXT_SIZE(40, "realloc(): invalid next size"),
    MREMAP_INVALID_POINTER(41, "mremap_chunk(): invalid pointer"),
    BREAK_ADJUSTED(42, "break adjusted to free malloc space"),
    MALLINFO_UNALIGNED(43, "mallinfo(): unaligned fastbin chunk detected"),
    SYSMALLOC_ASSERTION(
            44,
            "Fatal glibc error: malloc assertion failure in sysmalloc: "
                    + "(old_top == initial_top (av) && old_size == 0) || ((unsigned long) (old_size) >= MINSIZE && "
                    + "prev_inuse (old_top) && ((unsigned long) old_end & (pagesize - 1)) == 0)"),
    /** No message: a list leads back into itself and the call never returns, until somebody kills the process. */
    ENDLESS(45, "");

    private final int code;
    private final String message;

    HeapComplaint(int code, String message) {
        this.code = code;
        this.message = message;
    }

    public int code() {
        return code;
    }

    /** What is printed to stderr; empty for none. */
    public String message() {
        return message;
    }

    /** The signal that ends the process. */
    public String signal() {
        return switch (this) {
            case SEGMENTATION_FAULT -> "SIGSEGV";
            case ENDLESS -> "SIGKILL";
            default -> "SIGABRT";
        };
    }

    /** What ended it, in words. */
    String sentence() {
        return switch (this) {
            case SEGMENTATION_FAULT -> "SIGSEGV, since what it read is not mapped";
            case ENDLESS -> "SIGKILL, since it walks along a list without end";
            default -> "SIGABRT after \"" + message + "\"";
        };
    }

    /** The complaint with {@code code}; a code that none has is a bug of ours. */
    public static HeapComplaint of(int code) {
        for (HeapComplaint complaint : values()) {
            if (complaint.code == code) {
                return complaint;
            }
        }
        throw new IllegalStateException("PW-CHECK a complaint has the code: code=" + code);
    }
}
