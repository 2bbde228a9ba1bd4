package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.buddy.AllocRequest;
import pagewalk.engine.buddy.MemoryPressure;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.Rmap;
import pagewalk.engine.mm.SwapFaults;
import pagewalk.engine.mm.SwapOff;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.mm.Thp;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.reclaim.Dirty;
import pagewalk.engine.reclaim.Disk;
import pagewalk.engine.reclaim.Hold;
import pagewalk.engine.reclaim.Vmscan;
import pagewalk.engine.rmap.Aging;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.IntList;
import pagewalk.engine.view.ReclaimView;
import pagewalk.engine.zswap.Fill;
import pagewalk.engine.zswap.Zswap;

/**
 * Reclaim and swap of a machine, wired between processes, files and the page allocator.
 *
 * <p>It hears of every page that comes and goes, and helps allocations that found none. kswapd runs when the command
 * that woke it is over; what was sent to the disk has arrived then.
 */
final class Reclaiming implements Aging, MemoryPressure {
    private static final int PAGE_KB = 4;

    private final Memory memory;
    private final MmState state;
    private final MemoryPressure below;
    private final LruVec vec;
    private final SwapSpace swap;
    private final Zswap zswap;
    private final Disk disk;
    private final Vmscan vmscan;
    private final Dirty dirty;
    private final SwapFaults faults;
    private final SwapOff swapOff;
    private final Rmap rmap;
    /** Pages read in this command, which its end still needs. */
    private final IntList reading = new IntList();

    private @Nullable Thp thp;
    private int filling = Fill.NONE;
    private boolean working;
    private boolean woken;
    private int wokenOrder;
    private int wokenZone;

    /** Reclaim for the processes of {@code calls}; with {@code other}, as far as that had come. */
    Reclaiming(Memory memory, SystemCalls calls, PageSource source, Recorder events, @Nullable Reclaiming other) {
        this.memory = memory;
        state = calls.state();
        FrameMaps frames = state.frames();
        int base = memory.frames().basePfn();
        int count = memory.frames().endPfn() - base;
        vec = other == null
                ? new LruVec(new LruLists(base, memory.cpus(), zoneEnds(memory), frames, events), frames, events)
                : other.vec.copy(frames, events);
        swap = other == null ? new SwapSpace(base, count, frames, events) : other.swap.copy(frames, events);
        zswap = other == null
                ? new Zswap(source, frames, memory.zones(), events)
                : other.zswap.copy(source, frames, memory.zones(), events);
        disk = other == null ? new Disk(vec, events) : other.disk.copy(vec, events);
        rmap = new Rmap(state, swap);
        Hold hold = new Hold(vec, swap, zswap, state.files(), rmap, source, memory.zones(), disk, events);
        vmscan = new Vmscan(hold, this::shrink);
        dirty = new Dirty(hold);
        faults = new SwapFaults(
                calls, swap, vec, new SwapFaults.Reach(rmap, vmscan, zswap), other == null ? null : other.faults);
        swapOff = new SwapOff(state, swap, faults, disk);
        if (other != null) {
            vmscan.follow(other.vmscan);
            dirty.follow(other.dirty);
            filling = other.filling;
        }
        swap.watchBy(entry -> {
            rmap.slotFreed(entry);
            zswap.invalidate(entry);
        });
        state.ageBy(this, faults);
        below = memory.pressure();
        memory.relieveBy(this);
    }

    /** Whoever has something to give back besides pages of the lists (shrink_slab()). */
    private int shrink(int priority) {
        if (thp != null) {
            thp.shrink(priority);
        }
        return 0;
    }

    /** Blocks of huge pages are on the lists from now on, and those that can be split are when frames run short. */
    void join(Thp blocks) {
        thp = blocks;
        blocks.listBy(vec::spread);
    }

    private static int[] zoneEnds(Memory memory) {
        int[] ends = new int[memory.zones().size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = memory.zones().get(i).endPfn();
        }
        return ends;
    }

    ReclaimView view() {
        return new ReclaimView(vec, swap, zswap, disk, vmscan);
    }

    LruVec vec() {
        return vec;
    }

    SwapSpace swap() {
        return swap;
    }

    Zswap zswap() {
        return zswap;
    }

    Vmscan vmscan() {
        return vmscan;
    }

    SwapFaults faults() {
        return faults;
    }

    Disk disk() {
        return disk;
    }

    Dirty dirty() {
        return dirty;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void added(int pfn, boolean locked) {
        FrameMaps frames = state.frames();
        if (frames.is(pfn, FrameMaps.ANON | FrameMaps.SHMEM)) {
            frames.mark(pfn, FrameMaps.SWAPBACKED);
        } else {
            // What a file holds is data; a private copy of the page takes that over.
            frames.mark(pfn, Fill.HALF << FrameMaps.FILL_SHIFT);
        }
        if (locked) {
            vec.batches.addLocked(pfn);
        } else {
            vec.batches.add(pfn);
        }
    }

    @Override
    public void refaulted(int pfn, int shadow) {
        vec.refault(pfn, shadow);
    }

    @Override
    public void accessed(int pfn) {
        vec.accessed(pfn);
    }

    @Override
    public void locked(int pfn) {
        vec.batches.lock(pfn);
    }

    @Override
    public void unlocked(int pfn) {
        vec.batches.unlock(pfn);
    }

    @Override
    public void drain() {
        vec.batches.drain();
    }

    @Override
    public boolean keeps(int pfn) {
        return state.frames().is(pfn, FrameMaps.SWAPCACHE) && !swap.release(pfn);
    }

    @Override
    public void read(int pfn, int file, int index) {
        state.frames().mark(pfn, FrameMaps.PINNED);
        vec.stat.add(VmStat.Count.PGPGIN, 1);
        reading.add(pfn);
        rmap.readFromFile(pfn, file, index);
    }

    @Override
    public void readDone() {
        for (int i = 0; i < reading.size(); i++) {
            state.frames().unmark(reading.get(i), FrameMaps.PINNED);
        }
        reading.truncate(0);
    }

    @Override
    public void dropped(int pfn, int file, int index) {
        rmap.leftForFile(pfn, file, index);
    }

    @Override
    public void unswapped(int entry) {
        faults.drop(entry);
    }

    @Override
    public void stored(int pfn, boolean whole) {
        FrameMaps frames = state.frames();
        int before = (frames.flags(pfn) & FrameMaps.FILL) >>> FrameMaps.FILL_SHIFT;
        if (filling != Fill.NONE) {
            rmap.erase(pfn);
        }
        int fill = filling == Fill.NONE ? Fill.stored(before, whole) : whole ? filling : Fill.stored(before, false);
        if (fill != before) {
            frames.unmark(pfn, FrameMaps.FILL);
            frames.mark(pfn, fill << FrameMaps.FILL_SHIFT);
        }
    }

    /** Stores fill pages with this from now on, a constant of {@link Fill}; {@link Fill#NONE}: with unknown bytes. */
    void fillWith(int fill) {
        filling = fill;
    }

    @Override
    public void freed(int pfn) {
        vec.freed(pfn);
    }

    @Override
    public void wakeKswapd(AllocRequest request) {
        below.wakeKswapd(request);
        wokenOrder = woken ? Math.max(wokenOrder, request.order()) : request.order();
        wokenZone = woken ? Math.max(wokenZone, request.highestZone()) : request.highestZone();
        woken = true;
    }

    @Override
    public int compact(AllocRequest request, int priority) {
        return below.compact(request, priority);
    }

    @Override
    public void compacted(AllocRequest request, int zone) {
        below.compacted(request, zone);
    }

    @Override
    public boolean couldCompact(AllocRequest request) {
        return below.couldCompact(request);
    }

    @Override
    public boolean kill(AllocRequest request) {
        return below.kill(request);
    }

    @Override
    public int reclaim(AllocRequest request) {
        int gfp = request.gfp();
        int freed = tryToFree(request.order(), request.highestZone(), (gfp & Gfp.IO) != 0);
        if (freed == 0 && !working && disk.pages() > 0) {
            // The request tries again when the disk has what was sent.
            disk.arrive();
        }
        return freed;
    }

    /** Reclaims once; nothing while it is at work already. */
    int tryToFree(int order, int highestZone, boolean mayDoIo) {
        if (working) {
            return 0;
        }
        working = true;
        vec.setSwap(swap.free() > 0);
        int freed = vmscan.tryToFree(order, Math.min(highestZone, lastZone()), mayDoIo);
        working = false;
        return freed;
    }

    private int lastZone() {
        return memory.zones().size() - 1;
    }

    @Override
    public int reclaimable(int zone) {
        return vmscan.reclaimable(zone);
    }

    /** A command is over: the disk has what was sent, and kswapd does what it was woken for. */
    void finish() {
        readDone();
        disk.arriveAtEnd();
        dirty.finish();
        new PoolWriter(zswap, faults, state.frames(), disk).work();
        if (woken) {
            woken = false;
            kswapd(wokenOrder, Math.min(wokenZone, lastZone()));
        }
        vec.setSwap(swap.free() > 0);
    }

    /** kswapd looks whether the node is balanced, and works until it is. */
    void kswapd(int order, int highestZone) {
        if (vmscan.wantsKswapd(order, highestZone)) {
            vec.setSwap(swap.free() > 0);
            working = true;
            vmscan.balance(order, highestZone);
            working = false;
            if (disk.pages() > 0) {
                disk.arrive();
            }
        }
    }

    /** Time passed: kswapd looks at the node, and the flusher at dirty pages. */
    void tick() {
        vec.lists.settle();
        dirty.tick();
        kswapd(0, lastZone());
    }

    /** Empties a device and takes it away; throws, and changes no entry wrongly, where frames do not suffice. */
    void swapOff(int device) {
        swap.close(device);
        vec.setSwap(swap.free() > 0);
        swapOff.empty(device);
        swap.off(device);
        zswap.swapoff(device);
        vec.setSwap(swap.free() > 0);
    }

    /** A counter of /proc/zoneinfo or /proc/vmstat; 0 for one that is not of reclaim. */
    int pages(String counter) {
        return switch (counter) {
            case "nr_inactive_anon" -> vec.lists.size(LruLists.INACTIVE_ANON);
            case "nr_active_anon" -> vec.lists.size(LruLists.ACTIVE_ANON);
            case "nr_inactive_file" -> vec.lists.size(LruLists.INACTIVE_FILE);
            case "nr_active_file" -> vec.lists.size(LruLists.ACTIVE_FILE);
            case "nr_unevictable" -> vec.lists.size(LruLists.UNEVICTABLE);
            case "nr_swapcached" -> swap.cached();
            case "nr_writeback" -> disk.pages();
            case "nr_dirty_threshold" -> dirty.threshold();
            case "nr_dirty_background_threshold" -> dirty.background();
            case "nr_zspages", "Zswap" -> zswap.pool().pages();
            case "pgpgin" -> (vec.stat.get(VmStat.Count.PGPGIN) + vec.stat.get(VmStat.Count.PSWPIN)) * PAGE_KB;
            case "pgpgout" -> vec.stat.get(VmStat.Count.NR_WRITTEN) * PAGE_KB;
            case "SwapTotal" -> swap.total();
            case "SwapFree" -> swap.free();
            case "Zswapped" -> zswap.stored();
            default -> counted(counter) + zswap.state.count(counter);
        };
    }

    private int counted(String counter) {
        for (VmStat.Count count : VmStat.Count.values()) {
            if (count.word().equals(counter)) {
                return vec.stat.get(count);
            }
        }
        return 0;
    }

    void digest(Digest into) {
        vec.digest(into);
        swap.digest(into);
        vmscan.digest(into);
        dirty.digest(into);
        faults.digest(into);
        zswap.digest(into);
    }

    int bytesBeside(@Nullable Reclaiming other) {
        return vec.bytesBeside(other == null ? null : other.vec)
                + swap.bytesBeside(other == null ? null : other.swap)
                + zswap.bytesBeside(other == null ? null : other.zswap);
    }
}
