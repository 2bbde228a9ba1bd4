package pagewalk.engine.tlb;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntList;

/**
 * What each address space knows of its copies in processors (mm_context_t and mm_cpumask): a number that no other ever
 * had, a generation that grows with every change, and the processors that have it loaded.
 */
final class Contexts {
    /** The kernel's own address space, which has no user pages. */
    static final int INIT_MM = -1;

    private static final int INIT_CTX = 1;

    private final IntList ids;
    private final IntList generations;
    private final IntList masks;
    private int lastId = INIT_CTX;

    Contexts() {
        ids = new IntList();
        generations = new IntList();
        masks = new IntList();
    }

    private Contexts(Contexts other) {
        ids = other.ids.copy();
        generations = other.generations.copy();
        masks = other.masks.copy();
        lastId = other.lastId;
    }

    Contexts copy() {
        return new Contexts(this);
    }

    /** A context for address space {@code mm}; returns its number. */
    int begin(int mm) {
        while (ids.size() <= mm) {
            ids.add(0);
            generations.add(0);
            masks.add(0);
        }
        lastId++;
        ids.set(mm, lastId);
        generations.set(mm, 0);
        masks.set(mm, 0);
        return lastId;
    }

    void end(int mm) {
        ids.set(mm, 0);
        generations.set(mm, 0);
        masks.set(mm, 0);
    }

    boolean isThere(int mm) {
        return mm == INIT_MM || mm < ids.size() && ids.get(mm) != 0;
    }

    int size() {
        return ids.size();
    }

    int id(int mm) {
        return mm == INIT_MM ? INIT_CTX : ids.get(mm);
    }

    int generation(int mm) {
        return mm == INIT_MM ? 0 : generations.get(mm);
    }

    /** The next generation (inc_mm_tlb_gen()). */
    int advance(int mm) {
        generations.set(mm, generations.get(mm) + 1);
        return generations.get(mm);
    }

    /** Processors as bits. */
    int mask(int mm) {
        return masks.get(mm);
    }

    void load(int mm, int cpu) {
        if (mm != INIT_MM) {
            masks.set(mm, masks.get(mm) | 1 << cpu);
        }
    }

    void unload(int mm, int cpu) {
        if (mm != INIT_MM) {
            masks.set(mm, masks.get(mm) & ~(1 << cpu));
        }
    }

    void digest(Digest into) {
        into.fold(lastId);
        for (int mm = 0; mm < ids.size(); mm++) {
            into.fold(ids.get(mm), generations.get(mm), masks.get(mm), 0, 0);
        }
    }

    int bytes() {
        return ids.size() * 12 + 64;
    }
}
