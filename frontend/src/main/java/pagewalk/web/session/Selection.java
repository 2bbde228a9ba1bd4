package pagewalk.web.session;

/** What the student points at, the same in every panel. A pfn of -1 is nothing. */
public final class Selection {
    private int hover = -1;
    private int cursor = -1;
    private int pinned = -1;

    /** Under the pointer. */
    public int hover() {
        return hover;
    }

    /** The cell the arrow keys move. */
    public int cursor() {
        return cursor;
    }

    public int pinned() {
        return pinned;
    }

    /** What the inspector shows: the pinned frame, else the cursor's, else the one under the pointer. */
    public int shown() {
        if (pinned >= 0) {
            return pinned;
        }
        return cursor >= 0 ? cursor : hover;
    }

    /** True when it changed. */
    public boolean hover(int pfn) {
        boolean changed = hover != pfn;
        hover = pfn;
        return changed;
    }

    public void cursor(int pfn) {
        cursor = pfn;
    }

    public void pin(int pfn) {
        pinned = pfn;
        cursor = pfn;
    }

    public void clear() {
        pinned = -1;
        cursor = -1;
    }
}
