package pagewalk.engine.util;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row of ints that grows at its end and is cheap to copy: {@link CowInts} one behind the other. */
public final class GrowingInts {
    private static final int SHIFT = 12;
    private static final int MASK = (1 << SHIFT) - 1;

    private CowInts[] parts;
    private int count;
    private int length;

    public GrowingInts() {
        parts = new CowInts[0];
    }

    private GrowingInts(GrowingInts other) {
        parts = new CowInts[other.count];
        for (int i = 0; i < other.count; i++) {
            parts[i] = other.parts[i].copy();
        }
        count = other.count;
        length = other.length;
    }

    public GrowingInts copy() {
        return new GrowingInts(this);
    }

    public int length() {
        return length;
    }

    public int get(int index) {
        return parts[index >> SHIFT].get(index & MASK);
    }

    public void set(int index, int value) {
        parts[index >> SHIFT].set(index & MASK, value);
    }

    /** Sets two values that lie side by side, the first at an even index. */
    public void setPair(int index, int first, int second) {
        parts[index >> SHIFT].setPair(index & MASK, first, second);
    }

    /** Appends {@code more} zeros; returns the index of the first. */
    public int grow(int more) {
        Check.that(more >= 0 && length <= Integer.MAX_VALUE - more - MASK, "a row is below 2^31", "more", more);
        int first = length;
        length += more;
        int needed = (length + MASK) >> SHIFT;
        if (needed > parts.length) {
            parts = Arrays.copyOf(parts, Math.max(needed, parts.length * 2));
        }
        for (; count < needed; count++) {
            parts[count] = new CowInts(1 << SHIFT, 0);
        }
        return first;
    }

    /** Bytes that the row takes beside a related copy; all its bytes beside null. */
    public int bytesBeside(@Nullable GrowingInts other) {
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += parts[i].bytesBeside(other == null || i >= other.count ? null : other.parts[i]) + 32;
        }
        return bytes;
    }
}
