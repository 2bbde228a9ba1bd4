package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/**
 * A queue of pages with a reference bit each. The oldest page whose bit is set goes to the young end with its bit
 * cleared; the first one whose bit is clear is replaced. It misses where {@link ClockPolicy} misses.
 */
final class SecondChancePolicy extends Policy {
    private final boolean insert;
    private final PageQueues queue = new PageQueues(1);
    private boolean[] referenced = {};

    /** @param insert the bit of a page that was just loaded */
    SecondChancePolicy(int frames, boolean insert) {
        super(frames);
        this.insert = insert;
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_SECOND_CHANCE;
    }

    @Override
    public void room(int pages) {
        queue.room(pages);
        if (pages > referenced.length) {
            referenced = Arrays.copyOf(referenced, grown(referenced.length, pages));
        }
    }

    @Override
    public boolean holds(int page) {
        return queue.listOf(page) == 0;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = References.page(reference);
        if (queue.isListed(page)) {
            referenced[page] = true;
            return true;
        }
        if (used < frames) {
            used++;
        } else {
            victim = unreferenced();
            queue.remove(victim);
        }
        queue.toHead(0, page);
        referenced[page] = insert;
        return false;
    }

    private int unreferenced() {
        while (referenced[queue.tail(0)]) {
            int spared = queue.tail(0);
            referenced[spared] = false;
            queue.moveToHead(0, spared);
        }
        return queue.tail(0);
    }
}
