package pagewalk.engine.segment;

import org.jspecify.annotations.Nullable;

/** Looks at an address space of segments or small page tables; valid at every event. */
public final class SegmentView {
    private final SegmentUnit unit;

    SegmentView(SegmentUnit unit) {
        this.unit = unit;
    }

    /**
     * A base and limit register.
     *
     * @param base first address of the segment in memory; of one that grows downwards, the address after its last
     * @param limit its bytes
     * @param down whether it grows downwards
     */
    public record Segment(long base, long limit, boolean down) {}

    /** The space; null before it was begun. */
    public @Nullable SegmentSetup setup() {
        return unit.setup();
    }

    /** The registers, by segment; none for a scheme with pages. */
    public Segment[] segments() {
        Registers registers = unit.registers();
        Segment[] all = new Segment[registers == null ? 0 : registers.count()];
        for (int i = 0; registers != null && i < all.length; i++) {
            all[i] = new Segment(registers.base(i), registers.limit(i), registers.growsDown(i));
        }
        return all;
    }

    /** The frame that a virtual page is mapped to, -1 if its entry is not valid. */
    public int pfn(int vpn) {
        LinearTable linear = unit.linear();
        if (linear != null) {
            int entry = linear.entry(vpn);
            return entry < 0 ? entry & ~LinearTable.VALID : -1;
        }
        TwoLevelTable table = unit.table();
        int entry = table == null ? 0 : table.entry(vpn);
        return (entry & TwoLevelTable.VALID) == 0 ? -1 : entry & TwoLevelTable.PFN;
    }

    /** The byte at a physical address of a two-level space, from 0 to 255. */
    public int byteAt(int pa) {
        TwoLevelTable table = unit.table();
        return table == null ? 0 : table.byteAt(pa);
    }

    /** Whether a page of a two-level space holds entries of the directory or a table. */
    public boolean holdsEntries(int page) {
        TwoLevelTable table = unit.table();
        return table != null && table.holdsEntries(page);
    }
}
