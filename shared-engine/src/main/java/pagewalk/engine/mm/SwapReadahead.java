package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.GrowingInts;
import pagewalk.engine.util.IntList;
import pagewalk.engine.zswap.Zswap;

/** Reads pages from swap, and others that will be wanted soon (mm/swap_state.c). */
final class SwapReadahead {
    private static final int NIL = -1;
    private static final int FIRST_HITS = 4;
    /** No window is larger than two to the power of this, whatever the knob says. */
    private static final int MOST_CLUSTER = 10;

    private static final int MOST_HITS = 63;

    private final MmState state;
    private final SwapSpace swap;
    private final Zswap zswap;
    private final LruVec vec;
    private final Rmap rmap;
    private final IntList read = new IntList();
    private int pageCluster = 3;
    /** Hits of pages read ahead since the last read, the slot of that read, and how many it was. */
    private int hits = FIRST_HITS;

    private int previous;
    private int window;
    /** For each VMA, four ints: one more than hits, the window, and the page of the last read in two halves. */
    private final GrowingInts ofVma;

    SwapReadahead(MmState state, SwapSpace swap, Zswap zswap, LruVec vec, Rmap rmap) {
        this.zswap = zswap;
        this.state = state;
        this.swap = swap;
        this.vec = vec;
        this.rmap = rmap;
        ofVma = new GrowingInts();
    }

    /** The same on a copy of the machine, which {@code parts} belongs to. */
    SwapReadahead(SwapReadahead other, SwapReadahead parts) {
        state = parts.state;
        swap = parts.swap;
        zswap = parts.zswap;
        vec = parts.vec;
        rmap = parts.rmap;
        pageCluster = other.pageCluster;
        hits = other.hits;
        previous = other.previous;
        window = other.window;
        ofVma = other.ofVma.copy();
    }

    int pageCluster() {
        return pageCluster;
    }

    void setPageCluster(int value) {
        pageCluster = value;
    }

    /**
     * A page was found in the swap cache (swap_cache_get_folio()): one that was read ahead counts as a hit, and the
     * address counts as the last one in any case. {@code site} is null for shared memory.
     */
    void hit(int pfn, Faults.@Nullable Site site) {
        boolean ahead = state.frames.is(pfn, FrameMaps.READAHEAD) && !state.frames.is(pfn, FrameMaps.WRITEBACK);
        if (ahead) {
            state.frames.unmark(pfn, FrameMaps.READAHEAD);
            vec.stat.add(Count.SWAP_RA_HIT, 1);
        }
        if (site != null && !swap.anyRotational()) {
            int at = row(site.vma());
            int found = ofVma.get(at) == 0 ? FIRST_HITS : ofVma.get(at) - 1;
            ofVma.set(at, Math.min(found + (ahead ? 1 : 0), MOST_HITS) + 1);
            ofVma.set(at + 2, site.hi());
            ofVma.set(at + 3, site.lo());
        } else {
            hits += ahead ? 1 : 0;
        }
    }

    private int row(int vma) {
        int missing = (vma + 1) * 4 - ofVma.length();
        if (missing > 0) {
            ofVma.grow(missing);
        }
        return vma * 4;
    }

    /** Reads the page of an entry and others; returns its frame. {@code site} is null for shared memory. */
    int read(int entry, Faults.@Nullable Site site) {
        read.truncate(0);
        try {
            return readAll(entry, site);
        } finally {
            for (int i = 0; i < read.size(); i++) {
                state.frames.unmark(read.get(i), FrameMaps.PINNED);
            }
        }
    }

    private int readAll(int entry, Faults.@Nullable Site site) {
        if (site == null || swap.anyRotational()) {
            readSlots(entry);
        } else {
            readNeighbours(entry, site);
        }
        vec.batches.drain();
        int pfn = swap.page(entry);
        return pfn == NIL ? readOne(entry, false) : pfn;
    }

    /** Slots beside the one that is wanted (swap_cluster_readahead()). */
    private void readSlots(int entry) {
        int slot = SwapSpace.slot(entry);
        int device = SwapSpace.deviceOf(entry);
        int pages = 1;
        if (pageCluster > 0) {
            pages = windowSize(slot - previous, hits, window);
            previous = hits == 0 ? slot : previous;
            hits = 0;
            window = pages;
        }
        tell(Rule.SWAP_READAHEAD, device, slot, pages);
        if (pages == 1) {
            return;
        }
        int first = Math.max(slot & -pages, 1);
        int last = Math.min(slot | pages - 1, swap.pages(device));
        for (int other = first; other <= last; other++) {
            int beside = SwapSpace.entry(device, other);
            if (swap.isUsed(beside) && swap.page(beside) == NIL) {
                readOne(beside, other != slot);
            }
        }
    }

    /** __swapin_nr_pages(). */
    private int windowSize(int step, int found, int before) {
        int pages = found + 2;
        if (pages == 2) {
            pages = step == 1 || step == -1 ? 2 : 1;
        } else {
            int round = 4;
            while (round < pages) {
                round <<= 1;
            }
            pages = round;
        }
        return Math.max(Math.min(pages, 1 << Math.min(pageCluster, MOST_CLUSTER)), before / 2);
    }

    /** Pages beside the one that is wanted, by address, where all disks are quick (swap_vma_readahead()). */
    private void readNeighbours(int entry, Faults.Site site) {
        int at = row(site.vma());
        long page = (long) site.hi() << MmState.LO_BITS | site.lo();
        long last = (long) ofVma.get(at + 2) << MmState.LO_BITS | ofVma.get(at + 3);
        int found = ofVma.get(at) == 0 ? FIRST_HITS : ofVma.get(at) - 1;
        long away = page - last;
        int step = away == 1 ? 1 : away == -1 ? -1 : 0;
        int pages = pageCluster == 0 ? 1 : windowSize(step, found, ofVma.get(at + 1));
        ofVma.set(at, 1);
        ofVma.set(at + 1, pages);
        ofVma.set(at + 2, site.hi());
        ofVma.set(at + 3, site.lo());
        tell(Rule.SWAP_READAHEAD_VMA, SwapSpace.deviceOf(entry), SwapSpace.slot(entry), pages);
        if (pages == 1) {
            return;
        }
        long from = step == 1 ? page : step == -1 ? page - pages + 1 : page - (pages - 1) / 2;
        from = Math.max(from, state.vmas.start(site.vma()));
        long to = step == -1 ? page + 1 : (step == 1 ? page : page - (pages - 1) / 2) + pages;
        to = Math.min(to, state.vmas.end(site.vma()));
        int index = site.index();
        int low = (int) Math.max(index - (page - from), 0);
        int high = (int) Math.min(index + (to - page), PageTables.ENTRIES);
        for (int other = low; other < high; other++) {
            int lo = state.tables.lo(site.table(), other);
            if (SwapPte.is(lo)) {
                int hi = state.tables.hi(site.table(), other);
                int beside = SwapSpace.entry(SwapPte.device(hi), SwapPte.offset(lo));
                if (swap.page(beside) == NIL) {
                    readOne(beside, other != index);
                }
            }
        }
    }

    /** Reads one page into the swap cache. */
    private int readOne(int entry, boolean ahead) {
        int pfn = bring(entry);
        if (pfn == NIL) {
            return swap.page(entry);
        }
        if (ahead) {
            state.frames.mark(pfn, FrameMaps.READAHEAD);
            vec.stat.add(Count.SWAP_RA, 1);
        }
        int from = zswap.load(pfn, entry);
        if (from == Zswap.POOL) {
            // The pool has it no more: the page is dirty until it goes somewhere else.
            state.frames.mark(pfn, FrameMaps.DIRTY);
        } else if (from == Zswap.DISK) {
            Rule rule = ahead ? Rule.SWAP_READ_AHEAD : Rule.SWAP_READ;
            vec.stat.add(Count.PSWPIN, 1);
            state.tell(EventKind.SWAP_READ, rule, pfn, SwapSpace.deviceOf(entry), SwapSpace.slot(entry), 0);
        }
        return pfn;
    }

    /** A frame for what is on a slot, in the swap cache (__read_swap_cache_async()); {@link #NIL} if it has one. */
    private int bring(int entry) {
        int pfn = state.source.allocate(MmState.FRAMES);
        if (swap.page(entry) != NIL || !swap.isUsed(entry)) {
            state.source.release(pfn);
            return NIL;
        }
        FrameMaps frames = state.frames;
        frames.own(pfn, FrameMaps.ANON, NIL, 0, SwapSpace.slot(entry));
        frames.mark(pfn, FrameMaps.SWAPBACKED | FrameMaps.PINNED | zswap.fill(entry) << FrameMaps.FILL_SHIFT);
        read.add(pfn);
        int shadow = swap.shadow(entry);
        swap.cache(pfn, entry);
        rmap.readFromSwap(pfn, entry);
        if (shadow != NIL) {
            vec.refault(pfn, shadow);
        }
        state.aging.added(pfn, false);
        return pfn;
    }

    /**
     * The page of an entry comes out of the pool to be written to its slot (zswap_writeback_entry()); its frame, {@link
     * #NIL} if it is in memory already. Throws where no frame is left.
     */
    int writeBack(int entry) {
        if (swap.page(entry) != NIL) {
            return NIL;
        }
        read.truncate(0);
        int pfn = bring(entry);
        if (pfn != NIL) {
            state.frames.unmark(pfn, FrameMaps.PINNED);
        }
        return pfn;
    }

    private void tell(Rule rule, int device, int slot, int pages) {
        state.tell(EventKind.SWAP_WINDOW, rule, device, slot, pages, hits);
    }

    void digest(Digest into) {
        into.fold(pageCluster, hits, previous, window, ofVma.length());
    }
}
