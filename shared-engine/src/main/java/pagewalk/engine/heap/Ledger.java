package pagewalk.engine.heap;

import pagewalk.engine.digest.Digest;

/**
 * Which pointers a program holds: what it asked for and which command asked. The C library keeps no such list; ours
 * tells what leaks and what is used after it was freed.
 */
final class Ledger {
    private final SparseInts rows;
    private int live;

    Ledger() {
        this(new SparseInts(), 0);
    }

    private Ledger(SparseInts rows, int live) {
        this.rows = rows;
        this.live = live;
    }

    Ledger copy() {
        return new Ledger(rows.copy(), live);
    }

    /** The program got the pointer at place {@code mem}. */
    void note(int mem, int asked, int command) {
        live += holds(mem) ? 0 : 1;
        rows.set(mem >> 3, asked);
        rows.set((mem >> 3) + 1, command + 1);
    }

    void drop(int mem) {
        if (holds(mem)) {
            rows.set((mem >> 3) + 1, 0);
            rows.set(mem >> 3, 0);
            live--;
        }
    }

    /** Whether the program holds a pointer to this place. */
    boolean holds(int mem) {
        return (mem & 15) == 0 && rows.get((mem >> 3) + 1) != 0;
    }

    int asked(int mem) {
        return rows.get(mem >> 3);
    }

    int command(int mem) {
        return rows.get((mem >> 3) + 1) - 1;
    }

    /** Pointers that the program holds. */
    int live() {
        return live;
    }

    /** The first place from {@code from} on that the program holds a pointer to; -1 if there is none. */
    int next(int from) {
        int mem = from;
        while (mem < Chunks.PLACES) {
            int used = rows.nextUsed(mem >> 3);
            if (used < 0) {
                return -1;
            }
            mem = Math.max(mem, used << 3);
            if (holds(mem)) {
                return mem;
            }
            mem += 16;
        }
        return -1;
    }

    int bytes() {
        return rows.bytes();
    }

    int bytesBeside(Ledger other) {
        return rows.bytesBeside(other.rows);
    }

    void digest(Digest into) {
        rows.digest(into);
    }
}
