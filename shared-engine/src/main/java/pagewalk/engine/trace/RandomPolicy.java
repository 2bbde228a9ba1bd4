package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Xorshift;

/** The page of a frame drawn from a seed is replaced. */
final class RandomPolicy extends FramePolicy {
    private final Xorshift random;

    RandomPolicy(int frames, int seed) {
        super(frames);
        random = new Xorshift(0, seed);
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_RANDOM;
    }

    @Override
    int choose() {
        return random.below(frames);
    }
}
