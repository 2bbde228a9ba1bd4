package pagewalk.web.process;

import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;

/**
 * An entry of a page table, and its bits in words.
 *
 * @param level 4 for the PGD to 1
 * @param table frame of the table
 * @param lo lower lane
 * @param hi upper lane
 */
record PageEntry(int level, int table, int index, int lo, int hi) {
    /** Names of the bits in the order of {@link #has}. */
    static final String[] BITS = {"P", "RW", "US", "A", "D", "PS", "NX"};

    private static final String[] LEVELS = {"", "PTE", "PMD", "PUD", "PGD"};
    private static final String[] SIZES = {"", "4 KiB", "2 MiB", "1 GiB", "512 GiB"};
    private static final int[] LOWER = {Pte.PRESENT, Pte.WRITE, Pte.USER, Pte.ACCESSED, Pte.DIRTY};
    private static final int SIZE = 5;

    static PageEntry at(PageTables tables, int level, int table, int index) {
        return new PageEntry(level, table, index, tables.lo(table, index), tables.hi(table, index));
    }

    static String level(int level) {
        return LEVELS[level];
    }

    int pfn() {
        return Pte.pfn(lo, hi);
    }

    boolean isEmpty() {
        return Pte.isNone(lo, hi);
    }

    /** Whether it names a table below. */
    boolean leadsOn() {
        return level > PageTables.PTE && (lo & Pte.PRESENT) != 0 && (lo & Pte.HUGE) == 0;
    }

    /** Whether it maps memory itself, above the lowest table. */
    boolean isHuge() {
        return level > PageTables.PTE && (lo & Pte.HUGE) != 0 && Pte.isPresent(lo);
    }

    /** Whether it means a slot of swap. */
    boolean isSwap() {
        return level == PageTables.PTE && SwapPte.is(lo);
    }

    /** The device of the slot that it means. */
    int device() {
        return SwapPte.device(hi);
    }

    /** The slot that it means. */
    int slot() {
        return SwapPte.offset(lo);
    }

    /** What it covers, in words. */
    String size() {
        return SIZES[level];
    }

    /** Whether a bit of {@link #BITS} is set. In the lowest table bit 7 means another thing than PS. */
    boolean has(int bit) {
        if (isSwap()) {
            return false;
        }
        if (bit < SIZE) {
            return (lo & LOWER[bit]) != 0;
        }
        return bit == SIZE ? level > PageTables.PTE && (lo & Pte.HUGE) != 0 : hi < 0;
    }

    /** Its set bits by name. */
    String bits() {
        if (isSwap()) {
            return "in swap: slot " + slot() + " of device " + device();
        }
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < BITS.length; bit++) {
            if (has(bit)) {
                text.append(text.length() == 0 ? "" : " ").append(BITS[bit]);
            }
        }
        if (!has(0) && Pte.isPresent(lo)) {
            text.append(text.length() == 0 ? "" : " ").append("PROTNONE");
        }
        return text.length() == 0 ? "no bits" : text.toString();
    }

    /** Its name in its table, such as {@code PTE[3]}. */
    String name() {
        return LEVELS[level] + "[" + index + "]";
    }
}
