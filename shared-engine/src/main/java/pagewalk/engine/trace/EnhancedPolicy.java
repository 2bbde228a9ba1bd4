package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;

/**
 * The enhanced second chance: a ring with a hand that prefers a page neither referenced nor modified, then one modified
 * only, and clears reference bits on its second way around.
 */
final class EnhancedPolicy extends FramePolicy {
    private int hand;

    EnhancedPolicy(int frames) {
        super(frames);
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_ENHANCED;
    }

    @Override
    int choose() {
        while (true) {
            for (int i = 0; i < frames; i++) {
                if (!referenced[hand] && !modified[hand]) {
                    return advance();
                }
                advance();
            }
            for (int i = 0; i < frames; i++) {
                if (!referenced[hand] && modified[hand]) {
                    return advance();
                }
                referenced[hand] = false;
                advance();
            }
        }
    }

    /** Moves the hand on; gives where it was. */
    private int advance() {
        int was = hand;
        hand = hand + 1 == frames ? 0 : hand + 1;
        return was;
    }
}
