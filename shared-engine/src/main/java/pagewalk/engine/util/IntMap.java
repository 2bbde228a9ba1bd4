package pagewalk.engine.util;

import java.util.Arrays;

/**
 * A map from non-negative ints to ints by open addressing; it can be asked, and never walked.
 *
 * <p>Keys are spread by a multiplication, since frame numbers and addresses come in strides.
 */
public final class IntMap {
    /** What {@link #get} answers for a key that is not there. */
    public static final int NIL = -1;

    private int[] keys;
    private int[] values;
    private int size;

    public IntMap() {
        keys = new int[16];
        values = new int[16];
        Arrays.fill(keys, NIL);
    }

    private IntMap(IntMap other) {
        keys = Arrays.copyOf(other.keys, other.keys.length);
        values = Arrays.copyOf(other.values, other.values.length);
        size = other.size;
    }

    public IntMap copy() {
        return new IntMap(this);
    }

    /** The value of {@code key}, or {@link #NIL}. */
    public int get(int key) {
        int slot = slot(keys, key);
        return key >= 0 && keys[slot] == key ? values[slot] : NIL;
    }

    /** Sets the value of {@code key}, which must not be negative. */
    public void put(int key, int value) {
        Check.that(key >= 0, "a key is not negative", "key", key);
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(keys, key);
        if (keys[slot] != key) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
    }

    private static int slot(int[] keys, int key) {
        int mask = keys.length - 1;
        int mixed = key * 0x9e3779b1;
        int slot = (mixed ^ (mixed >>> 15)) & mask;
        while (keys[slot] != NIL && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        Arrays.fill(keys, NIL);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NIL) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
