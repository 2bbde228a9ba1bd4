package pagewalk.engine.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Check;

/**
 * Everything that is asked of a trace, worked out while it passes by once: policies at numbers of frames, with pages of
 * several sizes, LRU's whole curve, two policies side by side. What needs the future follows when the end was reached.
 */
public final class Study implements TraceFeed.Use {
    /** The misses of a policy that must know the future of a trace that could not be kept. */
    public static final int UNKNOWN = -1;

    /** Above so many numbers of frames LRU's misses are read off its curve, which takes as long as a few of them. */
    private static final int MANY_FRAMES = 6;

    /** Begins to keep a trace; asked once for each page size that has a policy which must know the future. */
    public interface Keeping {
        WholeTrace begin();
    }

    /**
     * What is asked.
     *
     * @param frames in ascending order
     * @param shifts bits of an address within a page, for each size of a page, in ascending order
     * @param curve whether LRU's misses at every number of frames are wanted
     * @param compare two policies, or none
     */
    public record Ask(
            List<PolicySpec> policies,
            List<Integer> frames,
            List<Integer> shifts,
            boolean curve,
            List<PolicySpec> compare) {
        public Ask {
            policies = List.copyOf(policies);
            frames = List.copyOf(frames);
            shifts = List.copyOf(shifts);
            compare = List.copyOf(compare);
        }
    }

    /** Misses of a policy, or {@link #UNKNOWN}. */
    public record Row(int shift, PolicySpec policy, int frames, int misses) {}

    /** What was found out with pages of one size. */
    public static final class Size {
        private final int shift;
        private final TraceFeed.@Nullable Coarser coarser;
        private final PageIds ids;
        private final References coarse = new References(TraceFeed.STRETCH);
        private final List<PolicyRun> now = new ArrayList<>();
        private final List<PolicyRun> later = new ArrayList<>();
        private final List<Parting> partings = new ArrayList<>();
        private final @Nullable StackDistances distances;
        private final @Nullable WholeTrace whole;

        private Size(Ask ask, int shift, PageIds base, Keeping keeping) {
            this.shift = shift;
            int more = shift - ask.shifts().get(0);
            coarser = more == 0 ? null : new TraceFeed.Coarser(base, more);
            ids = coarser == null ? base : coarser.ids();
            boolean many = ask.frames().size() > MANY_FRAMES;
            boolean future = false;
            boolean fromCurve = ask.curve();
            for (PolicySpec spec : ask.policies()) {
                boolean isLru = many && spec.kind() == PolicyKind.LRU;
                fromCurve |= isLru;
                for (int frames : isLru ? List.<Integer>of() : ask.frames()) {
                    (spec.needsFuture() ? later : now).add(new PolicyRun(spec, frames));
                }
            }
            for (int frames : ask.compare().isEmpty() ? List.<Integer>of() : ask.frames()) {
                partings.add(new Parting(ask.compare().get(0), ask.compare().get(1), frames));
            }
            for (Parting parting : partings) {
                future |= parting.needsFuture();
            }
            distances = fromCurve ? new StackDistances() : null;
            whole = future || !later.isEmpty() ? keeping.begin() : null;
        }

        private void take(References stretch) {
            References mine = stretch;
            if (coarser != null) {
                coarser.fill(stretch, coarse);
                mine = coarse;
            }
            for (PolicyRun run : now) {
                run.take(mine);
            }
            for (Parting parting : partings) {
                if (!parting.needsFuture()) {
                    parting.take(mine);
                }
            }
            if (distances != null) {
                distances.add(mine);
            }
            if (whole != null) {
                whole.add(mine);
            }
        }

        private void replay(WholeTrace.Progress progress) {
            if (whole == null || !whole.isWhole()) {
                return;
            }
            whole.replay(progress, stretch -> {
                for (PolicyRun run : later) {
                    run.take(stretch);
                }
                for (Parting parting : partings) {
                    if (parting.needsFuture()) {
                        parting.take(stretch);
                    }
                }
            });
        }

        /** Whether the future was asked for and the trace was too long to be kept. */
        public boolean isGivenUp() {
            return whole != null && !whole.isWhole();
        }

        public int shift() {
            return shift;
        }

        /** The numbers of the pages; how many there are is how many were referenced. */
        public PageIds ids() {
            return ids;
        }

        /** LRU's misses with 1, 2, ... frames; empty if they were not asked for. */
        public int[] curve() {
            return distances == null ? new int[0] : distances.curve();
        }

        /** Those that were asked for, but not those whose future is {@link #UNKNOWN}. */
        public List<Parting> partings() {
            List<Parting> known = new ArrayList<>();
            for (Parting parting : partings) {
                if (!isGivenUp() || !parting.needsFuture()) {
                    known.add(parting);
                }
            }
            return known;
        }

        /** Misses of a policy that was asked for, or {@link #UNKNOWN}. */
        public int misses(PolicySpec policy, int frames) {
            if (isGivenUp() && policy.needsFuture()) {
                return UNKNOWN;
            }
            PolicyRun run = run(now, policy, frames);
            run = run == null ? run(later, policy, frames) : run;
            if (run != null) {
                return run.misses();
            }
            Check.that(distances != null, "the policy was asked for with so many frames", "frames", frames);
            return distances == null ? UNKNOWN : distances.misses(frames);
        }

        private static @Nullable PolicyRun run(List<PolicyRun> runs, PolicySpec policy, int frames) {
            for (PolicyRun run : runs) {
                if (run.spec() == policy && run.frames() == frames) {
                    return run;
                }
            }
            return null;
        }
    }

    private final Ask ask;
    private final List<Size> sizes = new ArrayList<>();

    /**
     * A study that has seen nothing yet.
     *
     * @param ids the pages of the trace, of the first of the sizes asked for
     * @param keeping keeps the trace where the future must be known
     */
    public Study(Ask ask, PageIds ids, Keeping keeping) {
        this.ask = ask;
        for (int shift : ask.shifts()) {
            sizes.add(new Size(ask, shift, ids, keeping));
        }
    }

    /** Why pages of these sizes cannot be had of a trace; empty if they can. */
    public static String unfit(TraceFeed feed, List<Integer> shifts) {
        boolean plain = shifts.size() == 1 && shifts.get(0) == TraceFeed.PAGE_SHIFT;
        return feed.hasPlaces() || plain ? "" : "a packed trace has names of pages only, all of 4K";
    }

    @Override
    public void take(References stretch) {
        for (Size size : sizes) {
            size.take(stretch);
        }
    }

    /** The end of the trace was reached: what needs the future is worked out. */
    public void finish(WholeTrace.Progress progress) {
        for (Size size : sizes) {
            size.replay(progress);
        }
    }

    public Ask ask() {
        return ask;
    }

    public List<Size> sizes() {
        return List.copyOf(sizes);
    }

    /** The misses of every policy at every number of frames, with pages of every size, in this order. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Size size : sizes) {
            for (PolicySpec policy : ask.policies()) {
                for (int frames : ask.frames()) {
                    rows.add(new Row(size.shift(), policy, frames, size.misses(policy, frames)));
                }
            }
        }
        return rows;
    }

    /** Forgets what was kept. */
    public void close() {
        for (Size size : sizes) {
            if (size.whole != null) {
                size.whole.close();
            }
        }
    }
}
