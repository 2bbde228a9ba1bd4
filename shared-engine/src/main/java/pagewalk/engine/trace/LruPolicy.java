package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;

/** Pages in the order of their last use; the least recently used one is replaced, or the most recently used one. */
final class LruPolicy extends Policy {
    private final boolean newest;
    private final PageQueues pages = new PageQueues(1);

    /** @param newest whether the page used most recently is replaced (MRU) */
    LruPolicy(int frames, boolean newest) {
        super(frames);
        this.newest = newest;
    }

    @Override
    public Rule rule() {
        return newest ? Rule.POLICY_MRU : Rule.POLICY_LRU;
    }

    @Override
    public void room(int count) {
        pages.room(count);
    }

    @Override
    public boolean holds(int page) {
        return pages.listOf(page) == 0;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = reference >>> References.KIND_BITS;
        if (pages.isListed(page)) {
            pages.moveToHead(0, page);
            return true;
        }
        load(page);
        return false;
    }

    private void load(int page) {
        if (used < frames) {
            used++;
        } else {
            victim = newest ? pages.head(0) : pages.tail(0);
            pages.remove(victim);
        }
        pages.toHead(0, page);
    }

    @Override
    public int misses(References stretch) {
        room(stretch.pages());
        int misses = 0;
        int[] refs = stretch.refs;
        int size = stretch.size();
        for (int i = 0; i < size; i++) {
            misses += reference(refs[i], 0) ? 0 : 1;
        }
        return misses;
    }
}
