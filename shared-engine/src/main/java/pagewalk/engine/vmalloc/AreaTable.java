package pagewalk.engine.vmalloc;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.CowInts;
import pagewalk.engine.util.IntList;

/**
 * The areas that are in use (struct vm_struct), as rows of ints, and the frames that each is made of, as a chain from
 * frame to frame. An area is known by its slot. The frames' rows are made when the first area is.
 */
final class AreaTable {
    static final int NIL = -1;
    /** Numbers that an area has. */
    private static final int WIDTH = 8;

    private static final int START = 0;
    private static final int PAGES = 1;
    private static final int KIND = 2;
    private static final int FRAMES = 3;
    private static final int FIRST = 4;
    private static final int LIST = 5;
    private static final int PHYS_HIGH = 6;
    private static final int PHYS_LOW = 7;

    /** A slot that is out of use; its first number chains to the next. */
    private static final int UNUSED = 0;

    private final int basePfn;
    private final int frames;
    private final IntList areas;
    /** Slots in use, by address. */
    private final IntList sorted;

    private int spare;
    /** The frame behind this one in its area, {@link #NIL} for the last. */
    private @Nullable CowInts next;
    /** The area a frame belongs to. */
    private @Nullable CowInts owner;

    AreaTable(int basePfn, int frames) {
        this.basePfn = basePfn;
        this.frames = frames;
        areas = new IntList();
        sorted = new IntList();
        spare = NIL;
    }

    private AreaTable(AreaTable other) {
        basePfn = other.basePfn;
        frames = other.frames;
        areas = other.areas.copy();
        sorted = other.sorted.copy();
        spare = other.spare;
        next = other.next == null ? null : other.next.copy();
        owner = other.owner == null ? null : other.owner.copy();
    }

    AreaTable copy() {
        return new AreaTable(this);
    }

    int count() {
        return sorted.size();
    }

    /** The {@code i}-th area by address. */
    int sorted(int i) {
        return sorted.get(i);
    }

    /** Slots, those out of use too. */
    int slots() {
        return areas.size() / WIDTH;
    }

    boolean isUsed(int slot) {
        return get(slot, KIND) != UNUSED;
    }

    /** First page. */
    int start(int slot) {
        return get(slot, START);
    }

    /** Pages, the guard page among them. */
    int pages(int slot) {
        return get(slot, PAGES);
    }

    int kind(int slot) {
        return get(slot, KIND);
    }

    /** Frames that it has. */
    int frames(int slot) {
        return get(slot, FRAMES);
    }

    int firstFrame(int slot) {
        return get(slot, FIRST);
    }

    /** The area that holds the list of its frames, or {@link #NIL}. */
    int list(int slot) {
        return get(slot, LIST);
    }

    void setList(int slot, int list) {
        set(slot, LIST, list);
    }

    long phys(int slot) {
        return (long) get(slot, PHYS_HIGH) << 32 | get(slot, PHYS_LOW) & 0xffffffffL;
    }

    void setPhys(int slot, long phys) {
        set(slot, PHYS_HIGH, (int) (phys >>> 32));
        set(slot, PHYS_LOW, (int) phys);
    }

    /** The area that begins at a page, or {@link #NIL}. */
    int at(int page) {
        int place = place(page);
        return place < sorted.size() && start(sorted.get(place)) == page ? sorted.get(place) : NIL;
    }

    /** How many areas begin below a page. */
    private int place(int page) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start(sorted.get(middle)) < page) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A new area without frames. */
    int add(int start, int pages, int kind) {
        int slot = spare;
        if (slot == NIL) {
            slot = slots();
            for (int i = 0; i < WIDTH; i++) {
                areas.add(0);
            }
        } else {
            spare = get(slot, START);
        }
        set(slot, START, start);
        set(slot, PAGES, pages);
        set(slot, KIND, kind);
        set(slot, FRAMES, 0);
        set(slot, FIRST, NIL);
        set(slot, LIST, NIL);
        setPhys(slot, 0);
        sorted.insert(place(start), slot);
        return slot;
    }

    void remove(int slot) {
        sorted.removeAt(place(start(slot)));
        set(slot, KIND, UNUSED);
        set(slot, START, spare);
        spare = slot;
    }

    /** Adds a frame behind {@code last}, the frame that was added before, or {@link #NIL}. */
    void addFrame(int slot, int last, int pfn) {
        CowInts behind = next;
        CowInts owners = owner;
        if (behind == null || owners == null) {
            behind = new CowInts(frames, NIL);
            owners = new CowInts(frames, NIL);
            next = behind;
            owner = owners;
        }
        behind.set(pfn - basePfn, NIL);
        owners.set(pfn - basePfn, slot);
        if (last == NIL) {
            set(slot, FIRST, pfn);
        } else {
            behind.set(last - basePfn, pfn);
        }
        set(slot, FRAMES, frames(slot) + 1);
    }

    /** Takes the first frame out of the chain. */
    int removeFirst(int slot) {
        int pfn = firstFrame(slot);
        CowInts owners = owner;
        if (owners != null) {
            set(slot, FIRST, nextFrame(pfn));
            owners.set(pfn - basePfn, NIL);
        }
        set(slot, FRAMES, frames(slot) - 1);
        return pfn;
    }

    /** The frame behind {@code pfn} in its area, or {@link #NIL}. */
    int nextFrame(int pfn) {
        CowInts behind = next;
        return behind == null ? NIL : behind.get(pfn - basePfn);
    }

    /** The area that {@code pfn} belongs to, or {@link #NIL}. */
    int owner(int pfn) {
        CowInts owners = owner;
        return owners == null || pfn < basePfn || pfn >= basePfn + frames ? NIL : owners.get(pfn - basePfn);
    }

    private int get(int slot, int field) {
        return areas.get(slot * WIDTH + field);
    }

    private void set(int slot, int field, int value) {
        areas.set(slot * WIDTH + field, value);
    }

    int bytesBeside(@Nullable AreaTable other) {
        CowInts behind = next;
        CowInts owners = owner;
        return areas.size() * 6
                + (behind == null ? 0 : behind.bytesBeside(other == null ? null : other.next))
                + (owners == null ? 0 : owners.bytesBeside(other == null ? null : other.owner));
    }

    void digest(Digest into) {
        for (int slot = 0; slot < slots(); slot++) {
            into.fold(get(slot, START), get(slot, PAGES), get(slot, KIND), get(slot, FRAMES), get(slot, LIST));
            if (isUsed(slot)) {
                into.fold(get(slot, PHYS_HIGH));
                into.fold(get(slot, PHYS_LOW));
                for (int pfn = firstFrame(slot); pfn != NIL; pfn = nextFrame(pfn)) {
                    into.fold(pfn);
                }
            }
        }
    }
}
