package pagewalk.engine.zone;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowBytes;
import pagewalk.engine.util.Part;

/**
 * One zone: a run of frames with its free lists and the migratetype of each pageblock (include/linux/mmzone.h).
 *
 * <p>The run need not begin or end at a multiple of anything. A pageblock is 512 frames, aligned; the first and the
 * last may lie only partly in the zone.
 */
public final class Zone {
    /** log2 of the frames in a pageblock: the order of a 2 MiB page on x86-64 (pageblock_order). */
    public static final int PAGEBLOCK_ORDER = 9;

    public static final int UNMOVABLE = 0;
    public static final int MOVABLE = 1;
    public static final int RECLAIMABLE = 2;
    /** Pageblocks kept for requests that cannot wait (MIGRATE_HIGHATOMIC). */
    public static final int HIGHATOMIC = 3;
    /** Types that lists are kept for when pages are grouped by mobility. */
    public static final int TYPES = 4;

    private final int node;
    private final String name;
    private final int startPfn;
    private final int endPfn;
    private final boolean grouped;
    private final FreeLists lists;
    private final CowBytes blockTypes;
    private int present;
    private int managed;
    private Watermarks watermarks = Watermarks.off();
    private PerCpuPages[] perCpu = {};

    /**
     * An empty zone of the frames {@code startPfn} to {@code endPfn - 1}.
     *
     * @param node the memory node it belongs to
     * @param grouped whether pages are grouped by mobility; if not, there is one type, UNMOVABLE
     *     (page_group_by_mobility_disabled)
     */
    public Zone(int node, String name, int startPfn, int endPfn, boolean grouped) {
        Check.that(startPfn >= 0 && endPfn > startPfn, "a zone has frames", "startPfn", startPfn);
        this.node = node;
        this.name = name;
        this.startPfn = startPfn;
        this.endPfn = endPfn;
        this.grouped = grouped;
        present = endPfn - startPfn;
        managed = present;
        lists = new FreeLists(startPfn, endPfn, grouped ? TYPES : 1);
        int blocks = ((endPfn - 1) >> PAGEBLOCK_ORDER) - (startPfn >> PAGEBLOCK_ORDER) + 1;
        blockTypes = new CowBytes(blocks, grouped ? MOVABLE : UNMOVABLE);
    }

    private Zone(Zone other) {
        node = other.node;
        name = other.name;
        startPfn = other.startPfn;
        endPfn = other.endPfn;
        grouped = other.grouped;
        present = other.present;
        managed = other.managed;
        lists = other.lists.copy();
        blockTypes = other.blockTypes.copy();
        watermarks = other.watermarks.copy();
        perCpu = new PerCpuPages[other.perCpu.length];
        for (int cpu = 0; cpu < perCpu.length; cpu++) {
            perCpu[cpu] = other.perCpu[cpu].copy(lists);
        }
    }

    /** Frames of the zone from its first to its last, holes included. */
    public int spanned() {
        return endPfn - startPfn;
    }

    /** Frames that are memory. */
    public int present() {
        return present;
    }

    /** Says how much of the span is memory, the rest being holes; nothing of it is managed yet. */
    public void setPresent(int pages) {
        present = pages;
        managed = 0;
    }

    /** Frames that were handed to the page allocator. */
    public int managed() {
        return managed;
    }

    /** {@code pages} more were handed to the page allocator. */
    public void addManaged(int pages) {
        managed += pages;
    }

    /** Gives the zone its numbers; allocations are checked against them from now on, if {@code checked}. */
    public void setUpLimits(ZoneSetup setup, boolean checked) {
        watermarks = Watermarks.of(setup, checked);
    }

    /** Takes over what a recorded state says beside the lists; frames of processors' lists are marked by the caller. */
    @Part("layers")
    public void setUp(ZoneState.Limits limits) {
        setUpLimits(limits.setup(), true);
        watermarks.setBoost(limits.boost());
        watermarks.setReservedHighatomic(limits.highatomic());
        watermarks.setBelowHigh(limits.flags()[0]);
        watermarks.setReclaimActive(limits.flags()[1]);
        watermarks.setBoosted(limits.flags()[2]);
        int[] numbers = limits.cpu().numbers();
        setUpPerCpu(1, numbers[0]);
        perCpu[0].setAllocFactor(numbers[1]);
        perCpu[0].setFreeCount(numbers[2]);
        perCpu[0].setFreedHighOrder(limits.cpu().flags()[0]);
        perCpu[0].setFreesHighInBatches(limits.cpu().flags()[1]);
        for (int list = 0; list < PerCpuPages.LISTS; list++) {
            for (int pfn : limits.cpu().lists()[list]) {
                perCpu[0].lists().addTail(pfn, list);
                perCpu[0].addCount(1 << PerCpuPages.orderOf(list));
            }
        }
    }

    /** From now on {@code cpus} processors keep pages of the zone, none yet (setup_zone_pageset()). */
    public void setUpPerCpu(int cpus, int high) {
        perCpu = new PerCpuPages[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            perCpu[cpu] = new PerCpuPages(lists, high);
        }
    }

    public Zone copy() {
        return new Zone(this);
    }

    /** The memory node, as /proc files print it. */
    public int node() {
        return node;
    }

    public String name() {
        return name;
    }

    public int startPfn() {
        return startPfn;
    }

    /** The pfn after the last. */
    public int endPfn() {
        return endPfn;
    }

    public boolean contains(int pfn) {
        return pfn >= startPfn && pfn < endPfn;
    }

    /** Whether pages are grouped by mobility. */
    public boolean grouped() {
        return grouped;
    }

    public FreeLists lists() {
        return lists;
    }

    /** {@code count} empty lists for blocks that are on none of the zone's own. */
    public BlockLists listsBeside(int count) {
        return lists.blocks().beside(count);
    }

    public Watermarks watermarks() {
        return watermarks;
    }

    /** Processors that keep pages; 0 if none does. */
    public int cpus() {
        return perCpu.length;
    }

    public PerCpuPages perCpu(int cpu) {
        return perCpu[cpu];
    }

    /** Migratetype of the pageblock that holds {@code pfn} (get_pageblock_migratetype()). */
    public int typeOf(int pfn) {
        return blockTypes.get(block(pfn));
    }

    /** Sets the migratetype of the pageblock that holds {@code pfn} (set_pageblock_migratetype()). */
    public void setType(int pfn, int type) {
        Check.index(type, lists.types(), "type");
        blockTypes.set(block(pfn), type);
    }

    /** Bytes that this takes beside another copy of the zone, for budgets; all its bytes beside null. */
    public int bytesBeside(@Nullable Zone other) {
        return lists.bytesBeside(other == null ? null : other.lists)
                + blockTypes.bytesBeside(other == null ? null : other.blockTypes);
    }

    /** Folds the lists in order and the pageblock types. */
    public void digest(Digest into) {
        lists.digest(into);
        into.fold(present);
        into.fold(managed);
        for (int block = 0; block < blockTypes.length(); block++) {
            into.fold(blockTypes.get(block));
        }
        watermarks.digest(into);
        for (PerCpuPages pages : perCpu) {
            pages.digest(into);
        }
    }

    private int block(int pfn) {
        Check.that(contains(pfn), "the zone holds the frame", "pfn", pfn);
        return (pfn >> PAGEBLOCK_ORDER) - (startPfn >> PAGEBLOCK_ORDER);
    }
}
