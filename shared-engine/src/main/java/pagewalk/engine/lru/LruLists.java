package pagewalk.engine.lru;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowInts;
import pagewalk.engine.util.IntList;

/**
 * The four lists of a node and the count of pages that no list has, because nobody may evict them (struct lruvec).
 *
 * <p>Links are by frame; a frame is on the list that its flags name, and {@link #contains} says whether it is on any.
 */
public final class LruLists {
    public static final int NIL = -1;
    public static final int INACTIVE_ANON = 0;
    public static final int ACTIVE_ANON = 1;
    public static final int INACTIVE_FILE = 2;
    public static final int ACTIVE_FILE = 3;
    /** Counted only, since 5.18. */
    public static final int UNEVICTABLE = 4;

    /** What is added to a list's number to get that of the active one. */
    public static final int ACTIVE = 1;

    private static final int LISTS = 5;
    private static final int OUT = -2;
    private static final int FILE = 2;

    private final int basePfn;
    private final FrameMaps frames;
    private final Events events;
    /** Frame after the last of each zone. */
    private final int[] zoneEnds;
    /** Neighbour towards the tail, and towards the head; {@link #OUT} for a frame on no list. */
    private final CowInts next;

    private final CowInts prev;
    private final int[] heads = {NIL, NIL, NIL, NIL};
    private final int[] tails = {NIL, NIL, NIL, NIL};
    private final int[] sizes;
    /** The sizes as scans see them: of each zone, then of the node. */
    private final Drift drift;

    /** Empty lists over the frames from {@code basePfn} on, in zones that end at {@code zoneEnds}. */
    public LruLists(int basePfn, int cpus, int[] zoneEnds, FrameMaps frames, Events events) {
        int count = zoneEnds[zoneEnds.length - 1] - basePfn;
        this.basePfn = basePfn;
        this.frames = frames;
        this.events = events;
        this.zoneEnds = zoneEnds.clone();
        next = new CowInts(count, OUT);
        prev = new CowInts(count, OUT);
        sizes = new int[LISTS * zoneEnds.length];
        int[] thresholds = new int[zoneEnds.length];
        for (int zone = 0; zone < zoneEnds.length; zone++) {
            thresholds[zone] = Drift.threshold(zoneEnds[zone] - (zone == 0 ? basePfn : zoneEnds[zone - 1]), cpus);
        }
        drift = new Drift(thresholds, LISTS);
    }

    private LruLists(LruLists other, FrameMaps frames, Events events) {
        basePfn = other.basePfn;
        this.frames = frames;
        this.events = events;
        zoneEnds = other.zoneEnds;
        next = other.next.copy();
        prev = other.prev.copy();
        sizes = other.sizes.clone();
        drift = other.drift.copy();
        System.arraycopy(other.heads, 0, heads, 0, heads.length);
        System.arraycopy(other.tails, 0, tails, 0, tails.length);
    }

    LruLists copy(FrameMaps newFrames, Events newEvents) {
        return new LruLists(this, newFrames, newEvents);
    }

    /** Pages of a list. */
    public int size(int list) {
        return size(list, zoneEnds.length - 1);
    }

    /** Pages of a list that lie in zones up to {@code highest} (lruvec_lru_size()). */
    public int size(int list, int highest) {
        int pages = 0;
        for (int zone = 0; zone <= highest && zone < zoneEnds.length; zone++) {
            pages += sizes[zone * LISTS + list];
        }
        return pages;
    }

    /** Pages of a list in zones up to {@code highest}, as far as processors have told (zone_page_state()). */
    public int known(int list, int highest) {
        int pages = 0;
        for (int zone = 0; zone <= highest && zone < zoneEnds.length; zone++) {
            pages += Math.max(drift.of(zone, list), 0);
        }
        return pages;
    }

    /** Pages of a list in the node, as far as processors have told (node_page_state()). */
    public int known(int list) {
        return Math.max(drift.ofNode(list), 0);
    }

    /** Processors tell all that they counted (refresh_cpu_vm_stats()). */
    public void settle() {
        drift.settle();
    }

    /** What processors have not told of the sizes; for whoever puts pages where a recording has them. */
    public int[] untold() {
        return drift.untold();
    }

    /** Whatever moved since {@link #untold}, scans see the sizes as far off as they were. */
    public void keepUntold(int[] untold) {
        drift.keep(untold);
    }

    private void count(int zone, int list, int pages) {
        sizes[zone * LISTS + list] += pages;
        drift.add(zone, list, pages);
    }

    /** Pages of a list that lie in one zone. */
    public int sizeIn(int list, int zone) {
        return sizes[zone * LISTS + list];
    }

    /** The zone of a frame. */
    public int zone(int pfn) {
        int zone = 0;
        while (pfn >= zoneEnds[zone]) {
            zone++;
        }
        return zone;
    }

    /** Newest frame of a list; {@link #NIL} if it is empty. */
    public int head(int list) {
        return heads[list];
    }

    /** Oldest frame of a list; {@link #NIL} if it is empty. */
    public int tail(int list) {
        return tails[list];
    }

    /** The frame that is one newer in the same list, or {@link #NIL}. */
    public int newer(int pfn) {
        return prev.get(pfn - basePfn);
    }

    /** The frame that is one older in the same list, or {@link #NIL}. */
    public int older(int pfn) {
        return next.get(pfn - basePfn);
    }

    /** Whether a frame is on a list, or counted as unevictable. */
    public boolean contains(int pfn) {
        return next.get(pfn - basePfn) != OUT;
    }

    /** Whether a page is treated as one of a file: it can be dropped or written back, and needs no swap. */
    public static boolean isFile(FrameMaps frames, int pfn) {
        return !frames.is(pfn, FrameMaps.SWAPBACKED);
    }

    /** The list that a frame belongs to by its flags (folio_lru_list()). */
    public int list(int pfn) {
        int flags = frames.flags(pfn);
        if ((flags & FrameMaps.UNEVICTABLE) != 0) {
            return UNEVICTABLE;
        }
        return ((flags & FrameMaps.SWAPBACKED) != 0 ? 0 : FILE) + ((flags & FrameMaps.ACTIVE) != 0 ? ACTIVE : 0);
    }

    /** Puts a frame at the head of its list. */
    public void addHead(int pfn, Rule why) {
        int list = list(pfn);
        count(zone(pfn), list, frames.pages(pfn));
        linkHead(pfn, list);
        tell(EventKind.LRU_ADDED, why, pfn, list, 1);
    }

    private void linkHead(int pfn, int list) {
        begin(pfn);
        if (list != UNEVICTABLE) {
            int second = heads[list];
            prev.set(pfn - basePfn, NIL);
            next.set(pfn - basePfn, second);
            if (second == NIL) {
                tails[list] = pfn;
            } else {
                prev.set(second - basePfn, pfn);
            }
            heads[list] = pfn;
        }
    }

    /** Puts a frame at the tail of its list. */
    public void addTail(int pfn, Rule why) {
        int list = list(pfn);
        count(zone(pfn), list, frames.pages(pfn));
        begin(pfn);
        if (list != UNEVICTABLE) {
            int last = tails[list];
            next.set(pfn - basePfn, NIL);
            prev.set(pfn - basePfn, last);
            if (last == NIL) {
                heads[list] = pfn;
            } else {
                next.set(last - basePfn, pfn);
            }
            tails[list] = pfn;
        }
        tell(EventKind.LRU_ADDED, why, pfn, list, 0);
    }

    private void begin(int pfn) {
        Check.that(next.get(pfn - basePfn) == OUT, "a frame is on one list", "pfn", pfn);
        next.set(pfn - basePfn, NIL);
        prev.set(pfn - basePfn, NIL);
    }

    /** Moves a frame to the head of the list that it is on. */
    public void moveToHead(int pfn) {
        int list = list(pfn);
        unlink(pfn, list);
        linkHead(pfn, list);
    }

    /**
     * The other pages of a block come beside its first, which was counted for all of them: towards the head, so that
     * the first is the next to leave, and the second after it (lru_add_page_tail()).
     */
    public void spread(int head, int pages) {
        int list = list(head);
        for (int i = pages - 1; i > 0; i--) {
            int pfn = head + i;
            begin(pfn);
            if (list != UNEVICTABLE) {
                int before = newer(head);
                prev.set(pfn - basePfn, before);
                next.set(pfn - basePfn, head);
                prev.set(head - basePfn, pfn);
                if (before == NIL) {
                    heads[list] = pfn;
                } else {
                    next.set(before - basePfn, pfn);
                }
            }
        }
    }

    /** Takes frames of one list off it, which are counted together, zone by zone (update_lru_sizes()). */
    public void isolate(IntList pfns, int list, Rule why) {
        int[] pages = new int[zoneEnds.length];
        for (int i = 0; i < pfns.size(); i++) {
            unlink(pfns.get(i), list);
            pages[zone(pfns.get(i))] += frames.pages(pfns.get(i));
        }
        for (int zone = 0; zone < pages.length; zone++) {
            if (pages[zone] > 0) {
                count(zone, list, -pages[zone]);
            }
        }
        for (int i = 0; i < pfns.size(); i++) {
            tell(EventKind.LRU_LEFT, why, pfns.get(i), list, 0);
        }
    }

    /** Takes a frame off its list; its flags are still those it was listed by. */
    public void remove(int pfn, Rule why) {
        int list = list(pfn);
        unlink(pfn, list);
        count(zone(pfn), list, -frames.pages(pfn));
        tell(EventKind.LRU_LEFT, why, pfn, list, 0);
    }

    private void unlink(int pfn, int list) {
        int at = pfn - basePfn;
        int after = next.get(at);
        int before = prev.get(at);
        Check.that(after != OUT, "the frame is on a list", "pfn", pfn);
        if (list != UNEVICTABLE) {
            if (before == NIL) {
                heads[list] = after;
            } else {
                next.set(before - basePfn, after);
            }
            if (after == NIL) {
                tails[list] = before;
            } else {
                prev.set(after - basePfn, before);
            }
        }
        next.set(at, OUT);
        prev.set(at, OUT);
    }

    private void tell(EventKind kind, Rule rule, int pfn, int list, int end) {
        events.emit(kind.code(), rule.code(), pfn, list, size(list), end);
    }

    void digest(Digest into) {
        for (int size : sizes) {
            into.fold(size);
        }
        drift.digest(into);
        for (int list = 0; list < heads.length; list++) {
            for (int pfn = heads[list]; pfn != NIL; pfn = older(pfn)) {
                into.fold(pfn);
            }
        }
    }

    int bytesBeside(@Nullable LruLists other) {
        return next.bytesBeside(other == null ? null : other.next)
                + prev.bytesBeside(other == null ? null : other.prev);
    }
}
