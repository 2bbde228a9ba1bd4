package pagewalk.engine.pagetable;

/**
 * An entry of a page that is in swap (arch/x86/include/asm/pgtable_64.h), in two lanes of 32.
 *
 * <pre>
 *     hi  63 ... 59   58 .......................... 32
 *         device      offset, inverted, upper bits
 *     lo  31 ....................... 9   8  7  6 ... 4   3          2   1         0
 *         offset, inverted, lower bits   0  0            exclusive      softdirty  0 (P)
 * </pre>
 *
 * <p>The offset is inverted so that a processor that speculates on an entry without P reads no memory by it.
 */
public final class SwapPte {
    /** Offsets are below this, so that the lower lane of an entry is never 0. */
    public static final int OFFSETS = (1 << 23) - 1;

    private static final int EXCLUSIVE = 1 << 3;
    private static final int SOFT_DIRTY = 1 << 1;
    private static final int OFFSET_SHIFT = 9;
    private static final int TYPE_SHIFT = 27;
    private static final int HIGH_OFFSET = (1 << TYPE_SHIFT) - 1;

    private SwapPte() {}

    /** The lower lane of the entry for an offset of a device. */
    public static int lo(int offset, boolean exclusive) {
        return ~offset << OFFSET_SHIFT | SOFT_DIRTY | (exclusive ? EXCLUSIVE : 0);
    }

    /** The upper lane. */
    public static int hi(int device) {
        return device << TYPE_SHIFT | HIGH_OFFSET;
    }

    /** Whether an entry is one of swap: not empty, and not present. */
    public static boolean is(int lo) {
        return lo != 0 && !Pte.isPresent(lo);
    }

    public static int device(int hi) {
        return hi >>> TYPE_SHIFT;
    }

    /** The slot of the device. */
    public static int offset(int lo) {
        return ~lo >>> OFFSET_SHIFT;
    }

    /** Whether the page belonged to one process alone when it was swapped. */
    public static boolean isExclusive(int lo) {
        return (lo & EXCLUSIVE) != 0;
    }

    /** The lower lane of an entry that a fork() has shared. */
    public static int shared(int lo) {
        return lo & ~EXCLUSIVE;
    }
}
