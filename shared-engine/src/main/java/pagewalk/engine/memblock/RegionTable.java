package pagewalk.engine.memblock;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/**
 * A sorted table of physical address ranges that do not overlap (struct memblock_type).
 *
 * <p>Addresses and sizes are bytes, 64 bits without sign. Two neighbours that touch have different flags.
 */
public final class RegionTable {
    /** Ranges a table holds before it has to double (INIT_MEMBLOCK_REGIONS). */
    public static final int STATIC_REGIONS = 128;

    private final EventKind insertedKind;
    private final Events events;
    private long[] bases;
    private long[] ends;
    private int[] flags;
    private int count;
    private int capacity;

    /** An empty table; {@code insertedKind} tells its events from those of the other table. */
    RegionTable(EventKind insertedKind, Events events) {
        this.insertedKind = insertedKind;
        this.events = events;
        this.capacity = STATIC_REGIONS;
        this.bases = new long[8];
        this.ends = new long[8];
        this.flags = new int[8];
    }

    private RegionTable(RegionTable other, Events events) {
        this.insertedKind = other.insertedKind;
        this.events = events;
        this.capacity = other.capacity;
        this.count = other.count;
        this.bases = Arrays.copyOf(other.bases, other.bases.length);
        this.ends = Arrays.copyOf(other.ends, other.ends.length);
        this.flags = Arrays.copyOf(other.flags, other.flags.length);
    }

    RegionTable copy(Events newEvents) {
        return new RegionTable(this, newEvents);
    }

    /** Ranges in the table. */
    public int count() {
        return count;
    }

    /** Ranges the table can hold before it doubles. */
    public int capacity() {
        return capacity;
    }

    /** First byte of range {@code i}. */
    public long base(int i) {
        return bases[i];
    }

    /** The byte after range {@code i}. */
    public long end(int i) {
        return ends[i];
    }

    /** Flags of range {@code i}, bits of {@link Memblock}. */
    public int flags(int i) {
        return flags[i];
    }

    /** Bytes of all ranges together. */
    public long totalBytes() {
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += ends[i] - bases[i];
        }
        return total;
    }

    void digest(Digest into) {
        into.fold(count);
        for (int i = 0; i < count; i++) {
            into.fold(flags[i], high(bases[i]), low(bases[i]), high(ends[i]), low(ends[i]));
        }
    }

    int bytes() {
        return bases.length * 20;
    }

    /** How many ranges {@link #add} would insert: the parts of {@code [base, end)} that no range covers. */
    int uncovered(long base, long end) {
        int gaps = 0;
        long from = base;
        for (int i = 0; i < count && below(bases[i], end); i++) {
            if (below(from, ends[i])) {
                gaps += below(from, bases[i]) ? 1 : 0;
                from = ends[i];
            }
        }
        return gaps + (below(from, end) ? 1 : 0);
    }

    /** Inserts what no range covers of {@code [base, end)} and merges neighbours (memblock_add_range()). */
    void add(long base, long end, int newFlags) {
        int first = -1;
        int last = 0;
        long from = base;
        int i = 0;
        while (i < count && below(bases[i], end)) {
            if (below(from, ends[i])) {
                if (below(from, bases[i])) {
                    first = first < 0 ? i : first;
                    insert(i, from, bases[i], newFlags);
                    i++;
                    last = i;
                }
                from = ends[i];
            }
            i++;
        }
        if (below(from, end)) {
            first = first < 0 ? i : first;
            insert(i, from, end, newFlags);
            last = i + 1;
        }
        if (first >= 0) {
            merge(first, last);
        }
    }

    /** Splits the ranges that cross {@code base} or {@code end} there (memblock_isolate_range()). */
    void isolate(long base, long end) {
        splitAt(base);
        splitAt(end);
    }

    /** The first range that ends above {@code address}; {@link #count()} if there is none. */
    int firstEndingAbove(long address) {
        int i = 0;
        while (i < count && !below(address, ends[i])) {
            i++;
        }
        return i;
    }

    /** Takes out all ranges inside {@code [base, end)}, which must have been isolated. */
    void removeInside(long base, long end) {
        int i = firstEndingAbove(base);
        while (i < count && below(bases[i], end)) {
            tell(EventKind.REGION_REMOVED, Rule.MEMBLOCK_SPLIT, bases[i], ends[i]);
            delete(i);
        }
    }

    /** Sets flags on all ranges inside {@code [base, end)}, isolated before, and merges (memblock_setclr_flag()). */
    void mark(long base, long end, int newFlags) {
        int first = firstEndingAbove(base);
        int i = first;
        while (i < count && below(bases[i], end)) {
            flags[i] |= newFlags;
            tell(EventKind.REGION_MARKED, Rule.MEMBLOCK_FLAGS, bases[i], ends[i]);
            i++;
        }
        merge(first, i);
    }

    /** Cuts every range to whole multiples of {@code align}, a power of two (memblock_trim_memory()). */
    void trim(long align) {
        int i = 0;
        while (i < count) {
            long base = roundUp(bases[i], align);
            long end = ends[i] & -align;
            if (base == bases[i] && end == ends[i]) {
                i++;
            } else if (below(base, end) && !below(base, bases[i])) {
                bases[i] = base;
                ends[i] = end;
                tell(EventKind.REGION_TRIMMED, Rule.MEMBLOCK_TRIM, base, end);
                i++;
            } else {
                tell(EventKind.REGION_REMOVED, Rule.MEMBLOCK_TRIM, bases[i], ends[i]);
                delete(i);
            }
        }
    }

    /** Doubles the room for ranges; the caller has found memory for the new table. */
    void doubleCapacity() {
        capacity *= 2;
    }

    /** Merges neighbours that touch and have equal flags, between the range before {@code first} and {@code last}. */
    private void merge(int first, int last) {
        int i = Math.max(first - 1, 0);
        int end = Math.min(last, count - 1);
        while (i < end) {
            if (ends[i] == bases[i + 1] && flags[i] == flags[i + 1]) {
                ends[i] = ends[i + 1];
                delete(i + 1);
                tell(EventKind.REGIONS_MERGED, Rule.MEMBLOCK_MERGE, bases[i], ends[i]);
                end--;
            } else {
                i++;
            }
        }
    }

    private void splitAt(long address) {
        int i = firstEndingAbove(address);
        if (i == count || !below(bases[i], address)) {
            return;
        }
        long base = bases[i];
        bases[i] = address;
        open(i, base, address, flags[i]);
        tell(EventKind.REGION_SPLIT, Rule.MEMBLOCK_SPLIT, base, address);
    }

    private void insert(int at, long base, long end, int newFlags) {
        open(at, base, end, newFlags);
        tell(insertedKind, Rule.MEMBLOCK_ADD_UNCOVERED, base, end);
    }

    private void open(int at, long base, long end, int newFlags) {
        Check.that(count < capacity, "a region table has room", "count", count);
        if (count == bases.length) {
            bases = Arrays.copyOf(bases, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            flags = Arrays.copyOf(flags, count * 2);
        }
        System.arraycopy(bases, at, bases, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        System.arraycopy(flags, at, flags, at + 1, count - at);
        bases[at] = base;
        ends[at] = end;
        flags[at] = newFlags;
        count++;
    }

    private void delete(int at) {
        count--;
        System.arraycopy(bases, at + 1, bases, at, count - at);
        System.arraycopy(ends, at + 1, ends, at, count - at);
        System.arraycopy(flags, at + 1, flags, at, count - at);
    }

    private void tell(EventKind kind, Rule rule, long base, long end) {
        events.emit(kind.code(), rule.code(), high(base), low(base), high(end), low(end));
    }

    static boolean below(long a, long b) {
        return Long.compareUnsigned(a, b) < 0;
    }

    static long roundUp(long address, long align) {
        return (address + align - 1) & -align;
    }

    static int high(long value) {
        return (int) (value >>> 32);
    }

    static int low(long value) {
        return (int) value;
    }
}
