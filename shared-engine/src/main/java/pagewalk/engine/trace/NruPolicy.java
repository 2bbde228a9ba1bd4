package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/**
 * Not recently used: pages are in four classes, referenced before modified; one of the lowest class is replaced.
 * Reference bits are cleared at every tick.
 */
final class NruPolicy extends FramePolicy {
    private final int tick;

    /** @param tick references from tick to tick */
    NruPolicy(int frames, int tick) {
        super(frames);
        this.tick = tick;
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_NRU;
    }

    @Override
    void tick() {
        if (time % tick == 0) {
            Arrays.fill(referenced, false);
        }
    }

    @Override
    int choose() {
        int best = 0;
        int lowest = 4;
        for (int frame = 0; frame < frames && lowest > 0; frame++) {
            int rank = (referenced[frame] ? 2 : 0) + (modified[frame] ? 1 : 0);
            if (rank < lowest) {
                lowest = rank;
                best = frame;
            }
        }
        return best;
    }
}
