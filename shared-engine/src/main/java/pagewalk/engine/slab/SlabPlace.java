package pagewalk.engine.slab;

/** Which list a slab is on; the order is that of {@link SlabTable}'s codes. */
public enum SlabPlace {
    /** On no list: full, or given up after a check failed. */
    UNLISTED,
    /** The slab of a CPU. */
    CPU,
    /** On the partial list of a CPU. */
    CPU_PARTIAL,
    /** On the partial list of the node. */
    NODE_PARTIAL
}
