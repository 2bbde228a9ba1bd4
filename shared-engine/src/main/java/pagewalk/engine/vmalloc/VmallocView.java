package pagewalk.engine.vmalloc;

/** Looks at areas, their mappings and the holes; valid at every event. Pages count from where vmalloc() begins. */
public final class VmallocView {
    public static final int NIL = -1;

    private final HoleTree holes;
    private final AreaTable areas;
    private final LazyRanges lazy;

    VmallocView(HoleTree holes, AreaTable areas, LazyRanges lazy) {
        this.holes = holes;
        this.areas = areas;
        this.lazy = lazy;
    }

    /** Whether anything was asked for yet. */
    public boolean isUsed() {
        return areas.slots() > 0;
    }

    /** Slots of the areas, by address. */
    public int[] areas() {
        int[] slots = new int[areas.count()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = areas.sorted(i);
        }
        return slots;
    }

    /** First page of an area. */
    public int start(int slot) {
        return areas.start(slot);
    }

    /** Pages of an area, the guard page among them. */
    public int size(int slot) {
        return areas.pages(slot);
    }

    /** The kernel address of a page. */
    public static long address(int page) {
        return Vmalloc.VMALLOC_START + ((long) page << Vmalloc.PAGE_SHIFT);
    }

    /** Whether an area maps a device and has no frames. */
    public boolean isDevice(int slot) {
        return areas.kind(slot) == Vmalloc.IOREMAP;
    }

    /** First physical byte of an area that maps a device. */
    public long phys(int slot) {
        return areas.phys(slot);
    }

    /** Whether the list of an area's frames has an area of its own. */
    public boolean hasListArea(int slot) {
        return areas.list(slot) != NIL;
    }

    /** The frames of an area in the order of its pages: page {@code start + i} is mapped to the {@code i}-th. */
    public int[] frames(int slot) {
        int[] pfns = new int[areas.frames(slot)];
        int pfn = areas.firstFrame(slot);
        for (int i = 0; i < pfns.length; i++) {
            pfns[i] = pfn;
            pfn = areas.nextFrame(pfn);
        }
        return pfns;
    }

    /** The area that a frame belongs to, or {@link #NIL}. */
    public int areaOf(int pfn) {
        return areas.owner(pfn);
    }

    /** Start and size of every hole, by address. */
    public int[] holes() {
        int[] pairs = new int[2 * holes.count()];
        int hole = holes.lowest();
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = holes.start(hole);
            pairs[i + 1] = holes.pages(hole);
            hole = holes.next(hole);
        }
        return pairs;
    }

    /** Start and size of every range that is unmapped and not given back yet, by address. */
    public int[] lazyRanges() {
        int[] pairs = new int[2 * lazy.count()];
        for (int i = 0; i < lazy.count(); i++) {
            pairs[2 * i] = lazy.start(i);
            pairs[2 * i + 1] = lazy.size(i);
        }
        return pairs;
    }

    /** Throws unless the tree of holes is in order; for tests. */
    public void check() {
        holes.check();
    }
}
