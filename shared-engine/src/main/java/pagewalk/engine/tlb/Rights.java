package pagewalk.engine.tlb;

/** What an entry allows, and what it knows of the page-table entry it came from: x86's own bits. */
public final class Rights {
    public static final int WRITE = 1 << 1;
    public static final int USER = 1 << 2;
    /** The D bit is set in the page-table entry, so that a store need not set it. */
    public static final int DIRTY = 1 << 6;
    /** It translates 2 MiB. */
    public static final int HUGE = 1 << 7;
    /** Together with {@link #HUGE}: it translates 1 GiB. */
    public static final int GIGANTIC = 1 << 9;

    /** It outlives a change of CR3. */
    public static final int GLOBAL = 1 << 8;

    public static final int NO_EXEC = 1 << 31;

    private static final int KEPT = WRITE | USER | DIRTY | GLOBAL;

    private Rights() {}

    /** The rights of a page-table entry of two lanes. */
    public static int of(int lo, int hi, boolean huge) {
        return lo & KEPT | hi & NO_EXEC | (huge ? HUGE : 0);
    }

    /** What an entry with such rights translates: 0 for 4 KiB, 1 for 2 MiB, 2 for 1 GiB. */
    public static int size(int rights) {
        return (rights & HUGE) == 0 ? 0 : (rights & GIGANTIC) == 0 ? 1 : 2;
    }

    /** Whether a program may do {@code kind}: 0 load, 1 store, 2 fetch. */
    static boolean allow(int rights, int kind) {
        return (rights & USER) != 0 && (kind == 0 || (kind == 1 ? (rights & WRITE) != 0 : (rights & NO_EXEC) == 0));
    }
}
