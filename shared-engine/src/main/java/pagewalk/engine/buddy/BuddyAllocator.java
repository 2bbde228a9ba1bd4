package pagewalk.engine.buddy;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;

/**
 * The buddy allocator of one zone (mm/page_alloc.c): splitting on the way down, merging on the way up.
 *
 * <p>Pfns are absolute. Callers check requests first; here a wrong pfn is a bug.
 */
public final class BuddyAllocator {
    public static final int MAX_PAGE_ORDER = 10;
    public static final int NIL = -1;

    private final Zone zone;
    private final int zoneIndex;
    private final PageFrames frames;
    private final FreeLists lists;
    private final Events events;
    private final boolean mergeLikely;
    private final Fallback fallback;
    private boolean stealing;

    /**
     * @param zoneIndex the number events carry for the zone
     * @param mergeLikely whether a freed block goes to the tail when a merge is near
     */
    public BuddyAllocator(Zone zone, int zoneIndex, PageFrames frames, Events events, boolean mergeLikely) {
        this.zone = zone;
        this.zoneIndex = zoneIndex;
        this.frames = frames;
        this.lists = zone.lists();
        this.events = events;
        this.mergeLikely = mergeLikely;
        this.fallback = new Fallback(zone, frames, events, this);
    }

    Zone zone() {
        return zone;
    }

    int zoneIndex() {
        return zoneIndex;
    }

    Fallback fallback() {
        return fallback;
    }

    /** Begins a run of {@link #next} calls under one lock: stealing, once begun, goes on to its end. */
    void beginBulk() {
        stealing = false;
    }

    /**
     * Takes a block of {@code order} for {@code type} off the free lists (mm/page_alloc.c __rmqueue()).
     *
     * @return its pfn, not handed out yet, or {@link #NIL} if no block is to be had
     */
    int next(int order, int type, int flags) {
        int pfn = stealing ? NIL : takeSmallest(order, type);
        if (pfn != NIL || !zone.grouped()) {
            return pfn;
        }
        if (!stealing) {
            pfn = fallback.claim(order, type, flags);
        }
        if (pfn == NIL && (flags & AllocFlags.NOFRAGMENT) == 0) {
            pfn = fallback.steal(order, type);
            stealing |= pfn != NIL;
        }
        return pfn;
    }

    /** The lowest order that has a block of {@code type}, its list's head, split down (__rmqueue_smallest()). */
    int takeSmallest(int order, int type) {
        for (int o = order; o <= MAX_PAGE_ORDER; o++) {
            int pfn = lists.head(o, type);
            events.emit(EventKind.LOOKED.code(), Rule.SMALLEST_ORDER_FIRST.code(), o, shown(type), zoneIndex, pfn);
            if (pfn != FreeLists.NIL) {
                take(pfn, o, type);
                expand(pfn, order, o, type);
                return pfn;
            }
        }
        return NIL;
    }

    /** Takes a free block off its list. */
    public void take(int pfn, int order, int type) {
        lists.remove(pfn, order, type);
        frames.setHead(pfn, PageFrames.MOVING, order);
        events.emit(EventKind.TOOK.code(), Rule.LIST_HEAD.code(), pfn, order, shown(type), zoneIndex);
    }

    /** Halves a taken block until it has order {@code low}; upper halves go to list heads (expand()). */
    void expand(int pfn, int low, int high, int type) {
        for (int o = high - 1; o >= low; o--) {
            int upper = pfn + (1 << o);
            frames.setHead(pfn, PageFrames.MOVING, o);
            frames.setHead(upper, PageFrames.FREE, o);
            lists.addHead(upper, o, type);
            events.emit(EventKind.SPLIT.code(), Rule.SPLIT_LOW_HALF.code(), pfn, o, upper, shown(type));
        }
    }

    /**
     * Gives a block back; with pages grouped by mobility, one pageblock at a time (split_large_buddy()).
     *
     * @param pfn the head of an allocated or used block
     * @param order its order
     * @return the pfn of the free block its first page ended in
     */
    public int free(int pfn, int order) {
        if (order <= Zone.PAGEBLOCK_ORDER || !zone.grouped()) {
            return freeOne(pfn, order, Rule.PAGEBLOCK_TYPE, false);
        }
        int size = 1 << Zone.PAGEBLOCK_ORDER;
        int end = pfn + (1 << order);
        for (int part = pfn; part < end; part += size) {
            frames.setHead(part, PageFrames.MOVING, Zone.PAGEBLOCK_ORDER);
        }
        for (int part = pfn; part < end; part += size) {
            freeOne(part, Zone.PAGEBLOCK_ORDER, Rule.PAGEBLOCK_AT_A_TIME, false);
        }
        return frames.headOf(pfn);
    }

    /**
     * Takes over a block that memblock hands over at boot; like all of them it goes to the tail (__free_pages_core()).
     *
     * @return the pfn of the free block it ended in
     */
    public int freeAtBoot(int pfn, int order) {
        return freeOne(pfn, order, Rule.MEMBLOCK_FREE_ALL, true);
    }

    /** Gives one block back and merges it as far as it goes (mm/page_alloc.c __free_one_page()). */
    private int freeOne(int pfn, int order, Rule why, boolean boot) {
        int type = zone.typeOf(pfn);
        frames.setHead(pfn, PageFrames.MOVING, order);
        events.emit(EventKind.FREEING.code(), why.code(), pfn, order, shown(type), zoneIndex);
        int at = pfn;
        int o = order;
        while (o < MAX_PAGE_ORDER && buddyJoins(at, o)) {
            at = merge(at, o, type);
            o++;
        }
        if (o == MAX_PAGE_ORDER) {
            events.emit(EventKind.BUDDY.code(), Rule.BUDDY_MAX_ORDER.code(), at, o, at ^ (1 << o), -1);
        }
        boolean toTail = boot || mergeLikely && isMergeLikely(at, o);
        putFree(at, o, type, toTail);
        Rule rule = boot ? Rule.BOOT_TO_TAIL : toTail ? Rule.FREE_TO_TAIL : Rule.FREE_TO_HEAD;
        events.emit(EventKind.LISTED.code(), rule.code(), at, o, shown(type), toTail ? 1 : 0);
        return at;
    }

    /** Marks a block free and lists it, without a word; also how boot fills the lists. */
    public void putFree(int pfn, int order, int type, boolean toTail) {
        frames.setHead(pfn, PageFrames.FREE, order);
        if (toTail) {
            lists.addTail(pfn, order, type);
        } else {
            lists.addHead(pfn, order, type);
        }
    }

    /**
     * Takes a free block off its list, not handed out; a block of at least half a pageblock makes its pageblocks
     * MOVABLE (__isolate_free_page()).
     */
    void isolate(int pfn, int order) {
        int type = zone.typeOf(pfn);
        lists.remove(pfn, order, type);
        frames.setHead(pfn, PageFrames.MOVING, order);
        boolean retypes = zone.grouped() && order >= Zone.PAGEBLOCK_ORDER - 1 && type != Zone.HIGHATOMIC;
        for (int block = pfn; retypes && block < pfn + (1 << order); block += 1 << Zone.PAGEBLOCK_ORDER) {
            if (type != Zone.MOVABLE && fallback.moveBlock(block, type, Zone.MOVABLE)) {
                int why = Rule.COMPACT_TARGET_ISOLATE.code();
                events.emit(EventKind.RETYPED.code(), why, block, type, Zone.MOVABLE, zoneIndex);
            }
        }
    }

    /** Whether {@code type} has or may claim a free block of {@code order} or more. */
    boolean hasBlock(int order, int type) {
        for (int o = order; o <= MAX_PAGE_ORDER; o++) {
            if (lists.head(o, type) != FreeLists.NIL || zone.grouped() && fallback.mayClaim(o, type)) {
                return true;
            }
        }
        return false;
    }

    private boolean buddyJoins(int pfn, int order) {
        int buddy = pfn ^ (1 << order);
        Rule rule;
        int buddyOrder;
        if (!zone.contains(buddy)) {
            rule = Rule.BUDDY_OUTSIDE;
            buddyOrder = -2;
        } else {
            buddyOrder = frames.freeOrder(buddy);
            rule = buddyOrder == order
                    ? mixesReserve(pfn, buddy, order) ? Rule.BUDDY_RESERVE : Rule.BUDDY_FREE
                    : buddyOrder == PageFrames.NIL ? Rule.BUDDY_IN_USE : Rule.BUDDY_OTHER_ORDER;
        }
        events.emit(EventKind.BUDDY.code(), rule.code(), pfn, order, buddy, buddyOrder);
        return rule == Rule.BUDDY_FREE;
    }

    /** Whether one of two whole pageblocks is of the high-atomic reserve and the other is not. */
    private boolean mixesReserve(int pfn, int buddy, int order) {
        return order >= Zone.PAGEBLOCK_ORDER
                && (zone.typeOf(pfn) == Zone.HIGHATOMIC) != (zone.typeOf(buddy) == Zone.HIGHATOMIC);
    }

    private int merge(int pfn, int order, int type) {
        int buddy = pfn ^ (1 << order);
        int buddyType = order >= Zone.PAGEBLOCK_ORDER ? zone.typeOf(buddy) : type;
        lists.remove(buddy, order, buddyType);
        int low = pfn & buddy;
        frames.setTail(pfn | buddy);
        frames.setHead(low, PageFrames.MOVING, order + 1);
        if (buddyType != type) {
            zone.setType(buddy, type);
            events.emit(EventKind.RETYPED.code(), Rule.RETYPE_ON_MERGE.code(), buddy, buddyType, type, zoneIndex);
        }
        events.emit(EventKind.MERGED.code(), Rule.BUDDY_FREE.code(), low, order + 1, buddy, zoneIndex);
        return low;
    }

    /** Whether the block's parent could soon merge: its own buddy is free (buddy_merge_likely()). */
    private boolean isMergeLikely(int pfn, int order) {
        if (order >= MAX_PAGE_ORDER - 1) {
            return false;
        }
        int parent = Bits.alignDown(pfn, order + 1);
        int parentBuddy = parent ^ (1 << (order + 1));
        return zone.contains(parentBuddy) && frames.isFreeHead(parentBuddy, order + 1);
    }

    /** The type as events carry it: -1 when pages are not grouped by mobility. */
    int shown(int type) {
        return zone.grouped() ? type : -1;
    }
}
