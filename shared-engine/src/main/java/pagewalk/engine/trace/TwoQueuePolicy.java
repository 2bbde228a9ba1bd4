package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;

/**
 * 2Q of Johnson and Shasha, the full version: new pages pass through a queue, and only those that are referenced again
 * after they left it, while their names are remembered, come into the list that is kept by last use.
 */
final class TwoQueuePolicy extends Policy {
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int MAIN = 2;

    private final int mostIn;
    private final int mostOut;
    private final PageQueues pages = new PageQueues(3);

    TwoQueuePolicy(int frames) {
        super(frames);
        mostIn = Math.max(1, frames / 4);
        mostOut = Math.max(1, frames / 2);
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_TWO_QUEUE;
    }

    @Override
    public void room(int count) {
        pages.room(count);
    }

    @Override
    public boolean holds(int page) {
        int list = pages.listOf(page);
        return list == IN || list == MAIN;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = References.page(reference);
        int list = pages.listOf(page);
        if (list == MAIN) {
            pages.moveToHead(MAIN, page);
            return true;
        }
        if (list == IN) {
            return true;
        }
        if (list == OUT) {
            pages.remove(page);
        }
        makeRoom();
        pages.toHead(list == OUT ? MAIN : IN, page);
        return false;
    }

    private void makeRoom() {
        if (used < frames) {
            used++;
            return;
        }
        if (pages.size(IN) > mostIn || pages.size(MAIN) == 0) {
            victim = pages.takeTail(IN);
            pages.toHead(OUT, victim);
            if (pages.size(OUT) > mostOut) {
                pages.takeTail(OUT);
            }
        } else {
            victim = pages.takeTail(MAIN);
        }
    }
}
