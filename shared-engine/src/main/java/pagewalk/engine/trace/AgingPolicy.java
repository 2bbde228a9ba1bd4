package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;

/**
 * Aging: at every tick a page's counter of eight bits is shifted right and its reference bit comes in on the left. The
 * page with the smallest counter is replaced; what happened since the tick counts as the highest bit.
 */
final class AgingPolicy extends FramePolicy {
    private static final int NEWEST = 1 << 8;

    private final int tick;
    private final int[] ages;

    /** @param tick references from tick to tick */
    AgingPolicy(int frames, int tick) {
        super(frames);
        this.tick = tick;
        ages = new int[frames];
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_AGING;
    }

    @Override
    void tick() {
        if (time % tick != 0) {
            return;
        }
        for (int frame = 0; frame < used; frame++) {
            ages[frame] = (ages[frame] | (referenced[frame] ? NEWEST : 0)) >> 1;
            referenced[frame] = false;
        }
    }

    @Override
    void loaded(int frame) {
        ages[frame] = 0;
    }

    @Override
    int choose() {
        int best = 0;
        int lowest = Integer.MAX_VALUE;
        for (int frame = 0; frame < frames; frame++) {
            int age = ages[frame] + (referenced[frame] ? NEWEST : 0);
            if (age < lowest) {
                lowest = age;
                best = frame;
            }
        }
        return best;
    }
}
