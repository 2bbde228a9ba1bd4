package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Rows;

/**
 * All VMAs of a machine (struct vm_area_struct), by number.
 *
 * <p>A border is a page, in two ints as page tables split it; {@link #start} and {@link #end} join them for system
 * calls,
 * which are rare beside faults.
 */
public final class Vmas {
    public static final int NIL = -1;
    /** What {@link #special} says of a VMA of the program's own. */
    public static final int ORDINARY = 0;

    public static final int VDSO = 1;
    public static final int VVAR = 2;

    private static final int LO_BITS = 18;
    private static final int LO_MASK = (1 << LO_BITS) - 1;

    private static final int MM = 1;
    private static final int START_HI = 2;
    private static final int START_LO = 3;
    private static final int END_HI = 4;
    private static final int END_LO = 5;
    private static final int FLAGS = 6;
    private static final int PGOFF_HI = 7;
    private static final int PGOFF_LO = 8;
    private static final int FILE = 9;
    private static final int SPECIAL = 10;
    private static final int WIDTH = 11;

    private final Rows rows;

    Vmas() {
        rows = new Rows(WIDTH);
    }

    private Vmas(Vmas other) {
        rows = other.rows.copy();
    }

    Vmas copy() {
        return new Vmas(this);
    }

    /** A new VMA; its file is none. */
    int take(int mm, long start, long end, int flags, long pgoff) {
        int vma = rows.take();
        rows.set(vma, MM, mm);
        rows.set(vma, FILE, NIL);
        rows.set(vma, FLAGS, flags);
        setStart(vma, start);
        setEnd(vma, end);
        setPgoff(vma, pgoff);
        return vma;
    }

    void give(int vma) {
        rows.give(vma);
    }

    /** VMAs there are now. */
    public int count() {
        return rows.used();
    }

    /** The address space of a VMA. */
    public int mm(int vma) {
        return rows.get(vma, MM);
    }

    /** First page. */
    public long start(int vma) {
        return (long) rows.get(vma, START_HI) << LO_BITS | rows.get(vma, START_LO);
    }

    /** Page after the last. */
    public long end(int vma) {
        return (long) rows.get(vma, END_HI) << LO_BITS | rows.get(vma, END_LO);
    }

    /** Number of pages. */
    public long pages(int vma) {
        return end(vma) - start(vma);
    }

    void setStart(int vma, long page) {
        rows.set(vma, START_HI, (int) (page >>> LO_BITS));
        rows.set(vma, START_LO, (int) page & LO_MASK);
    }

    void setEnd(int vma, long page) {
        rows.set(vma, END_HI, (int) (page >>> LO_BITS));
        rows.set(vma, END_LO, (int) page & LO_MASK);
    }

    /** Whether it begins at or below a page. */
    boolean startsBy(int vma, int hi, int lo) {
        int startHi = rows.get(vma, START_HI);
        return startHi < hi || startHi == hi && rows.get(vma, START_LO) <= lo;
    }

    /** Whether it ends above a page. */
    boolean endsAbove(int vma, int hi, int lo) {
        int endHi = rows.get(vma, END_HI);
        return endHi > hi || endHi == hi && rows.get(vma, END_LO) > lo;
    }

    /** Bits of {@link VmFlags}. */
    public int flags(int vma) {
        return rows.get(vma, FLAGS);
    }

    void setFlags(int vma, int flags) {
        rows.set(vma, FLAGS, flags);
    }

    /** Place of its first page in the file; for anonymous memory the page where it was first mapped. */
    public long pgoff(int vma) {
        return (long) rows.get(vma, PGOFF_HI) << LO_BITS | rows.get(vma, PGOFF_LO);
    }

    void setPgoff(int vma, long pgoff) {
        rows.set(vma, PGOFF_HI, (int) (pgoff >>> LO_BITS));
        rows.set(vma, PGOFF_LO, (int) pgoff & LO_MASK);
    }

    /** The upper part of {@link #index}, without 64-bit arithmetic. */
    int indexHi(int vma, int hi, int lo) {
        int below = rows.get(vma, PGOFF_LO) + lo - rows.get(vma, START_LO);
        return rows.get(vma, PGOFF_HI) + hi - rows.get(vma, START_HI) + (below >> LO_BITS);
    }

    /** The lower {@link MmState#LO_BITS} bits of {@link #index}. */
    int indexLo(int vma, int lo) {
        return rows.get(vma, PGOFF_LO) + lo - rows.get(vma, START_LO) & LO_MASK;
    }

    /** The place of a page of the VMA in its file (linear_page_index()). */
    public long index(int vma, int hi, int lo) {
        return pgoff(vma) + ((long) hi << LO_BITS | lo) - start(vma);
    }

    /** Number of its file, {@link #NIL} for anonymous memory. */
    public int file(int vma) {
        return rows.get(vma, FILE);
    }

    void setFile(int vma, int file) {
        rows.set(vma, FILE, file);
    }

    /** Whether it has no file. */
    public boolean isAnonymous(int vma) {
        return rows.get(vma, FILE) == NIL && special(vma) == ORDINARY;
    }

    /** Which page of the kernel it shows, if it does. */
    public int special(int vma) {
        return rows.get(vma, SPECIAL);
    }

    void setSpecial(int vma, int special) {
        rows.set(vma, SPECIAL, special);
    }

    void digest(int vma, Digest into) {
        for (int field = MM; field < WIDTH; field++) {
            into.fold(rows.get(vma, field));
        }
    }

    int bytesBeside(@Nullable Vmas other) {
        return rows.bytesBeside(other == null ? null : other.rows);
    }
}
