package pagewalk.engine.pagetable;

/** A translation buffer as the walk sees it: asked before, told after. */
public interface TlbLookup {
    /** No entry translates the access. */
    int MISS = -1;

    /**
     * Translates an access without a walk.
     *
     * @param kind 0 load, 1 store, 2 fetch
     * @return the frame, or {@link #MISS}
     */
    int translate(int mm, int hi, int lo, int kind);

    /** A walk read so many entries. */
    void walked(int entries);

    /** A walk ended at an entry of two lanes that allows the access; {@code level} is 1, or more for a huge page. */
    void found(int hi, int lo, int entry, int upper, int level);
}
