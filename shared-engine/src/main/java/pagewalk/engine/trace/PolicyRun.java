package pagewalk.engine.trace;

/** A policy with a number of frames on its way through a trace. */
final class PolicyRun implements TraceFeed.Use {
    private final PolicySpec spec;
    private final Policy policy;
    private int misses;

    PolicyRun(PolicySpec spec, int frames) {
        this.spec = spec;
        policy = spec.policy(frames);
    }

    PolicySpec spec() {
        return spec;
    }

    int frames() {
        return policy.frames();
    }

    int misses() {
        return misses;
    }

    @Override
    public void take(References stretch) {
        misses += policy.misses(stretch);
    }
}
