package pagewalk.engine.memblock;

import static pagewalk.engine.memblock.RegionTable.below;
import static pagewalk.engine.memblock.RegionTable.high;
import static pagewalk.engine.memblock.RegionTable.low;
import static pagewalk.engine.memblock.RegionTable.roundUp;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;

/**
 * The boot-time allocator: two tables of physical ranges (mm/memblock.c).
 *
 * <p>Addresses and sizes are bytes, 64 bits without sign. 0 is never a result: it stands for failure, as in Linux.
 */
public final class Memblock {
    /** The range may be unplugged later (MEMBLOCK_HOTPLUG). */
    public static final int HOTPLUG = 1;
    /** The range has no place in the kernel's mapping, and the search passes over it (MEMBLOCK_NOMAP). */
    public static final int NOMAP = 4;

    /** The highest address plus one that a search may use without a limit of its own. */
    private static final long ANYWHERE = -1L;

    private static final long PAGE_SIZE = 4096;
    /** Bytes of one entry of a table (sizeof(struct memblock_region) with NUMA). */
    private static final long ENTRY_BYTES = 24;

    /** What the search answers when there is no hole. */
    public static final long NONE = 0;

    private final Events events;
    private final RegionTable memory;
    private final RegionTable reserved;
    private boolean bottomUp;
    private long limit = ANYWHERE;

    public Memblock(Events events) {
        this(
                events,
                new RegionTable(EventKind.MEMORY_ADDED, events),
                new RegionTable(EventKind.MEMORY_RESERVED, events));
    }

    /** The tables of a machine that has just read its firmware's map; what filled them is told to nobody. */
    public static Memblock of(FirmwareMap map, Events events) {
        Memblock silent = new Memblock(Events.NONE);
        if (!map.entries().isEmpty()) {
            map.tell(silent);
        }
        return silent.copy(events);
    }

    private Memblock(Events events, RegionTable memory, RegionTable reserved) {
        this.events = events;
        this.memory = memory;
        this.reserved = reserved;
    }

    /** A copy that shares nothing and tells {@code newEvents}. */
    public Memblock copy(Events newEvents) {
        Memblock copy = new Memblock(newEvents, memory.copy(newEvents), reserved.copy(newEvents));
        copy.bottomUp = bottomUp;
        copy.limit = limit;
        return copy;
    }

    /** What there is. */
    public RegionTable memory() {
        return memory;
    }

    /** What is taken, whether or not there is memory. */
    public RegionTable reserved() {
        return reserved;
    }

    /** Whether nothing was ever put in, so that no picture has to show it. */
    public boolean isEmpty() {
        return memory.count() == 0 && reserved.count() == 0;
    }

    public boolean bottomUp() {
        return bottomUp;
    }

    /** The address from which on an allocation without a maximum finds nothing. */
    public long limit() {
        return limit;
    }

    /** There is memory (memblock_add()). False if a full table could not double: ENOMEM. */
    public boolean add(long base, long size) {
        return insert(memory, base, size);
    }

    /** It is taken (memblock_reserve()). False if a full table could not double: ENOMEM. */
    public boolean reserve(long base, long size) {
        return insert(reserved, base, size);
    }

    /** There is no such memory (memblock_remove()). False if a full table could not double: ENOMEM. */
    public boolean remove(long base, long size) {
        return removeFrom(memory, base, size);
    }

    /** It is free again (memblock_phys_free()). False if a full table could not double: ENOMEM. */
    public boolean free(long base, long size) {
        return removeFrom(reserved, base, size);
    }

    /** Adds flags to memory (memblock_mark_hotplug(), memblock_mark_nomap()). False as for {@link #remove}. */
    public boolean mark(long base, long size, int flags) {
        long end = capped(base, size);
        if (!makeRoom(memory, base, end, 2)) {
            return false;
        }
        memory.isolate(base, end);
        memory.mark(base, end, flags);
        return true;
    }

    /** Cuts memory to whole multiples of {@code align}, a power of two (memblock_trim_memory()). */
    public void trim(long align) {
        memory.trim(align);
    }

    /** The direction of every later search (memblock_set_bottom_up()). */
    public void setBottomUp(boolean enable) {
        bottomUp = enable;
        events.emit(EventKind.MEMBLOCK_SET.code(), Rule.MEMBLOCK_DIRECTION.code(), 0, enable ? 1 : 0, 0, 0);
    }

    /** Where every later search without a maximum ends (memblock_set_current_limit()). */
    public void setLimit(long newLimit) {
        limit = newLimit;
        events.emit(EventKind.MEMBLOCK_SET.code(), Rule.MEMBLOCK_LIMIT.code(), 1, 0, high(newLimit), low(newLimit));
    }

    /**
     * Finds a hole and reserves it (memblock_phys_alloc_range()).
     *
     * @param size bytes, at least 1
     * @param align a power of two
     * @param min no lower address
     * @param max the address after the last; 0 means the current limit
     * @return the first byte, or {@link #NONE}
     */
    public long allocate(long size, long align, long min, long max) {
        long found = find(size, align, min, max);
        return found != NONE && reserve(found, size) ? found : NONE;
    }

    /** Tells {@code to} of every free run of whole pages, ascending (__free_memory_core()). */
    public void eachFreeRun(FreeRun to) {
        FreeRanges ranges = new FreeRanges(memory, reserved, true, 0, ANYWHERE);
        while (ranges.next()) {
            long from = roundUp(ranges.base(), PAGE_SIZE) >>> 12;
            long end = ranges.end() >>> 12;
            if (from < end) {
                to.accept((int) Math.min(from, Integer.MAX_VALUE), (int) Math.min(end, Integer.MAX_VALUE));
            }
        }
    }

    /** Takes free runs: a first pfn and the pfn after the last. */
    public interface FreeRun {
        void accept(int from, int end);
    }

    /** Looks for a hole without taking it (memblock_find_in_range_node()). */
    private long find(long size, long align, long min, long max) {
        long from = below(min, PAGE_SIZE) ? PAGE_SIZE : min;
        long to = max == 0 ? limit : max;
        FreeRanges ranges = new FreeRanges(memory, reserved, bottomUp, from, below(to, from) ? from : to);
        while (ranges.next()) {
            long found = fit(ranges.base(), ranges.end(), size, align);
            Rule rule = found == NONE ? Rule.MEMBLOCK_TOO_SMALL : direction();
            tell(EventKind.HOLE_LOOKED, rule, ranges.base(), ranges.end());
            if (found != NONE) {
                tell(EventKind.HOLE_CHOSEN, rule, found, found + size);
                return found;
            }
        }
        return NONE;
    }

    private Rule direction() {
        return bottomUp ? Rule.MEMBLOCK_BOTTOM_UP : Rule.MEMBLOCK_TOP_DOWN;
    }

    private long fit(long base, long end, long size, long align) {
        if (below(end - base, size)) {
            return NONE;
        }
        if (bottomUp) {
            long candidate = roundUp(base, align);
            boolean wraps = below(candidate, base);
            return !wraps && below(candidate, end) && !below(end - candidate, size) ? candidate : NONE;
        }
        long candidate = (end - size) & -align;
        return below(candidate, base) ? NONE : candidate;
    }

    private boolean insert(RegionTable table, long base, long size) {
        long end = capped(base, size);
        if (!makeRoom(table, base, end, table.uncovered(base, end))) {
            return false;
        }
        table.add(base, end, 0);
        return true;
    }

    private boolean removeFrom(RegionTable table, long base, long size) {
        long end = capped(base, size);
        if (!makeRoom(table, base, end, 2)) {
            return false;
        }
        table.isolate(base, end);
        table.removeInside(base, end);
        return true;
    }

    /**
     * Sees to it that {@code more} ranges fit (memblock_double_array()). A new table is itself memory: it is searched
     * for outside the range that is being reserved, and then reserved.
     */
    private boolean makeRoom(RegionTable table, long base, long end, int more) {
        while (base != end && table.count() + more > table.capacity()) {
            long bytes = roundUp(2 * table.capacity() * ENTRY_BYTES, PAGE_SIZE);
            boolean reserving = table == reserved;
            long place = find(bytes, PAGE_SIZE, reserving ? end : 0, limit);
            if (place == NONE && reserving) {
                place = find(bytes, PAGE_SIZE, 0, below(base, limit) ? base : limit);
            }
            if (place == NONE) {
                return false;
            }
            table.doubleCapacity();
            tell(EventKind.TABLE_DOUBLED, Rule.MEMBLOCK_DOUBLE, place, place + bytes);
            if (!reserve(place, bytes)) {
                return false;
            }
        }
        return true;
    }

    /** The byte after the range, cut at the end of the address space (memblock_cap_size()). */
    private static long capped(long base, long size) {
        long end = base + size;
        return below(end, base) ? ANYWHERE : end;
    }

    private void tell(EventKind kind, Rule rule, long base, long end) {
        events.emit(kind.code(), rule.code(), high(base), low(base), high(end), low(end));
    }

    public void digest(Digest into) {
        memory.digest(into);
        reserved.digest(into);
        into.fold(bottomUp ? 1 : 0, high(limit), low(limit), 0, 0);
    }

    /** Bytes that a copy takes, for budgets. */
    public int bytes() {
        return memory.bytes() + reserved.bytes() + 64;
    }
}
