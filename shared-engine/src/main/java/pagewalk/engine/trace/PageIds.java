package pagewalk.engine.trace;

import java.util.Arrays;

/**
 * Gives page numbers of up to 64 bits, as two ints, small numbers in the order in which they first appear.
 *
 * <p>Open addressing; a page that was asked for a moment ago is found without a search.
 */
public final class PageIds {
    /** Most pages of a trace: a page and a kind of access fit into an int. */
    public static final int MOST = 1 << 28;

    private static final int RECENT = 64;

    private int[] highs = new int[64];
    private int[] lows = new int[64];
    private int size;
    /** Small numbers plus one, by where they hash to. */
    private int[] table = new int[256];

    private final int[] recent = new int[RECENT];

    /** How many pages there are. */
    public int size() {
        return size;
    }

    /** The upper 32 bits of a page's number. */
    public int high(int id) {
        return highs[id];
    }

    /** The lower 32 bits of a page's number. */
    public int low(int id) {
        return lows[id];
    }

    /** The small number of a page; a new one if the page was not seen before. */
    public int id(int high, int low) {
        int guess = recent[low & RECENT - 1];
        if (guess < size && lows[guess] == low && highs[guess] == high) {
            return guess;
        }
        int id = find(high, low);
        recent[low & RECENT - 1] = id;
        return id;
    }

    private int find(int high, int low) {
        int slot = slot(high, low);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        if (size == lows.length) {
            lows = Arrays.copyOf(lows, size * 2);
            highs = Arrays.copyOf(highs, size * 2);
        }
        lows[size] = low;
        highs[size] = high;
        table[slot] = ++size;
        if (size * 2 > table.length) {
            table = new int[table.length * 2];
            for (int id = 0; id < size; id++) {
                table[slot(highs[id], lows[id])] = id + 1;
            }
        }
        return size - 1;
    }

    private int slot(int high, int low) {
        int mixed = (low ^ high * 0x85ebca6b) * 0x9e3779b1;
        int slot = (mixed ^ mixed >>> 15) & table.length - 1;
        while (table[slot] != 0 && !is(table[slot] - 1, high, low)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private boolean is(int id, int high, int low) {
        return lows[id] == low && highs[id] == high;
    }
}
