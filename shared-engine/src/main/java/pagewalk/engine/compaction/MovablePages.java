package pagewalk.engine.compaction;

/**
 * What compaction must know of a page beside its frame: whether anybody lets it go, and who must learn that it went.
 *
 * <p>This is the only way up: reverse mappings will stand behind it, and say no for a page that somebody has pinned.
 */
public interface MovablePages {
    /** Whether the used block that begins at {@code pfn} may move: it is on the LRU and nobody has pinned it. */
    boolean canMove(int pfn);

    /** The block that began at {@code from} begins at {@code to} now; its old frames have not been freed yet. */
    void moved(int from, int to, int order);
}
