package pagewalk.engine.util;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of ints of fixed length that is cheap to copy: a copy shares every chunk until one side writes to it.
 *
 * <p>It is fork()'s copy on write, with chunks for pages. {@code chunks} is what is read. {@code own} names the chunks
 * that nobody else reads, and has null for the others, so a write looks there first and takes a chunk of its own where
 * it finds none:
 *
 * <pre>
 *     chunks  A B C D        after copy():   chunks  A B C D      after set() in B:   chunks  A b C D
 *     own     A - C -                        own     - - - -                          own     - b - -
 * </pre>
 *
 * <p>Chunks that were never written are one and the same, so they cost a reference each. Nothing here is guarded
 * against threads. {@link CowBytes} is the same for bytes.
 */
public final class CowInts {
    /** log2 of the ints in a chunk of 4 KiB: small for a write to copy, large beside its reference. */
    private static final int SHIFT = 10;

    private static final int MASK = (1 << SHIFT) - 1;
    private static final int INT_BYTES = 4;
    /** What a reference counts, for budgets. */
    static final int REFERENCE_BYTES = 4;

    private final int length;
    private final int[][] chunks;
    /** The table of a row that owns nothing yet; never written, and shared by all copies. */
    private final int[] @Nullable [] none;

    private int[] @Nullable [] own;

    /** {@code length} times {@code value}. */
    public CowInts(int length, int value) {
        Check.that(length >= 0, "a length is not negative", "length", length);
        this.length = length;
        chunks = new int[(length + MASK) >> SHIFT][];
        none = new int[chunks.length][];
        own = none;
        fill(0, length, value);
    }

    private CowInts(CowInts other) {
        length = other.length;
        chunks = other.chunks.clone();
        none = other.none;
        own = none;
    }

    /** A row of the same values that shares nothing that changes; takes time and memory for the references only. */
    public CowInts copy() {
        own = none;
        return new CowInts(this);
    }

    public int length() {
        return length;
    }

    public int get(int index) {
        Check.index(index, length, "index");
        return chunks[index >> SHIFT][index & MASK];
    }

    public void set(int index, int value) {
        Check.index(index, length, "index");
        int @Nullable [] chunk = own[index >> SHIFT];
        if (chunk == null) {
            chunk = takeOwn(index >> SHIFT);
        }
        chunk[index & MASK] = value;
    }

    /** Sets the values at {@code index}, which is even, and behind it: two that lie side by side cost one search. */
    public void setPair(int index, int first, int second) {
        Check.index(index | 1, length, "index");
        int @Nullable [] chunk = own[index >> SHIFT];
        if (chunk == null) {
            chunk = takeOwn(index >> SHIFT);
        }
        chunk[index & MASK] = first;
        chunk[(index | 1) & MASK] = second;
    }

    /** Sets all of {@code [from, to)}; whole chunks become one that is shared. */
    public void fill(int from, int to, int value) {
        Check.that(from >= 0 && from <= to && to <= length, "a run lies within the row", "to", to);
        int @Nullable [] whole = null;
        for (int at = from; at < to; ) {
            int chunk = at >> SHIFT;
            int end = Math.min((chunk + 1) << SHIFT, length);
            if ((at & MASK) == 0 && end <= to) {
                if (whole == null) {
                    whole = new int[Math.min(length, 1 << SHIFT)];
                    Arrays.fill(whole, value);
                }
                chunks[chunk] = whole;
                if (own != none) {
                    own[chunk] = null;
                }
                at = end;
            } else {
                set(at++, value);
            }
        }
    }

    /** Bytes that the row takes beside one it is related to as a copy, either way; all its bytes beside null. */
    public int bytesBeside(@Nullable CowInts relative) {
        int[] @Nullable [] others = relative == null ? none : relative.chunks;
        int bytes = chunks.length * REFERENCE_BYTES;
        int @Nullable [] last = null;
        for (int i = 0; i < chunks.length; i++) {
            int[] chunk = chunks[i];
            if (chunk != others[i] && chunk != last) {
                bytes += chunk.length * INT_BYTES;
            }
            last = chunk;
        }
        return bytes;
    }

    private int[] takeOwn(int chunk) {
        if (own == none) {
            own = new int[chunks.length][];
        }
        int[] copy = chunks[chunk].clone();
        chunks[chunk] = copy;
        own[chunk] = copy;
        return copy;
    }
}
