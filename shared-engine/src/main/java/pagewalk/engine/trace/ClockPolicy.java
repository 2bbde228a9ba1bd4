package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/**
 * Frames in a ring with a hand. A referenced page gets a second chance: its bit is cleared and the hand goes on; the
 * first page without one is replaced in its frame, and the hand goes past it.
 *
 * <p>Two things that textbooks do differently are settings: the bit of a page that was just loaded, and where the hand
 * stands when the frames are full for the first time. With more than one bit, the bit is a counter.
 */
public final class ClockPolicy extends Policy {
    private final int insert;
    private final int most;
    private final int[] pageAt;
    private int hand;
    /** By page: 0 for one that is in no frame, otherwise its count plus one. */
    private byte[] states = {};

    /**
     * @param insert the count of a page that was just loaded
     * @param bits of a count, 1 for a plain reference bit
     * @param last whether the hand starts at the frame that was filled last, and not at frame 0
     */
    public ClockPolicy(int frames, int insert, int bits, boolean last) {
        super(frames);
        this.insert = insert;
        most = (1 << bits) - 1;
        pageAt = new int[frames];
        hand = last ? frames - 1 : 0;
    }

    @Override
    public Rule rule() {
        if (most > 1) {
            return Rule.POLICY_CLOCK_COUNT;
        }
        return insert == 0 ? Rule.POLICY_CLOCK_BIT_0 : Rule.POLICY_CLOCK_BIT_1;
    }

    @Override
    public void room(int pages) {
        if (pages > states.length) {
            states = Arrays.copyOf(states, grown(states.length, pages));
        }
    }

    @Override
    public boolean holds(int page) {
        return page < states.length && states[page] != 0;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = reference >>> References.KIND_BITS;
        int state = states[page];
        if (state != 0) {
            states[page] = (byte) (Math.min(state, most) + 1);
            return true;
        }
        load(page);
        return false;
    }

    private void load(int page) {
        states[page] = (byte) (insert + 1);
        if (used < frames) {
            pageAt[used++] = page;
            return;
        }
        int[] ring = pageAt;
        byte[] counts = states;
        int at = hand;
        while (counts[ring[at]] > 1) {
            counts[ring[at]]--;
            at = at + 1 == ring.length ? 0 : at + 1;
        }
        victim = ring[at];
        counts[victim] = 0;
        ring[at] = page;
        hand = at + 1 == ring.length ? 0 : at + 1;
    }

    /** The page in a frame, or {@link #NONE}. */
    public int page(int frame) {
        return frame < used ? pageAt[frame] : NONE;
    }

    /** The count of the page in a frame; 0 for an empty one. */
    public int count(int frame) {
        return frame < used ? states[pageAt[frame]] - 1 : 0;
    }

    /** The frame at which the hand stands; while frames are empty, the one that is filled next. */
    public int hand() {
        return used < frames ? used : hand;
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
