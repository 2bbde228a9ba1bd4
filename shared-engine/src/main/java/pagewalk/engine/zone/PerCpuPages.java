package pagewalk.engine.zone;

import pagewalk.engine.digest.Digest;

/**
 * The pages that one processor keeps of one zone, and the numbers that steer them (struct per_cpu_pages).
 *
 * <p>There is a list for each order from 0 to 3 and each migratetype, and two for huge pages: movable ones and others.
 */
public final class PerCpuPages {
    /** Highest order below a huge page that processors keep (PAGE_ALLOC_COSTLY_ORDER). */
    public static final int COSTLY_ORDER = 3;
    /** Lists of a processor (NR_PCP_LISTS). */
    public static final int LISTS = 14;

    private static final int TYPES = 3;
    private static final int HUGE_LISTS = TYPES * (COSTLY_ORDER + 1);

    private final BlockLists lists;
    private int count;
    private int high;
    private int allocFactor;
    private int freeCount;
    private boolean freedHighOrder;
    private boolean freesHighInBatches;

    PerCpuPages(FreeLists owner, int high) {
        this.lists = owner.blocks().beside(LISTS);
        this.high = high;
    }

    private PerCpuPages(PerCpuPages other, FreeLists owner) {
        lists = other.lists.copyBeside(owner.blocks());
        count = other.count;
        high = other.high;
        allocFactor = other.allocFactor;
        freeCount = other.freeCount;
        freedHighOrder = other.freedHighOrder;
        freesHighInBatches = other.freesHighInBatches;
    }

    PerCpuPages copy(FreeLists owner) {
        return new PerCpuPages(this, owner);
    }

    /** Whether processors keep blocks of this order (pcp_allowed_order()). */
    public static boolean keeps(int order) {
        return order <= COSTLY_ORDER || order == Zone.PAGEBLOCK_ORDER;
    }

    /** The list of an order and a type (order_to_pindex()). */
    public static int list(int order, int type) {
        return order > COSTLY_ORDER ? HUGE_LISTS + (type == Zone.MOVABLE ? 1 : 0) : TYPES * order + type;
    }

    /** The order of the blocks on a list (pindex_to_order()). */
    public static int orderOf(int list) {
        return list >= HUGE_LISTS ? Zone.PAGEBLOCK_ORDER : list / TYPES;
    }

    public BlockLists lists() {
        return lists;
    }

    /** Pages on all lists. */
    public int count() {
        return count;
    }

    public void addCount(int pages) {
        count += pages;
    }

    /** Pages from which on the processor gives some back. */
    public int high() {
        return high;
    }

    public void setHigh(int pages) {
        high = pages;
    }

    /** Refills of order 0 in a row: each doubles the next one. */
    public int allocFactor() {
        return allocFactor;
    }

    public void setAllocFactor(int factor) {
        allocFactor = factor;
    }

    /** Pages freed in a row, with a share of older ones. */
    public int freeCount() {
        return freeCount;
    }

    public void setFreeCount(int pages) {
        freeCount = pages;
    }

    /** Whether the last block freed had order 1 to 3 (PCPF_PREV_FREE_HIGH_ORDER). */
    public boolean freedHighOrder() {
        return freedHighOrder;
    }

    public void setFreedHighOrder(boolean value) {
        freedHighOrder = value;
    }

    /** Whether blocks of order 1 to 3 wait for a whole batch before they go back (PCPF_FREE_HIGH_BATCH). */
    public boolean freesHighInBatches() {
        return freesHighInBatches;
    }

    public void setFreesHighInBatches(boolean value) {
        freesHighInBatches = value;
    }

    void digest(Digest into) {
        lists.digest(into);
        int flags = (freedHighOrder ? 1 : 0) | (freesHighInBatches ? 2 : 0);
        into.fold(flags, count, high, allocFactor, freeCount);
    }
}
