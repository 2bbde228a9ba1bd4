package pagewalk.web.process;

/**
 * What an element of the pictures stands for: pages of a process, a frame, or both.
 *
 * @param pid whose pages, 0 for none
 * @param from first page
 * @param to page after the last
 * @param pfn the frame, -1 for none
 */
record Link(int pid, long from, long to, int pfn) {
    static Link page(Page page, int pfn) {
        return new Link(page.pid(), page.number(), page.number() + 1, pfn);
    }

    static Link frame(int pfn) {
        return new Link(0, 0, 0, pfn);
    }

    /** Whether it is one page. */
    boolean isPage() {
        return pid != 0 && to == from + 1;
    }

    /** Whether they have a page or the frame in common. */
    boolean touches(Link other) {
        return pfn >= 0 && pfn == other.pfn || pid != 0 && pid == other.pid && from < other.to && other.from < to;
    }

    boolean same(Link other) {
        return pid == other.pid && from == other.from && to == other.to && pfn == other.pfn;
    }
}
