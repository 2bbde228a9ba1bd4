package pagewalk.engine.swap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowInts;

/**
 * All swap of a machine: devices by priority, slots in an order, and which pages are in memory as well as in a slot.
 *
 * <p>A swap entry is one int here: the device above 23 bits of its slot.
 */
public final class SwapSpace {
    public static final int NIL = -1;
    /** Most devices (the kernel has 30). */
    public static final int DEVICES = 8;

    private static final int OFFSET_BITS = 23;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
    private static final int DEFAULT_PRIORITY = -2;

    private final int basePfn;
    private final FrameMaps frames;
    private final Events events;
    private final List<@Nullable SwapDevice> devices;
    private final SwapAreas areas;

    /** Entry of each frame in the swap cache. */
    private final CowInts entries;

    private final SlotCache slots;
    private int cached;
    private int lowestPriority = DEFAULT_PRIORITY + 1;
    private SlotWatch watch = entry -> {};

    /** {@code hearer} is told of slots that are free again. */
    public void watchBy(SlotWatch hearer) {
        watch = hearer;
    }

    /** No swap yet, for {@code count} frames from {@code basePfn} on. */
    public SwapSpace(int basePfn, int count, FrameMaps frames, Events events) {
        this.basePfn = basePfn;
        this.frames = frames;
        this.events = events;
        devices = new ArrayList<>();
        areas = new SwapAreas();
        entries = new CowInts(count, NIL);
        slots = new SlotCache(devices);
    }

    private SwapSpace(SwapSpace other, FrameMaps frames, Events events) {
        basePfn = other.basePfn;
        this.frames = frames;
        this.events = events;
        devices = new ArrayList<>();
        areas = other.areas.copy();
        for (SwapDevice device : other.devices) {
            devices.add(device == null ? null : device.copy());
        }
        entries = other.entries.copy();
        slots = other.slots.copy(devices);
        cached = other.cached;
        lowestPriority = other.lowestPriority;
    }

    public SwapSpace copy(FrameMaps newFrames, Events newEvents) {
        return new SwapSpace(this, newFrames, newEvents);
    }

    private SwapDevice device(int number) {
        SwapDevice device = devices.get(number);
        if (device == null) {
            throw new IllegalStateException("PW-CHECK the swap device is there: device=" + number);
        }
        return device;
    }

    private SwapDevice of(int entry) {
        return device(entry >>> OFFSET_BITS);
    }

    /** The slot of an entry. */
    public static int slot(int entry) {
        return entry & OFFSET_MASK;
    }

    /** The device of an entry. */
    public static int deviceOf(int entry) {
        return entry >>> OFFSET_BITS;
    }

    /** The entry of a slot of a device. */
    public static int entry(int device, int slot) {
        return device << OFFSET_BITS | slot;
    }

    /** Number of the device at {@code path}, or {@link #NIL}. */
    public int find(String path) {
        for (int i = 0; i < devices.size(); i++) {
            SwapDevice device = devices.get(i);
            if (device != null && device.path.equals(path)) {
                return i;
            }
        }
        return NIL;
    }

    /** Headers of devices and files. */
    public SwapAreas areas() {
        return areas;
    }

    /** Whether a device is a file and not a partition. */
    public boolean isFile(int number) {
        SwapArea area = areas.at(path(number));
        return area != null && area.file();
    }

    /** Whether a device is being switched off. */
    public boolean isClosing(int number) {
        return device(number).closing;
    }

    /** Whether another device can be added. */
    public boolean hasRoom() {
        for (int i = 0; i < devices.size(); i++) {
            if (devices.get(i) == null) {
                return true;
            }
        }
        return devices.size() < DEVICES;
    }

    /**
     * Adds a device (swapon()); its number.
     *
     * @param slots pages of it, the header among them, 2 to {@link SwapPte#OFFSETS}
     * @param priority at least 0, or -1 for one below all others
     */
    public int on(String path, int slots, boolean rotational, int priority) {
        int given = priority >= 0 ? priority : --lowestPriority;
        SwapDevice device = new SwapDevice(path, slots, rotational, given);
        int number = devices.indexOf(null);
        if (number < 0) {
            number = devices.size();
            devices.add(device);
        } else {
            devices.set(number, device);
        }
        this.slots.queue(device);
        tell(EventKind.SWAP_ON, Rule.SWAP_ON, number, slots - 1, given, rotational ? 1 : 0);
        return number;
    }

    /** No slot of the device is handed out any more; what the processor kept of it goes back. */
    public void close(int number) {
        SwapDevice gone = device(number);
        gone.closing = true;
        slots.giveAll();
        // Those that came after it move up, so that the next one without a priority is right below them.
        for (SwapDevice device : devices) {
            boolean below = gone.priority < 0 && device != null && device.priority < gone.priority;
            if (below) {
                device.priority++;
            }
        }
        lowestPriority += gone.priority < 0 ? 1 : 0;
    }

    /** swapoff() failed: slots are handed out again, of one without a priority after all others. */
    public void reopen(int number) {
        SwapDevice device = device(number);
        device.closing = false;
        device.priority = device.priority < 0 ? --lowestPriority : device.priority;
        slots.queue(device);
    }

    /** The device, of which no slot is in use, is gone. */
    public void off(int number) {
        Check.that(device(number).inUse == 0, "a device that goes is empty", "device", number);
        devices.set(number, null);
        tell(EventKind.SWAP_OFF, Rule.SWAP_OFF, number, 0, 0, 0);
    }

    /** Numbers of devices are below this. */
    public int devices() {
        return devices.size();
    }

    /** Whether there is a device. */
    public boolean has(int number) {
        return number < devices.size() && devices.get(number) != null;
    }

    public String path(int number) {
        return device(number).path;
    }

    /** Pages of a device. */
    public int pages(int number) {
        return device(number).pages();
    }

    /** Slots of a device that are not free, those that a processor keeps among them. */
    public int inUse(int number) {
        return device(number).inUse;
    }

    public int priority(int number) {
        return device(number).priority;
    }

    public boolean isRotational(int number) {
        return device(number).rotational;
    }

    /** Whether any device has to turn to a place before it reads. */
    public boolean anyRotational() {
        for (SwapDevice device : devices) {
            if (device != null && device.rotational) {
                return true;
            }
        }
        return false;
    }

    /** Pages of all devices (total_swap_pages). */
    public int total() {
        int pages = 0;
        for (SwapDevice device : devices) {
            pages += device == null || device.closing ? 0 : device.pages();
        }
        return pages;
    }

    /** Slots that are free (nr_swap_pages): what a device that is taken away still holds is missing, as in Linux. */
    public int free() {
        int pages = 0;
        for (SwapDevice device : devices) {
            pages += device == null ? 0 : (device.closing ? 0 : device.pages()) - device.inUse;
        }
        return pages;
    }

    /** Slots that the processor has taken and not used, or has to give back. */
    public int kept() {
        return slots.kept();
    }

    /** Pages in the swap cache. */
    public int cached() {
        return cached;
    }

    /** Whether slots of pages in memory are better given back at once (vm_swap_full()). */
    public boolean isFull() {
        return free() * 2 < total();
    }

    /** A slot for a page (folio_alloc_swap()); its entry, or {@link #NIL} if all are taken. */
    public int take() {
        int entry = slots.take(free());
        if (entry == NIL) {
            return NIL;
        }
        tell(EventKind.SLOT_TAKEN, Rule.SWAP_SLOT, deviceOf(entry), slot(entry), slots.taken(), free());
        return entry;
    }

    /** How many entries of page tables and shared memory mean a slot. */
    public int uses(int entry) {
        return of(entry).map.get(slot(entry)) & ~SwapDevice.HAS_CACHE;
    }

    /** Whether nobody has a slot: no entry means it, no page caches it, no processor keeps it. */
    public boolean isFree(int entry) {
        return of(entry).map.get(slot(entry)) == 0;
    }

    /** Whether somebody means a slot, or it is cached. */
    public boolean isUsed(int entry) {
        SwapDevice device = of(entry);
        int slot = slot(entry);
        return slot > 0 && slot < device.slots && uses(entry) > 0;
    }

    /** One entry more means a slot (swap_duplicate()). */
    public void use(int entry) {
        SwapDevice device = of(entry);
        device.map.set(slot(entry), device.map.get(slot(entry)) + 1);
    }

    /** One entry less means a slot (swap_free()). */
    public void drop(int entry) {
        Check.that(uses(entry) > 0, "an entry that goes was counted", "slot", slot(entry));
        SwapDevice device = of(entry);
        device.map.set(slot(entry), device.map.get(slot(entry)) - 1);
        freeIfUnused(entry);
    }

    private void freeIfUnused(int entry) {
        SwapDevice device = of(entry);
        if (device.map.get(slot(entry)) != 0) {
            return;
        }
        device.cache.set(slot(entry), 0);
        watch.freed(entry);
        tell(EventKind.SLOT_FREED, Rule.SWAP_SLOT_FREE, deviceOf(entry), slot(entry), free(), 0);
        slots.give(entry);
    }

    /** The frame that caches a slot, or {@link #NIL}. */
    public int page(int entry) {
        int found = of(entry).cache.get(slot(entry));
        return found > 0 ? found - 1 : NIL;
    }

    /** What the eviction of a slot's page left behind, or {@link #NIL}. */
    public int shadow(int entry) {
        int found = of(entry).cache.get(slot(entry));
        return found < 0 ? -1 - found : NIL;
    }

    /** The slot of a frame in the swap cache, or {@link #NIL}. */
    public int entryOf(int pfn) {
        return entries.get(pfn - basePfn);
    }

    /** A frame gets a slot, or is what was read from it (add_to_swap_cache()). */
    public void cache(int pfn, int entry) {
        SwapDevice device = of(entry);
        Check.that(page(entry) == NIL, "a slot is cached once", "slot", slot(entry));
        device.cache.set(slot(entry), pfn + 1);
        device.map.set(slot(entry), device.map.get(slot(entry)) | SwapDevice.HAS_CACHE);
        entries.set(pfn - basePfn, entry);
        frames.mark(pfn, FrameMaps.SWAPCACHE);
        cached++;
        tell(EventKind.SWAP_CACHED, Rule.SWAP_CACHE_ADD, pfn, deviceOf(entry), slot(entry), uses(entry));
    }

    /** A frame leaves the swap cache (delete_from_swap_cache()); {@code shadow} is what stays, {@link #NIL} nothing. */
    public void uncache(int pfn, int shadow) {
        int entry = entryOf(pfn);
        SwapDevice device = of(entry);
        device.cache.set(slot(entry), shadow == NIL ? 0 : -1 - shadow);
        device.map.set(slot(entry), device.map.get(slot(entry)) & ~SwapDevice.HAS_CACHE);
        entries.set(pfn - basePfn, NIL);
        frames.unmark(pfn, FrameMaps.SWAPCACHE);
        cached--;
        tell(EventKind.SWAP_UNCACHED, Rule.SWAP_CACHE_DROP, pfn, deviceOf(entry), slot(entry), uses(entry));
        freeIfUnused(entry);
    }

    /**
     * Gives the slot of a page in memory back, if nobody else means it (folio_free_swap()): the page is dirty then,
     * since it is nowhere else.
     */
    public boolean release(int pfn) {
        boolean can =
                frames.is(pfn, FrameMaps.SWAPCACHE) && !frames.is(pfn, FrameMaps.WRITEBACK) && uses(entryOf(pfn)) == 0;
        if (can) {
            uncache(pfn, NIL);
            frames.mark(pfn, FrameMaps.DIRTY);
        }
        return can;
    }

    public void digest(Digest into) {
        for (SwapDevice device : devices) {
            if (device != null) {
                device.digest(into);
            }
        }
        slots.digest(into);
        areas.digest(into);
        into.fold(cached);
    }

    /** Bytes that these take beside a copy; all their bytes beside null. */
    public int bytesBeside(@Nullable SwapSpace other) {
        int bytes = entries.bytesBeside(other == null ? null : other.entries);
        for (SwapDevice device : devices) {
            bytes += device == null ? 0 : device.bytes();
        }
        return bytes;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
