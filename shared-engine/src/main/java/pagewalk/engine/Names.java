package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;

/**
 * Names of results, bound by {@code name = ...}.
 *
 * <p>A name keeps its pfn after the block was freed, so that a second free can be refused for what it is;
 * {@link #held} tells whether the block is still the name's own. Names stand in the order of their first binding, with
 * a sorted index beside them, so that nothing depends on hashing.
 */
public final class Names {
    public static final int NIL = -1;

    private final List<String> names;
    private final IntList pfns;
    private final IntList held;
    private final IntList sorted;
    private final IntMap ownerOf;

    Names() {
        names = new ArrayList<>();
        pfns = new IntList();
        held = new IntList();
        sorted = new IntList();
        ownerOf = new IntMap();
    }

    private Names(Names other) {
        names = new ArrayList<>(other.names);
        pfns = other.pfns.copy();
        held = other.held.copy();
        sorted = other.sorted.copy();
        ownerOf = other.ownerOf.copy();
    }

    Names copy() {
        return new Names(this);
    }

    public int size() {
        return names.size();
    }

    /** The {@code i}-th name in the order of first binding. */
    public String name(int i) {
        return names.get(i);
    }

    /** The pfn last bound to {@code name}, whether freed since or not; {@link #NIL} for an unknown name. */
    public int pfn(String name) {
        int slot = slot(name);
        return slot == NIL ? NIL : pfns.get(slot);
    }

    /** Whether {@code name} is bound to a block that has not been freed since. */
    public boolean held(String name) {
        int slot = slot(name);
        return slot != NIL && held.get(slot) == 1;
    }

    /** The name that holds the block at {@code pfn}, or null. */
    public @Nullable String nameOf(int pfn) {
        int slot = pfn < 0 ? NIL : ownerOf.get(pfn);
        return slot != NIL && pfns.get(slot) == pfn && held.get(slot) == 1 ? names.get(slot) : null;
    }

    /** Binds {@code name} to a block just handed out, or rebinds it. */
    void bind(String name, int pfn) {
        int at = find(name);
        int slot;
        if (at >= 0) {
            slot = sorted.get(at);
            pfns.set(slot, pfn);
            held.set(slot, 1);
        } else {
            slot = names.size();
            names.add(name);
            pfns.add(pfn);
            held.add(1);
            sorted.insert(-at - 1, slot);
        }
        ownerOf.put(pfn, slot);
    }

    /** The block at {@code pfn} was freed. */
    void released(int pfn) {
        int slot = ownerOf.get(pfn);
        if (slot != NIL && pfns.get(slot) == pfn) {
            held.set(slot, 0);
        }
    }

    void digest(Digest into) {
        for (int i = 0; i < names.size(); i++) {
            into.fold(names.get(i));
            into.fold(pfns.get(i));
            into.fold(held.get(i));
        }
    }

    private int slot(String name) {
        int at = find(name);
        return at < 0 ? NIL : sorted.get(at);
    }

    /** Place of {@code name} in the sorted index, or {@code -(place to insert) - 1}. */
    private int find(String name) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = names.get(sorted.get(middle)).compareTo(name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
