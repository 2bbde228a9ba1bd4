package pagewalk.engine.zswap;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.GrowingInts;

/** Compressed pages from the oldest to the newest (zswap_list_lru). */
final class Entries {
    static final int NIL = -1;

    private static final int ENTRY = 0;
    private static final int ZSPAGE = 1;
    private static final int PREV = 2;
    private static final int NEXT = 3;
    /** 1 until somebody looks for an old one and passes it over (entry->referenced). */
    private static final int NEW = 4;

    private static final int ROW = 5;

    private final GrowingInts rows;
    private int spare = NIL;
    private int head = NIL;
    private int tail = NIL;
    private int size;

    Entries() {
        rows = new GrowingInts();
    }

    private Entries(Entries other) {
        rows = other.rows.copy();
        spare = other.spare;
        head = other.head;
        tail = other.tail;
        size = other.size;
    }

    Entries copy() {
        return new Entries(this);
    }

    int size() {
        return size;
    }

    int oldest() {
        return head;
    }

    int entry(int row) {
        return rows.get(row * ROW + ENTRY);
    }

    int zspage(int row) {
        return rows.get(row * ROW + ZSPAGE);
    }

    /** Whether nobody has passed the page over yet; it is not new after that. */
    boolean isNew(int row) {
        boolean is = rows.get(row * ROW + NEW) != 0;
        rows.set(row * ROW + NEW, 0);
        return is;
    }

    int add(int entry, int zspage) {
        int row = spare;
        if (row == NIL) {
            row = rows.grow(ROW) / ROW;
        } else {
            spare = rows.get(row * ROW + NEXT);
        }
        rows.set(row * ROW + ENTRY, entry);
        rows.set(row * ROW + ZSPAGE, zspage);
        rows.set(row * ROW + NEW, 1);
        link(row);
        size++;
        return row;
    }

    void remove(int row) {
        unlink(row);
        rows.set(row * ROW + NEXT, spare);
        spare = row;
        size--;
    }

    void toTail(int row) {
        unlink(row);
        link(row);
    }

    private void link(int row) {
        rows.set(row * ROW + PREV, tail);
        rows.set(row * ROW + NEXT, NIL);
        if (tail == NIL) {
            head = row;
        } else {
            rows.set(tail * ROW + NEXT, row);
        }
        tail = row;
    }

    private void unlink(int row) {
        int before = rows.get(row * ROW + PREV);
        int behind = rows.get(row * ROW + NEXT);
        if (before == NIL) {
            head = behind;
        } else {
            rows.set(before * ROW + NEXT, behind);
        }
        if (behind == NIL) {
            tail = before;
        } else {
            rows.set(behind * ROW + PREV, before);
        }
    }

    void digest(Digest into) {
        into.fold(size);
        for (int row = head; row != NIL; row = rows.get(row * ROW + NEXT)) {
            into.fold(entry(row));
            into.fold(rows.get(row * ROW + NEW));
        }
    }

    int bytes() {
        return rows.length() * 4;
    }
}
