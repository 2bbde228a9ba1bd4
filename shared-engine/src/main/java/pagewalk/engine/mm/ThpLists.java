package pagewalk.engine.mm;

/** The lists of the LRU, as far as a split of a block changes them. */
public interface ThpLists {
    /** The pages of a block come to the list that it is on, as if they had always been there. */
    void spread(int head);
}
