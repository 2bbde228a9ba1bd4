package pagewalk.lab.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.PageIds;
import pagewalk.engine.trace.PolicyKind;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.StackDistances;

/**
 * Everything that is asked of a trace, worked out while it is read once: policies at numbers of frames, with pages of
 * several sizes, LRU's whole curve, two policies side by side. What needs the future follows when the end was reached.
 */
public final class TraceStudy implements AutoCloseable {
    /** Above so many numbers of frames LRU's misses are read off its curve, which takes as long as a few of them. */
    private static final int MANY_FRAMES = 6;

    /** Blocks of a trace that OPT keeps in memory, for all page sizes together: 4 million references, 32 MB. */
    private static final int IN_MEMORY = 64;

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

    /** Misses of a policy. */
    public record Row(int shift, PolicySpec policy, int frames, int misses) {}

    /** What was found out with pages of one size. */
    public static final class Size {
        private final int shift;
        private final TraceStream.@Nullable Coarser coarser;
        private final PageIds ids;
        private final References coarse = new References(TraceStream.STRETCH);
        private final List<PolicyRun> now = new ArrayList<>();
        private final List<PolicyRun> later = new ArrayList<>();
        private final List<Parting> partings = new ArrayList<>();
        private final @Nullable StackDistances distances;
        private final @Nullable Spill spill;

        private Size(Ask ask, int shift, PageIds base, int inMemory) {
            this.shift = shift;
            int more = shift - ask.shifts().get(0);
            coarser = more == 0 ? null : new TraceStream.Coarser(base, more);
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
            spill = future || !later.isEmpty() ? new Spill(inMemory) : null;
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
            if (spill != null) {
                spill.add(mine);
            }
        }

        private void replay(Spill.Progress progress) {
            if (spill == null) {
                return;
            }
            spill.replay(progress, stretch -> {
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

        public List<Parting> partings() {
            return List.copyOf(partings);
        }

        /** Misses of a policy that was asked for. */
        public int misses(PolicySpec policy, int frames) {
            for (List<PolicyRun> runs : List.of(now, later)) {
                for (PolicyRun run : runs) {
                    if (run.spec() == policy && run.frames() == frames) {
                        return run.misses();
                    }
                }
            }
            if (distances == null) {
                throw new IllegalArgumentException(policy.text() + " with " + frames + " frames was not asked for");
            }
            return distances.misses(frames);
        }
    }

    private final Ask ask;
    private final TraceStream stream;
    private final List<Size> sizes = new ArrayList<>();

    /** A study of the trace that {@code stream} reads. */
    public TraceStudy(Ask ask, TraceStream stream) {
        this(ask, stream, IN_MEMORY);
    }

    /** @param inMemory blocks of the trace that OPT keeps in memory */
    TraceStudy(Ask ask, TraceStream stream, int inMemory) {
        this.ask = ask;
        this.stream = stream;
        if (!stream.hasPlaces() && !ask.shifts().equals(List.of(TraceStream.PAGE_SHIFT))) {
            throw new TraceFault(false, "a packed trace has names of pages only, all of 4K; --map says where they lie");
        }
        for (int shift : ask.shifts()) {
            sizes.add(new Size(ask, shift, stream.ids(), inMemory / ask.shifts().size()));
        }
    }

    /** Reads the trace to its end; false if a fault ended it, and then no number stands for the trace. */
    public boolean run(TraceStream.Watch watch) {
        boolean whole = stream.run(watch, stretch -> {
            for (Size size : sizes) {
                size.take(stretch);
            }
        });
        if (whole) {
            for (Size size : sizes) {
                size.replay(watch::future);
            }
        }
        return whole;
    }

    public TraceFormat format() {
        return stream.format();
    }

    /** Whether the numbers of the pages come from addresses. */
    public boolean hasAddresses() {
        return stream.hasPlaces() && format() != TraceFormat.PAGES && format() != TraceFormat.OSTEP;
    }

    public int references() {
        return stream.references();
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

    @Override
    public void close() {
        for (Size size : sizes) {
            if (size.spill != null) {
                size.spill.close();
            }
        }
    }
}
