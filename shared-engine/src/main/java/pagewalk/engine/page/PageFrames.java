package pagewalk.engine.page;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;

/**
 * The page frames of a machine: what Linux keeps in struct page, as parallel arrays.
 *
 * <p>Every frame belongs to a block, and only the first frame of a block, its head, says what the block is and which
 * order it has. All other frames are {@link #TAIL}. That makes allocating or freeing a block of any order a constant
 * number of writes. {@code pfn} is absolute; the arrays start at {@link #basePfn()}.
 */
public final class PageFrames {
    /** No memory here: a hole between zones. */
    public static final int ABSENT = 0;
    /** Inside a block; the head is at a lower pfn. */
    public static final int TAIL = 1;
    /** Head of a free block, on a free list (PG_buddy). */
    public static final int FREE = 2;
    /** Head of a block that a command allocated. */
    public static final int ALLOCATED = 3;
    /** Head of a block that was in use before the first command. */
    public static final int USED = 4;
    /** Head of a block on its way: off the lists, and not handed out. */
    public static final int MOVING = 5;

    public static final int NIL = -1;

    private final int basePfn;
    /** {@code kind << 4 | order}, in one byte because the two are always read together. */
    private final byte[] heads;

    /** Frames {@code basePfn} to {@code basePfn + frames - 1}, all absent. */
    public PageFrames(int basePfn, int frames) {
        this.basePfn = basePfn;
        this.heads = new byte[frames];
    }

    private PageFrames(PageFrames other) {
        basePfn = other.basePfn;
        heads = Arrays.copyOf(other.heads, other.heads.length);
    }

    public PageFrames copy() {
        return new PageFrames(this);
    }

    public int basePfn() {
        return basePfn;
    }

    public int endPfn() {
        return basePfn + heads.length;
    }

    public boolean contains(int pfn) {
        return pfn >= basePfn && pfn < basePfn + heads.length;
    }

    /** The kind of frame {@code pfn}, one of the constants. */
    public int kind(int pfn) {
        return heads[index(pfn)] >> 4;
    }

    /** The order of the block whose head is {@code pfn}; meaningless for other frames. */
    public int order(int pfn) {
        return heads[index(pfn)] & 15;
    }

    /** Makes {@code pfn} the head of a block. */
    public void setHead(int pfn, int headKind, int blockOrder) {
        heads[index(pfn)] = (byte) (headKind << 4 | blockOrder);
    }

    /** Makes {@code pfn} an inner frame of a block again. */
    public void setTail(int pfn) {
        heads[index(pfn)] = TAIL << 4;
    }

    /** Marks the frames of {@code [from, to)} as present, inside a block yet to be made. */
    public void setPresent(int from, int to) {
        if (from < to) {
            Arrays.fill(heads, index(from), index(to - 1) + 1, (byte) (TAIL << 4));
        }
    }

    /** True if a free block of exactly {@code blockOrder} begins at {@code pfn} (mm/internal.h page_is_buddy()). */
    public boolean isFreeHead(int pfn, int blockOrder) {
        return heads[index(pfn)] == (FREE << 4 | blockOrder);
    }

    /** The head of the block that holds {@code pfn}; {@link #NIL} for an absent frame. */
    public int headOf(int pfn) {
        if (!contains(pfn) || kind(pfn) == ABSENT) {
            return NIL;
        }
        for (int o = 0; o <= 10; o++) {
            int candidate = pfn & -(1 << o);
            if (contains(candidate) && kind(candidate) > TAIL) {
                return candidate + (1 << order(candidate)) > pfn ? candidate : NIL;
            }
        }
        return NIL;
    }

    /** Bytes that a copy takes, for budgets. */
    public int bytes() {
        return heads.length;
    }

    /** Folds every head: pfn, kind and order. */
    public void digest(Digest into) {
        for (int pfn = basePfn; pfn < endPfn(); pfn++) {
            if (kind(pfn) > TAIL) {
                into.fold(pfn);
                into.fold(kind(pfn));
                into.fold(order(pfn));
            }
        }
    }

    private int index(int pfn) {
        int i = pfn - basePfn;
        Check.index(i, heads.length, "frame");
        return i;
    }
}
