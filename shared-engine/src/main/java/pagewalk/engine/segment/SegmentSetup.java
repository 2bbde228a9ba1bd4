package pagewalk.engine.segment;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;

/**
 * An address space, the physical memory it is laid into, and how.
 *
 * @param scheme how
 * @param asize bytes of the address space
 * @param psize bytes of physical memory
 * @param page bytes of a page, a power of two; 0 for a scheme without pages
 * @param pdbr page of the page directory; -1 for a scheme without one
 */
public record SegmentSetup(Scheme scheme, long asize, long psize, int page, int pdbr) {
    /** The largest address space and the largest memory, 1 TiB, and the largest register. */
    public static final long MAX_SIZE = 1L << 40;
    /** The same for pages, so that an address is an int. */
    public static final int MAX_PAGED = 1 << 30;
    /** The most entries of a linear table. */
    public static final int MAX_ENTRIES = 1 << 20;
    /** The most pages of memory that an entry of one byte can name. */
    public static final int MAX_SMALL_PAGES = 128;

    public static final int MIN_SMALL_PAGE = 8;
    public static final int MAX_SMALL_PAGE = 64;

    public SegmentSetup {
        Check.that(asize >= 1 && asize <= MAX_SIZE && psize >= 1 && psize <= MAX_SIZE, "a space has bytes");
        Check.that(scheme.hasRegisters() == (page == 0), "a page has bytes", "page", page);
        Check.that((page & (page - 1)) == 0, "a page is a power of two", "page", page);
    }

    /** log2 of the bytes of a page. */
    int pageShift() {
        return Integer.numberOfTrailingZeros(page);
    }

    /** Virtual pages of the address space. */
    public int virtualPages() {
        return page == 0 ? 0 : (int) (asize / page);
    }

    /** Pages of physical memory. */
    public int physicalPages() {
        return page == 0 ? 0 : (int) (psize / page);
    }

    void digest(Digest into) {
        into.fold(scheme.ordinal(), (int) (asize >> 32), (int) asize, (int) (psize >> 32), (int) psize);
        into.fold(page, pdbr, 0, 0, 0);
    }
}
