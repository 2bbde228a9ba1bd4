package pagewalk.engine.segment;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;

/** The address space beside the machine, of one {@link Scheme} at a time: its registers or its page table. */
public final class SegmentUnit {
    private final Events events;
    private @Nullable SegmentSetup setup;
    private @Nullable Registers registers;
    private @Nullable LinearTable linear;
    private @Nullable TwoLevelTable table;

    public SegmentUnit(Events events) {
        this.events = events;
    }

    /** An independent copy that tells its steps to {@code newEvents}. */
    public SegmentUnit copy(Events newEvents) {
        SegmentUnit copy = new SegmentUnit(newEvents);
        copy.setup = setup;
        copy.registers = registers == null ? null : registers.copy(newEvents);
        copy.linear = linear == null ? null : linear.copy(newEvents);
        copy.table = table == null ? null : table.copy(newEvents);
        return copy;
    }

    public SegmentView view() {
        return new SegmentView(this);
    }

    /** The space; null before it was begun. */
    public @Nullable SegmentSetup setup() {
        return setup;
    }

    /** The registers; null for a scheme with pages. */
    @Nullable
    Registers registers() {
        return registers;
    }

    @Nullable
    LinearTable linear() {
        return linear;
    }

    @Nullable
    TwoLevelTable table() {
        return table;
    }

    /** Begins a space; one that was there before is gone. */
    public void begin(SegmentSetup newSetup) {
        Scheme scheme = newSetup.scheme();
        setup = newSetup;
        registers = scheme.hasRegisters() ? new Registers(newSetup, events) : null;
        linear = scheme == Scheme.LINEAR ? new LinearTable(newSetup, events) : null;
        table = scheme == Scheme.TWO_LEVEL ? new TwoLevelTable(newSetup, events) : null;
        long asize = newSetup.asize();
        long psize = newSetup.psize();
        tell(EventKind.SEG_SPACE, scheme.ordinal(), newSetup.page(), asize);
        tell(EventKind.SEG_MEMORY, newSetup.pdbr(), 0, psize);
    }

    private void tell(EventKind kind, int a, int b, long size) {
        events.emit(kind.code(), Rule.SEG_SPACE.code(), a, b, (int) (size >> 32), (int) size);
    }

    /** Segments that the space has. */
    public int segments() {
        return registers == null ? 0 : registers.count();
    }

    /** Sets a base and a limit; the caller has seen to it that the space has the segment. */
    public void set(int segment, long base, long limit, boolean down) {
        if (registers != null) {
            registers.set(segment, base, limit, down);
        }
    }

    /** The segment of an address of a space with registers. */
    public int segmentOf(long va) {
        return registers == null ? 0 : registers.segmentOf(va);
    }

    /** Whether a virtual page has a valid entry. */
    public boolean isMapped(int vpn) {
        return view().pfn(vpn) >= 0;
    }

    /** Page of the table that has a virtual page's entry; -1 if there is none in memory. */
    public int tableOf(int vpn) {
        return table == null ? TwoLevelTable.NIL : table.tableOf(vpn);
    }

    /** Whether a page holds entries of the directory or of a table. */
    public boolean holdsEntries(int page) {
        return table != null && table.holdsEntries(page);
    }

    /** Whether nothing lies in a page. */
    public boolean isFree(int page) {
        return table == null || table.isFree(page);
    }

    /** The lowest page that is free and is not {@code but}, for a new table; -1 if there is none. */
    public int lowestFree(int but) {
        return table == null ? TwoLevelTable.NIL : table.lowestFree(but);
    }

    /** Maps a virtual page to a frame; {@code newTable} becomes a page table if the directory needs one. */
    public void map(int vpn, int pfn, int newTable) {
        if (linear != null) {
            linear.map(vpn, pfn);
        } else if (table != null) {
            table.map(vpn, pfn, newTable);
        }
    }

    /** Takes the entry of a mapped virtual page away. */
    public void unmap(int vpn) {
        if (linear != null) {
            linear.unmap(vpn);
        } else if (table != null) {
            table.unmap(vpn);
        }
    }

    /** Writes a page's bytes, eight or a multiple of it, from its start on. */
    public void fill(int page, byte[] bytes) {
        if (table != null) {
            table.fill(page, bytes);
        }
    }

    /**
     * Translates an address of the space into {@code pa[0]}.
     *
     * @return false for a segmentation violation or a page that is not valid
     */
    public boolean translate(long va, long[] pa) {
        if (registers != null) {
            return registers.translate(va, pa);
        }
        int small = linear != null ? linear.translate((int) va) : table != null ? table.translate((int) va) : -1;
        pa[0] = small;
        return small >= 0;
    }

    /** The byte at a physical address; -1 for a scheme whose memory has no contents here. */
    public int value(long pa) {
        return table == null ? -1 : table.byteAt((int) pa);
    }

    public void digest(Digest into) {
        if (setup != null) {
            setup.digest(into);
        }
        if (registers != null) {
            registers.digest(into);
        }
        if (linear != null) {
            linear.digest(into);
        }
        if (table != null) {
            table.digest(into);
        }
    }

    /** Bytes that this takes beside {@code other}, a copy of it, for budgets; all its bytes beside null. */
    public int bytesBeside(@Nullable SegmentUnit other) {
        LinearTable others = other == null || linear == null || !sameLength(linear, other.linear) ? null : other.linear;
        return 256 + (linear == null ? 0 : linear.bytesBeside(others)) + (table == null ? 0 : table.bytes());
    }

    private static boolean sameLength(LinearTable one, @Nullable LinearTable two) {
        return two != null && one.length() == two.length();
    }
}
