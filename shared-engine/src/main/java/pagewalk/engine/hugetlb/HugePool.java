package pagewalk.engine.hugetlb;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** The huge pages of a machine, by size (mm/hugetlb.c struct hstate); a page is the number of its first frame. */
public final class HugePool {
    public static final int NIL = -1;
    /** A page of 2 MiB is a block of this order, and an entry of a PMD table maps it. */
    public static final int PMD_ORDER = 9;
    /** A page of 1 GiB is a block of this order, and an entry of a PUD table maps it. */
    public static final int PUD_ORDER = 18;

    private final PageSource source;
    private final FrameMaps frames;
    private final Events events;
    private final Size[] sizes;

    /** What there is of one size (struct hstate). */
    private static final class Size {
        final IntList free;
        int pages;
        int promised;
        int surplus;

        Size() {
            free = new IntList();
        }

        Size(Size other) {
            free = other.free.copy();
            pages = other.pages;
            promised = other.promised;
            surplus = other.surplus;
        }
    }

    /** An empty pool over the frames of {@code source}. */
    public HugePool(FrameMaps frames, PageSource source, Events events) {
        this(frames, source, events, new Size[] {new Size(), new Size()});
    }

    private HugePool(FrameMaps frames, PageSource source, Events events, Size[] sizes) {
        this.frames = frames;
        this.source = source;
        this.events = events;
        this.sizes = sizes;
    }

    /** An independent copy over copies of what it works on. */
    public HugePool copy(FrameMaps newFrames, PageSource newSource, Events newEvents) {
        return new HugePool(newFrames, newSource, newEvents, new Size[] {new Size(sizes[0]), new Size(sizes[1])});
    }

    private Size size(int order) {
        return sizes[order == PMD_ORDER ? 0 : 1];
    }

    /** Pages of an order, surplus ones too (nr_huge_pages). */
    public int pages(int order) {
        return size(order).pages;
    }

    /** Pages of an order that nobody uses (free_huge_pages). */
    public int free(int order) {
        return size(order).free.size();
    }

    /** Free pages of an order that are promised to mappings (resv_huge_pages). */
    public int promised(int order) {
        return size(order).promised;
    }

    /** Pages of an order that leave the pool when they come back (surplus_huge_pages). */
    public int surplus(int order) {
        return size(order).surplus;
    }

    /** Pages of an order that the pool keeps (persistent_huge_pages(), vm.nr_hugepages). */
    public int kept(int order) {
        return size(order).pages - size(order).surplus;
    }

    /** Frames of all pages of the pool (hugetlb_total_pages()). */
    public int frames() {
        return (sizes[0].pages << PMD_ORDER) + (sizes[1].pages << PUD_ORDER);
    }

    /** Whether there ever was a page, or a promise. */
    public boolean isUsed() {
        return sizes[0].pages > 0 || sizes[1].pages > 0;
    }

    /** Makes the pool of 2 MiB pages as large as {@code count}, as far as that can be done (set_max_huge_pages()). */
    public void resize(int count) {
        Size size = sizes[0];
        boolean back = size.surplus > 0 && count > size.pages - size.surplus;
        while (size.surplus > 0 && count > size.pages - size.surplus) {
            size.surplus--;
        }
        if (back) {
            tell(Rule.HUGE_SURPLUS, PMD_ORDER);
        }
        if (count > size.pages - size.surplus) {
            grow(PMD_ORDER, count);
        } else if (count < size.pages - size.surplus) {
            shrink(count);
        }
    }

    /** Takes blocks until the pool has {@code count} pages of an order that it keeps, or there are no more. */
    public void grow(int order, int count) {
        IntList fresh = new IntList();
        int pfn = 0;
        while (pfn != NIL && kept(order) + fresh.size() < count) {
            pfn = order == PMD_ORDER ? source.allocateHuge() : source.takeGigantic();
            if (pfn != NIL) {
                fresh.add(pfn);
            }
        }
        for (int i = fresh.size() - 1; i >= 0; i--) {
            own(fresh.get(i), order);
            size(order).free.add(fresh.get(i));
        }
        size(order).pages += fresh.size();
        tell(Rule.HUGE_GROW, order);
    }

    /** A gigantic page is 256 blocks of the page allocator, and each of them belongs to the pool. */
    private void own(int pfn, int order) {
        for (int block = pfn; block < pfn + (1 << order); block += 1 << PageSource.LARGEST_ORDER) {
            frames.own(block, FrameMaps.HUGE, NIL, 0, order);
        }
    }

    private void shrink(int count) {
        Size size = sizes[0];
        int least = Math.max(count, size.promised + size.pages - size.free.size());
        IntList gone = new IntList();
        while (least < size.pages - size.surplus) {
            gone.add(pop(size.free));
            size.pages--;
        }
        for (int i = gone.size() - 1; i >= 0; i--) {
            frames.disown(gone.get(i));
            source.release(gone.get(i));
        }
        tell(Rule.HUGE_SHRINK, PMD_ORDER);
        if (count < size.pages - size.surplus) {
            size.surplus = size.pages - count;
            tell(Rule.HUGE_SURPLUS, PMD_ORDER);
        }
    }

    private static int pop(IntList list) {
        int last = list.last();
        list.truncate(list.size() - 1);
        return last;
    }

    /** Promises so many free pages (hugetlb_acct_memory()); false, and nothing is promised, if that is too many. */
    public boolean promise(int order, int count) {
        Size size = size(order);
        boolean fits = count <= size.free.size() - size.promised;
        if (fits && count > 0) {
            size.promised += count;
            tell(Rule.HUGE_PROMISE, order);
        }
        return fits;
    }

    /** Takes promises back that nobody will use any more. */
    public void promiseBack(int order, int count) {
        if (count > 0) {
            size(order).promised -= count;
            tell(Rule.HUGE_PROMISE, order);
        }
    }

    /**
     * Takes the first free page (dequeue_hugetlb_folio_vma()); without a promise only if more are free than promised.
     *
     * @return its first frame, which belongs to nobody now, or {@link #NIL}
     */
    public int take(int order, boolean promised) {
        Size size = size(order);
        if (!promised && size.free.size() <= size.promised) {
            return NIL;
        }
        int pfn = pop(size.free);
        size.promised -= promised ? 1 : 0;
        frames.disown(pfn);
        Rule rule = promised ? Rule.HUGE_DEQUEUE : Rule.HUGE_UNPROMISED;
        tell(EventKind.HUGE_TAKEN, rule, pfn, order);
        return pfn;
    }

    /**
     * A page comes back that nobody maps or caches and that still has its owner (free_huge_folio()).
     *
     * @param again whether the place it comes from is promised a page again
     */
    public void put(int order, int pfn, boolean again) {
        Size size = size(order);
        frames.disown(pfn);
        source.clear(pfn, order);
        size.promised += again ? 1 : 0;
        boolean leaves = size.surplus > 0;
        if (leaves) {
            size.surplus--;
            size.pages--;
            tell(EventKind.HUGE_RETURNED, Rule.HUGE_SURPLUS, pfn, order);
            source.release(pfn);
        } else {
            frames.own(pfn, FrameMaps.HUGE, NIL, 0, order);
            size.free.add(pfn);
            tell(EventKind.HUGE_RETURNED, Rule.HUGE_RETURN, pfn, order);
        }
    }

    public void digest(Digest into) {
        for (Size size : sizes) {
            into.fold(size.pages, size.promised, size.surplus, size.free.size(), 0);
            for (int i = 0; i < size.free.size(); i++) {
                into.fold(size.free.get(i));
            }
        }
    }

    private void tell(Rule rule, int order) {
        events.emit(EventKind.HUGE_POOL.code(), rule.code(), order, pages(order), free(order), promised(order));
    }

    private void tell(EventKind kind, Rule rule, int pfn, int order) {
        events.emit(kind.code(), rule.code(), pfn, order, free(order), promised(order));
    }
}
