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
 *
 * <p>A disk works beside the processor, so nothing in the kernel says when a page has arrived; whoever replays a
 * recording may have a quicker or a slower one.
 */
public final class Disk {
    /** Pages that reclaim looks at while a disk writes one: a choice of ours, near what recordings show. */
    public static final int LATENCY = 256;
    /** A delay that no scan outlasts, nor a throttled process that sleeps until the next tick of the clock. */
    public static final int SLOW = Integer.MAX_VALUE;

    private final LruVec vec;
    private final Events events;
    private final IntList sent;
    /** For each page sent, how many pages had been scanned by then. */
    private final IntList when;

    private int delay = LATENCY;
    private boolean lingers;

    public Disk(LruVec vec, Events events) {
        this.vec = vec;
        this.events = events;
        sent = new IntList();
        when = new IntList();
    }

    /** A copy between commands, when nothing is on its way unless the disk lingers. */
    public Disk copy(LruVec newVec, Events newEvents) {
        Disk copy = new Disk(newVec, newEvents);
        copy.delay = delay;
        copy.lingers = lingers;
        for (int i = 0; i < sent.size(); i++) {
            copy.sent.add(sent.get(i));
            copy.when.add(when.get(i));
        }
        return copy;
    }

    /** For a recording: the pages that reclaim looks at while this disk writes one, or {@link #SLOW}. */
    public void setDelay(int pages) {
        delay = pages;
    }

    /** For a recording: whether pages stay under way when a command is over. */
    public void setLingers(boolean value) {
        lingers = value;
    }

    /** A command is over: what was sent has arrived, unless the disk lingers. */
    public void arriveAtEnd() {
        if (!lingers && sent.size() > 0) {
            arrive();
        }
    }

    /** A throttled process slept for a moment (reclaim_throttle()): the disk used it, unless it is a slow one. */
    void arriveThrottled() {
        if (delay != SLOW) {
            arrive();
        }
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

    /** What was sent so long ago that reclaim has looked at enough pages since has arrived. */
    void arriveDue() {
        int due = 0;
        while (due < sent.size() && scanned() - when.get(due) >= delay) {
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
