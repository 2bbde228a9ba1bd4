package pagewalk.engine.mm;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntMap;

/**
 * Lowest tables put aside, a ring for each PMD table with huge entries (mm/pgtable-generic.c): the one that came last
 * goes first, and after it the oldest.
 */
final class ThpDeposits {
    private static final int NIL = IntMap.NIL;

    private final IntMap heads;
    private final IntMap next;
    private int count;

    ThpDeposits() {
        heads = new IntMap();
        next = new IntMap();
    }

    ThpDeposits(ThpDeposits other) {
        heads = other.heads.copy();
        next = other.next.copy();
        count = other.count;
    }

    /** Tables put aside in all. */
    int count() {
        return count;
    }

    /** Puts a table aside for a PMD table (pgtable_trans_huge_deposit()). */
    void put(int pmd, int table) {
        int head = heads.get(pmd);
        next.put(table, head == NIL ? table : next.get(head));
        if (head != NIL) {
            next.put(head, table);
        }
        heads.put(pmd, table);
        count++;
    }

    /** Takes one of a PMD table's back (pgtable_trans_huge_withdraw()). */
    int take(int pmd) {
        int table = heads.get(pmd);
        Check.that(table != NIL, "a table was put aside for each huge entry", "pmd", pmd);
        int after = next.get(table);
        if (after == table) {
            heads.put(pmd, NIL);
        } else {
            int before = after;
            while (next.get(before) != table) {
                before = next.get(before);
            }
            next.put(before, after);
            heads.put(pmd, after);
        }
        next.put(table, NIL);
        count--;
        return table;
    }

    /** How many a PMD table has. */
    int of(int pmd) {
        int head = heads.get(pmd);
        int number = 0;
        for (int table = head; table != NIL && (number == 0 || table != head); table = next.get(table)) {
            number++;
        }
        return number;
    }

    void digest(Digest into) {
        into.fold(count);
    }
}
