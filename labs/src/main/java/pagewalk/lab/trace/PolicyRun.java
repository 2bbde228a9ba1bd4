package pagewalk.lab.trace;

import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;

/** A policy with a number of frames on its way through a trace. */
final class PolicyRun implements TraceStream.Use {
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
