package pagewalk.engine.tlb;

/**
 * What things cost, in cycles of no particular processor: their proportions are what a lesson needs, and no measurement
 * of yours.
 */
public final class Costs {
    /** A translation that the buffer has. */
    public static final int HIT = 1;
    /** One entry of a page table, read from a cache. */
    public static final int WALK_STEP = 14;
    /** INVLPG. */
    public static final int FLUSH_ONE = 120;
    /** Loading CR3. */
    public static final int LOAD_CR3 = 180;
    /** Sending an interrupt to another processor and waiting until it is done. */
    public static final int INTERRUPT = 2000;

    private Costs() {}
}
