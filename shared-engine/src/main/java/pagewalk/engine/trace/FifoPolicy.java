package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/** First in, first out: the page that is longest in memory is replaced, however often it is used. */
final class FifoPolicy extends Policy {
    private final int[] pageAt;
    private int oldest;
    private boolean[] in = {};

    FifoPolicy(int frames) {
        super(frames);
        pageAt = new int[frames];
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_FIFO;
    }

    @Override
    public void room(int pages) {
        if (pages > in.length) {
            in = Arrays.copyOf(in, grown(in.length, pages));
        }
    }

    @Override
    public boolean holds(int page) {
        return page < in.length && in[page];
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = reference >>> References.KIND_BITS;
        if (in[page]) {
            return true;
        }
        load(page);
        return false;
    }

    private void load(int page) {
        in[page] = true;
        if (used < frames) {
            pageAt[used++] = page;
            return;
        }
        victim = pageAt[oldest];
        in[victim] = false;
        pageAt[oldest] = page;
        oldest = oldest + 1 == frames ? 0 : oldest + 1;
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
