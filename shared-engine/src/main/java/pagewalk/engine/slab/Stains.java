package pagewalk.engine.slab;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntList;

/**
 * Bytes that somebody wrote where no object is in use: all that is kept of the contents of slabs.
 *
 * <p>A run is a slab, the first byte and the byte after the last, counted from the slab's start, and the value they all
 * have. Runs of a slab do not overlap; what stands outside of them is as the allocator left it.
 */
final class Stains {
    static final int NIL = -1;

    private static final int WIDTH = 4;
    private static final int SLAB = 0;
    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int VALUE = 3;

    private IntList runs;

    Stains() {
        runs = new IntList(WIDTH);
    }

    private Stains(Stains other) {
        runs = other.runs.copy();
    }

    Stains copy() {
        return new Stains(this);
    }

    /** How many runs there are. */
    int size() {
        return runs.size() / WIDTH;
    }

    /** {@code [from, to)} of a slab has {@code value} from now on. */
    void write(int slab, int from, int to, int value) {
        clear(slab, from, to);
        add(slab, from, to, value);
    }

    /** {@code [from, to)} of a slab is as the allocator left it, or has just written it. */
    void clear(int slab, int from, int to) {
        if (runs.size() == 0 || from >= to) {
            return;
        }
        IntList old = runs;
        runs = new IntList(old.size());
        for (int at = 0; at < old.size(); at += WIDTH) {
            int first = old.get(at + FROM);
            int end = old.get(at + TO);
            int value = old.get(at + VALUE);
            if (old.get(at + SLAB) != slab || end <= from || first >= to) {
                add(old.get(at + SLAB), first, end, value);
                continue;
            }
            if (first < from) {
                add(slab, first, from, value);
            }
            if (end > to) {
                add(slab, to, end, value);
            }
        }
    }

    /** The first byte of {@code [from, to)} that is not {@code expected}, or {@link #NIL}. */
    int first(int slab, int from, int to, int expected) {
        int found = NIL;
        for (int at = 0; at < runs.size(); at += WIDTH) {
            int start = Math.max(from, runs.get(at + FROM));
            if (wrong(at, slab, from, to, expected) && (found == NIL || start < found)) {
                found = start;
            }
        }
        return found;
    }

    /** The last such byte, or {@link #NIL}. */
    int last(int slab, int from, int to, int expected) {
        int found = NIL;
        for (int at = 0; at < runs.size(); at += WIDTH) {
            if (wrong(at, slab, from, to, expected)) {
                found = Math.max(found, Math.min(to, runs.get(at + TO)) - 1);
            }
        }
        return found;
    }

    /** The value of a byte that was written, or {@link #NIL}. */
    int at(int slab, int offset) {
        for (int at = 0; at < runs.size(); at += WIDTH) {
            if (runs.get(at + SLAB) == slab && runs.get(at + FROM) <= offset && offset < runs.get(at + TO)) {
                return runs.get(at + VALUE);
            }
        }
        return NIL;
    }

    void digest(Digest into) {
        for (int i = 0; i < runs.size(); i++) {
            into.fold(runs.get(i));
        }
    }

    private boolean wrong(int at, int slab, int from, int to, int expected) {
        return runs.get(at + SLAB) == slab
                && runs.get(at + FROM) < to
                && runs.get(at + TO) > from
                && runs.get(at + VALUE) != expected;
    }

    private void add(int slab, int from, int to, int value) {
        runs.add(slab);
        runs.add(from);
        runs.add(to);
        runs.add(value);
    }
}
