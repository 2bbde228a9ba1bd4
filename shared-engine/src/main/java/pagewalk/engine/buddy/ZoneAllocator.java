package pagewalk.engine.buddy;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** All of one zone's allocation: watermark check, processors' lists, buddy lists, high-atomic reserve (rmqueue()). */
public final class ZoneAllocator {
    public static final int NIL = BuddyAllocator.NIL;

    private final Zone zone;
    private final int zoneIndex;
    private final PageFrames frames;
    private final Events events;
    private final BuddyAllocator buddy;
    private WatermarkCheck check;
    private PerCpuLists[] perCpu;

    /**
     * @param zoneIndex the number events carry for the zone
     * @param mergeLikely whether a freed block goes to the tail when a merge is near
     */
    public ZoneAllocator(Zone zone, int zoneIndex, PageFrames frames, Events events, boolean mergeLikely) {
        this.zone = zone;
        this.zoneIndex = zoneIndex;
        this.frames = frames;
        this.events = events;
        buddy = new BuddyAllocator(zone, zoneIndex, frames, events, mergeLikely);
        check = new WatermarkCheck(zone, zoneIndex, events);
        perCpu = zone.cpus() == 0 ? new PerCpuLists[0] : perCpuLists();
    }

    @Part("layers")
    private PerCpuLists[] perCpuLists() {
        PerCpuLists[] lists = new PerCpuLists[zone.cpus()];
        for (int cpu = 0; cpu < lists.length; cpu++) {
            lists[cpu] = new PerCpuLists(buddy, check, zone.perCpu(cpu), frames, events);
        }
        return lists;
    }

    /** Takes note of watermarks and processors' lists that the zone has got since. */
    public void settle() {
        check = new WatermarkCheck(zone, zoneIndex, events);
        perCpu = perCpuLists();
    }

    /** The buddy lists behind it all, for boot. */
    public BuddyAllocator buddy() {
        return buddy;
    }

    /** Whether the zone stands high enough for an attempt with {@code flags}. */
    public boolean allows(int order, int flags, int highestZone) {
        return check.allows(order, flags, highestZone);
    }

    /**
     * Takes a block out of the zone and hands it out (rmqueue()).
     *
     * @return its pfn, or {@link #NIL} if no block is to be had
     */
    public int allocate(int order, int type, int flags, int cpu) {
        int pfn = NIL;
        if (perCpu.length > 0) {
            pfn = fromCpu(order, type, flags, cpu);
        }
        if (pfn == NIL) {
            pfn = fromBuddy(order, type, flags);
        }
        if (zone.watermarks().boosted()) {
            wakeIfBoosted(flags);
        }
        if (pfn != NIL) {
            frames.setHead(pfn, PageFrames.ALLOCATED, order);
            int shown = buddy.shown(type);
            events.emit(EventKind.ALLOCATED.code(), Rule.EXACT_ORDER.code(), pfn, order, shown, zoneIndex);
            if ((flags & AllocFlags.HIGHATOMIC) != 0) {
                reserve(pfn, order);
            }
        }
        return pfn;
    }

    @Part("layers")
    private int fromCpu(int order, int type, int flags, int cpu) {
        return PerCpuPages.keeps(order) ? perCpu[cpu].take(order, type, flags) : NIL;
    }

    private int fromBuddy(int order, int type, int flags) {
        int pfn = NIL;
        if ((flags & AllocFlags.HIGHATOMIC) != 0 && zone.grouped()) {
            pfn = buddy.takeSmallest(order, Zone.HIGHATOMIC);
        }
        if (pfn == NIL) {
            buddy.beginBulk();
            pfn = buddy.next(order, type, flags);
        }
        if (pfn == NIL && (flags & AllocFlags.NON_BLOCK) != 0 && zone.grouped()) {
            pfn = buddy.takeSmallest(order, Zone.HIGHATOMIC);
        }
        return pfn;
    }

    @Part("layers")
    private void wakeIfBoosted(int flags) {
        Watermarks marks = zone.watermarks();
        if ((flags & AllocFlags.KSWAPD) != 0) {
            marks.setBoosted(false);
            events.emit(EventKind.KSWAPD_WOKEN.code(), Rule.BOOST_WAKES_KSWAPD.code(), zoneIndex, marks.boost(), 0, 0);
        }
    }

    /** Keeps the pageblock of an urgent allocation for the next ones (reserve_highatomic_pageblock()). */
    @Part("layers")
    private void reserve(int pfn, int order) {
        Watermarks marks = zone.watermarks();
        int pageblock = 1 << Zone.PAGEBLOCK_ORDER;
        int share = marks.setup().managed() / 100;
        int most = (share + pageblock - 1) / pageblock * pageblock;
        int type = zone.typeOf(pfn);
        if (share < pageblock || marks.reservedHighatomic() >= most || type == Zone.HIGHATOMIC) {
            return;
        }
        if (order >= Zone.PAGEBLOCK_ORDER) {
            for (int block = pfn; block < pfn + (1 << order); block += pageblock) {
                zone.setType(block, Zone.HIGHATOMIC);
            }
            marks.setReservedHighatomic(marks.reservedHighatomic() + (1 << order));
        } else if (buddy.fallback().moveBlock(pfn, type, Zone.HIGHATOMIC)) {
            marks.setReservedHighatomic(marks.reservedHighatomic() + pageblock);
        } else {
            return;
        }
        int block = pfn >> Zone.PAGEBLOCK_ORDER << Zone.PAGEBLOCK_ORDER;
        int reserved = marks.reservedHighatomic();
        events.emit(EventKind.RESERVED.code(), Rule.HIGHATOMIC_RESERVE.code(), block, type, reserved, zoneIndex);
    }

    /** Whether the zone could serve at its min watermark if {@code reclaimable} more pages were free. */
    public boolean wouldServe(AllocRequest request, int reclaimable) {
        return check.wouldServe(request, reclaimable);
    }

    /**
     * Takes the first free pageblock out of the high-atomic reserve, lowest order first, and gives it to {@code type}
     * (unreserve_highatomic_pageblock()). A whole pageblock does not merge on the way.
     *
     * @param last whether the last pageblock may go too
     */
    public boolean unreserve(int type, boolean last) {
        Watermarks marks = zone.watermarks();
        int pageblock = 1 << Zone.PAGEBLOCK_ORDER;
        if (!zone.grouped() || !last && marks.reservedHighatomic() <= pageblock) {
            return false;
        }
        for (int order = 0; order <= BuddyAllocator.MAX_PAGE_ORDER; order++) {
            int pfn = zone.lists().head(order, Zone.HIGHATOMIC);
            if (pfn == NIL) {
                continue;
            }
            int size = Math.min(Math.max(pageblock, 1 << order), marks.reservedHighatomic());
            marks.setReservedHighatomic(marks.reservedHighatomic() - size);
            buddy.fallback().moveOut(pfn, order, Zone.HIGHATOMIC, type);
            int left = marks.reservedHighatomic();
            events.emit(EventKind.UNRESERVED.code(), Rule.HIGHATOMIC_UNRESERVE.code(), pfn, order, left, zoneIndex);
            return true;
        }
        return false;
    }

    /**
     * Gives a block back, to the processor's lists if they keep its order.
     *
     * @return the pfn of the block it is in now, free or kept by a processor
     */
    public int free(int pfn, int order, int cpu) {
        if (perCpu.length > 0 && PerCpuPages.keeps(order)) {
            perCpu[cpu].put(pfn, order);
            return frames.headOf(pfn);
        }
        return buddy.free(pfn, order);
    }

    /** Empties a processor's lists (drain_local_pages()). */
    public void drain(int cpu) {
        if (perCpu.length > 0) {
            perCpu[cpu].drain();
        }
    }

    public Zone zone() {
        return zone;
    }

    /** The number events carry for the zone. */
    public int zoneIndex() {
        return zoneIndex;
    }

    /** Whether more than {@code mark} pages are free for requests up to {@code highestZone} (zone_watermark_ok()). */
    public boolean standsAbove(int mark, int highestZone) {
        return check.standsAbove(mark, highestZone);
    }

    /** Whether the zone could serve an attempt with {@code flags} now, without a word (zone_watermark_ok()). */
    public boolean couldServe(int order, int flags, int highestZone) {
        return check.couldServe(order, flags, highestZone);
    }

    /** Whether a block of {@code order} is free that {@code type} would get (__compact_finished()). */
    public boolean hasBlock(int order, int type) {
        return buddy.hasBlock(order, type);
    }

    /** Takes a free block off its list for somebody who knows what it is for (__isolate_free_page()). */
    public void isolate(int pfn, int order) {
        buddy.isolate(pfn, order);
    }
}
