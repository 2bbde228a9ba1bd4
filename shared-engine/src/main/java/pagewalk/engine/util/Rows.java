package pagewalk.engine.util;

import org.jspecify.annotations.Nullable;

/** Rows of a fixed number of ints, handed out and taken back by number; the last one returned goes first. */
public final class Rows {
    public static final int NIL = -1;

    private final int width;
    private final GrowingInts cells;
    private int spare = NIL;
    private int used;

    /** No rows yet, of {@code width} ints each. */
    public Rows(int width) {
        this.width = width;
        cells = new GrowingInts();
    }

    private Rows(Rows other) {
        width = other.width;
        cells = other.cells.copy();
        spare = other.spare;
        used = other.used;
    }

    public Rows copy() {
        return new Rows(this);
    }

    /** A row of zeros. */
    public int take() {
        used++;
        if (spare == NIL) {
            return cells.grow(width) / width;
        }
        int row = spare;
        spare = get(row, 0);
        for (int i = 0; i < width; i++) {
            set(row, i, 0);
        }
        return row;
    }

    /** Takes a row back; the last one returned is the next one handed out. */
    public void give(int row) {
        Check.that(used > 0, "a row that comes back was handed out", "row", row);
        set(row, 0, spare);
        spare = row;
        used--;
    }

    public int get(int row, int field) {
        return cells.get(row * width + field);
    }

    public void set(int row, int field, int value) {
        cells.set(row * width + field, value);
    }

    public void add(int row, int field, int more) {
        set(row, field, get(row, field) + more);
    }

    /** Rows handed out now. */
    public int used() {
        return used;
    }

    /** Numbers below this have been rows. */
    public int limit() {
        return cells.length() / width;
    }

    /** Bytes that these take beside a copy; all their bytes beside null. */
    public int bytesBeside(@Nullable Rows other) {
        return cells.bytesBeside(other == null ? null : other.cells);
    }
}
