package pagewalk.engine.buddy;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;
import pagewalk.engine.zone.BlockLists;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneSetup;

/**
 * One processor's own lists in front of a zone: refilled in batches, spilled in batches (mm/page_alloc.c
 * rmqueue_pcplist(), free_unref_page_commit()).
 */
final class PerCpuLists {
    /** A refill or spill grows to at most this many doublings of a batch (CONFIG_PCP_BATCH_SCALE_MAX). */
    private static final int SCALE_MAX = 5;

    private static final int NIL = BlockLists.NIL;

    private final Zone zone;
    private final int zoneIndex;
    private final PerCpuPages pages;
    private final BlockLists lists;
    private final Watermarks marks;
    private final PageFrames frames;
    private final BuddyAllocator buddy;
    private final WatermarkCheck check;
    private final Events events;

    PerCpuLists(BuddyAllocator buddy, WatermarkCheck check, PerCpuPages pages, PageFrames frames, Events events) {
        this.zone = buddy.zone();
        this.zoneIndex = buddy.zoneIndex();
        this.pages = pages;
        this.lists = pages.lists();
        this.marks = zone.watermarks();
        this.frames = frames;
        this.buddy = buddy;
        this.check = check;
        this.events = events;
    }

    /**
     * The head of the list, refilled first if it is empty; {@link BuddyAllocator#NIL} if there is nothing to be had.
     */
    @Part("layers")
    int take(int order, int type, int flags) {
        pages.setFreeCount(pages.freeCount() >> 1);
        int list = PerCpuPages.list(order, type);
        if (lists.head(list) == NIL) {
            refill(list, order, type, flags);
        }
        int pfn = lists.head(list);
        if (pfn != NIL) {
            lists.remove(pfn, list);
            pages.addCount(-(1 << order));
            frames.setHead(pfn, PageFrames.MOVING, order);
            tell(EventKind.PCP_TAKEN, Rule.PCP_HEAD, pfn, order, type, pages.count());
        }
        return pfn;
    }

    /** Puts a freed block at the head of its list and spills if there are too many (free_unref_page_commit()). */
    @Part("layers")
    void put(int pfn, int order) {
        int type = zone.typeOf(pfn);
        int listed = type == Zone.HIGHATOMIC ? Zone.MOVABLE : type;
        pages.setAllocFactor(pages.allocFactor() >> 1);
        int list = PerCpuPages.list(order, listed);
        frames.setHead(pfn, PageFrames.CACHED, order);
        lists.addHead(pfn, list);
        pages.addCount(1 << order);
        tell(EventKind.PCP_PUT, Rule.PCP_FREE_TO_HEAD, pfn, order, listed, pages.count());
        boolean flush = flushes(order);
        int most = batch() << SCALE_MAX;
        if (pages.freeCount() < most) {
            pages.setFreeCount(pages.freeCount() + (1 << order));
        }
        int high = high(flush);
        if (pages.count() >= high) {
            Rule rule = flush ? Rule.PCP_FLUSH_HIGH_ORDER : Rule.PCP_SPILL;
            spill(spillPages(high, flush), list, rule);
            if (marks.belowHigh() && check.aboveHigh()) {
                marks.setBelowHigh(false);
            }
        }
    }

    /** Gives everything back, a batch at a time (drain_pages_zone()). */
    @Part("layers")
    void drain() {
        while (pages.count() > 0) {
            spill(Math.min(pages.count(), batch() << SCALE_MAX), 0, Rule.PCP_DRAIN);
        }
    }

    /** Many blocks of orders 1 to 3 freed in a row do not stay: they would keep larger blocks from forming. */
    private boolean flushes(int order) {
        boolean highOrder = order > 0 && order <= PerCpuPages.COSTLY_ORDER;
        boolean flush = highOrder
                && pages.freeCount() >= batch()
                && pages.freedHighOrder()
                && (!pages.freesHighInBatches() || pages.count() >= batch());
        pages.setFreedHighOrder(highOrder);
        return flush;
    }

    private void refill(int list, int order, int type, int flags) {
        int wanted = refillBlocks(order);
        int got = 0;
        buddy.beginBulk();
        while (got < wanted) {
            int pfn = buddy.next(order, type, flags);
            if (pfn == NIL) {
                break;
            }
            frames.setHead(pfn, PageFrames.CACHED, order);
            lists.addTail(pfn, list);
            got++;
        }
        pages.addCount(got << order);
        tell(EventKind.PCP_REFILLED, Rule.PCP_REFILL, got, order, type, wanted);
    }

    /** Blocks that a refill asks for (nr_pcp_alloc()). */
    private int refillBlocks(int order) {
        int least = setup().highMin();
        int most = setup().highMax();
        int high = clamp(pages.high(), least, most);
        pages.setHigh(high);
        if (high < batch()) {
            return 1;
        }
        int wanted = order > 0 ? batch() : batch() << pages.allocFactor();
        if (least != most && !marks.belowHigh()) {
            high = Math.min(high + wanted, most);
            pages.setHigh(high);
        }
        if (order == 0) {
            int room = Math.max(high - pages.count() - batch(), batch());
            if (wanted <= room && pages.allocFactor() < SCALE_MAX) {
                pages.setAllocFactor(pages.allocFactor() + 1);
            }
            wanted = Math.min(wanted, room);
        }
        return wanted > 1 ? Math.max(wanted >> order, 2) : wanted;
    }

    /** Pages from which on a free spills (nr_pcp_high()). */
    private int high(boolean flush) {
        int least = setup().highMin();
        int high = clamp(pages.high(), least, setup().highMax());
        pages.setHigh(high);
        if (high == 0) {
            return 0;
        }
        if (flush) {
            pages.setHigh(Math.max(high - (batch() << SCALE_MAX), least));
            return 0;
        }
        int freed = Math.max(pages.freeCount(), batch());
        if (marks.reclaimActive()) {
            pages.setHigh(Math.max(high - freed, least));
            return Math.min(batch() << 2, pages.high());
        }
        if (least == setup().highMax()) {
            return high;
        }
        if (marks.belowHigh()) {
            pages.setHigh(Math.max(high - freed, least));
            return Math.max(pages.count(), least);
        }
        int needed = pages.freeCount() + batch();
        if (pages.count() >= high && high < needed) {
            pages.setHigh(clamp(needed, least, setup().highMax()));
        }
        return high;
    }

    /** Pages that a spill gives back (nr_pcp_free()). */
    private int spillPages(int high, boolean flush) {
        if (flush) {
            return Math.min(pages.count(), batch() << SCALE_MAX);
        }
        return high < batch() ? 1 : clamp(pages.freeCount(), batch(), high - batch());
    }

    /** Gives tails back to the zone, all of one list before the next, {@code first} first (free_pcppages_bulk()). */
    private void spill(int wanted, int first, Rule rule) {
        int left = Math.min(pages.count(), wanted);
        tell(EventKind.PCP_SPILLED, rule, left, zoneIndex, pages.count(), pages.high());
        int list = first;
        while (left > 0) {
            while (lists.head(list) == NIL) {
                list = list == PerCpuPages.LISTS - 1 ? 0 : list + 1;
            }
            int order = PerCpuPages.orderOf(list);
            while (left > 0 && lists.head(list) != NIL) {
                int pfn = lists.tail(list);
                lists.remove(pfn, list);
                left -= 1 << order;
                pages.addCount(-(1 << order));
                buddy.free(pfn, order);
            }
        }
    }

    private ZoneSetup setup() {
        return marks.setup();
    }

    private int batch() {
        return marks.setup().batch();
    }

    private static int clamp(int value, int least, int most) {
        return Math.min(Math.max(value, least), most);
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
