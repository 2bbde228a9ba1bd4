package pagewalk.engine.fit;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;

/**
 * The range that is handed out, and how.
 *
 * @param base first address
 * @param size bytes of the range, at least 1; it ends below 2^31
 * @param header bytes in front of every block, for its size
 * @param align what block sizes, and by {@link Convention#EXACT} addresses, are multiples of; at least 1
 * @param policy which chunk serves
 * @param order where freed chunks go
 * @param coalesce whether freed neighbours become one chunk
 * @param convention how careful it is
 */
public record FitSetup(
        int base,
        int size,
        int header,
        int align,
        FitPolicy policy,
        ListOrder order,
        boolean coalesce,
        Convention convention) {
    /** The longest range; sums of two of its numbers stay below 2^31. */
    public static final int MAX_SIZE = 1 << 30;
    /** The largest header and the largest alignment. */
    public static final int MAX_OVERHEAD = 1 << 20;

    public FitSetup {
        Check.that(size >= 1 && size <= MAX_SIZE, "a range has bytes", "size", size);
        Check.that(base >= 0 && base <= Integer.MAX_VALUE - size, "a range ends below 2^31", "base", base);
        Check.that(header >= 0 && header <= MAX_OVERHEAD, "a header is small", "header", header);
        Check.that(align >= 1 && align <= MAX_OVERHEAD, "an alignment is small", "align", align);
    }

    /** Address after the last byte. */
    public int end() {
        return base + size;
    }

    boolean exact() {
        return convention == Convention.EXACT;
    }

    /** Bytes of the block that serves a request of {@code asked} bytes, at most {@link #MAX_SIZE}. */
    int blockSize(int asked) {
        return exact() ? roundUp(header + asked) : roundUp(asked) + header;
    }

    /** Bytes that stay free in front of a block in a chunk that begins at {@code start}. */
    int lead(int start) {
        return exact() ? roundUp(start + header) - (start + header) : 0;
    }

    private int roundUp(int value) {
        int left = value % align;
        return left == 0 ? value : value - left + align;
    }

    void digest(Digest into) {
        into.fold(base, size, header, align, policy.ordinal());
        into.fold(order.ordinal(), coalesce ? 1 : 0, convention.ordinal(), 0, 0);
    }
}
