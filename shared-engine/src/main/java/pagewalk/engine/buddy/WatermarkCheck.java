package pagewalk.engine.buddy;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** Whether a zone has enough free memory to serve a request (mm/page_alloc.c __zone_watermark_ok()). */
final class WatermarkCheck {
    private final Zone zone;
    private final int zoneIndex;
    private final FreeLists lists;
    private final Watermarks marks;
    private final Events events;

    WatermarkCheck(Zone zone, int zoneIndex, Events events) {
        this.zone = zone;
        this.zoneIndex = zoneIndex;
        this.lists = zone.lists();
        this.marks = zone.watermarks();
        this.events = events;
    }

    /**
     * Whether an attempt may use the zone (get_page_from_freelist()). On the way the zone notes whether it is below its
     * high watermark, because processors then give pages back earlier.
     */
    boolean allows(int order, int flags, int highestZone) {
        return !marks.on() || standsHighEnough(order, flags, highestZone);
    }

    @Part("layers")
    private boolean standsHighEnough(int order, int flags, int highestZone) {
        if (!marks.belowHigh()) {
            if (fast(order, marks.mark(Watermarks.HIGH), highestZone, flags)) {
                return told(Rule.WATERMARK_OK, order, marks.mark(Watermarks.HIGH), highestZone);
            }
            marks.setBelowHigh(true);
        }
        if ((flags & AllocFlags.NO_WATERMARKS) != 0) {
            return told(Rule.WATERMARK_NONE, order, 0, highestZone);
        }
        int mark = marks.mark(AllocFlags.mark(flags));
        boolean ok = fast(order, mark, highestZone, flags);
        return told(ok ? Rule.WATERMARK_OK : why(order, mark, highestZone, flags), order, mark, highestZone) && ok;
    }

    /** Whether the min watermark would let the request in if {@code reclaimable} more pages were free. */
    boolean wouldServe(AllocRequest request, int reclaimable) {
        int flags = request.flags();
        int limit = threshold(marks.mark(Watermarks.MIN), flags) + marks.lowmemReserve(request.highestZone());
        return free(request.order(), flags) + reclaimable > limit && hasBlock(request.order(), flags);
    }

    /** Whether free memory stands above the high watermark for whom nothing is reserved (zone_watermark_ok()). */
    boolean aboveHigh() {
        return ok(0, marks.mark(Watermarks.HIGH), marks.setup().lowmemReserve().length - 1, 0);
    }

    /** Whether more than {@code mark} pages are free for whom {@code highestZone} is the highest zone. */
    boolean standsAbove(int mark, int highestZone) {
        return !marks.on() || ok(0, mark, highestZone, 0);
    }

    /** Whether an attempt could be served now; nothing is noted. */
    boolean couldServe(int order, int flags, int highestZone) {
        return ok(order, marks.mark(AllocFlags.mark(flags)), highestZone, flags);
    }

    /** zone_watermark_fast(): a boost does not count against urgent single pages at the min watermark. */
    private boolean fast(int order, int mark, int highestZone, int flags) {
        if (ok(order, mark, highestZone, flags)) {
            return true;
        }
        boolean urgent = order == 0 && (flags & AllocFlags.MIN_RESERVE) != 0;
        return urgent
                && marks.boost() > 0
                && AllocFlags.mark(flags) == Watermarks.MIN
                && ok(order, marks.bareMark(Watermarks.MIN), highestZone, flags);
    }

    private boolean ok(int order, int mark, int highestZone, int flags) {
        return free(order, flags) > threshold(mark, flags) + marks.lowmemReserve(highestZone) && hasBlock(order, flags);
    }

    /** Free pages without those the request can do nothing with (__zone_watermark_unusable_free()). */
    private int free(int order, int flags) {
        int usable = lists.freePages() - ((1 << order) - 1);
        return (flags & AllocFlags.RESERVES) == 0 && zone.grouped()
                ? usable - lists.freePages(Zone.HIGHATOMIC)
                : usable;
    }

    private static int threshold(int mark, int flags) {
        int threshold = mark;
        if ((flags & AllocFlags.MIN_RESERVE) != 0) {
            threshold -= threshold / 2;
            threshold -= (flags & AllocFlags.NON_BLOCK) != 0 ? threshold / 4 : 0;
        }
        return threshold;
    }

    /** Whether some block is large enough, if one page is not. */
    private boolean hasBlock(int order, int flags) {
        if (order == 0) {
            return true;
        }
        int types = (flags & AllocFlags.HIGHATOMIC) != 0 ? lists.types() : Math.min(Zone.HIGHATOMIC, lists.types());
        for (int o = order; o < FreeLists.ORDERS; o++) {
            for (int type = 0; type < types; type++) {
                if (lists.head(o, type) != FreeLists.NIL) {
                    return true;
                }
            }
        }
        return false;
    }

    private Rule why(int order, int mark, int highestZone, int flags) {
        boolean enough = free(order, flags) > threshold(mark, flags) + marks.lowmemReserve(highestZone);
        return enough ? Rule.WATERMARK_NO_BLOCK : Rule.WATERMARK_BELOW;
    }

    private boolean told(Rule rule, int order, int mark, int highestZone) {
        int limit = mark + (marks.on() ? marks.lowmemReserve(highestZone) : 0);
        events.emit(EventKind.WATERMARK.code(), rule.code(), zoneIndex, order, lists.freePages(), limit);
        return true;
    }
}
