package pagewalk.engine.heap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;

/**
 * A row of ints without end, all zero at first, that takes memory only where something was written; copies share what
 * neither side has changed since.
 */
final class SparseInts {
    private static final int SHIFT = 7;
    private static final int PAGE = 1 << SHIFT;
    private static final int MASK = PAGE - 1;

    /** What is read; null for a page of zeros. */
    private int[] @Nullable [] pages;
    /** The pages that no copy reads. */
    private int[] @Nullable [] own;

    private int used;

    SparseInts() {
        pages = new int[8][];
        own = new int[8][];
    }

    private SparseInts(SparseInts other) {
        pages = other.pages.clone();
        own = new int[pages.length][];
        used = other.used;
    }

    SparseInts copy() {
        own = new int[pages.length][];
        return new SparseInts(this);
    }

    int get(int index) {
        int page = index >> SHIFT;
        int @Nullable [] ints = page < pages.length ? pages[page] : null;
        return ints == null ? 0 : ints[index & MASK];
    }

    void set(int index, int value) {
        int page = index >> SHIFT;
        int @Nullable [] ints = page < own.length ? own[page] : null;
        if (ints == null) {
            ints = take(page);
        }
        ints[index & MASK] = value;
    }

    private int[] take(int page) {
        if (page >= pages.length) {
            int more = Math.max(page + 1, pages.length * 2);
            pages = Arrays.copyOf(pages, more);
            own = Arrays.copyOf(own, more);
        }
        int @Nullable [] shared = pages[page];
        used += shared == null ? 1 : 0;
        int[] mine = shared == null ? new int[PAGE] : shared.clone();
        pages[page] = mine;
        own[page] = mine;
        return mine;
    }

    /** Makes {@code [from, to)} zero. */
    void clear(int from, int to) {
        int at = from;
        while (at < to) {
            int page = at >> SHIFT;
            if (page >= pages.length) {
                return;
            }
            int end = Math.min((page + 1) << SHIFT, to);
            if (pages[page] != null) {
                clearPage(page, at, end);
            }
            at = end;
        }
    }

    private void clearPage(int page, int from, int to) {
        if (to - from == PAGE) {
            pages[page] = null;
            own[page] = null;
            used--;
            return;
        }
        for (int i = from; i < to; i++) {
            if (get(i) != 0) {
                set(i, 0);
            }
        }
    }

    /** Whether the page that holds {@code index} has no number but zero. */
    boolean isBlank(int index) {
        int page = index >> SHIFT;
        return page >= pages.length || pages[page] == null;
    }

    /** {@code index} itself or the first one behind it in a page that has other numbers than zero; -1 if none has. */
    int nextUsed(int index) {
        int page = index >> SHIFT;
        if (page < pages.length && pages[page] != null) {
            return index;
        }
        do {
            page++;
        } while (page < pages.length && pages[page] == null);
        return page < pages.length ? page << SHIFT : -1;
    }

    /** The first index behind the page that holds {@code index}. */
    static int pageEnd(int index) {
        return ((index >> SHIFT) + 1) << SHIFT;
    }

    /** Bytes of the numbers that are kept. */
    int bytes() {
        return used * PAGE * 4;
    }

    /** Bytes that this takes beside {@code other}, a copy of it; all its bytes beside null. */
    int bytesBeside(@Nullable SparseInts other) {
        int bytes = pages.length * 8;
        for (int i = 0; i < pages.length; i++) {
            int @Nullable [] theirs = other == null || i >= other.pages.length ? null : other.pages[i];
            bytes += pages[i] == null || pages[i] == theirs ? 0 : PAGE * 4;
        }
        return bytes;
    }

    /** Folds every number that is not zero, with its place. */
    void digest(Digest into) {
        for (int page = 0; page < pages.length; page++) {
            int @Nullable [] ints = pages[page];
            if (ints != null) {
                for (int i = 0; i < PAGE; i++) {
                    if (ints[i] != 0) {
                        into.fold((page << SHIFT) + i);
                        into.fold(ints[i]);
                    }
                }
            }
        }
    }
}
