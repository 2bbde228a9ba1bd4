package pagewalk.engine.buddy;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Part;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/**
 * What happens when a migratetype has no block left: claim a whole pageblock of another type, or steal one block.
 *
 * <p>Read from mm/page_alloc.c of Linux 6.12: find_suitable_fallback(), __rmqueue_claim(),
 * steal_suitable_fallback(), __rmqueue_steal().
 */
final class Fallback {
    private static final int NIL = BuddyAllocator.NIL;
    private static final int HALF_PAGEBLOCK = 1 << (Zone.PAGEBLOCK_ORDER - 1);

    /** Where each type looks, in this order (mm/page_alloc.c fallbacks[]). */
    private static final int[][] FALLBACKS = {
        {Zone.RECLAIMABLE, Zone.MOVABLE}, {Zone.RECLAIMABLE, Zone.UNMOVABLE}, {Zone.UNMOVABLE, Zone.MOVABLE}
    };

    private final Zone zone;
    private final PageFrames frames;
    private final FreeLists lists;
    private final Events events;
    private final BuddyAllocator buddy;

    Fallback(Zone zone, PageFrames frames, Events events, BuddyAllocator buddy) {
        this.zone = zone;
        this.frames = frames;
        this.lists = zone.lists();
        this.events = events;
        this.buddy = buddy;
    }

    /** Claims a pageblock, largest free block first; {@link BuddyAllocator#NIL} if none can be claimed. */
    int claim(int order, int type, int flags) {
        boolean wholeOnly = (flags & AllocFlags.NOFRAGMENT) != 0;
        int lowest = wholeOnly ? Math.max(order, Zone.PAGEBLOCK_ORDER) : order;
        for (int o = BuddyAllocator.MAX_PAGE_ORDER; o >= lowest; o--) {
            int from = otherType(o, type);
            if (from == NIL) {
                continue;
            }
            int head = lists.head(o, from);
            boolean claimable = isClaimable(o, type);
            Rule rule = claimable ? Rule.FALLBACK_LARGEST : Rule.FALLBACK_NOT_CLAIMABLE;
            events.emit(EventKind.FALLBACK.code(), rule.code(), o, from, type, head);
            if (!claimable) {
                return NIL;
            }
            int pfn = o >= Zone.PAGEBLOCK_ORDER
                    ? claimWhole(head, o, order, from, type)
                    : claimHalf(head, order, type, flags);
            if (pfn != NIL) {
                return pfn;
            }
        }
        return NIL;
    }

    /** Takes one block of another type, the smallest that fits, and leaves the pageblock its type. */
    int steal(int order, int type) {
        for (int o = order; o <= BuddyAllocator.MAX_PAGE_ORDER; o++) {
            int from = otherType(o, type);
            if (from != NIL) {
                int pfn = lists.head(o, from);
                buddy.take(pfn, o, from);
                buddy.expand(pfn, order, o, from);
                events.emit(EventKind.STOLE.code(), Rule.STEAL_SMALLEST.code(), pfn, order, from, type);
                return pfn;
            }
        }
        return NIL;
    }

    private int otherType(int order, int type) {
        for (int from : FALLBACKS[type]) {
            if (lists.head(order, from) != FreeLists.NIL) {
                return from;
            }
        }
        return NIL;
    }

    /** Whether another type has a block of {@code order} whose pageblock may be claimed (find_suitable_fallback()). */
    boolean mayClaim(int order, int type) {
        return isClaimable(order, type) && otherType(order, type) != NIL;
    }

    private static boolean isClaimable(int order, int type) {
        return order >= Zone.PAGEBLOCK_ORDER / 2 || type != Zone.MOVABLE;
    }

    private int claimWhole(int pfn, int blockOrder, int order, int from, int type) {
        buddy.take(pfn, blockOrder, from);
        int step = 1 << Zone.PAGEBLOCK_ORDER;
        for (int block = pfn; block < pfn + (1 << blockOrder); block += step) {
            zone.setType(block, type);
        }
        events.emit(EventKind.CLAIMED.code(), Rule.CLAIM_WHOLE.code(), pfn, from, type, 0);
        buddy.expand(pfn, order, blockOrder, type);
        return pfn;
    }

    private int claimHalf(int head, int order, int type, int flags) {
        if (buddy.zone().watermarks().on()) {
            boost(flags);
        }
        int start = Bits.alignDown(head, Zone.PAGEBLOCK_ORDER);
        int end = start + (1 << Zone.PAGEBLOCK_ORDER);
        int from = zone.typeOf(head);
        if (start < zone.startPfn() || end > zone.endPfn()) {
            events.emit(EventKind.CLAIM_REFUSED.code(), Rule.CLAIM_ZONE_EDGE.code(), start, 0, 0, type);
            return NIL;
        }
        int free = freePages(start, end);
        int alike = type != Zone.MOVABLE && from == Zone.MOVABLE ? (end - start) - free : 0;
        if (free + alike < HALF_PAGEBLOCK) {
            events.emit(EventKind.CLAIM_REFUSED.code(), Rule.CLAIM_REFUSED.code(), start, free, alike, type);
            return NIL;
        }
        moveFreeBlocks(start, end, from, type);
        zone.setType(start, type);
        events.emit(EventKind.CLAIMED.code(), Rule.CLAIM_HALF_FREE.code(), start, from, type, free);
        return buddy.takeSmallest(order, type);
    }

    /** Mixing raises the watermarks for a while, so that reclaim makes room (boost_watermark()). */
    @Part("layers")
    private void boost(int flags) {
        Watermarks marks = zone.watermarks();
        int pageblock = 1 << Zone.PAGEBLOCK_ORDER;
        if (marks.boostFactor() == 0 || 4 * pageblock > marks.setup().managed()) {
            return;
        }
        long share = (long) marks.bareMark(Watermarks.HIGH) * marks.boostFactor() / 10_000;
        if (share == 0) {
            return;
        }
        int most = (int) Math.max(pageblock, share);
        marks.setBoost(Math.min(marks.boost() + pageblock, most));
        marks.setBoosted(marks.boosted() || (flags & AllocFlags.KSWAPD) != 0);
        events.emit(EventKind.BOOSTED.code(), Rule.BOOST_ON_MIXING.code(), buddy.zoneIndex(), marks.boost(), most, 0);
    }

    /** Gives the pageblock of {@code pfn} and its free blocks another type; false at the zone's edge. */
    boolean moveBlock(int pfn, int from, int to) {
        int start = Bits.alignDown(pfn, Zone.PAGEBLOCK_ORDER);
        int end = start + (1 << Zone.PAGEBLOCK_ORDER);
        if (start < zone.startPfn() || end > zone.endPfn()) {
            return false;
        }
        moveFreeBlocks(start, end, from, to);
        zone.setType(start, to);
        return true;
    }

    /** Gives the pageblock or pageblocks of a free block another type; whole ones move by themselves. */
    void moveOut(int pfn, int order, int from, int to) {
        if (order < Zone.PAGEBLOCK_ORDER) {
            moveBlock(pfn, from, to);
            return;
        }
        lists.remove(pfn, order, from);
        lists.addTail(pfn, order, to);
        for (int block = pfn; block < pfn + (1 << order); block += 1 << Zone.PAGEBLOCK_ORDER) {
            zone.setType(block, to);
        }
    }

    private int freePages(int start, int end) {
        int free = 0;
        int pfn = start;
        while (pfn < end) {
            int size = frames.kind(pfn) == PageFrames.FREE ? 1 << frames.order(pfn) : 0;
            free += size;
            pfn += Math.max(size, 1);
        }
        return free;
    }

    /** The free blocks of a pageblock go to the tails of another type's lists (__move_freepages_block()). */
    private void moveFreeBlocks(int start, int end, int from, int to) {
        int pfn = start;
        while (pfn < end) {
            if (frames.kind(pfn) == PageFrames.FREE) {
                int order = frames.order(pfn);
                lists.remove(pfn, order, from);
                lists.addTail(pfn, order, to);
                pfn += 1 << order;
            } else {
                pfn++;
            }
        }
    }
}
