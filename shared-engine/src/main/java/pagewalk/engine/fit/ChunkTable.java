package pagewalk.engine.fit;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;

/**
 * The chunks of a range, as rows of ints: a chain by address that covers every byte once, and beside it the free list,
 * in its own order.
 *
 * <p>A chunk is known by its slot, which stays the same while it grows or shrinks. The free list is a row of slots: it
 * is walked from one end to the other anyway, and sorting it is easy so.
 */
final class ChunkTable {
    static final int NIL = -1;
    /** What {@link #asked} says of a chunk that is free. */
    private static final int FREE = -1;

    private int[] start;
    private int[] size;
    /** Bytes that the owner asked for; {@link #FREE} for a free chunk. */
    private int[] asked;

    private int[] below;
    private int[] above;
    private int[] list;
    private int listed;
    private int slots;
    /** Head of the slots that are out of use, chained by {@link #above}. */
    private int spare = NIL;

    private int chunks;
    private int lowest = NIL;

    ChunkTable() {
        start = new int[16];
        size = new int[16];
        asked = new int[16];
        below = new int[16];
        above = new int[16];
        list = new int[16];
    }

    private ChunkTable(ChunkTable other) {
        start = other.start.clone();
        size = other.size.clone();
        asked = other.asked.clone();
        below = other.below.clone();
        above = other.above.clone();
        list = other.list.clone();
        listed = other.listed;
        slots = other.slots;
        spare = other.spare;
        chunks = other.chunks;
        lowest = other.lowest;
    }

    ChunkTable copy() {
        return new ChunkTable(this);
    }

    /** Chunks, free or not. */
    int chunks() {
        return chunks;
    }

    /** Free chunks. */
    int listed() {
        return listed;
    }

    /** The free chunk at a place of the list. */
    int listAt(int place) {
        Check.index(place, listed, "place");
        return list[place];
    }

    int start(int slot) {
        return start[slot];
    }

    int end(int slot) {
        return start[slot] + size[slot];
    }

    int size(int slot) {
        return size[slot];
    }

    boolean isFree(int slot) {
        return asked[slot] == FREE;
    }

    /** Bytes that the owner of a block asked for. */
    int asked(int slot) {
        return asked[slot];
    }

    /** The chunk with the lowest address, or {@link #NIL}. */
    int lowest() {
        return lowest;
    }

    /** The neighbour with the next higher address, or {@link #NIL}. */
    int above(int slot) {
        return above[slot];
    }

    /** The neighbour with the next lower address, or {@link #NIL}. */
    int below(int slot) {
        return below[slot];
    }

    /** The first chunk of an empty table, free and on no list. */
    int begin(int from, int bytes) {
        int slot = newSlot();
        fill(slot, from, bytes);
        below[slot] = NIL;
        above[slot] = NIL;
        lowest = slot;
        return slot;
    }

    /** Cuts {@code bytes} off the low end of a chunk, as a free chunk on no list; returns its slot. */
    int cutLow(int slot, int bytes) {
        Check.that(bytes > 0 && bytes < size[slot], "a cut leaves both parts some bytes", "bytes", bytes);
        int low = newSlot();
        fill(low, start[slot], bytes);
        start[slot] += bytes;
        size[slot] -= bytes;
        int before = below[slot];
        below[low] = before;
        above[low] = slot;
        below[slot] = low;
        if (before == NIL) {
            lowest = low;
        } else {
            above[before] = low;
        }
        return low;
    }

    /** Lets a chunk swallow the one above it, which is on no list any more. */
    void joinAbove(int slot) {
        int gone = above[slot];
        size[slot] += size[gone];
        above[slot] = above[gone];
        if (above[gone] != NIL) {
            below[above[gone]] = slot;
        }
        asked[gone] = FREE;
        size[gone] = 0;
        above[gone] = spare;
        spare = gone;
        chunks--;
    }

    void take(int slot, int bytes) {
        asked[slot] = bytes;
    }

    void release(int slot) {
        asked[slot] = FREE;
    }

    /** The place of a free chunk in the list; {@link #NIL} if it is not there. */
    int placeOf(int slot) {
        for (int i = 0; i < listed; i++) {
            if (list[i] == slot) {
                return i;
            }
        }
        return NIL;
    }

    void insert(int place, int slot) {
        Check.index(place, listed + 1, "place");
        if (listed == list.length) {
            list = Arrays.copyOf(list, listed * 2);
        }
        System.arraycopy(list, place, list, place + 1, listed - place);
        list[place] = slot;
        listed++;
    }

    void removeAt(int place) {
        Check.index(place, listed, "place");
        listed--;
        System.arraycopy(list, place + 1, list, place, listed - place);
    }

    /** Sorts the list by size; chunks of the same size keep their order. */
    void sortBySize(boolean ascending) {
        for (int i = 1; i < listed; i++) {
            int slot = list[i];
            int to = i;
            while (to > 0 && (ascending ? size[list[to - 1]] > size[slot] : size[list[to - 1]] < size[slot])) {
                list[to] = list[to - 1];
                to--;
            }
            list[to] = slot;
        }
    }

    private void fill(int slot, int from, int bytes) {
        start[slot] = from;
        size[slot] = bytes;
        asked[slot] = FREE;
        chunks++;
    }

    private int newSlot() {
        if (spare != NIL) {
            int slot = spare;
            spare = above[slot];
            return slot;
        }
        if (slots == start.length) {
            int more = slots * 2;
            start = Arrays.copyOf(start, more);
            size = Arrays.copyOf(size, more);
            asked = Arrays.copyOf(asked, more);
            below = Arrays.copyOf(below, more);
            above = Arrays.copyOf(above, more);
        }
        return slots++;
    }

    int bytes() {
        return (5 * start.length + list.length) * 4;
    }

    /** Folds all chunks by address, then the list. */
    void digest(Digest into) {
        for (int slot = lowest; slot != NIL; slot = above[slot]) {
            into.fold(start[slot], size[slot], asked[slot], 0, 0);
        }
        for (int i = 0; i < listed; i++) {
            into.fold(start[list[i]]);
        }
    }
}
