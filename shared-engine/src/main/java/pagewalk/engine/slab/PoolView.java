package pagewalk.engine.slab;

/** Looks at memory pools; every answer is of the moment it is given. */
public final class PoolView {
    private final Mempools pools;

    public PoolView(Mempools pools) {
        this.pools = pools;
    }

    /** How many pools there are. */
    public int count() {
        return pools.count();
    }

    /** The number of the {@code i}-th pool, oldest first. */
    public int pool(int i) {
        return pools.pool(i);
    }

    /** The pool called {@code name}, or -1. */
    public int named(String name) {
        return pools.named(name);
    }

    public String name(int pool) {
        return pools.name(pool);
    }

    public PoolKind kind(int pool) {
        return pools.kind(pool);
    }

    /** A cache, bytes, or an order, as the pool's kind says. */
    public int data(int pool) {
        return pools.data(pool);
    }

    /** Elements that the reserve should have. */
    public int minNr(int pool) {
        return pools.minNr(pool);
    }

    /** Elements that the reserve has (curr_nr). */
    public int reserved(int pool) {
        return pools.reserved(pool);
    }

    /** First pfn of the slab or block of element {@code i} of the reserve; the last is the next to go. */
    public int reservedPfn(int pool, int i) {
        return pools.reservedPfn(pool, i);
    }

    /** Number of that element in its slab, 0 for a block. */
    public int reservedObject(int pool, int i) {
        return pools.reservedObject(pool, i);
    }

    /** The pool in whose reserve the block that begins at {@code pfn} lies, or -1. */
    public int reserveOfBlock(int pfn) {
        return pools.reserveOfBlock(pfn);
    }
}
