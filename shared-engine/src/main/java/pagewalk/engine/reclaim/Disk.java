package pagewalk.engine.reclaim;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/**
 * What is on its way to the disk. Time is a command here: what was sent arrives when the command is over, or when
 * somebody has to wait for it, in the order it was sent.
 */
public final class Disk {
    private final LruVec vec;
    private final Events events;
    private final IntList sent;

    public Disk(LruVec vec, Events events) {
        this.vec = vec;
        this.events = events;
        sent = new IntList();
    }

    /** A copy between commands, when nothing is on its way. */
    Disk copy(LruVec newVec, Events newEvents) {
        return new Disk(newVec, newEvents);
    }

    /** Pages under way (nr_writeback). */
    public int pages() {
        return sent.size();
    }

    /** Sends a page, which is clean from now on unless it is written again. */
    public void send(int pfn, int place) {
        vec.frames.mark(pfn, FrameMaps.WRITEBACK);
        sent.add(pfn);
        boolean swap = vec.frames.is(pfn, FrameMaps.SWAPCACHE);
        vec.stat.add(Count.PSWPOUT, swap ? 1 : 0);
        tell(EventKind.PAGE_SENT, swap ? Rule.WRITE_TO_SWAP : Rule.WRITE_TO_FILE, pfn, place, sent.size());
    }

    /** All that was sent has arrived (folio_end_writeback()). */
    public void arrive() {
        for (int i = 0; i < sent.size(); i++) {
            int pfn = sent.get(i);
            FrameMaps frames = vec.frames;
            boolean rotates = frames.is(pfn, FrameMaps.RECLAIM);
            frames.unmark(pfn, FrameMaps.WRITEBACK | FrameMaps.RECLAIM);
            vec.stat.add(Count.NR_WRITTEN, 1);
            tell(EventKind.PAGE_WRITTEN, rotates ? Rule.WRITTEN_ROTATE : Rule.WRITTEN, pfn, 0, sent.size() - i - 1);
            if (rotates) {
                vec.batches.rotate(pfn);
            }
        }
        sent.truncate(0);
    }

    void digest(Digest into) {
        into.fold(sent.size());
    }

    private void tell(EventKind kind, Rule rule, int pfn, int place, int left) {
        events.emit(kind.code(), rule.code(), pfn, place, left, 0);
    }
}
