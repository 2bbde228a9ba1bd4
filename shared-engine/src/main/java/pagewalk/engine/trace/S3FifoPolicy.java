package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/**
 * S3-FIFO: three queues. New pages pass through a small one, those referenced more than once move on to the main one,
 * and the names of the others are remembered for a while and come straight into the main one when they return.
 */
final class S3FifoPolicy extends Policy {
    private static final int SMALL = 0;
    private static final int MAIN = 1;
    private static final int GHOST = 2;
    private static final int MOST = 3;

    private final int smallFrames;
    private final int mostGhosts;
    private final PageQueues pages = new PageQueues(3);
    private byte[] counts = {};

    S3FifoPolicy(int frames) {
        super(frames);
        smallFrames = Math.max(1, frames / 10);
        mostGhosts = frames - smallFrames;
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_S3_FIFO;
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
        int list = pages.listOf(page);
        return list == SMALL || list == MAIN;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = reference >>> References.KIND_BITS;
        int list = pages.listOf(page);
        if (list == SMALL || list == MAIN) {
            if (counts[page] < MOST) {
                counts[page]++;
            }
            return true;
        }
        load(page);
        return false;
    }

    private void load(int page) {
        while (pages.size(SMALL) + pages.size(MAIN) >= frames) {
            if (pages.size(SMALL) >= smallFrames || pages.size(MAIN) == 0) {
                shrinkSmall();
            } else {
                shrinkMain();
            }
        }
        boolean known = pages.isListed(page);
        if (known) {
            pages.remove(page);
        }
        pages.toHead(known ? MAIN : SMALL, page);
        counts[page] = 0;
    }

    /** Pages that were referenced again move on; the first other one leaves. */
    private void shrinkSmall() {
        while (pages.size(SMALL) > 0) {
            int page = pages.takeTail(SMALL);
            if (counts[page] <= 1) {
                victim = page;
                remember(page);
                return;
            }
            counts[page] = 0;
            pages.toHead(MAIN, page);
        }
    }

    private void remember(int page) {
        if (mostGhosts == 0) {
            return;
        }
        if (pages.size(GHOST) == mostGhosts) {
            pages.takeTail(GHOST);
        }
        pages.toHead(GHOST, page);
    }

    /** Pages that were referenced go around once more for each reference; the first other one leaves. */
    private void shrinkMain() {
        int page = pages.takeTail(MAIN);
        while (counts[page] > 0) {
            counts[page]--;
            pages.toHead(MAIN, page);
            page = pages.takeTail(MAIN);
        }
        victim = page;
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
