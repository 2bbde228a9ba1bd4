package pagewalk.engine.view;

import pagewalk.engine.lru.Batches;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.IntList;
import pagewalk.engine.zswap.Zswap;

/** What pictures of memory pressure ask: pages of the lists and their signs, batches, slots; valid at every event. */
public final class PressureView {
    public static final int NIL = -1;
    /** Lists of pages, numbered as in {@link LruLists}. */
    public static final int LISTS = 4;

    /** Kinds of pages: anonymous, shared memory, of a file and clean, of a file and dirty. */
    public static final int ANON = 0;

    public static final int SHMEM = 1;
    public static final int CLEAN = 2;
    public static final int DIRTY = 3;

    /** States of a slot: the header of its device. */
    public static final int HEADER = 0;
    /** Nobody has it. */
    public static final int FREE = 1;
    /** A page is there and not in memory. */
    public static final int SWAPPED = 2;
    /** Its page is in memory as well, or on its way. */
    public static final int CACHED = 3;
    /** A processor has taken it and not used it, or has yet to give it back. */
    public static final int KEPT = 4;
    /** Its page is in memory, compressed, and not on the device. */
    public static final int POOLED = 5;
    /** Its page is known to be zeros, which are stored nowhere. */
    public static final int ZEROS = 6;

    private final LruVec vec;
    private final SwapSpace swap;
    private final Zswap zswap;
    private final FrameMaps frames;

    public PressureView(ReclaimView reclaim) {
        vec = reclaim.vec();
        swap = reclaim.swap();
        zswap = reclaim.zswap();
        frames = vec.frames;
    }

    /** Pages of a list; of {@link LruLists#UNEVICTABLE}, which is none, those that are counted. */
    public int pages(int list) {
        return vec.lists.size(list);
    }

    /** What hangs on a list, a block of pages as one; its pages where there are {@code most} or more. */
    public int entries(int list, int most) {
        int count = 0;
        for (int pfn = vec.lists.head(list); pfn != NIL; pfn = vec.lists.older(pfn)) {
            if (++count == most) {
                return pages(list);
            }
        }
        return count;
    }

    /** Pages of the block that a page of a list is the first of, 1 for a page alone. */
    public int block(int pfn) {
        return frames.isHeld(pfn) ? frames.pages(pfn) : 1;
    }

    /** The newest pages of a list, the head first, as many as fit; how many they are. */
    public int fromHead(int list, int[] into) {
        int count = 0;
        for (int pfn = vec.lists.head(list); pfn != NIL && count < into.length; pfn = vec.lists.older(pfn)) {
            into[count++] = pfn;
        }
        return count;
    }

    /** The oldest pages of a list, the tail first, as many as fit; how many they are. */
    public int fromTail(int list, int[] into) {
        int count = 0;
        for (int pfn = vec.lists.tail(list); pfn != NIL && count < into.length; pfn = vec.lists.newer(pfn)) {
            into[count++] = pfn;
        }
        return count;
    }

    /** The list that a page is on, {@link LruLists#UNEVICTABLE} where it is only counted, {@link #NIL} for none. */
    public int list(int pfn) {
        return frames.isHeld(pfn) && vec.lists.contains(pfn) ? vec.lists.list(pfn) : NIL;
    }

    /** Pages between a page and the tail of its list; {@link #NIL} where there are {@code most} or more. */
    public int place(int pfn, int most) {
        int place = 0;
        for (int older = vec.lists.older(pfn); older != NIL; older = vec.lists.older(older)) {
            if (++place == most) {
                return NIL;
            }
        }
        return place;
    }

    /** The kind of a page that processes or files have, one of the constants. */
    public int kind(int pfn) {
        int flags = frames.flags(pfn);
        if ((flags & FrameMaps.SHMEM) != 0) {
            return SHMEM;
        }
        if ((flags & FrameMaps.FILE) == 0) {
            return ANON;
        }
        return (flags & FrameMaps.DIRTY) != 0 ? DIRTY : CLEAN;
    }

    /** Whether processes, files or page tables have a frame. */
    public boolean isHeld(int pfn) {
        return frames.isHeld(pfn);
    }

    /** The flags of a page, those of {@link FrameMaps}. */
    public int flags(int pfn) {
        return frames.flags(pfn);
    }

    /** Pages that wait with the processor to come to the lists, the first first. */
    public IntList coming() {
        IntList pages = new IntList(Batches.SIZE);
        take(Batches.ADD, pages);
        take(Batches.MLOCK, pages);
        return pages;
    }

    private void take(int batch, IntList pages) {
        for (int i = 0; i < vec.batches.waiting(batch); i++) {
            int pfn = vec.batches.page(batch, i);
            if (pfn != NIL && !vec.lists.contains(pfn)) {
                pages.add(pfn);
            }
        }
    }

    /** Whether a page that is on a list waits with the processor to be moved. */
    public boolean waitsToMove(int pfn) {
        return vec.lists.contains(pfn) && !frames.is(pfn, FrameMaps.LRU);
    }

    /** The state of a slot, one of the constants. */
    public int slot(int device, int slot) {
        int entry = SwapSpace.entry(device, slot);
        if (slot == 0) {
            return HEADER;
        }
        if (swap.isFree(entry)) {
            return FREE;
        }
        if (swap.page(entry) != NIL) {
            return CACHED;
        }
        if (swap.uses(entry) == 0) {
            return KEPT;
        }
        return zswap.zspage(entry) != NIL ? POOLED : zswap.isZeros(entry) ? ZEROS : SWAPPED;
    }

    /** Compressed pages in front of swap. */
    public Zswap zswap() {
        return zswap;
    }

    /** The devices and their slots. */
    public SwapSpace swap() {
        return swap;
    }

    /** Evictions and activations so far, by which refaults are measured. */
    public int age() {
        return vec.age();
    }
}
