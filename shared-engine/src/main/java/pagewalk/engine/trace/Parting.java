package pagewalk.engine.trace;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** Two policies with the same frames side by side: where they first do different things, and where it first shows. */
public final class Parting implements TraceFeed.Use {
    /** Differences that are remembered, from the first on. */
    public static final int REMEMBERED = 4096;

    private final PolicySpec[] specs;
    private final Policy[] policies = new Policy[2];
    private final int[] misses = new int[2];
    private final IntList places = new IntList();
    private int at;
    private int differences;
    private @Nullable Step parted;
    private @Nullable Step differed;

    /**
     * What two policies did with one reference.
     *
     * @param reference its number in the trace, from 1
     * @param hits whether each of the two hit
     * @param victims the page that each replaced, or {@link Policy#NONE}
     */
    public record Step(int reference, int page, boolean[] hits, int[] victims) {}

    /** Two policies with {@code frames}, all empty. */
    Parting(PolicySpec one, PolicySpec other, int frames) {
        specs = new PolicySpec[] {one, other};
        policies[0] = one.policy(frames);
        policies[1] = other.policy(frames);
    }

    boolean needsFuture() {
        return specs[0].needsFuture() || specs[1].needsFuture();
    }

    @Override
    public void take(References stretch) {
        policies[0].room(stretch.pages());
        policies[1].room(stretch.pages());
        for (int i = 0; i < stretch.size(); i++) {
            int reference = stretch.get(i);
            int next = stretch.next(i);
            at++;
            boolean one = policies[0].reference(reference, next);
            boolean other = policies[1].reference(reference, next);
            misses[0] += one ? 0 : 1;
            misses[1] += other ? 0 : 1;
            boolean apart = one != other || policies[0].victim() != policies[1].victim();
            if (apart) {
                apart(reference, one, other);
            }
            if (one != other && differed == null) {
                differed = step(reference, one, other);
            }
        }
    }

    private void apart(int reference, boolean one, boolean other) {
        if (parted == null) {
            parted = step(reference, one, other);
        }
        if (differences++ < REMEMBERED) {
            places.add(at);
        }
    }

    private Step step(int reference, boolean one, boolean other) {
        int[] victims = {policies[0].victim(), policies[1].victim()};
        return new Step(at, References.page(reference), new boolean[] {one, other}, victims);
    }

    public int frames() {
        return policies[0].frames();
    }

    /** The name of one of the two, as it was written. */
    public String name(int which) {
        return specs[which].text();
    }

    /** The rule by which one of the two chooses. */
    public Rule rule(int which) {
        return specs[which].rule();
    }

    public int misses(int which) {
        return misses[which];
    }

    /** The first reference at which they replaced different pages, or one replaced none; null if there is none. */
    public @Nullable Step parted() {
        return parted;
    }

    /** At how many references they did different things. */
    public int differences() {
        return differences;
    }

    /** The first {@link #REMEMBERED} references at which they did, by their numbers from 1. */
    public int[] places() {
        return places.toArray();
    }

    /** The first reference at which one hit and the other missed; null if there is none. */
    public @Nullable Step differed() {
        return differed;
    }
}
