package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/**
 * The optimum of Belady: the page whose next reference is farthest ahead is replaced. It needs to be told the future.
 *
 * <p>Demand paging must load the page that is referenced. A cache that may pass a page by does so when its own next
 * reference is farther ahead than that of all pages it holds.
 */
final class OptPolicy extends Policy {
    private final boolean bypass;
    /** By the negative of the next use, so that the farthest is first. */
    private final PageHeap pages;
    /** References served. */
    private int time;

    OptPolicy(int frames, boolean bypass) {
        super(frames);
        this.bypass = bypass;
        pages = new PageHeap(frames);
    }

    @Override
    public Rule rule() {
        return bypass ? Rule.POLICY_OPT_BYPASS : Rule.POLICY_OPT;
    }

    @Override
    public boolean needsFuture() {
        return true;
    }

    @Override
    public void room(int count) {
        pages.room(count);
    }

    @Override
    public boolean holds(int page) {
        return pages.has(page);
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        Check.that(next > time++, "OPT is told when each page is referenced next", "next", next);
        int page = reference >>> References.KIND_BITS;
        if (pages.has(page)) {
            pages.lower(page, -next);
            return true;
        }
        load(page, next);
        return false;
    }

    private void load(int page, int next) {
        if (used < frames) {
            used++;
            pages.add(page, -next, 0);
        } else if (!bypass || pages.key(pages.first()) < -next) {
            victim = pages.replaceFirst(page, -next, 0);
        }
    }

    @Override
    public int misses(References stretch) {
        room(stretch.pages());
        int misses = 0;
        int[] refs = stretch.refs;
        int[] next = stretch.next;
        int size = stretch.size();
        for (int i = 0; i < size; i++) {
            misses += reference(refs[i], next[i]) ? 0 : 1;
        }
        return misses;
    }
}
