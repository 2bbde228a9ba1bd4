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
 * What is on its way to the disk. Time is a command here: what was sent arrives when the command is over, when somebody
 * has to wait for it, or when reclaim has looked at {@link #LATENCY} more pages, in the order it was sent.
 */
public final class Disk {
    /** Pages that reclaim looks at while a disk writes one: a choice of ours, near what recordings show. */
    static final int LATENCY = 256;

    private final LruVec vec;
    private final Events events;
    private final IntList sent;
    /** For each page sent, how many pages had been scanned by then. */
    private final IntList when;

    public Disk(LruVec vec, Events events) {
        this.vec = vec;
        this.events = events;
        sent = new IntList();
        when = new IntList();
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
        when.add(scanned());
        boolean swap = vec.frames.is(pfn, FrameMaps.SWAPCACHE);
        vec.stat.add(Count.PSWPOUT, swap ? 1 : 0);
        tell(EventKind.PAGE_SENT, swap ? Rule.WRITE_TO_SWAP : Rule.WRITE_TO_FILE, pfn, place, sent.size());
    }

    /** Writes a page for somebody who sees to it that it arrives, such as the flusher. */
    void write(int pfn, int place) {
        vec.frames.mark(pfn, FrameMaps.WRITEBACK);
        tell(EventKind.PAGE_SENT, Rule.WRITE_TO_FILE, pfn, place, sent.size());
        arrived(pfn, sent.size());
    }

    /** All that was sent has arrived (folio_end_writeback()). */
    public void arrive() {
        for (int i = 0; i < sent.size(); i++) {
            arrived(sent.get(i), sent.size() - i - 1);
        }
        sent.truncate(0);
        when.truncate(0);
    }

    /** What was sent so long ago that reclaim has looked at {@link #LATENCY} pages since has arrived. */
    void arriveDue() {
        int due = 0;
        while (due < sent.size() && scanned() - when.get(due) >= LATENCY) {
            due++;
        }
        for (int i = 0; i < due; i++) {
            arrived(sent.get(i), sent.size() - i - 1);
        }
        for (int i = due; i < sent.size() && due > 0; i++) {
            sent.set(i - due, sent.get(i));
            when.set(i - due, when.get(i));
        }
        sent.truncate(sent.size() - due);
        when.truncate(when.size() - due);
    }

    private int scanned() {
        return vec.stat.get(Count.PGSCAN_ANON) + vec.stat.get(Count.PGSCAN_FILE);
    }

    private void arrived(int pfn, int left) {
        boolean rotates = vec.frames.is(pfn, FrameMaps.RECLAIM);
        vec.frames.unmark(pfn, FrameMaps.WRITEBACK | FrameMaps.RECLAIM);
        vec.stat.add(Count.NR_WRITTEN, 1);
        tell(EventKind.PAGE_WRITTEN, rotates ? Rule.WRITTEN_ROTATE : Rule.WRITTEN, pfn, 0, left);
        if (rotates) {
            vec.batches.rotate(pfn);
        }
    }

    void digest(Digest into) {
        into.fold(sent.size());
    }

    private void tell(EventKind kind, Rule rule, int pfn, int place, int left) {
        events.emit(kind.code(), rule.code(), pfn, place, left, 0);
    }
}
