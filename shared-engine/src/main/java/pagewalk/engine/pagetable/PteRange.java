package pagewalk.engine.pagetable;

/**
 * Goes over the entries of a range of pages, a lowest table at a time, and passes over what has no table.
 *
 * <p>Page numbers are long here, a few for each table; {@link #hi}, {@link #lo} and the entries are ints.
 */
public final class PteRange {
    private static final int TABLE_SHIFT = 9;
    private static final int INDEX_MASK = 511;
    private static final int LO_SHIFT = 18;
    private static final int LO_MASK = (1 << LO_SHIFT) - 1;

    private final PageTables tables;
    private final Root root;
    private final long end;
    private long next;
    private int table = PageTables.NIL;
    private int from;
    private int to;
    private int hi;
    private int lo;

    /** The pages {@code [start, end)} of an address space. */
    public PteRange(PageTables tables, Root root, long start, long end) {
        this.tables = tables;
        this.root = root;
        this.next = start;
        this.end = end;
    }

    /** Goes to the next table that has entries of the range; false if there is none. */
    public boolean next() {
        while (next < end) {
            int high = (int) (next >>> LO_SHIFT);
            int low = (int) next & LO_MASK;
            int missing = tables.missingLevel(root, high, low);
            if (missing == 0) {
                hi = high;
                lo = low & ~INDEX_MASK;
                from = low & INDEX_MASK;
                table = tables.lowest(root, high, low);
                long tableEnd = (next | INDEX_MASK) + 1;
                to = tableEnd <= end ? INDEX_MASK + 1 : (int) (end & INDEX_MASK);
                next = tableEnd;
                return true;
            }
            long span = 1L << (TABLE_SHIFT * missing);
            next = (next & -span) + span;
        }
        return false;
    }

    /** The table's frame. */
    public int table() {
        return table;
    }

    /** First entry that belongs to the range. */
    public int from() {
        return from;
    }

    /** Entry after the last that belongs to the range. */
    public int to() {
        return to;
    }

    /** Upper int of the pages of this table. */
    public int hi() {
        return hi;
    }

    /** Lower int of the page of entry {@code index}. */
    public int lo(int index) {
        return lo | index;
    }
}
