package pagewalk.engine.heap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.HeapComplaint;

/**
 * The words that malloc() keeps in a process's memory: headers, links and what is left of older ones.
 *
 * <p>A place is a distance from the first page of the heap, in bytes. A chunk at place {@code p}, a multiple of 16:
 *
 * <pre>
 *     p       size of the chunk before, while that is free          prev_size
 *     p + 8   size of this chunk, and three bits                    size | 4 arena | 2 mapped | 1 one before in use
 *     p + 16  the program's first byte; next of a list while free   fd     (in the tcache and fast bins: mangled)
 *     p + 24                            the one before in a list    bk     (in the tcache: a key)
 *     p + 32  in a large bin: next and last chunk of another size   fd_nextsize, bk_nextsize
 * </pre>
 *
 * <p>Bins are chunks too, as in glibc: bin {@code i} stands at place {@code -i} and has links only. Whoever follows a
 * link that is none gets what the processor would answer, a segmentation fault. Words keep what was written to them
 * until somebody writes again, so that a wrong free() reads what it would read in a real heap.
 */
final class Chunks {
    static final int PREV_INUSE = 1;
    static final int MMAPPED = 2;
    static final int OTHER_ARENA = 4;
    static final int FLAGS = 7;

    /** Bytes before what the program gets. */
    static final int HEADER = 16;

    static final int MIN_SIZE = 32;
    static final int PAGE = 4096;
    static final int BINS = 128;
    /** Places are below this. */
    static final int PLACES = 1 << 30;

    /** The null pointer; what is at place 0 is never linked. */
    static final int NULL = 0;
    /** A link that points nowhere one can read. */
    static final int WILD = -400;
    /** The word by which the tcache knows its own chunks. */
    static final int KEY = -500;

    /** Marks a word that holds a pointer to a place. */
    private static final int POINTER = PLACES;
    /** Marks a word that holds a pointer mixed with its own address (PROTECT_PTR()); places have no lowest bit. */
    private static final int MANGLED = PLACES + 1;

    private static final int FD = 2;
    private static final int BK = 3;
    private static final int FD_NEXTSIZE = 4;
    private static final int BK_NEXTSIZE = 5;

    private final SparseInts words;
    /** A bit for each page of 4 KiB that was written to. */
    private final SparseInts touched;

    private final int[] binFd;
    private final int[] binBk;
    private @Nullable Pages pages;
    /** Words below this can be read, unless somebody else has taken the memory away. */
    private int limit;

    /** The pages below the words. */
    interface Pages {
        /** Somebody writes to the page at a place for the first time; false if nobody may. */
        boolean touched(int place);

        /** Whether the word at a place can be read. */
        boolean isMapped(int place);
    }

    Chunks() {
        words = new SparseInts();
        touched = new SparseInts();
        binFd = new int[BINS];
        binBk = new int[BINS];
        for (int i = 0; i < BINS; i++) {
            binFd[i] = -i;
            binBk[i] = -i;
        }
    }

    private Chunks(Chunks other, SparseInts touched) {
        words = other.words.copy();
        this.touched = touched;
        binFd = other.binFd.clone();
        binBk = other.binBk.clone();
        limit = other.limit;
    }

    Chunks copy() {
        return new Chunks(this, touched.copy());
    }

    void standOn(Pages newPages) {
        pages = newPages;
    }

    /** Words below this place can be read. */
    int limit() {
        return limit;
    }

    /** The break is at place {@code end} now. */
    void setLimit(int end) {
        limit = end;
    }

    /** Every page is shared with somebody again, so that the next write to it counts as the first. */
    void share() {
        touched.clear(0, PLACES >> 17);
    }

    int word(int place) {
        return words.get(place >> 3);
    }

    private void setWord(int place, int value) {
        touch(place);
        words.set(place >> 3, value);
    }

    private void touch(int place) {
        int bits = touched.get(place >> 17);
        int bit = 1 << (place >> 12 & 31);
        if ((bits & bit) == 0) {
            touched.set(place >> 17, bits | bit);
            Pages below = pages;
            if (below != null && !below.touched(place & -PAGE)) {
                throw new HeapAbort(HeapComplaint.SEGMENTATION_FAULT);
            }
        }
    }

    /** Pages from {@code from} to {@code to} are fresh: zero, and nobody has written to them. */
    void renew(int from, int to) {
        words.clear(from >> 3, to >> 3);
        for (int place = from & -PAGE; place < to; place += PAGE) {
            int bits = touched.get(place >> 17);
            int bit = 1 << (place >> 12 & 31);
            if ((bits & bit) != 0) {
                touched.set(place >> 17, bits & ~bit);
            }
        }
    }

    /** Copies words, as memcpy() does. */
    void copyWords(int from, int to, int bytes) {
        int done = 0;
        while (done < bytes) {
            int source = (from + done) >> 3;
            if (words.isBlank(source) && words.isBlank((to + done) >> 3)) {
                int ends = Math.min(
                        SparseInts.pageEnd(source) - source, SparseInts.pageEnd((to + done) >> 3) - ((to + done) >> 3));
                touch(to + done);
                done += ends << 3;
            } else {
                setWord(to + done, words.get(source));
                done += 8;
            }
        }
    }

    /** Writes zeros, as memset() does. */
    void zero(int from, int bytes) {
        for (int page = from & -PAGE; page < from + bytes; page += PAGE) {
            touch(Math.max(page, from));
        }
        words.clear(from >> 3, (from + bytes) >> 3);
    }

    /** The size field as it stands, flags and all; -1 for a word that was no size, which is then larger than any. */
    int head(int p) {
        if (p < 0 || (p >= limit && !isMapped(p + 8))) {
            throw new HeapAbort(HeapComplaint.SEGMENTATION_FAULT);
        }
        int value = words.get((p >> 3) + 1);
        return value < 0 || value >= POINTER ? -1 : value;
    }

    private boolean isMapped(int place) {
        Pages below = pages;
        return below != null && below.isMapped(place);
    }

    void setHead(int p, int value) {
        setWord(p + 8, value);
    }

    /** The size without flags; a word that was no size counts as larger than any. */
    int size(int p) {
        return sizeOf(head(p));
    }

    static int sizeOf(int head) {
        return head < 0 ? POINTER : head & ~FLAGS;
    }

    int prevSize(int p) {
        int value = words.get(p >> 3);
        return value < 0 || value >= POINTER ? POINTER : value;
    }

    /** Writes the size behind a free chunk. */
    void setFoot(int p, int size) {
        setWord(p + size, size);
    }

    boolean prevInUse(int p) {
        return (head(p) & PREV_INUSE) != 0;
    }

    void setInUseBehind(int p, int size) {
        setHead(p + size, head(p + size) | PREV_INUSE);
    }

    void clearInUse(int next) {
        setHead(next, head(next) & ~PREV_INUSE);
    }

    int fd(int p) {
        return p < 0 ? binFd[bin(p)] : link(p, FD);
    }

    int bk(int p) {
        return p < 0 ? binBk[bin(p)] : link(p, BK);
    }

    void setFd(int p, int to) {
        if (p < 0) {
            binFd[bin(p)] = to;
        } else {
            setLink(p, FD, to);
        }
    }

    void setBk(int p, int to) {
        if (p < 0) {
            binBk[bin(p)] = to;
        } else {
            setLink(p, BK, to);
        }
    }

    int fdNext(int p) {
        return link(p, FD_NEXTSIZE);
    }

    int bkNext(int p) {
        return link(p, BK_NEXTSIZE);
    }

    void setFdNext(int p, int to) {
        setLink(p, FD_NEXTSIZE, to);
    }

    void setBkNext(int p, int to) {
        setLink(p, BK_NEXTSIZE, to);
    }

    private static int bin(int p) {
        if (p <= -BINS) {
            throw new HeapAbort(HeapComplaint.SEGMENTATION_FAULT);
        }
        return -p;
    }

    private int link(int p, int word) {
        if (p <= NULL) {
            throw new HeapAbort(HeapComplaint.SEGMENTATION_FAULT);
        }
        int value = words.get((p >> 3) + word);
        if (value == NULL || (value < 0 && value > -BINS)) {
            return value;
        }
        return value >= POINTER && (value & 1) == 0 ? value - POINTER : WILD;
    }

    private void setLink(int p, int word, int to) {
        if (p <= NULL) {
            throw new HeapAbort(HeapComplaint.SEGMENTATION_FAULT);
        }
        setWord(p + (word << 3), to > NULL ? to + POINTER : to);
    }

    /** The mangled link at the program's first word: a place, {@link #NULL}, or {@link #WILD} for no such link. */
    int mangled(int p) {
        if (p <= NULL) {
            throw new HeapAbort(HeapComplaint.SEGMENTATION_FAULT);
        }
        int value = words.get((p >> 3) + FD);
        return value >= MANGLED && (value & 1) != 0 ? value - MANGLED : WILD;
    }

    void setMangled(int p, int to) {
        setWord(p + HEADER, to + MANGLED);
    }

    /** A program wrote over a link: what is read there is {@code to}, a place, {@link #NULL} or {@link #WILD}. */
    void smash(int place, boolean mangled, int to) {
        int pointer = to > NULL ? to + POINTER : to;
        setWord(place, !mangled || to == WILD ? pointer : to + MANGLED);
    }

    boolean hasKey(int p) {
        return words.get((p >> 3) + BK) == KEY;
    }

    void setKey(int p, boolean to) {
        setWord(p + 24, to ? KEY : 0);
    }

    /** Bytes of the words that are kept. */
    int bytes() {
        return words.bytes();
    }

    int bytesBeside(@Nullable Chunks other) {
        return words.bytesBeside(other == null ? null : other.words)
                + touched.bytesBeside(other == null ? null : other.touched)
                + BINS * 8;
    }

    void digest(Digest into) {
        words.digest(into);
        touched.digest(into);
        for (int i = 1; i < BINS; i++) {
            into.fold(binFd[i]);
            into.fold(binBk[i]);
        }
    }
}
