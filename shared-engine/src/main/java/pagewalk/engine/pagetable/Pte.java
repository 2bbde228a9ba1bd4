package pagewalk.engine.pagetable;

/**
 * The bits of a page-table entry (arch/x86/include/asm/pgtable_types.h), in two lanes of 32.
 *
 * <pre>
 *     hi  63  62 ... 59  58        57 ... 52  51 ......................... 32
 *         NX  (pkey)     SavedDirty           frame, upper bits
 *     lo  31 ................ 12  11   10  9    8  7   6  5  4    3    2   1   0
 *         frame, lower 20 bits    soft ufd spec G  PS  D  A  PCD  PWT  US  RW  P
 * </pre>
 *
 * <p>An entry without write permission never has the D bit, which would mean a shadow stack to the processor: Linux
 * keeps the bit in SavedDirty then (pte_mksaveddirty()).
 */
public final class Pte {
    public static final int PRESENT = 1;
    public static final int WRITE = 1 << 1;
    public static final int USER = 1 << 2;
    public static final int ACCESSED = 1 << 5;
    public static final int DIRTY = 1 << 6;
    /** In a PMD or PUD entry: it maps 2 MiB or 1 GiB. */
    public static final int HUGE = 1 << 7;
    /** In an entry without P: the page is there, but nobody may touch it (PROT_NONE). */
    public static final int PROTNONE = 1 << 8;
    /** No struct page stands behind it: the zero page. */
    public static final int SPECIAL = 1 << 9;

    public static final int SOFT_DIRTY = 1 << 11;

    /** Upper lane. */
    public static final int SAVED_DIRTY = 1 << 26;

    /** Upper lane. */
    public static final int NO_EXEC = 1 << 31;

    /** Flags of an entry that leads to a table below (_PAGE_TABLE). */
    public static final int TABLE = PRESENT | WRITE | USER | ACCESSED | DIRTY;

    private static final int PFN_SHIFT = 12;
    private static final int LOW_PFN_BITS = 20;
    private static final int HIGH_PFN_MASK = 0xfffff;
    private static final int FLAGS = (1 << PFN_SHIFT) - 1;

    private Pte() {}

    /** The lower lane of an entry for {@code pfn}. */
    public static int lo(int pfn, int flags) {
        return pfn << PFN_SHIFT | flags;
    }

    /** The upper lane of an entry for {@code pfn}. */
    public static int hi(int pfn, int flags) {
        return pfn >>> LOW_PFN_BITS | flags;
    }

    /** The frame an entry names. */
    public static int pfn(int lo, int hi) {
        return lo >>> PFN_SHIFT | (hi & HIGH_PFN_MASK) << LOW_PFN_BITS;
    }

    /** The twelve lower flags. */
    public static int flags(int lo) {
        return lo & FLAGS;
    }

    /** Whether nothing is there (pte_none()). */
    public static boolean isNone(int lo, int hi) {
        return lo == 0 && hi == 0;
    }

    /** Whether a page is there, for the kernel: the processor wants P itself (pte_present()). */
    public static boolean isPresent(int lo) {
        return (lo & (PRESENT | PROTNONE)) != 0;
    }

    /** Whether the page was written through this entry (pte_dirty()). */
    public static boolean isDirty(int lo, int hi) {
        return (lo & DIRTY) != 0 || (hi & SAVED_DIRTY) != 0;
    }

    /** Whether copies of an entry of two lanes must go when it becomes another one (pte_flags_need_flush()). */
    public static boolean needsFlush(int oldLo, int oldHi, int newLo, int newHi) {
        boolean rights = ((oldLo ^ newLo) & (WRITE | USER)) != 0 || ((oldHi ^ newHi) & NO_EXEC) != 0;
        boolean cleared = (oldLo & ~newLo & (PRESENT | ACCESSED | DIRTY)) != 0;
        return (oldLo & PRESENT) != 0 && (rights || cleared);
    }

    /** The lower lane without write permission (pte_wrprotect()); the upper one is {@link #savedDirty}. */
    public static int writeProtected(int lo) {
        return lo & ~(WRITE | DIRTY);
    }

    /** The upper lane that goes with {@link #writeProtected}. */
    public static int savedDirty(int lo, int hi) {
        return (lo & DIRTY) != 0 ? hi | SAVED_DIRTY : hi;
    }

    /** The lower lane with write permission; the upper one loses SavedDirty to D (pte_mkwrite()). */
    public static int writable(int lo, int hi) {
        return lo | WRITE | ((hi & SAVED_DIRTY) != 0 ? DIRTY : 0);
    }
}
