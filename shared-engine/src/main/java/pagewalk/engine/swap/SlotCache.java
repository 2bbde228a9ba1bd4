package pagewalk.engine.swap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntList;

/** Slots that a processor keeps, so that it does not ask for each of them alone (mm/swap_slots.c). */
final class SlotCache {
    private static final int NIL = SwapSpace.NIL;
    /** Slots taken or given back in one go (SWAP_SLOTS_CACHE_SIZE). */
    private static final int SIZE = 64;
    /** Free slots from which on a processor keeps some, and below which it stops. */
    private static final int ON = 5 * SIZE;

    private static final int OFF = 2 * SIZE;

    private final List<@Nullable SwapDevice> devices;
    /** Entries of slots taken and not used, and of those to give back. */
    private final IntList taken;

    private final IntList returned;
    private boolean caching;
    private int turns;

    SlotCache(List<@Nullable SwapDevice> devices) {
        this.devices = devices;
        taken = new IntList();
        returned = new IntList();
    }

    private SlotCache(SlotCache other, List<@Nullable SwapDevice> devices) {
        this.devices = devices;
        taken = other.taken.copy();
        returned = other.returned.copy();
        caching = other.caching;
        turns = other.turns;
    }

    /** The same over copies of the devices. */
    SlotCache copy(List<@Nullable SwapDevice> newDevices) {
        return new SlotCache(this, newDevices);
    }

    private SwapDevice of(int entry) {
        SwapDevice device = devices.get(SwapSpace.deviceOf(entry));
        if (device == null) {
            throw new IllegalStateException("PW-CHECK the swap device is there: entry=" + entry);
        }
        return device;
    }

    /** Slots taken and not used. */
    int taken() {
        return taken.size();
    }

    /** Slots that look used and are not. */
    int kept() {
        return taken.size() + returned.size();
    }

    /** The entry of a slot for a page, of {@code free} that are free; {@link SwapSpace#NIL} if there is none. */
    int take(int free) {
        caching = caching ? free >= OFF : free > ON;
        if (taken.size() == 0) {
            fill(caching ? SIZE : 1);
        }
        if (taken.size() == 0) {
            return NIL;
        }
        int entry = taken.get(0);
        taken.removeAt(0);
        return entry;
    }

    /** Takes free slots of the device with the highest priority that has any (get_swap_pages()). */
    private void fill(int wanted) {
        int number = best();
        SwapDevice device = number == NIL ? null : devices.get(number);
        if (device != null) {
            // The next one of its priority has its turn after it.
            queue(device);
        }
        while (device != null && taken.size() < wanted) {
            int slot = device.take();
            if (slot == SwapDevice.NIL) {
                return;
            }
            taken.add(SwapSpace.entry(number, slot));
        }
    }

    private int best() {
        int best = NIL;
        int priority = Integer.MIN_VALUE;
        for (int i = 0; i < devices.size(); i++) {
            SwapDevice device = devices.get(i);
            boolean open = device != null && !device.closing && device.inUse < device.pages();
            boolean sooner = open
                    && (device.priority > priority
                            || device.priority == priority && best != NIL && isSooner(device, best));
            if (sooner) {
                best = i;
                priority = device.priority;
            }
        }
        return best;
    }

    private boolean isSooner(SwapDevice device, int other) {
        SwapDevice before = devices.get(other);
        return before == null || device.turn < before.turn;
    }

    /** A device is the last of its priority to have a turn (plist_requeue()). */
    void queue(SwapDevice device) {
        device.turn = ++turns;
    }

    /** A slot is free; a device that was full queues up again. */
    private void free(SwapDevice device, int slot) {
        boolean wasFull = device.inUse == device.pages();
        device.give(slot);
        if (wasFull) {
            queue(device);
        }
    }

    /** A slot is not used any more: it waits with the processor, or is free at once. */
    void give(int entry) {
        SwapDevice device = of(entry);
        if (!caching || device.closing) {
            free(device, SwapSpace.slot(entry));
            return;
        }
        // It does not look free to anybody.
        device.map.set(SwapSpace.slot(entry), SwapDevice.HAS_CACHE);
        returned.add(entry);
        if (returned.size() >= SIZE) {
            giveBack(returned);
        }
    }

    /** The processor keeps nothing. */
    void giveAll() {
        giveBack(taken);
        giveBack(returned);
    }

    private void giveBack(IntList entries) {
        for (int i = 0; i < entries.size(); i++) {
            free(of(entries.get(i)), SwapSpace.slot(entries.get(i)));
        }
        entries.truncate(0);
    }

    void digest(Digest into) {
        into.fold(taken.size());
        into.fold(returned.size());
    }
}
