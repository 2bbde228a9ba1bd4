package pagewalk.engine.pagetable;

/** Goes over the entries of huge pages in a range, those that have something in them; {@link PteRange} passes them. */
public final class HugeRange {
    private static final int INDEX_BITS = 9;
    private static final int LO_BITS = 18;
    private static final int LO_MASK = (1 << LO_BITS) - 1;

    private final PageTables tables;
    private final Root root;
    private final int level;
    private final long end;
    private long next;
    private int table;
    private int hi;
    private int lo;

    /** The pages {@code [start, end)} of an address space, in which pages of {@code 1 << order} frames are mapped. */
    public HugeRange(PageTables tables, Root root, int order, long[] range) {
        this.tables = tables;
        this.root = root;
        level = level(order);
        next = range[0];
        end = range[1];
    }

    /** The level whose entries map pages of an order. */
    public static int level(int order) {
        return order / INDEX_BITS + 1;
    }

    /** Goes to the next entry that is not empty; false if there is none. */
    public boolean next() {
        while (next < end) {
            hi = (int) (next >>> LO_BITS);
            lo = (int) next & LO_MASK;
            table = tables.find(root, level, hi, lo);
            int bits = INDEX_BITS * (table == PageTables.NIL ? level : level - 1);
            next = (next >>> bits) + 1 << bits;
            if (table != PageTables.NIL && !Pte.isNone(lower(), upper())) {
                return true;
            }
        }
        return false;
    }

    /** The table that has the entry. */
    public int table() {
        return table;
    }

    /** The entry's place in the table. */
    public int index() {
        return PageTables.index(level, hi, lo);
    }

    /** Lower lane of the entry. */
    public int lower() {
        return tables.lo(table, index());
    }

    /** Upper lane of the entry. */
    public int upper() {
        return tables.hi(table, index());
    }

    /** Upper int of the first page that the entry maps. */
    public int hi() {
        return hi;
    }

    /** Lower int of that page. */
    public int lo() {
        return lo;
    }
}
