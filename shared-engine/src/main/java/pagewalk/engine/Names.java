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
    /** What {@code held} says of an object's name, and of the name of a cache. */
    private static final int OBJECT = 2;

    private static final int CACHE = 3;
    /** What {@code held} says of a name whose number is an address of its own space, and no pfn. */
    private static final int PLACE = 4;
    /** What {@code held} says of the name of an area of kernel addresses, whose number is a page of that space. */
    private static final int AREA = 5;

    /** What {@code held} says of the name of a process, whose number is its pid. */
    private static final int PROCESS = 6;
    /** What {@code held} says of a segment of shared memory, whose number is its id. */
    private static final int SEGMENT = 7;
    /** What {@code held} says of an address of a program, in two halves: the number, and the bytes. */
    private static final int ADDRESS = 8;

    private final List<String> names;
    private final IntList pfns;
    /** 1 for a name whose block has not been freed, 0 after that, {@link #OBJECT} for the name of an object. */
    private final IntList held;
    /** Bytes into the page, for names of objects. */
    private final IntList offsets;

    /** Names of caches, empty for other names. */
    private final List<String> caches;

    private final IntList sorted;
    private final IntMap ownerOf;

    Names() {
        names = new ArrayList<>();
        pfns = new IntList();
        held = new IntList();
        offsets = new IntList();
        caches = new ArrayList<>();
        sorted = new IntList();
        ownerOf = new IntMap();
    }

    private Names(Names other) {
        names = new ArrayList<>(other.names);
        pfns = other.pfns.copy();
        held = other.held.copy();
        offsets = other.offsets.copy();
        caches = new ArrayList<>(other.caches);
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
        return slot == NIL || held.get(slot) >= PLACE ? NIL : pfns.get(slot);
    }

    /** The address in the range beside the machine that was last bound to {@code name}; {@link #NIL} if none was. */
    public int place(String name) {
        int slot = slot(name);
        return slot == NIL || held.get(slot) != PLACE ? NIL : pfns.get(slot);
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
        ownerOf.put(pfn, put(name, pfn, 0, 1));
    }

    /** Binds {@code name} to what begins {@code offset} bytes into the page at {@code pfn}; returns its number. */
    int bindObject(String name, int pfn, int offset) {
        return put(name, pfn, offset, OBJECT);
    }

    /** The first page of the area that was last bound to {@code name}; {@link #NIL} if none was. */
    public int area(String name) {
        int slot = slot(name);
        return slot == NIL || held.get(slot) != AREA ? NIL : pfns.get(slot);
    }

    /** Binds {@code name} to the area of kernel addresses that begins at {@code page}. */
    void bindArea(String name, int page) {
        put(name, page, 0, AREA);
    }

    /** The pid that was last bound to {@code name}; {@link #NIL} if none was. */
    public int pid(String name) {
        int slot = slot(name);
        return slot == NIL || held.get(slot) != PROCESS ? NIL : pfns.get(slot);
    }

    /** Binds {@code name} to a process. */
    void bindPid(String name, int pid) {
        put(name, pid, 0, PROCESS);
    }

    /** The segment of shared memory that was last bound to {@code name}; {@link #NIL} if none was. */
    public int segment(String name) {
        int slot = slot(name);
        return slot == NIL || held.get(slot) != SEGMENT ? NIL : pfns.get(slot);
    }

    /** Binds {@code name} to a segment of shared memory. */
    void bindSegment(String name, int id) {
        put(name, id, 0, SEGMENT);
    }

    /** Whether {@code name} stands for an address of a program. */
    public boolean isAddress(String name) {
        int slot = slot(name);
        return slot != NIL && held.get(slot) == ADDRESS;
    }

    /** The address of a program that was last bound to {@code name}; 0 if none was. */
    public long address(String name) {
        int slot = slot(name);
        return isAddress(name) ? (long) pfns.get(slot) << 32 | offsets.get(slot) & 0xffffffffL : 0;
    }

    /** The name that was bound to an address of a program last of all; null if none stands for it. */
    public @Nullable String ofAddress(long address) {
        for (int slot = names.size() - 1; slot >= 0; slot--) {
            boolean same = pfns.get(slot) == (int) (address >>> 32) && offsets.get(slot) == (int) address;
            if (same && held.get(slot) == ADDRESS) {
                return names.get(slot);
            }
        }
        return null;
    }

    /** Binds {@code name} to an address of a program. */
    void bindAddress(String name, long address) {
        put(name, (int) (address >>> 32), (int) address, ADDRESS);
    }

    /** Binds {@code name} to an address in the range beside the machine. */
    void bindPlace(String name, int address) {
        put(name, address, 0, PLACE);
    }

    /** Binds {@code name} to the cache called {@code cache}. */
    void bindCache(String name, String cache) {
        caches.set(put(name, NIL, 0, CACHE), cache);
    }

    /** Bytes into the page that {@link #pfn} names; 0 for the name of a block. */
    int offset(String name) {
        int slot = slot(name);
        return slot == NIL ? 0 : offsets.get(slot);
    }

    /** The name of the cache that {@code name} was bound to, or {@code name} itself. */
    String cache(String name) {
        int slot = slot(name);
        return slot != NIL && held.get(slot) == CACHE ? caches.get(slot) : name;
    }

    private int put(String name, int pfn, int offset, int kind) {
        int at = find(name);
        int slot;
        if (at >= 0) {
            slot = sorted.get(at);
            pfns.set(slot, pfn);
            offsets.set(slot, offset);
            held.set(slot, kind);
        } else {
            slot = names.size();
            names.add(name);
            pfns.add(pfn);
            offsets.add(offset);
            caches.add("");
            held.add(kind);
            sorted.insert(-at - 1, slot);
        }
        return slot;
    }

    /** The block at {@code pfn} was freed. */
    void released(int pfn) {
        int slot = ownerOf.get(pfn);
        if (slot != NIL && pfns.get(slot) == pfn && held.get(slot) == 1) {
            held.set(slot, 0);
        }
    }

    /** The block at {@code from} begins at {@code to} now: the name that holds it goes with it. */
    void moved(int from, int to) {
        int slot = ownerOf.get(from);
        if (slot != NIL && pfns.get(slot) == from && held.get(slot) == 1) {
            pfns.set(slot, to);
            ownerOf.put(to, slot);
        }
    }

    void digest(Digest into) {
        for (int i = 0; i < names.size(); i++) {
            into.fold(names.get(i));
            into.fold(pfns.get(i));
            into.fold(held.get(i));
            into.fold(offsets.get(i));
            into.fold(caches.get(i));
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
