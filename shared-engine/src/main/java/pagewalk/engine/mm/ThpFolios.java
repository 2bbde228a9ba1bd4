package pagewalk.engine.mm;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowInts;
import pagewalk.engine.util.IntList;

/**
 * Blocks of 512 frames that are one page to the LRU: how they are mapped, and which of them wait to be split.
 *
 * <p>A block may be mapped by huge entries and, page by page, by others at the same time. The map count of each frame
 * says how many entries of either kind show it.
 */
final class ThpFolios {
    static final int PAGES = FrameMaps.LARGE_PAGES;
    static final int ORDER = 9;

    private static final int QUEUED = 1;
    private static final int PARTIAL = 2;

    private final MmState state;
    private final ThpStat stat;
    private final int base;
    /** Huge entries that map a block. */
    private final CowInts entire;
    /** Entries of both kinds. */
    private final CowInts maps;
    /** Frames of a block that some entry shows. */
    private final CowInts shown;
    /** {@link #QUEUED} and {@link #PARTIAL}. */
    private final CowInts marks;
    /** Blocks that may be split when frames run short, the oldest first. */
    private final IntList queue;
    /** Blocks that a huge entry maps. */
    private int huge;

    ThpFolios(MmState state, ThpStat stat, int basePfn, int frames) {
        this.state = state;
        this.stat = stat;
        base = basePfn >> ORDER;
        int blocks = (basePfn + frames >> ORDER) - base + 1;
        entire = new CowInts(blocks, 0);
        maps = new CowInts(blocks, 0);
        shown = new CowInts(blocks, 0);
        marks = new CowInts(blocks, 0);
        queue = new IntList();
    }

    ThpFolios(ThpFolios other, MmState state, ThpStat stat) {
        this.state = state;
        this.stat = stat;
        base = other.base;
        entire = other.entire.copy();
        maps = other.maps.copy();
        shown = other.shown.copy();
        marks = other.marks.copy();
        queue = other.queue.copy();
        huge = other.huge;
    }

    private int at(int head) {
        return (head >> ORDER) - base;
    }

    /** A new block becomes one page of {@code kind}, at a place of its mapping; nobody maps it yet. */
    void begin(int head, int kind, int owner, long index) {
        for (int i = 0; i < PAGES; i++) {
            long place = index + i;
            int hi = (int) (place >>> MmState.LO_BITS);
            int which = i == 0 ? FrameMaps.LARGE : FrameMaps.TAIL;
            state.frames.own(head + i, kind | which, owner, hi, (int) place & MmState.LO_MASK);
        }
        int at = at(head);
        entire.set(at, 0);
        maps.set(at, 0);
        shown.set(at, 0);
        marks.set(at, 0);
    }

    /** Blocks that a huge entry maps (NR_ANON_THPS). */
    int huge() {
        return huge;
    }

    /** Huge entries that map a block (folio_entire_mapcount()). */
    int entire(int head) {
        return entire.get(at(head));
    }

    /** Entries that map a block or a page of it (folio_mapcount()). */
    int maps(int head) {
        return maps.get(at(head));
    }

    /** Pages of a block that some entry shows. */
    int shown(int head) {
        return shown.get(at(head));
    }

    /** Whether pages of a block were taken out of a mapping (folio_test_partially_mapped()). */
    boolean isPartial(int head) {
        return (marks.get(at(head)) & PARTIAL) != 0;
    }

    /** Whether others map it as well, as far as Linux looks (folio_likely_mapped_shared()). */
    boolean isShared(int head) {
        int count = maps(head);
        return count > 1 && (entire(head) > 0 || count > PAGES || state.frames.mapCount(head) > 1);
    }

    /** One huge entry more maps a block; returns how many do. */
    int mapHuge(int head) {
        int at = at(head);
        for (int i = 0; i < PAGES; i++) {
            state.frames.map(head + i);
        }
        shown.set(at, PAGES);
        maps.set(at, maps.get(at) + 1);
        int count = entire.get(at) + 1;
        entire.set(at, count);
        huge += count == 1 ? 1 : 0;
        return count;
    }

    /** One entry more maps one page of a block; returns how many show the page. */
    int mapPage(int pfn) {
        int at = at(pfn);
        maps.set(at, maps.get(at) + 1);
        int count = state.frames.map(pfn);
        shown.set(at, shown.get(at) + (count == 1 ? 1 : 0));
        return count;
    }

    /** 512 entries stand where one huge entry stood. */
    void spread(int head) {
        int at = at(head);
        int left = entire.get(at) - 1;
        Check.that(left >= 0, "a huge entry that is split was counted", "pfn", head);
        entire.set(at, left);
        huge -= left == 0 ? 1 : 0;
        maps.set(at, maps.get(at) + PAGES - 1);
    }

    /** One huge entry stands where 512 stood. */
    void unmapHuge(int head) {
        int at = at(head);
        int left = entire.get(at) - 1;
        Check.that(left >= 0, "a huge entry that goes was counted", "pfn", head);
        entire.set(at, left);
        huge -= left == 0 ? 1 : 0;
        maps.set(at, maps.get(at) - 1);
        int lost = 0;
        for (int i = 0; i < PAGES; i++) {
            lost += state.frames.unmap(head + i) == 0 ? 1 : 0;
        }
        shown.set(at, shown.get(at) - lost);
        unmapped(head, lost);
    }

    /** One entry less maps each of some pages in a row (folio_remove_rmap_ptes()); returns how many show the first. */
    int unmapPages(int pfn, int pages) {
        int at = at(pfn);
        int head = state.frames.head(pfn);
        int first = 0;
        int lost = 0;
        for (int i = 0; i < pages; i++) {
            int left = state.frames.unmap(pfn + i);
            lost += left == 0 ? 1 : 0;
            first = i == 0 ? left : first;
        }
        maps.set(at, maps.get(at) - pages);
        shown.set(at, shown.get(at) - lost);
        unmapped(head, lost);
        return first;
    }

    /** {@code lost} pages of a block are shown no more: it goes, or waits to be split. */
    private void unmapped(int head, int lost) {
        int left = shown.get(at(head));
        if (maps.get(at(head)) == 0) {
            free(head);
        } else if (lost > 0 && left > 0 && !isPartial(head)) {
            marks.set(at(head), marks.get(at(head)) | PARTIAL);
            enqueue(head);
            stat.add(Count.THP_DEFERRED_SPLIT_PAGE);
            state.tell(EventKind.THP_DEFERRED, Rule.THP_DEFERRED, head, left, queue.size(), 0);
        }
    }

    /** Nobody maps a block: it goes back in one piece. */
    void free(int head) {
        forget(head);
        state.tell(EventKind.THP_GONE, Rule.THP_FREED, head, 0, 0, 0);
        state.aging.freed(head);
        for (int i = 0; i < PAGES; i++) {
            state.frames.disown(head + i);
        }
        state.contents.forgetBlock(head, PAGES);
        state.source.release(head);
    }

    /** A block waits to be split, if it does not yet (deferred_split_folio()). */
    void enqueue(int head) {
        if ((marks.get(at(head)) & QUEUED) == 0) {
            marks.set(at(head), marks.get(at(head)) | QUEUED);
            queue.add(head);
        }
    }

    /** A block is none any more, or waits no more. */
    void forget(int head) {
        if ((marks.get(at(head)) & QUEUED) != 0) {
            for (int i = 0; i < queue.size(); i++) {
                if (queue.get(i) == head) {
                    queue.removeAt(i);
                    break;
                }
            }
        }
        marks.set(at(head), 0);
    }

    /** A block becomes single pages, which keep their entries. */
    void end(int head) {
        Check.that(entire(head) == 0, "a block that is split has no huge entry", "pfn", head);
        forget(head);
        maps.set(at(head), 0);
        shown.set(at(head), 0);
    }

    /** Blocks that wait to be split (split_queue_len). */
    int queued() {
        return queue.size();
    }

    /** A block of the queue; the oldest is number 0. */
    int queued(int number) {
        return queue.get(number);
    }

    void digest(Digest into) {
        into.fold(huge);
        for (int at = 0; at < maps.length(); at++) {
            if (maps.get(at) != 0) {
                into.fold(at, entire.get(at), maps.get(at), shown.get(at), marks.get(at));
            }
        }
        for (int i = 0; i < queue.size(); i++) {
            into.fold(queue.get(i));
        }
    }

    /** What of the books does not agree; empty if all does. */
    String wrong(int head) {
        int at = at(head);
        int seen = 0;
        int all = 0;
        for (int i = 0; i < PAGES; i++) {
            int count = state.frames.mapCount(head + i);
            seen += count > 0 ? 1 : 0;
            all += count;
        }
        boolean agrees = seen == shown.get(at) && all == maps.get(at) + entire.get(at) * (PAGES - 1) && seen > 0;
        return agrees ? "" : "block " + Bits.hex(head) + ": " + seen + " pages shown " + all + " times";
    }
}
