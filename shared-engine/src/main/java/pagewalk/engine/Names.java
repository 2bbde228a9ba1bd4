package pagewalk.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntList;

/** Names of results, bound by {@code name = ...}: a sorted table, so that nothing depends on hashing. */
public final class Names {
    public static final int NIL = -1;

    private String[] names;
    private int[] pfns;
    private int size;

    Names() {
        names = new String[8];
        pfns = new int[8];
    }

    private Names(Names other) {
        names = Arrays.copyOf(other.names, other.names.length);
        pfns = Arrays.copyOf(other.pfns, other.pfns.length);
        size = other.size;
    }

    Names copy() {
        return new Names(this);
    }

    public int size() {
        return size;
    }

    /** The pfn bound to {@code name}, or {@link #NIL}. */
    public int pfn(String name) {
        int at = find(name);
        return at < 0 ? NIL : pfns[at];
    }

    /** The first name, in alphabetical order, that is bound to {@code pfn}; null if there is none. */
    public @Nullable String nameOf(int pfn) {
        for (int i = 0; i < size; i++) {
            if (pfns[i] == pfn) {
                return names[i];
            }
        }
        return null;
    }

    /** The {@code i}-th name in alphabetical order. */
    public String name(int i) {
        return names[i];
    }

    /** Pfns of all names, in the order of the names. */
    public IntList pfns() {
        IntList all = new IntList(size);
        for (int i = 0; i < size; i++) {
            all.add(pfns[i]);
        }
        return all;
    }

    /** Binds {@code name}, or rebinds it. */
    void bind(String name, int pfn) {
        int at = find(name);
        if (at >= 0) {
            pfns[at] = pfn;
            return;
        }
        int insert = -at - 1;
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            pfns = Arrays.copyOf(pfns, size * 2);
        }
        System.arraycopy(names, insert, names, insert + 1, size - insert);
        System.arraycopy(pfns, insert, pfns, insert + 1, size - insert);
        names[insert] = name;
        pfns[insert] = pfn;
        size++;
    }

    void digest(Digest into) {
        for (int i = 0; i < size; i++) {
            into.fold(names[i]);
            into.fold(pfns[i]);
        }
    }

    /** Index of {@code name}, or {@code -(place to insert) - 1}. */
    private int find(String name) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = names[middle].compareTo(name);
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
