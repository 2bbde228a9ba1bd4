package pagewalk.web.process;

import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.util.IntList;

/** The entries of a table that are not empty, and those of them that are listed: a few around the chosen one. */
final class TableWindow {
    /** So many entries are listed at most. */
    static final int ROWS = 8;

    private final IntList filled = new IntList();
    private final int from;

    /**
     * Looks at a table.
     *
     * @param chosen index of the entry that must be listed at {@code shift} 0, empty or not
     * @param shift so many windows further on, or back
     */
    TableWindow(PageTables tables, int table, int chosen, int shift) {
        int place = -1;
        for (int index = 0; index < PageTables.ENTRIES; index++) {
            boolean empty = Pte.isNone(tables.lo(table, index), tables.hi(table, index));
            if (index == chosen) {
                place = filled.size();
            }
            if (!empty || index == chosen) {
                filled.add(index);
            }
        }
        int last = Math.max(0, filled.size() - ROWS);
        int begin = place < 0 ? 0 : place - ROWS / 2;
        from = Math.max(0, Math.min(begin + shift * ROWS, last));
    }

    /** Entries listed. */
    int size() {
        return Math.min(ROWS, filled.size() - from);
    }

    /** Index of the {@code i}-th listed entry. */
    int index(int i) {
        return filled.get(from + i);
    }

    /** Entries before the listed ones. */
    int before() {
        return from;
    }

    /** Entries after the listed ones. */
    int after() {
        return filled.size() - from - size();
    }

    /** Entries that could be listed: all that are not empty, and the chosen one. */
    int all() {
        return filled.size();
    }
}
