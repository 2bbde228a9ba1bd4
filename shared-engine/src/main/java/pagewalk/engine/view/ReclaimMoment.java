package pagewalk.engine.view;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/**
 * What reclaim is in the middle of at a position of a log: who scans, at which priority, and which pages it holds.
 *
 * <p>The state has none of it, since between commands nobody reclaims; the events around the position say it.
 */
public final class ReclaimMoment {
    /** Nobody reclaims. */
    public static final int NOBODY = 0;
    /** A request that found no page. */
    public static final int REQUEST = 1;
    /** kswapd. */
    public static final int KSWAPD = 2;

    /** Events that are looked at for pages in reclaim's hands; 32 pages are decided in fewer. */
    private static final int LOOK_BACK = 4096;

    private static final int NIL = -1;

    private int who = NOBODY;
    private int priority = NIL;
    private int freed;
    private int wanted;
    private boolean woken;
    private final IntList hand = new IntList();

    private ReclaimMoment() {}

    /**
     * The moment after the events of a command up to a position.
     *
     * @param from first event of the command
     * @param to the position
     * @param end event after the command's last
     */
    public static ReclaimMoment at(EventLog log, int from, int to, int end) {
        ReclaimMoment moment = new ReclaimMoment();
        if (to < end) {
            moment.round(log, from, to, end);
            moment.hold(log, Math.max(from, to - LOOK_BACK), to);
        }
        return moment;
    }

    /** The round that a position is in or after: its numbers stand in the event that ends it. */
    private void round(EventLog log, int from, int to, int end) {
        int last = to - 1;
        while (last >= from && !decides(EventKind.of(log.kind(last)))) {
            last--;
        }
        if (last < from) {
            return;
        }
        EventKind kind = EventKind.of(log.kind(last));
        woken = kind == EventKind.KSWAPD_ASKED;
        int told = last;
        if (kind == EventKind.SCAN_BALANCE) {
            while (told < end && log.kind(told) != EventKind.RECLAIM_ROUND.code()) {
                told++;
            }
        }
        if (told < end && log.kind(told) == EventKind.RECLAIM_ROUND.code()) {
            who = log.arg(told, 3) == 2 ? KSWAPD : REQUEST;
            priority = log.arg(told, 0);
            freed = told < to ? log.arg(told, 1) : NIL;
            wanted = log.arg(told, 2);
        }
        for (int i = from; i < last && !woken; i++) {
            woken = log.kind(i) == EventKind.KSWAPD_ASKED.code();
        }
        woken &= kind != EventKind.KSWAPD_DONE && who != KSWAPD;
    }

    private static boolean decides(EventKind kind) {
        return switch (kind) {
            case SCAN_BALANCE, RECLAIM_ROUND, DIRECT_RECLAIM, KSWAPD_DONE, KSWAPD_ASKED -> true;
            default -> false;
        };
    }

    /** Pages that left a list and neither came to one again nor were given up. */
    private void hold(EventLog log, int from, int to) {
        IntList settled = new IntList();
        boolean taken = false;
        for (int i = to - 1; i >= from; i--) {
            EventKind kind = EventKind.of(log.kind(i));
            int pfn = log.arg(i, 0);
            switch (kind) {
                case LRU_ADDED, EVICTED -> settled.add(pfn);
                case LRU_LEFT -> {
                    if (log.rule(i) != Rule.LRU_FREED.code() && !has(settled, pfn)) {
                        hand.add(pfn);
                    }
                }
                case ISOLATED -> {
                    if (taken) {
                        return;
                    }
                    taken = true;
                }
                default -> {}
            }
        }
    }

    private static boolean has(IntList list, int value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == value) {
                return true;
            }
        }
        return false;
    }

    /** Who reclaims, one of the constants. */
    public int who() {
        return who;
    }

    /** The priority of the round, 12 to 0; -1 where nobody reclaims. */
    public int priority() {
        return priority;
    }

    /** Pages that the round freed; -1 while it is not over. */
    public int freed() {
        return freed;
    }

    /** Pages that the round is after. */
    public int wanted() {
        return wanted;
    }

    /** Whether kswapd was woken and is still to run. */
    public boolean isWoken() {
        return woken;
    }

    /** Pages that are off their lists because somebody decides about them, the one taken last first. */
    public IntList hand() {
        return hand;
    }
}
