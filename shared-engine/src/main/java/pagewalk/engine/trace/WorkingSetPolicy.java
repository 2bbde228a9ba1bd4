package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/**
 * Denning's working set: a page that was not referenced for a window of references leaves its frame at once. When all
 * frames hold pages of the window, the least recently used one is replaced.
 */
final class WorkingSetPolicy extends Policy {
    private final int window;
    private final PageQueues pages = new PageQueues(1);
    private int[] last = {};
    private int time;

    /** @param window references that a page stays in memory without being referenced, at least 1 */
    WorkingSetPolicy(int frames, int window) {
        super(frames);
        this.window = window;
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_WORKING_SET;
    }

    @Override
    public void room(int count) {
        pages.room(count);
        if (count > last.length) {
            last = Arrays.copyOf(last, grown(last.length, count));
        }
    }

    @Override
    public boolean holds(int page) {
        return pages.listOf(page) == 0;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = References.page(reference);
        time++;
        while (pages.size(0) > 0 && time - last[pages.tail(0)] > window) {
            pages.takeTail(0);
        }
        last[page] = time;
        if (pages.isListed(page)) {
            pages.moveToHead(0, page);
            return true;
        }
        if (pages.size(0) == frames) {
            victim = pages.takeTail(0);
        }
        pages.toHead(0, page);
        return false;
    }
}
