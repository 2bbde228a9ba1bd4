package pagewalk.engine.filemap;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntMap;

/** What a file in huge pages knows of them: their size, and what of the pool is promised to it. */
public final class HugeMemory {
    private final int order;
    /** Huge pages that the owner of a private mapping has had: promises that were kept (struct resv_map). */
    private final IntMap had;

    private boolean promised;

    HugeMemory(int order) {
        this(order, new IntMap());
    }

    private HugeMemory(int order, IntMap had) {
        this.order = order;
        this.had = had;
    }

    HugeMemory copy() {
        HugeMemory copy = new HugeMemory(order, had.copy());
        copy.promised = promised;
        return copy;
    }

    /** Order of its pages, 9 or 18. */
    public int order() {
        return order;
    }

    /** All its pages are promised to the file, because it is shared. */
    public void promise() {
        promised = true;
    }

    /** Whether all its pages were promised to the file. */
    public boolean isPromised() {
        return promised;
    }

    /** Whether a huge page is promised: to the file, or to the owner of the one private mapping. */
    public boolean isPromised(int index, boolean owner) {
        return promised || owner && had.get(index) != 1;
    }

    /** The owner of a private mapping got a huge page, or gave it back. */
    public void setHad(int index, boolean has) {
        had.put(index, has ? 1 : 0);
    }

    void digest(int pages, Digest into) {
        into.fold(order);
        into.fold(promised ? 1 : 0);
        for (int index = 0; index < pages >> order; index++) {
            into.fold(had.get(index) == 1 ? 1 : 0);
        }
    }
}
