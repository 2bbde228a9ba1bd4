package pagewalk.engine.slab;

/** What an object of a slab is at the moment. */
public enum ObjectState {
    /** On its slab's freelist, or on that of the CPU whose slab it is in. */
    FREE,
    /** Somebody holds it. */
    HELD,
    /** In the reserve of a memory pool. */
    RESERVED,
    /** Free, but on no list: a check gave up its slab, or cut its freelist. */
    LOST
}
