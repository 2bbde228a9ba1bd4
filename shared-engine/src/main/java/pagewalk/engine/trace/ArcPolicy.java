package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;

/**
 * ARC of Megiddo and Modha: pages seen once and pages seen again in a list each, the names of those that left them in
 * two more, and a target for the first list that moves to where a remembered name was missed.
 */
final class ArcPolicy extends Policy {
    private static final int ONCE = 0;
    private static final int AGAIN = 1;
    private static final int ONCE_GONE = 2;
    private static final int AGAIN_GONE = 3;

    private final PageQueues pages = new PageQueues(4);
    /** Frames that the pages seen once should have: a real number, as in the paper and in libCacheSim. */
    private double target;

    ArcPolicy(int frames) {
        super(frames);
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_ARC;
    }

    @Override
    public void room(int count) {
        pages.room(count);
    }

    @Override
    public boolean holds(int page) {
        int list = pages.listOf(page);
        return list == ONCE || list == AGAIN;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = References.page(reference);
        int list = pages.listOf(page);
        if (list == ONCE || list == AGAIN) {
            pages.moveToHead(AGAIN, page);
            return true;
        }
        if (list == PageQueues.NO_LIST) {
            makeRoom();
            pages.toHead(ONCE, page);
            return false;
        }
        int once = pages.size(ONCE_GONE);
        int again = pages.size(AGAIN_GONE);
        target = list == ONCE_GONE
                ? Math.min(frames, target + Math.max((double) again / once, 1))
                : Math.max(0, target - Math.max((double) once / again, 1));
        replace(list == AGAIN_GONE);
        pages.remove(page);
        pages.toHead(AGAIN, page);
        return false;
    }

    /** For a page that is not remembered: forgets a name if there are too many, and frees a frame if all are full. */
    private void makeRoom() {
        int seenOnce = pages.size(ONCE) + pages.size(ONCE_GONE);
        int all = seenOnce + pages.size(AGAIN) + pages.size(AGAIN_GONE);
        if (seenOnce == frames) {
            if (pages.size(ONCE) == frames) {
                victim = pages.takeTail(ONCE);
                return;
            }
            pages.takeTail(ONCE_GONE);
            replace(false);
        } else if (all >= frames) {
            if (all == 2 * frames) {
                pages.takeTail(AGAIN_GONE);
            }
            replace(false);
        }
    }

    private void replace(boolean againGone) {
        int once = pages.size(ONCE);
        boolean first = once > 0 && (once > target || againGone && once == target);
        victim = pages.takeTail(first ? ONCE : AGAIN);
        pages.toHead(first ? ONCE_GONE : AGAIN_GONE, victim);
    }
}
