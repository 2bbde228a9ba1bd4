package pagewalk.engine.page;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.CowBytes;

/**
 * The page frames of a machine: what Linux keeps in struct page, as parallel arrays.
 *
 * <p>Every frame belongs to a block, and only the first frame of a block, its head, says what the block is and which
 * order it has. All other frames are {@link #TAIL}. That makes allocating or freeing a block of any order a constant
 * number of writes. {@code pfn} is absolute; the arrays start at {@link #basePfn()}.
 */
public final class PageFrames {
    /** No memory here: a hole, between zones or inside one. */
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
    /** Head of a free block that a processor keeps: on no free list, and no buddy merges with it. */
    public static final int CACHED = 6;

    /** A page that memblock kept when it handed memory over, each by itself (PG_reserved). */
    public static final int RESERVED = 7;

    public static final int NIL = -1;

    private final int basePfn;
    /** {@code kind << 4 | order}, in one byte because the two are always read together. */
    private final CowBytes heads;

    /** Frames {@code basePfn} to {@code basePfn + frames - 1}, all absent. */
    public PageFrames(int basePfn, int frames) {
        this.basePfn = basePfn;
        this.heads = new CowBytes(frames, ABSENT);
    }

    private PageFrames(PageFrames other) {
        basePfn = other.basePfn;
        heads = other.heads.copy();
    }

    public PageFrames copy() {
        return new PageFrames(this);
    }

    public int basePfn() {
        return basePfn;
    }

    public int endPfn() {
        return basePfn + heads.length();
    }

    public boolean contains(int pfn) {
        return pfn >= basePfn && pfn < basePfn + heads.length();
    }

    /** The kind of frame {@code pfn}, one of the constants. */
    public int kind(int pfn) {
        return heads.get(pfn - basePfn) >> 4;
    }

    /** The order of the block whose head is {@code pfn}; meaningless for other frames. */
    public int order(int pfn) {
        return heads.get(pfn - basePfn) & 15;
    }

    /** Makes {@code pfn} the head of a block. */
    public void setHead(int pfn, int headKind, int blockOrder) {
        heads.set(pfn - basePfn, headKind << 4 | blockOrder);
    }

    /** Makes {@code pfn} an inner frame of a block again. */
    public void setTail(int pfn) {
        heads.set(pfn - basePfn, TAIL << 4);
    }

    /** Marks the frames of {@code [from, to)} as present, inside a block yet to be made. */
    public void setPresent(int from, int to) {
        if (from < to) {
            heads.fill(from - basePfn, to - basePfn, TAIL << 4);
        }
    }

    /** Marks the frames of {@code [from, to)} as memory that only memblock speaks of. */
    public void setReserved(int from, int to) {
        heads.fill(from - basePfn, to - basePfn, RESERVED << 4);
    }

    /** The order of the free block whose head is {@code pfn}; {@link #NIL} if no free block begins there. */
    public int freeOrder(int pfn) {
        int head = heads.get(pfn - basePfn);
        return head >> 4 == FREE ? head & 15 : NIL;
    }

    /** True if a free block of exactly {@code blockOrder} begins at {@code pfn} (mm/internal.h page_is_buddy()). */
    public boolean isFreeHead(int pfn, int blockOrder) {
        return heads.get(pfn - basePfn) == (FREE << 4 | blockOrder);
    }

    /** The head of the block that holds {@code pfn}; {@link #NIL} for an absent frame. */
    public int headOf(int pfn) {
        int kind = contains(pfn) ? kind(pfn) : ABSENT;
        if (kind != TAIL) {
            return kind == ABSENT ? NIL : pfn;
        }
        for (int o = 1; o <= 10; o++) {
            int candidate = pfn & -(1 << o);
            if (contains(candidate) && kind(candidate) > TAIL) {
                return candidate + (1 << order(candidate)) > pfn ? candidate : NIL;
            }
        }
        return NIL;
    }

    /** Bytes that these take beside another copy of them, for budgets; all their bytes beside null. */
    public int bytesBeside(@Nullable PageFrames other) {
        return heads.bytesBeside(other == null ? null : other.heads);
    }

    /** Folds every head: pfn, kind and order. */
    public void digest(Digest into) {
        int pfn = basePfn;
        while (pfn < endPfn()) {
            int kind = kind(pfn);
            int order = order(pfn);
            if (kind > TAIL) {
                into.fold(pfn);
                into.fold(kind);
                into.fold(order);
            }
            pfn += 1 << order;
        }
    }
}
