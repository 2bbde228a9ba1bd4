package pagewalk.engine.trace;

import pagewalk.engine.util.Check;

/**
 * A stretch of a trace: references one behind the other, each an int of a page and, in its low two bits, the kind of
 * access. It is filled, read and filled again, so that a trace of any length takes no more memory than one stretch.
 */
public final class References {
    /** An instruction was fetched. */
    public static final int FETCH = 0;

    public static final int LOAD = 1;
    public static final int STORE = 2;
    /** A load and a store of one instruction, which is one reference. */
    public static final int MODIFY = 3;

    /** Bits of the kind below the page. */
    public static final int KIND_BITS = 2;

    /** Most references of a trace: the index of one fits into the numbers that say when a page is used next. */
    public static final int MOST = 1 << 30;

    /** The references; those from {@link #size} on mean nothing. */
    final int[] refs;
    /** When the page of each reference is referenced next, if somebody filled it in. */
    final int[] next;

    private int size;
    private int pages;

    /** A stretch of at most {@code capacity} references. */
    public References(int capacity) {
        refs = new int[capacity];
        next = new int[capacity];
    }

    /** The page of a packed reference. */
    public static int page(int reference) {
        return reference >>> KIND_BITS;
    }

    /** The kind of a packed reference. */
    public static int kind(int reference) {
        return reference & MODIFY;
    }

    /** Whether a packed reference writes. */
    public static boolean writes(int reference) {
        return (reference & STORE) != 0;
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return refs.length;
    }

    public boolean isFull() {
        return size == refs.length;
    }

    public int get(int index) {
        Check.index(index, size, "reference");
        return refs[index];
    }

    /** When the page of a reference is referenced next, as {@link NextUses} filled it in. */
    public int next(int index) {
        Check.index(index, size, "reference");
        return next[index];
    }

    public void setNext(int index, int use) {
        Check.index(index, size, "reference");
        next[index] = use;
    }

    /** One more than the highest page that was ever in the stretch; it does not shrink. */
    public int pages() {
        return pages;
    }

    public void add(int page, int kind) {
        refs[size++] = page << KIND_BITS | kind;
        if (page >= pages) {
            pages = page + 1;
        }
    }

    /** Appends a reference that is packed already. */
    public void addPacked(int reference) {
        add(page(reference), kind(reference));
    }

    /** Empties the stretch for what comes next. */
    public void clear() {
        size = 0;
    }
}
