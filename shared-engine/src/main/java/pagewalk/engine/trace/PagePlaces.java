package pagewalk.engine.trace;

/** Where the pages of a packed trace lie, by the numbers that the trace gives them. */
public interface PagePlaces {
    /** Whether the place of a page is known. */
    boolean has(int id);

    /** The upper 32 bits of a page's number in its address space. */
    int high(int id);

    /** The lower 32 bits. */
    int low(int id);
}
