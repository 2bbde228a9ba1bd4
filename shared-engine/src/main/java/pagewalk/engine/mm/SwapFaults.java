package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.reclaim.Vmscan;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.zswap.Zswap;

/** Pages that come back from swap, and entries of swap that come and go (mm/memory.c do_swap_page()). */
public final class SwapFaults implements SwapDoor {
    private static final int NIL = -1;

    private final SystemCalls calls;
    private final MmState state;
    private final SwapSpace swap;
    private final LruVec vec;
    private final PageAdvice pageAdvice;
    private final SwapReadahead readahead;

    /** A door to {@code swap}; with {@code other}, as far as that had come. */
    public SwapFaults(SystemCalls calls, SwapSpace swap, LruVec vec, Reach reach, @Nullable SwapFaults other) {
        this.calls = calls;
        this.state = calls.state();
        this.swap = swap;
        this.vec = vec;
        pageAdvice = new PageAdvice(state, vec, swap, reach.vmscan());
        SwapReadahead fresh = new SwapReadahead(state, swap, reach.zswap(), vec, reach.rmap());
        readahead = other == null ? fresh : new SwapReadahead(other.readahead, fresh);
    }

    /** Who finds entries of frames, who reclaims, and what is in front of swap. */
    public record Reach(Rmap rmap, Vmscan vmscan, Zswap zswap) {}

    /** vm.page-cluster: two to the power of it is the most that is read in one go. */
    public int pageCluster() {
        return readahead.pageCluster();
    }

    public void setPageCluster(int value) {
        readahead.setPageCluster(value);
    }

    @Override
    public int fault(Faults.Site site, boolean write) {
        int lo = state.tables.lo(site.table(), site.index());
        int hi = state.tables.hi(site.table(), site.index());
        int entry = SwapSpace.entry(SwapPte.device(hi), SwapPte.offset(lo));
        int pfn = swap.page(entry);
        int result = Faults.MINOR;
        if (pfn == NIL) {
            pfn = readahead.read(entry, site);
            result = Faults.MAJOR;
            vec.stat.add(Count.PGMAJFAULT, 1);
        } else {
            readahead.hit(pfn, site);
        }
        boolean alone = take(site, pfn, entry, write);
        boolean exclusive = SwapPte.isExclusive(lo) || alone;
        map(site, pfn, exclusive, write);
        if (write && !exclusive) {
            calls.copyOnWrite(site);
        } else {
            state.tell(
                    EventKind.FAULT_SERVED,
                    result == Faults.MAJOR ? Rule.FAULT_SWAP_MAJOR : Rule.FAULT_SWAP_MINOR,
                    pfn,
                    result,
                    site.hi(),
                    site.lo());
        }
        return result;
    }

    /** The entry does not mean the slot any more; whether nobody else has the page, in a slot or in memory. */
    private boolean take(Faults.Site site, int pfn, int entry, boolean write) {
        FrameMaps frames = state.frames;
        if (write && !frames.is(pfn, FrameMaps.LRU)) {
            vec.batches.drain();
        }
        swap.drop(entry);
        boolean locked = (state.vmas.flags(site.vma()) & VmFlags.LOCKED) != 0 || frames.is(pfn, FrameMaps.MLOCKED);
        if (swap.isFull() || locked || write && frames.mapCount(pfn) == 0) {
            swap.release(pfn);
        }
        site.mm().addRss(AddressSpace.RSS_ANON, 1);
        site.mm().addSwap(-1);
        return !frames.is(pfn, FrameMaps.SWAPCACHE) && frames.mapCount(pfn) == 0;
    }

    private void map(Faults.Site site, int pfn, boolean exclusive, boolean write) {
        FrameMaps frames = state.frames;
        int flags = state.vmas.flags(site.vma());
        int bits = state.entryLo(site.vma());
        if (exclusive && (flags & VmFlags.WRITE) != 0) {
            bits |= Pte.WRITE | Pte.SOFT_DIRTY | (write ? Pte.DIRTY : 0);
        }
        if (frames.owner(pfn) == NIL || frames.mapCount(pfn) == 0) {
            long index = state.vmas.index(site.vma(), site.hi(), site.lo());
            int own = state.anons.of(site.vma());
            int anon = exclusive ? own : state.anons.root(own);
            frames.become(pfn, FrameMaps.ANON, anon, (int) (index >>> MmState.LO_BITS), (int) index & MmState.LO_MASK);
        }
        if (exclusive) {
            frames.mark(pfn, FrameMaps.EXCLUSIVE);
        } else {
            frames.unmark(pfn, FrameMaps.EXCLUSIVE);
        }
        int count = frames.map(pfn);
        state.tell(EventKind.MAPPED, Rule.RMAP_NEW, pfn, count, site.mm().id, 0);
        if ((flags & VmFlags.LOCKED) != 0) {
            state.lock(pfn);
        }
        int lo = Pte.lo(pfn, bits);
        int hi = Pte.hi(pfn, VmFlags.entryHi(flags));
        state.tables.set(site.table(), site.index(), lo, hi);
        state.tell(EventKind.PTE_SET, Rule.PTE_BITS, lo, hi, site.hi(), site.lo());
    }

    @Override
    public void forget(AddressSpace mm, int lo, int hi) {
        int entry = SwapSpace.entry(SwapPte.device(hi), SwapPte.offset(lo));
        mm.addSwap(-1);
        int pfn = swap.page(entry);
        swap.drop(entry);
        if (pfn != NIL && state.frames.mapCount(pfn) == 0 && swap.uses(entry) == 0) {
            dropCached(pfn);
        }
    }

    @Override
    public int uses(int lo, int hi) {
        return swap.uses(SwapSpace.entry(SwapPte.device(hi), SwapPte.offset(lo)));
    }

    /** A page that only the swap cache still has goes (free_swap_and_cache()). */
    private void dropCached(int pfn) {
        if (swap.release(pfn)) {
            state.release(pfn);
        }
    }

    @Override
    public void share(AddressSpace child, int table, int index, int childTable) {
        int lo = SwapPte.shared(state.tables.lo(table, index));
        int hi = state.tables.hi(table, index);
        swap.use(SwapSpace.entry(SwapPte.device(hi), SwapPte.offset(lo)));
        state.tables.set(table, index, lo, hi);
        state.tables.set(childTable, index, lo, hi);
        child.addSwap(1);
    }

    @Override
    public int bring(int file, int page) {
        int entry = state.files.swapped(file, page);
        int pfn = swap.page(entry);
        int result = Faults.MINOR;
        if (pfn == NIL) {
            pfn = readahead.read(entry, null);
            result = Faults.MAJOR;
            vec.stat.add(Count.PGMAJFAULT, 1);
        } else {
            readahead.hit(pfn, null);
        }
        shareAgain(file, page, pfn, entry);
        return result;
    }

    /** A page of the swap cache is one of shared memory again. */
    void shareAgain(int file, int page, int pfn, int entry) {
        state.frames.become(pfn, FrameMaps.SHMEM, file, 0, page);
        state.files.swapIn(file, page, pfn);
        swap.uncache(pfn, NIL);
        swap.drop(entry);
        state.frames.mark(pfn, FrameMaps.DIRTY);
    }

    /** Shared memory goes while a page of it is in swap. */
    public void drop(int entry) {
        int pfn = swap.page(entry);
        swap.drop(entry);
        if (pfn != NIL) {
            dropCached(pfn);
        }
    }

    @Override
    public boolean reused(int pfn) {
        return !state.frames.is(pfn, FrameMaps.SWAPCACHE) || swap.release(pfn);
    }

    @Override
    public void advise(AddressSpace mm, long from, long to, Advice advice) {
        pageAdvice.advise(mm, from, to, advice);
    }

    /** An entry that swapoff met maps its page again. */
    void mapBack(Faults.Site site, int pfn, int entry, boolean exclusive) {
        if (!state.frames.is(pfn, FrameMaps.LRU)) {
            vec.batches.drain();
        }
        state.frames.unmark(pfn, FrameMaps.READAHEAD);
        vec.accessed(pfn);
        swap.drop(entry);
        site.mm().addRss(AddressSpace.RSS_ANON, 1);
        site.mm().addSwap(-1);
        map(site, pfn, exclusive, false);
    }

    /**
     * The page of an entry comes out of the pool to be written to its slot; its frame, -1 if it is in memory already.
     * Throws where no frame is left.
     */
    public int writeBack(int entry) {
        return readahead.writeBack(entry);
    }

    /** A page is in memory for whoever takes a device away (read_swap_cache_async()); its frame. */
    int readFor(int entry) {
        int pfn = swap.page(entry);
        return pfn == NIL ? readahead.read(entry, null) : pfn;
    }

    public void digest(Digest into) {
        readahead.digest(into);
    }
}
