package pagewalk.server.page;

/** Pages of a list as addresses name them, counted from 0. */
public final class Paging {
    private static final int LAST = 10_000;

    private Paging() {}

    /** The page asked for, kept within what a list can have: an address is typed by anybody. */
    public static int clamped(int page) {
        return Math.clamp(page, 0, LAST);
    }
}
