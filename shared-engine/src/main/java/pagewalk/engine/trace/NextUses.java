package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.util.Check;

/**
 * Says of each reference when its page is referenced next. It walks over a trace from its end to its beginning, a
 * stretch at a time, so that the trace itself may lie on a disk.
 *
 * <p>A next use is the index of a reference. A page that is never referenced again gets a number above all indexes,
 * and of two such pages the one with the older last reference the larger number: so no two pages are alike.
 */
public final class NextUses {
    /** By page: one more than the index of the reference that was met last. */
    private int[] seen = {};

    private int index;

    /** A walk over a trace of {@code references}, at most {@link References#MOST}. */
    public NextUses(int references) {
        Check.that(references <= References.MOST, "a trace has at most 2^30 references", "references", references);
        index = references;
    }

    /** Fills in the next uses of a stretch that lies right before the one that was given last. */
    public void fill(References stretch) {
        if (stretch.pages() > seen.length) {
            seen = Arrays.copyOf(seen, Policy.grown(seen.length, stretch.pages()));
        }
        for (int i = stretch.size() - 1; i >= 0; i--) {
            int page = stretch.refs[i] >>> References.KIND_BITS;
            index--;
            stretch.next[i] = seen[page] == 0 ? Integer.MAX_VALUE - index : seen[page] - 1;
            seen[page] = index + 1;
        }
    }

    /** Whether a next use says that there is none. */
    public static boolean isNever(int next) {
        return next >= References.MOST;
    }
}
