package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** Makes single pages of blocks: for whoever needs one of them, and when frames run short (mm/huge_memory.c). */
final class ThpSplit {
    private static final int PAGES = ThpFolios.PAGES;
    private static final int BATCH = 128;
    private static final int COPIED = FrameMaps.REFERENCED
            | FrameMaps.SWAPBACKED
            | FrameMaps.MLOCKED
            | FrameMaps.ACTIVE
            | FrameMaps.WORKINGSET
            | FrameMaps.UNEVICTABLE
            | FrameMaps.DIRTY;

    private final Thp thp;
    private final MmState state;
    private final ThpWalk walk;
    private final IntList taken = new IntList();
    /** What the shrinker was asked for and did not do yet (nr_deferred). */
    private int owed;

    ThpSplit(Thp thp, MmState state, ThpWalk walk, @Nullable ThpSplit other) {
        this.thp = thp;
        this.state = state;
        this.walk = walk;
        owed = other == null ? 0 : other.owed;
    }

    /** Splits the block that begins at {@code head}; false if somebody works on it. */
    boolean split(int head) {
        FrameMaps frames = state.frames;
        if (frames.is(head, FrameMaps.PINNED)) {
            thp.stat().add(Count.THP_SPLIT_PAGE_FAILED);
            state.tell(EventKind.THP_PAGE_SPLIT, Rule.THP_SPLIT_BUSY, head, -1, 0, 0);
            return false;
        }
        walk.spread(head);
        thp.folios().end(head);
        walk.dropZeros(head);
        int copied = frames.flags(head) & COPIED;
        boolean listed = frames.is(head, FrameMaps.LRU);
        thp.lists().spread(head);
        frames.unmark(head, FrameMaps.LARGE);
        for (int i = 1; i < PAGES; i++) {
            frames.unmark(head + i, FrameMaps.TAIL);
            frames.mark(head + i, copied | (listed ? FrameMaps.LRU : 0));
        }
        state.source.split(head, ThpFolios.ORDER);
        thp.stat().add(Count.THP_SPLIT_PAGE);
        int freed = 0;
        for (int i = 0; i < PAGES; i++) {
            if (frames.mapCount(head + i) == 0) {
                state.release(head + i);
                freed++;
            }
        }
        state.tell(EventKind.THP_PAGE_SPLIT, Rule.THP_SPLIT_PAGE, head, freed, listed ? 1 : 0, 0);
        return true;
    }

    /** Frames run short: a part of the queue, larger at lower priorities (do_shrink_slab()). */
    void shrink(int priority) {
        int blocks = thp.folios().queued();
        if (blocks == 0) {
            return;
        }
        int scan = (owed >> priority) + (blocks >> priority) * 2;
        scan = Math.min(scan, 2 * blocks);
        int asked = owed + (blocks >> priority) * 2;
        int done = 0;
        while (scan >= BATCH || scan >= blocks) {
            int now = Math.min(BATCH, scan);
            if (now == 0 || !scan(now)) {
                break;
            }
            done += now;
            scan -= now;
        }
        owed = Math.min(Math.max(asked - done, 0), 2 * blocks);
    }

    /** deferred_split_scan(): false if there is nothing more to do. */
    private boolean scan(int count) {
        taken.truncate(0);
        int most = Math.min(count, thp.folios().queued());
        for (int i = 0; i < most; i++) {
            taken.add(thp.folios().queued(i));
        }
        int split = 0;
        for (int i = 0; i < taken.size(); i++) {
            int head = taken.get(i);
            boolean partial = thp.folios().isPartial(head);
            boolean underused = !partial && isUnderused(head);
            if (partial || underused) {
                Rule why = partial ? Rule.THP_DEFERRED_SCAN : Rule.THP_UNDERUSED;
                int shown = thp.folios().shown(head);
                state.tell(
                        EventKind.THP_DEFERRED, why, head, shown, thp.folios().queued(), 0);
                boolean done = split(head);
                split += done ? 1 : 0;
                if (done && underused) {
                    thp.stat().add(Count.THP_UNDERUSED_SPLIT_PAGE);
                }
                partial |= done;
            }
            if (!partial) {
                thp.folios().forget(head);
            }
        }
        return split > 0 || thp.folios().queued() > 0;
    }

    /** Whether more of a block holds nothing than may be missing when it is gathered (thp_underused()). */
    private boolean isUnderused(int head) {
        int most = thp.settings().get(ThpSettings.Setting.MAX_PTES_NONE);
        int zeros = 0;
        for (int i = 0; i < PAGES; i++) {
            zeros += walk.isZeros(head + i) ? 1 : 0;
        }
        return most < PAGES - 1 && zeros > most;
    }

    void digest(Digest into) {
        into.fold(owed);
    }
}
