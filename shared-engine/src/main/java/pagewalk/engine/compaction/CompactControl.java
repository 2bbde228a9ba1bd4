package pagewalk.engine.compaction;

import pagewalk.engine.buddy.ZoneAllocator;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.BlockLists;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;

/**
 * One run over one zone: what it is for, where its scanners stand and what they hold (mm/internal.h struct
 * compact_control). Both scanners and the run itself read and write it, so its fields are open to the package.
 */
final class CompactControl {
    /** The order of a run that is for no request. */
    static final int VIA_MEMORY = -1;
    /** Pages of a batch (COMPACT_CLUSTER_MAX). */
    static final int CLUSTER = 32;

    static final int PAGEBLOCK_ORDER = Zone.PAGEBLOCK_ORDER;
    static final int PAGEBLOCK = 1 << Zone.PAGEBLOCK_ORDER;

    final Zone zone;
    final int zoneIndex;
    final ZoneAllocator allocator;
    final ZoneProgress progress;
    final PageFrames frames;
    final MovablePages pages;
    private final Events events;

    /** Free blocks that are held for pages to move to, by order. */
    final BlockLists freeBlocks;
    /** Heads of the blocks of the batch, in ascending order; a batch never leaves its pageblock. */
    final int[] sources = new int[PAGEBLOCK];
    /** Where those go that have a place, in the order in which they move. */
    final int[] targets = new int[PAGEBLOCK];

    RunKind kind = RunKind.ON_DEMAND;
    int order = VIA_MEMORY;
    int type;
    int migratePfn;
    int freePfn;
    boolean finishPageblock;
    int sourceCount;
    /** Pages of the batch that have no place yet, and pages held for them. */
    int pagesToMove;

    int pagesHeld;

    int moved;
    int failed;
    int migrateScanned;
    int freeScanned;
    int isolated;

    CompactControl(ZoneAllocator allocator, ZoneProgress progress, PageFrames frames, MovablePages pages, Events to) {
        this.allocator = allocator;
        this.zone = allocator.zone();
        this.zoneIndex = allocator.zoneIndex();
        this.progress = progress;
        this.frames = frames;
        this.pages = pages;
        this.events = to;
        freeBlocks = zone.listsBeside(FreeLists.ORDERS);
    }

    /** Begins a run of its kind, for a block of {@code order} and {@code type} or for nobody. */
    void begin(RunKind runKind, int forOrder, int forType) {
        kind = runKind;
        order = forOrder;
        type = forType;
        sourceCount = 0;
        pagesToMove = 0;
        pagesHeld = 0;
        moved = 0;
        failed = 0;
        migrateScanned = 0;
        freeScanned = 0;
        isolated = 0;
    }

    /** Whether the scanners are in one pageblock or have passed each other (compact_scanners_met()). */
    boolean scannersMet() {
        return freePfn >> Zone.PAGEBLOCK_ORDER <= migratePfn >> Zone.PAGEBLOCK_ORDER;
    }

    /** Whether hints leave the pageblock of {@code pfn} in (isolation_suitable()). */
    boolean hintsAllow(int pfn) {
        return kind.ignoresHints() || !progress.skips(pfn);
    }

    /** Marks a pageblock to be skipped; {@code scanner} is 0 for the migrate scanner, 1 for the free scanner. */
    void mark(int pfn, int scanner) {
        if (progress.mark(pfn)) {
            tell(EventKind.BLOCK_MARKED, Rule.COMPACT_SKIP_MARK, pfn, scanner, 0);
        }
    }

    void tell(EventKind event, Rule rule, int a, int b, int c) {
        events.emit(event.code(), rule.code(), a, b, c, zoneIndex);
    }

    void tellLast(EventKind event, Rule rule, int b, int c, int d) {
        events.emit(event.code(), rule.code(), zoneIndex, b, c, d);
    }

    /** The type of a pageblock as events carry it: -1 when pages are not grouped by mobility. */
    int shownType(int pfn) {
        return zone.grouped() ? zone.typeOf(pfn) : -1;
    }

    static int blockStart(int pfn) {
        return pfn & -PAGEBLOCK;
    }

    /** The first pfn of the next pageblock (pageblock_end_pfn()). */
    static int blockEnd(int pfn) {
        return (pfn | PAGEBLOCK - 1) + 1;
    }
}
