package pagewalk.engine.tlb;

import pagewalk.engine.util.Check;

/**
 * Which pages of an address space changed (struct flush_tlb_info).
 *
 * @param hi upper int of the first page
 * @param lo lower int
 * @param pages how many, in steps of {@code step}; {@link #ALL} for all there are
 * @param step pages from one to the next: 1, 512 for huge ones, 2^18 for those of 1 GiB
 * @param freedTables whether page tables went as well, so that lazy processors must not walk them any more
 */
public record FlushInfo(int hi, int lo, int pages, int step, boolean freedTables) {
    public static final int ALL = -1;
    /** Small pages of one of 1 GiB. */
    private static final int GIGANTIC = 1 << 18;

    public FlushInfo {
        Check.that(pages >= ALL, "a range has pages", "pages", pages);
        Check.that(step == 1 || step == CpuTlb.HUGE_PAGES || step == GIGANTIC, "a step is a page", "step", step);
    }

    /** Everything of an address space. */
    public static FlushInfo all(boolean freedTables) {
        return new FlushInfo(0, 0, ALL, 1, freedTables);
    }

    /** Small pages from one on; tables stay. */
    public static FlushInfo range(int hi, int lo, int pages) {
        return new FlushInfo(hi, lo, pages, 1, false);
    }
}
