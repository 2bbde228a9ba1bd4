package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/** The page with the fewest references is replaced; of several, the one whose last reference is longest ago. */
final class LfuPolicy extends Policy {
    private final boolean keep;
    private final PageHeap pages;
    private int[] counts = {};
    private int time;

    /** @param keep whether the references of a page count that it had before it was last replaced */
    LfuPolicy(int frames, boolean keep) {
        super(frames);
        this.keep = keep;
        pages = new PageHeap(frames);
    }

    @Override
    public Rule rule() {
        return keep ? Rule.POLICY_LFU_KEEP : Rule.POLICY_LFU;
    }

    @Override
    public void room(int count) {
        pages.room(count);
        if (count > counts.length) {
            counts = Arrays.copyOf(counts, grown(counts.length, count));
        }
    }

    @Override
    public boolean holds(int page) {
        return pages.has(page);
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = References.page(reference);
        time++;
        if (pages.has(page)) {
            pages.raise(page, ++counts[page], time);
            return true;
        }
        counts[page] = keep ? counts[page] + 1 : 1;
        if (used < frames) {
            used++;
            pages.add(page, counts[page], time);
        } else {
            victim = pages.replaceFirst(page, counts[page], time);
        }
        return false;
    }
}
