package pagewalk.engine.util;

/** A growable list of ints without boxing. */
public final class IntList {
    private int[] values;
    private int size;

    public IntList() {
        this(16);
    }

    public IntList(int capacity) {
        values = new int[Math.max(capacity, 4)];
    }

    public int size() {
        return size;
    }

    public int get(int index) {
        Check.index(index, size, "index");
        return values[index];
    }

    public void set(int index, int value) {
        Check.index(index, size, "index");
        values[index] = value;
    }

    public void add(int value) {
        if (size == values.length) {
            grow(size + 1);
        }
        values[size++] = value;
    }

    /** Puts {@code value} before position {@code index}, which may be the end. */
    public void insert(int index, int value) {
        Check.index(index, size + 1, "index");
        add(value);
        System.arraycopy(values, index, values, index + 1, size - 1 - index);
        values[index] = value;
    }

    /** Takes the value at {@code index} out; those behind it move up. */
    public void removeAt(int index) {
        Check.index(index, size, "index");
        size--;
        System.arraycopy(values, index + 1, values, index, size - index);
    }

    public IntList copy() {
        IntList copy = new IntList(size);
        System.arraycopy(values, 0, copy.values, 0, size);
        copy.size = size;
        return copy;
    }

    /** The last value; the list must not be empty. */
    public int last() {
        return get(size - 1);
    }

    /** Drops everything from {@code newSize} on. */
    public void truncate(int newSize) {
        Check.that(newSize >= 0 && newSize <= size, "truncate only shortens", "newSize", newSize);
        size = newSize;
    }

    public int[] toArray() {
        int[] copy = new int[size];
        System.arraycopy(values, 0, copy, 0, size);
        return copy;
    }

    private void grow(int needed) {
        int[] bigger = new int[Math.max(needed, values.length * 2)];
        System.arraycopy(values, 0, bigger, 0, size);
        values = bigger;
    }
}
