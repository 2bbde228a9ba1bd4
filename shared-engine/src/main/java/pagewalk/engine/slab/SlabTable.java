package pagewalk.engine.slab;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.GrowingInts;
import pagewalk.engine.util.IntMap;

/**
 * All slabs with their freelists: what Linux keeps in struct slab, and in the free objects themselves.
 *
 * <p>A slab is a small number, reused after it went. {@code links} has a cell for each object: the next free object of
 * its slab, {@link #NIL} at the end of a list, or one of the numbers below it that say who has it. A slab's cells lie
 * side by side, in a run whose
 * length is a power of two, so that runs can be used again.
 */
final class SlabTable {
    static final int NIL = -1;
    static final int IN_USE = -2;
    /** Free, but on no list any more: what a corrupted freelist leaves behind. */
    static final int LOST = -3;
    /** In the reserve of pool p: {@code RESERVED - p}. */
    static final int RESERVED = -16;
    /** In use by the holder of name n: {@code NAMED - n}. */
    static final int NAMED = -1024;

    /** Full, or of a debugging cache and full: on no list. */
    static final int UNLISTED = 0;
    /** The slab of a CPU (frozen). */
    static final int ON_CPU = 1;
    /** On the partial list of a CPU. */
    static final int CPU_PARTIAL = 2;
    /** On the partial list of the node. */
    static final int NODE_PARTIAL = 3;

    private static final int PFN = 0;
    private static final int CACHE = 1;
    private static final int ORDER = 2;
    private static final int OBJECTS = 3;
    private static final int IN_USE_COUNT = 4;
    private static final int PLACE = 5;
    private static final int FREE = 6;
    private static final int NEXT = 7;
    private static final int PREV = 8;
    private static final int BASE = 9;
    private static final int SLABS = 10;
    private static final int WIDTH = 16;
    private static final int SHIFT = 4;
    /** Runs of up to 32768 cells. */
    private static final int RUN_CLASSES = 16;

    private final GrowingInts fields;
    private final GrowingInts links;
    private final IntMap byPfn;
    private final int[] freeRuns;
    private int freeSlab = NIL;

    SlabTable() {
        fields = new GrowingInts();
        links = new GrowingInts();
        byPfn = new IntMap();
        freeRuns = new int[RUN_CLASSES];
        java.util.Arrays.fill(freeRuns, NIL);
    }

    private SlabTable(SlabTable other) {
        fields = other.fields.copy();
        links = other.links.copy();
        byPfn = other.byPfn.copy();
        freeRuns = other.freeRuns.clone();
        freeSlab = other.freeSlab;
    }

    SlabTable copy() {
        return new SlabTable(this);
    }

    /** A new slab, on no list, whose objects are all free and in ascending order. */
    int add(int pfn, int cache, int order, int objects) {
        int slab = freeSlab;
        if (slab == NIL) {
            slab = fields.grow(WIDTH) >> SHIFT;
        } else {
            freeSlab = next(slab);
        }
        put(slab, PFN, pfn);
        put(slab, CACHE, cache);
        put(slab, ORDER, order);
        put(slab, OBJECTS, objects);
        put(slab, IN_USE_COUNT, 0);
        put(slab, PLACE, UNLISTED);
        put(slab, FREE, 0);
        put(slab, NEXT, NIL);
        put(slab, PREV, NIL);
        put(slab, BASE, takeRun(objects));
        put(slab, SLABS, 0);
        for (int i = 0; i < objects; i++) {
            setLink(slab, i, i + 1 < objects ? i + 1 : NIL);
        }
        byPfn.put(pfn, slab);
        return slab;
    }

    /** Forgets a slab that is on no list. */
    void remove(int slab) {
        Check.that(place(slab) == UNLISTED, "a slab that goes is on no list", "slab", slab);
        int run = runClass(objects(slab));
        links.set(base(slab), freeRuns[run]);
        freeRuns[run] = base(slab);
        byPfn.put(pfn(slab), NIL);
        put(slab, PFN, NIL);
        put(slab, NEXT, freeSlab);
        freeSlab = slab;
    }

    /** The slab whose block begins at {@code pfn}, or {@link #NIL}. */
    int at(int pfn) {
        return byPfn.get(pfn);
    }

    /** The first slab there is, in no order that means anything; {@link #NIL} for none. */
    int first() {
        return after(NIL);
    }

    /** The slab after {@code slab} in that order. */
    int after(int slab) {
        for (int next = slab + 1; next << SHIFT < fields.length(); next++) {
            if (pfn(next) != NIL) {
                return next;
            }
        }
        return NIL;
    }

    int pfn(int slab) {
        return field(slab, PFN);
    }

    int cache(int slab) {
        return field(slab, CACHE);
    }

    int order(int slab) {
        return field(slab, ORDER);
    }

    int objects(int slab) {
        return field(slab, OBJECTS);
    }

    /** Objects in use as the slab counts them: all, while it is a CPU's. */
    int inUse(int slab) {
        return field(slab, IN_USE_COUNT);
    }

    void setInUse(int slab, int count) {
        put(slab, IN_USE_COUNT, count);
    }

    int place(int slab) {
        return field(slab, PLACE);
    }

    void setPlace(int slab, int place) {
        put(slab, PLACE, place);
    }

    /** Head of the slab's own freelist, or {@link #NIL}. */
    int free(int slab) {
        return field(slab, FREE);
    }

    void setFree(int slab, int object) {
        put(slab, FREE, object);
    }

    int next(int slab) {
        return field(slab, NEXT);
    }

    void setNext(int slab, int other) {
        put(slab, NEXT, other);
    }

    int prev(int slab) {
        return field(slab, PREV);
    }

    void setPrev(int slab, int other) {
        put(slab, PREV, other);
    }

    /** Slabs from this one to the end of a CPU's partial list. */
    int slabs(int slab) {
        return field(slab, SLABS);
    }

    void setSlabs(int slab, int count) {
        put(slab, SLABS, count);
    }

    /** The next free object after {@code object}, {@link #NIL} or {@link #IN_USE}. */
    int link(int slab, int object) {
        return links.get(base(slab) + object);
    }

    /** Whether a link says that somebody has the object: its user, or a pool. */
    static boolean isHeld(int link) {
        return link == IN_USE || link <= RESERVED;
    }

    void setLink(int slab, int object, int value) {
        links.set(base(slab) + object, value);
    }

    /** Objects from {@code head} to the end of its freelist. */
    int length(int slab, int head) {
        int count = 0;
        for (int object = head; object != NIL; object = link(slab, object)) {
            count++;
        }
        return count;
    }

    /** Folds what a slab is and the order of its own freelist. */
    void digest(int slab, Digest into) {
        into.fold(pfn(slab), order(slab), objects(slab), inUse(slab), place(slab));
        digestList(slab, free(slab), into);
    }

    void digestList(int slab, int head, Digest into) {
        for (int object = head; object != NIL; object = link(slab, object)) {
            into.fold(object);
        }
        into.fold(NIL);
    }

    int bytesBeside(@Nullable SlabTable other) {
        return fields.bytesBeside(other == null ? null : other.fields)
                + links.bytesBeside(other == null ? null : other.links)
                + fields.length();
    }

    private int base(int slab) {
        return field(slab, BASE);
    }

    private int takeRun(int objects) {
        int run = runClass(objects);
        int base = freeRuns[run];
        if (base == NIL) {
            return links.grow(1 << run);
        }
        freeRuns[run] = links.get(base);
        return base;
    }

    private static int runClass(int objects) {
        return Bits.highestSetBit(objects - 1) + 1;
    }

    private int field(int slab, int which) {
        Check.that(slab >= 0, "a slab has a number", "slab", slab);
        return fields.get((slab << SHIFT) + which);
    }

    private void put(int slab, int which, int value) {
        fields.set((slab << SHIFT) + which, value);
    }
}
