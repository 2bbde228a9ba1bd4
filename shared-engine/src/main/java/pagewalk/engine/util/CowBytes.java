package pagewalk.engine.util;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of bytes of fixed length that is cheap to copy: a copy shares every chunk until one side writes to it.
 *
 * <p>{@link CowInts} is the same for ints and says how it works.
 */
public final class CowBytes {
    /** log2 of the bytes in a chunk. */
    private static final int SHIFT = 12;

    private static final int MASK = (1 << SHIFT) - 1;

    private final int length;
    private final byte[][] chunks;
    /** The table of a row that owns nothing yet; never written, and shared by all copies. */
    private final byte[] @Nullable [] none;

    private byte[] @Nullable [] own;

    /** {@code length} times the low eight bits of {@code value}. */
    public CowBytes(int length, int value) {
        Check.that(length >= 0, "a length is not negative", "length", length);
        this.length = length;
        chunks = new byte[(length + MASK) >> SHIFT][];
        none = new byte[chunks.length][];
        own = none;
        fill(0, length, value);
    }

    private CowBytes(CowBytes other) {
        length = other.length;
        chunks = other.chunks.clone();
        none = other.none;
        own = none;
    }

    /** A row of the same values that shares nothing that changes; takes time and memory for the references only. */
    public CowBytes copy() {
        own = none;
        return new CowBytes(this);
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
        byte @Nullable [] chunk = own[index >> SHIFT];
        if (chunk == null) {
            chunk = takeOwn(index >> SHIFT);
        }
        chunk[index & MASK] = (byte) value;
    }

    /** Sets all of {@code [from, to)}; whole chunks become one that is shared. */
    public void fill(int from, int to, int value) {
        Check.that(from >= 0 && from <= to && to <= length, "a run lies within the row", "to", to);
        byte @Nullable [] whole = null;
        for (int at = from; at < to; ) {
            int chunk = at >> SHIFT;
            int end = Math.min((chunk + 1) << SHIFT, length);
            if ((at & MASK) == 0 && end <= to) {
                if (whole == null) {
                    whole = new byte[Math.min(length, 1 << SHIFT)];
                    Arrays.fill(whole, (byte) value);
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
    public int bytesBeside(@Nullable CowBytes relative) {
        byte[] @Nullable [] others = relative == null ? none : relative.chunks;
        int bytes = chunks.length * CowInts.REFERENCE_BYTES;
        byte @Nullable [] last = null;
        for (int i = 0; i < chunks.length; i++) {
            byte[] chunk = chunks[i];
            if (chunk != others[i] && chunk != last) {
                bytes += chunk.length;
            }
            last = chunk;
        }
        return bytes;
    }

    private byte[] takeOwn(int chunk) {
        if (own == none) {
            own = new byte[chunks.length][];
        }
        byte[] copy = chunks[chunk].clone();
        chunks[chunk] = copy;
        own[chunk] = copy;
        return copy;
    }
}
