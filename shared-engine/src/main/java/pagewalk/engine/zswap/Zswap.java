package pagewalk.engine.zswap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.CowInts;
import pagewalk.engine.zone.Zone;

/**
 * Compressed pages in front of swap (mm/zswap.c), the map of slots that hold nothing but zeros, and what is on each
 * slot.
 *
 * <p>A slot is named by the entry of swap: the device above 23 bits of its place.
 */
public final class Zswap {
    public static final int NIL = -1;
    /** {@link #load}: the page is on the disk. */
    public static final int DISK = 0;
    /** {@link #load}: the page is all zeros, and nothing is read. */
    public static final int ZEROS = 1;
    /** {@link #load}: the page was in the pool, and is nowhere else now. */
    public static final int POOL = 2;

    private static final int OFFSET_BITS = 23;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;

    /** In the int of a slot: what it holds, whether it is known to be zeros, and one more than the entry's row. */
    private static final int FILL = 7;

    private static final int ZERO_MAP = 8;
    private static final int ROW_SHIFT = 4;

    private final List<Zone> zones;
    private final Events events;
    private final Zspages pool;
    private final Entries entries;
    private final List<@Nullable CowInts> devices;
    /** Settings and counters; public so that files show them and knobs set them. */
    public final ZswapState state;

    public Zswap(PageSource source, FrameMaps frames, List<Zone> zones, Events events) {
        this.zones = zones;
        this.events = events;
        pool = new Zspages(source, frames, events);
        entries = new Entries();
        devices = new ArrayList<>();
        state = new ZswapState();
    }

    private Zswap(Zswap other, PageSource source, FrameMaps frames, List<Zone> zones, Events events) {
        this.zones = zones;
        this.events = events;
        pool = other.pool.copy(source, frames, events);
        entries = other.entries.copy();
        devices = new ArrayList<>();
        for (CowInts device : other.devices) {
            devices.add(device == null ? null : device.copy());
        }
        state = other.state.copy();
    }

    public Zswap copy(PageSource source, FrameMaps frames, List<Zone> newZones, Events newEvents) {
        return new Zswap(this, source, frames, newZones, newEvents);
    }

    /** The pool below. */
    public Zspages pool() {
        return pool;
    }

    /** Compressed pages (zswap_stored_pages). */
    public int stored() {
        return entries.size();
    }

    /** A device of so many slots swaps from now on (zswap_swapon()). */
    public void swapon(int device, int slots) {
        while (devices.size() <= device) {
            devices.add(null);
        }
        devices.set(device, new CowInts(slots, 0));
    }

    /** A device that is empty swaps no more. */
    public void swapoff(int device) {
        devices.set(device, null);
    }

    private CowInts device(int entry) {
        CowInts device = devices.get(entry >>> OFFSET_BITS);
        if (device == null) {
            throw new IllegalStateException("PW-CHECK zswap knows the device: entry=" + entry);
        }
        return device;
    }

    private int at(int entry) {
        return device(entry).get(entry & OFFSET_MASK);
    }

    private void put(int entry, int value) {
        device(entry).set(entry & OFFSET_MASK, value);
    }

    /** What a slot holds, a constant of {@link Fill}. */
    public int fill(int entry) {
        return at(entry) & FILL;
    }

    /** The zspage of a slot's compressed page; {@link #NIL} if it has none. */
    public int zspage(int entry) {
        int row = (at(entry) >>> ROW_SHIFT) - 1;
        return row == NIL ? NIL : entries.zspage(row);
    }

    /** Whether a slot is known to be zeros. */
    public boolean isZeros(int entry) {
        return (at(entry) & ZERO_MAP) != 0;
    }

    /** Pages that the pool may have (zswap_max_pages()). */
    public int most() {
        int pages = 0;
        for (int i = 0; i < zones.size(); i++) {
            pages += zones.get(i).managed();
        }
        return (int) Math.min((long) pages * state.maxPercent / 100, Integer.MAX_VALUE);
    }

    /** Pages that a full pool must come down to (zswap_accept_thr_pages()). */
    public int accepts() {
        return (int) Math.min((long) most() * state.acceptPercent / 100, Integer.MAX_VALUE);
    }

    /**
     * A page goes to its slot: whether nothing has to be written, because it is zeros or was compressed
     * (swap_writepage(), zswap_store()).
     */
    public boolean store(int pfn, int entry, int fill) {
        if (fill == Fill.ZEROS) {
            invalidate(entry);
            put(entry, ZERO_MAP);
            state.zerosOut++;
            tell(EventKind.ZERO_SLOT, Rule.ZERO_OUT, pfn, entry, 0);
            return true;
        }
        put(entry, at(entry) & ~(FILL | ZERO_MAP) | fill);
        if (state.enabled && compress(entry, fill)) {
            return true;
        }
        // What the slot had in the pool is of an older page.
        drop(entry);
        return false;
    }

    private boolean compress(int entry, int fill) {
        if (isFull()) {
            return refused(entry, Rule.ZSWAP_LIMIT);
        }
        int bytes = Fill.compressed(fill);
        if (bytes == Fill.NONE) {
            state.compressFail++;
            return refused(entry, Rule.ZSWAP_COMPRESS_FAIL);
        }
        int zspage = pool.take(bytes);
        if (zspage == Zspages.NIL) {
            state.allocFail++;
            return refused(entry, Rule.ZSWAP_ALLOC_FAIL);
        }
        drop(entry);
        int row = entries.add(entry, zspage);
        put(entry, at(entry) & ((1 << ROW_SHIFT) - 1) | row + 1 << ROW_SHIFT);
        state.out++;
        tell(EventKind.ZSWAP_STORED, Rule.ZSWAP_STORE, bytes, entry, pool.pages());
        return true;
    }

    /** zswap_check_limits(). */
    private boolean isFull() {
        if (pool.pages() >= most()) {
            state.limitHit++;
            state.full = true;
        } else if (state.full && pool.pages() <= accepts()) {
            state.full = false;
        }
        return state.full;
    }

    private boolean refused(int entry, Rule why) {
        state.wakes |= state.full;
        tell(EventKind.ZSWAP_REFUSED, why, pool.pages(), entry, most());
        return false;
    }

    /**
     * A page is read from its slot into the swap cache: where it was. From the pool it is taken, so that it is the
     * only one (swap_read_folio(), zswap_load()).
     */
    public int load(int pfn, int entry) {
        if (isZeros(entry)) {
            state.zerosIn++;
            tell(EventKind.ZERO_SLOT, Rule.ZERO_IN, pfn, entry, 1);
            return ZEROS;
        }
        if (zspage(entry) == NIL) {
            // Somebody waits for the disk: the pool was shrunk too far (zswap_folio_swapin()).
            state.diskReads++;
            return DISK;
        }
        drop(entry);
        state.in++;
        tell(EventKind.ZSWAP_LOADED, Rule.ZSWAP_LOAD, pfn, entry, pool.pages());
        return POOL;
    }

    /** Nobody needs what is on a slot (zswap_invalidate()). */
    public void invalidate(int entry) {
        if (zspage(entry) != NIL) {
            drop(entry);
            tell(EventKind.ZSWAP_DROPPED, Rule.ZSWAP_INVALIDATE, pool.pages(), entry, stored());
        }
        put(entry, 0);
    }

    private void drop(int entry) {
        int row = (at(entry) >>> ROW_SHIFT) - 1;
        if (row != NIL) {
            pool.give(entries.zspage(row));
            entries.remove(row);
            put(entry, at(entry) & (1 << ROW_SHIFT) - 1);
        }
    }

    /**
     * The oldest compressed page is looked at: one that was not looked at before goes to the other end, any other is to
     * be written to its slot (shrink_memcg_cb()); its entry, or {@link #NIL}.
     */
    public int nextToWrite() {
        int row = entries.oldest();
        if (row == NIL) {
            return NIL;
        }
        boolean spared = entries.isNew(row);
        entries.toTail(row);
        int entry = entries.entry(row);
        if (spared) {
            tell(EventKind.ZSWAP_SCANNED, Rule.ZSWAP_SECOND_CHANCE, 0, entry, stored());
            return NIL;
        }
        return entry;
    }

    /** The page of an entry is in frame {@code pfn} and on its way to the disk; the pool has it no more. */
    public void written(int pfn, int entry) {
        drop(entry);
        state.writtenBack++;
        tell(EventKind.ZSWAP_SCANNED, Rule.ZSWAP_WRITEBACK, pfn, entry, stored());
    }

    /** The page of an entry could not be written: it is in the swap cache, or there is no frame for it. */
    public void notWritten(int entry) {
        state.reclaimFail++;
        tell(EventKind.ZSWAP_SCANNED, Rule.ZSWAP_NOT_WRITTEN, NIL, entry, stored());
    }

    private void tell(EventKind kind, Rule rule, int a, int entry, int d) {
        events.emit(kind.code(), rule.code(), a, entry >>> OFFSET_BITS, entry & OFFSET_MASK, d);
    }

    public void digest(Digest into) {
        state.digest(into);
        pool.digest(into);
        entries.digest(into);
        for (CowInts device : devices) {
            for (int slot = 1; device != null && slot < device.length(); slot++) {
                if (device.get(slot) != 0) {
                    into.fold(slot);
                    into.fold(device.get(slot));
                }
            }
        }
    }

    public int bytesBeside(@Nullable Zswap other) {
        int bytes = pool.bytesBeside(other == null ? null : other.pool) + entries.bytes();
        for (CowInts device : devices) {
            bytes += device == null ? 0 : device.length();
        }
        return bytes;
    }
}
