package pagewalk.web.process;

import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;

/** Which pages of a range are there, in as many equal parts of it as were asked for. */
final class Presence {
    private static final int ENTRY_BITS = 9;
    private static final int INDEX_MASK = PageTables.ENTRIES - 1;

    private final PageTables tables;
    private final long start;
    private final long end;
    private final int[] boxes;
    private final int[] zeroBoxes;
    private int present;
    private int zero;
    private int huge;
    private long first = -1;

    private Presence(PageTables tables, long start, long end, int parts) {
        this.tables = tables;
        this.start = start;
        this.end = end;
        boxes = new int[parts];
        zeroBoxes = new int[parts];
    }

    /** Counts the present pages from {@code start} up to {@code end}. */
    static Presence of(MmState state, AddressSpace mm, long start, long end, int parts) {
        Presence presence = new Presence(state.tables(), start, end, parts);
        presence.table(PageTables.PGD, mm.root().pgd(), 0);
        return presence;
    }

    /** Looks at a table whose first entry covers pages from {@code base} on. */
    private void table(int level, int table, long base) {
        int shift = ENTRY_BITS * (level - 1);
        long from = Math.max(start, base);
        long to = Math.min(end, base + (1L << shift + ENTRY_BITS));
        int last = (int) (to - 1 - base >>> shift);
        for (int index = (int) (from - base >>> shift) & INDEX_MASK; from < to && index <= last; index++) {
            PageEntry entry = PageEntry.at(tables, level, table, index);
            long at = base + ((long) index << shift);
            if (entry.leadsOn()) {
                table(level - 1, entry.pfn(), at);
            } else if (Pte.isPresent(entry.lo())) {
                count(entry, Math.max(at, start), Math.min(at + (1L << shift), end));
            }
        }
    }

    /** Counts the pages of one entry, part by part. */
    private void count(PageEntry entry, long from, long to) {
        boolean isZero = entry.level() == PageTables.PTE && (entry.lo() & Pte.SPECIAL) != 0;
        first = first < 0 ? from : first;
        huge += entry.isHuge() ? 1 : 0;
        for (long at = from; at < to; ) {
            int box = (int) ((at - start) * boxes.length / (end - start));
            long next = Math.min(to, start + ((box + 1) * (end - start) + boxes.length - 1) / boxes.length);
            int pages = (int) (next - at);
            present += pages;
            boxes[box] += pages;
            if (isZero) {
                zero += pages;
                zeroBoxes[box] += pages;
            }
            at = next;
        }
    }

    /** Pages that an entry maps. */
    int present() {
        return present;
    }

    /** Those of them that are the page of zeros. */
    int zero() {
        return zero;
    }

    /** Entries above the lowest tables that map some of them. */
    int huge() {
        return huge;
    }

    /** Number of the first that is there; -1 for none. */
    long first() {
        return first;
    }

    /** How many are there in each part. */
    int[] boxes() {
        return boxes;
    }

    /** How many of them are the page of zeros. */
    int[] zeroBoxes() {
        return zeroBoxes;
    }
}
