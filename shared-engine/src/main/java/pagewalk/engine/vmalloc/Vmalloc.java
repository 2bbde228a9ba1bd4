package pagewalk.engine.vmalloc;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** Areas of kernel addresses in a row, over frames that lie anywhere or over the registers of devices. */
public final class Vmalloc {
    public static final int NIL = -1;
    /** Where the area begins with four levels of page tables and without KASLR (arch/x86/x86_64/mm.rst). */
    public static final long VMALLOC_START = 0xffffc90000000000L;
    /** Pages that are handed out: the first 4 TiB of the 32 that Linux has. */
    public static final int AREA_PAGES = 1 << 30;

    public static final int PAGE_SHIFT = 12;
    /** What vmalloc() asks the page allocator for. */
    public static final int GFP = Gfp.KERNEL | Gfp.HIGHMEM;

    /** Kinds of areas. */
    static final int ALLOC = 1;

    static final int IOREMAP = 2;

    /** An area for the list of another one's frames. */
    static final int LIST = 3;

    private static final int GUARD = 1;
    /** Areas that one request may need: its own, one for the list of its frames, and so on. */
    private static final int MOST_AREAS = 4;
    /** Frames whose list, of eight bytes each, fits one page. */
    private static final int LIST_OF_A_PAGE = 512;
    /** Lazily freed pages, for each doubling of the processors, from which on they are given back: 32 MiB. */
    private static final int LAZY_PAGES = 8192;
    /** Largest alignment of an area for a device: 1 GiB (IOREMAP_MAX_ORDER). */
    private static final int MAX_ALIGN_ORDER = 18;

    private final AreaPages frames;
    private final Events events;
    private final HoleTree holes;
    private final AreaTable areas;
    private final LazyRanges lazy;
    /** Lazily freed pages that are kept; 0 where every area is given back at once. */
    private final int lazyMax;

    /** Why the last request failed: pages that were missing, or 0 for addresses. */
    private int missing;

    /**
     * @param basePfn first frame of the machine
     * @param frameCount frames of the machine
     * @param cpus processors if areas are freed lazily, as Linux does; 0 if at once
     */
    public Vmalloc(int basePfn, int frameCount, int cpus, AreaPages frames, Events events) {
        this.frames = frames;
        this.events = events;
        holes = new HoleTree(AREA_PAGES);
        areas = new AreaTable(basePfn, frameCount);
        lazy = new LazyRanges();
        lazyMax = cpus == 0 ? 0 : LAZY_PAGES * (Bits.highestSetBit(cpus) + 1);
    }

    private Vmalloc(Vmalloc other, AreaPages frames, Events events) {
        this.frames = frames;
        this.events = events;
        holes = other.holes.copy();
        areas = other.areas.copy();
        lazy = other.lazy.copy();
        lazyMax = other.lazyMax;
    }

    /** An independent copy over the copied machine's frames. */
    public Vmalloc copy(AreaPages newFrames, Events newEvents) {
        return new Vmalloc(this, newFrames, newEvents);
    }

    /** Looks at the areas; its answers are of the moment they are given. */
    public VmallocView view() {
        return new VmallocView(holes, areas, lazy);
    }

    /** Whether an area of {@code pages} and its guard page, aligned to a page, has a hole without more ado. */
    public boolean hasHole(int pages) {
        return holes.largest() - MOST_AREAS * GUARD >= pages + listPages(pages);
    }

    /** Whether an area for a device of {@code pages} has a hole without more ado, however it has to be aligned. */
    public boolean hasAlignedHole(int pages) {
        return holes.largest() - GUARD - (1 << alignOrder(pages)) >= pages;
    }

    /** Frames that a request takes: its own, and those that hold the list of them. */
    public static int framesFor(int pages) {
        return pages + listPages(pages);
    }

    /** Pages for a list of that many frames, one list for the other; 0 if the object allocator has room for it. */
    private static int listPages(int pages) {
        int list = listOf(pages);
        return list == 0 ? 0 : list + listPages(list);
    }

    private static int listOf(int pages) {
        return pages <= LIST_OF_A_PAGE ? 0 : (pages + LIST_OF_A_PAGE - 1) / LIST_OF_A_PAGE;
    }

    /** Frames that were missing when the last request failed; 0 if it was addresses. */
    public int missing() {
        return missing;
    }

    /**
     * An area of single frames (__vmalloc_node_range()).
     *
     * @param pages at least 1
     * @return its slot; {@link #NIL} if addresses or frames ran out, and then all frames went back
     */
    public int allocate(int pages) {
        missing = 0;
        return allocate(pages, ALLOC);
    }

    private int allocate(int pages, int kind) {
        int slot = reserve(pages, 0, kind);
        if (slot == NIL) {
            return NIL;
        }
        int listPages = listOf(pages);
        if (listPages > 0) {
            int list = allocate(listPages, LIST);
            if (list == NIL) {
                unmap(slot);
                return NIL;
            }
            areas.setList(slot, list);
        }
        int last = NIL;
        for (int got = 0; got < pages; got++) {
            int pfn = frames.allocate(GFP);
            if (pfn == NIL) {
                missing = pages - got;
                tell(EventKind.VM_SHORT, Rule.VMALLOC_SHORT, areas.start(slot), got, pages, 0);
                free(slot);
                return NIL;
            }
            areas.addFrame(slot, last, pfn);
            last = pfn;
        }
        int page = areas.start(slot);
        for (int pfn = areas.firstFrame(slot); pfn != NIL; pfn = areas.nextFrame(pfn)) {
            tell(EventKind.VM_MAPPED, Rule.VMALLOC_MAP, pfn, page++, slot, 0);
        }
        return slot;
    }

    /**
     * An area over physical addresses outside memory (__ioremap_caller()).
     *
     * @param phys first byte, at the beginning of a page
     * @return its slot, or {@link #NIL} if no hole is large enough
     */
    public int mapDevice(long phys, int pages) {
        int slot = reserve(pages, alignOrder(pages), IOREMAP);
        if (slot != NIL) {
            areas.setPhys(slot, phys);
            int high = (int) (phys >>> 32);
            tell(EventKind.IO_MAPPED, Rule.IOREMAP_MAP, areas.start(slot), pages, high, (int) phys);
        }
        return slot;
    }

    /** The power of two that an area for a device is aligned to, in pages. */
    private static int alignOrder(int pages) {
        int up = (pages & pages - 1) == 0 ? 0 : 1;
        return Math.min(Bits.highestSetBit(pages) + up, MAX_ALIGN_ORDER);
    }

    /** Addresses for {@code pages} and a guard page behind them (__get_vm_area_node(), alloc_vmap_area()). */
    private int reserve(int pages, int alignOrder, int kind) {
        int wanted = pages + GUARD;
        Rule rule = kind == IOREMAP ? Rule.IOREMAP_ALIGN : Rule.VMALLOC_GUARD;
        tell(EventKind.VM_ASKED, rule, pages, wanted, 1 << alignOrder, kind);
        int hole = holes.find(wanted, 1 << alignOrder, events);
        if (hole == HoleTree.NIL && lazy.count() > 0) {
            purge();
            hole = holes.find(wanted, 1 << alignOrder, events);
        }
        if (hole == HoleTree.NIL) {
            return NIL;
        }
        int start = holes.clip(hole, wanted, 1 << alignOrder);
        int slot = areas.add(start, wanted, kind);
        tell(EventKind.VM_RESERVED, Rule.VMAP_CLIP, start, wanted, slot, kind);
        return slot;
    }

    /** The area that begins at page {@code page}, counted from {@link #VMALLOC_START}, or {@link #NIL}. */
    public int areaAt(int page) {
        return areas.at(page);
    }

    public boolean isDevice(int slot) {
        return areas.kind(slot) == IOREMAP;
    }

    /** Whether an area holds the list of another one's frames. */
    public boolean isList(int slot) {
        return areas.kind(slot) == LIST;
    }

    /** First page of an area. */
    public int start(int slot) {
        return areas.start(slot);
    }

    /** Pages of an area without its guard page. */
    public int pages(int slot) {
        return areas.pages(slot) - GUARD;
    }

    /** Whether anything was asked for yet. */
    public boolean isUsed() {
        return areas.slots() > 0;
    }

    /** The area that a frame belongs to, or {@link #NIL}. */
    public int areaOf(int pfn) {
        return areas.owner(pfn);
    }

    /** Whether a frame belongs to an area. */
    public boolean owns(int pfn) {
        return areas.owner(pfn) != NIL;
    }

    /** Takes an area apart and gives its frames back (vfree(), iounmap()); returns how many there were. */
    public int free(int slot) {
        int list = areas.list(slot);
        tell(EventKind.VM_UNMAPPED, Rule.VFREE_UNMAP, areas.start(slot), areas.pages(slot), slot, areas.frames(slot));
        int given = 0;
        while (areas.frames(slot) > 0) {
            int pfn = areas.removeFirst(slot);
            frames.release(pfn);
            given++;
        }
        leave(slot);
        return given + (list == NIL ? 0 : free(list));
    }

    private void unmap(int slot) {
        tell(EventKind.VM_UNMAPPED, Rule.VFREE_UNMAP, areas.start(slot), areas.pages(slot), slot, 0);
        leave(slot);
    }

    /** The addresses of an area are free again, at once or when enough of them have come together. */
    private void leave(int slot) {
        int start = areas.start(slot);
        int size = areas.pages(slot);
        areas.remove(slot);
        if (lazyMax == 0) {
            give(start, size, Rule.VMAP_JOIN);
            return;
        }
        lazy.add(start, size);
        tell(EventKind.VM_LAZY, Rule.VMAP_LAZY, start, size, lazy.pages(), lazyMax);
        if (lazy.pages() > lazyMax) {
            purge();
        }
    }

    private void give(int start, int size, Rule rule) {
        int hole = holes.give(start, size);
        tell(EventKind.VM_GIVEN, rule, start, size, holes.start(hole), holes.pages(hole));
    }

    /** Gives all lazily freed ranges back (__purge_vmap_area_lazy()). */
    private void purge() {
        tell(EventKind.VM_PURGED, Rule.VMAP_PURGE, lazy.count(), lazy.pages(), lazyMax, 0);
        LazyRanges all = lazy.copy();
        lazy.clear();
        for (int i = 0; i < all.count(); i++) {
            give(all.start(i), all.size(i), Rule.VMAP_JOIN);
        }
    }

    public void digest(Digest into) {
        holes.digest(into);
        areas.digest(into);
        lazy.digest(into);
    }

    /** Bytes that this takes beside another copy of it; all its bytes beside null. */
    public int bytesBeside(@Nullable Vmalloc other) {
        return holes.bytes() + lazy.count() * 8 + areas.bytesBeside(other == null ? null : other.areas);
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
