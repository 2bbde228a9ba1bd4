package pagewalk.engine.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import pagewalk.engine.util.Xorshift;

/** Every policy once more with the simplest lists there are, written from its definition: nothing here is fast. */
final class NaivePolicies {
    /** A policy that knows the whole trace and where in it it is. */
    abstract static class Naive {
        final int frames;
        final int[] trace;
        int at = -1;

        Naive(int frames, int[] trace) {
            this.frames = frames;
            this.trace = trace;
        }

        /** Serves the next reference; true for a hit. */
        final boolean next() {
            at++;
            return serve(References.page(trace[at]));
        }

        final boolean writes() {
            return References.kind(trace[at]) >= References.STORE;
        }

        abstract boolean serve(int page);

        abstract Set<Integer> resident();
    }

    /** Pages in one list, the one to go chosen from it. */
    abstract static class Listed extends Naive {
        final List<Integer> memory = new ArrayList<>();

        Listed(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        boolean serve(int page) {
            boolean hit = memory.contains(page);
            if (hit) {
                hit(page);
            } else if (memory.size() < frames) {
                memory.add(page);
                loaded(page);
            } else {
                load(page, victim());
                loaded(page);
            }
            return hit;
        }

        void load(int page, int victim) {
            memory.remove((Integer) victim);
            memory.add(page);
        }

        void hit(int page) {}

        void loaded(int page) {}

        abstract int victim();

        @Override
        Set<Integer> resident() {
            return new HashSet<>(memory);
        }
    }

    private NaivePolicies() {}

    static Naive of(PolicySpec spec, int frames, int[] trace) {
        PolicySpec.Settings set = spec.settings();
        return switch (spec.kind()) {
            case FIFO -> new Fifo(frames, trace);
            case LRU -> new Recency(frames, trace, false);
            case MRU -> new Recency(frames, trace, true);
            case OPT -> new Opt(frames, trace, false);
            case OPT_BYPASS -> new Opt(frames, trace, true);
            case CLOCK -> new Ring(frames, trace, set);
            case SC -> new Chance(frames, trace, set.insert());
            case ESC -> new Enhanced(frames, trace);
            case LFU -> new Frequency(frames, trace, set.keep());
            case NRU -> new Nru(frames, trace, set.number());
            case AGING -> new Aging(frames, trace, set.number());
            case RAND -> new Drawn(frames, trace, set.number());
            case WS -> new Window(frames, trace, set.number());
            case SIEVE -> new Sieve(frames, trace);
            case TWO_Q -> new NaiveQueues.TwoQueue(frames, trace);
            case ARC -> new NaiveQueues.Arc(frames, trace);
            case S3_FIFO -> new NaiveQueues.S3(frames, trace);
            case LINUX -> new NaiveQueues.TwoLists(frames, trace);
        };
    }

    private static final class Fifo extends Listed {
        Fifo(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        int victim() {
            return memory.get(0);
        }
    }

    private static final class Recency extends Listed {
        private final boolean newest;

        Recency(int frames, int[] trace, boolean newest) {
            super(frames, trace);
            this.newest = newest;
        }

        @Override
        void hit(int page) {
            memory.remove((Integer) page);
            memory.add(page);
        }

        @Override
        int victim() {
            return memory.get(newest ? memory.size() - 1 : 0);
        }
    }

    private static final class Opt extends Listed {
        private final boolean bypass;

        Opt(int frames, int[] trace, boolean bypass) {
            super(frames, trace);
            this.bypass = bypass;
        }

        private int lastUse(int page) {
            return IntStream.range(0, at)
                    .filter(i -> References.page(trace[i]) == page)
                    .max()
                    .orElse(-1);
        }

        private int nextUse(int page) {
            return IntStream.range(at + 1, trace.length)
                    .filter(i -> References.page(trace[i]) == page)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        }

        @Override
        int victim() {
            return memory.stream()
                    .max(Comparator.comparing(this::nextUse).thenComparing(page -> -lastUse(page)))
                    .orElseThrow();
        }

        @Override
        void load(int page, int victim) {
            if (!bypass || nextUse(page) < nextUse(victim)) {
                super.load(page, victim);
            } else if (nextUse(page) == Integer.MAX_VALUE && nextUse(victim) == Integer.MAX_VALUE) {
                // The page that is referenced now has the younger last reference, and so it is kept.
                super.load(page, victim);
            }
        }
    }

    /** A list of frames that keep their places, and a hand. */
    private static final class Ring extends Listed {
        private final Map<Integer, Integer> counts = new HashMap<>();
        private final PolicySpec.Settings set;
        private int hand;

        Ring(int frames, int[] trace, PolicySpec.Settings set) {
            super(frames, trace);
            this.set = set;
            hand = set.last() ? frames - 1 : 0;
        }

        @Override
        void hit(int page) {
            counts.merge(page, 1, (a, b) -> Math.min(a + b, (1 << set.bits()) - 1));
        }

        @Override
        void loaded(int page) {
            counts.put(page, set.insert());
        }

        @Override
        int victim() {
            while (counts.get(memory.get(hand)) > 0) {
                counts.merge(memory.get(hand), -1, Integer::sum);
                hand = (hand + 1) % frames;
            }
            return memory.get(hand);
        }

        @Override
        void load(int page, int victim) {
            memory.set(hand, page);
            hand = (hand + 1) % frames;
        }
    }

    private static final class Chance extends Listed {
        private final Set<Integer> referenced = new HashSet<>();
        private final boolean insert;

        Chance(int frames, int[] trace, int insert) {
            super(frames, trace);
            this.insert = insert == 1;
        }

        @Override
        void hit(int page) {
            referenced.add(page);
        }

        @Override
        void loaded(int page) {
            if (insert) {
                referenced.add(page);
            }
        }

        @Override
        int victim() {
            while (referenced.remove(memory.get(0))) {
                memory.add(memory.remove(0));
            }
            return memory.get(0);
        }
    }

    /** Frames that keep their places, with a reference and a modified bit. */
    private abstract static class Bits extends Listed {
        final Set<Integer> referenced = new HashSet<>();
        final Set<Integer> modified = new HashSet<>();

        Bits(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        void hit(int page) {
            referenced.add(page);
            if (writes()) {
                modified.add(page);
            }
        }

        @Override
        void loaded(int page) {
            hit(page);
        }

        @Override
        void load(int page, int victim) {
            memory.set(memory.indexOf(victim), page);
            referenced.remove(victim);
            modified.remove(victim);
        }
    }

    private static final class Enhanced extends Bits {
        private int hand;

        Enhanced(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        int victim() {
            for (int look = 0; ; look++) {
                int page = memory.get(hand);
                hand = (hand + 1) % frames;
                boolean secondRound = look / frames % 2 == 1;
                if (!referenced.contains(page) && modified.contains(page) == secondRound) {
                    return page;
                }
                if (secondRound) {
                    referenced.remove(page);
                }
            }
        }
    }

    private static final class Nru extends Bits {
        private final int tick;

        Nru(int frames, int[] trace, int tick) {
            super(frames, trace);
            this.tick = tick;
        }

        @Override
        boolean serve(int page) {
            if (at % tick == 0) {
                referenced.clear();
            }
            return super.serve(page);
        }

        @Override
        int victim() {
            return memory.stream()
                    .min(Comparator.comparing(
                            page -> (referenced.contains(page) ? 2 : 0) + (modified.contains(page) ? 1 : 0)))
                    .orElseThrow();
        }
    }

    /** Ages as strings of bits, the newest on the left. */
    private static final class Aging extends Bits {
        private final Map<Integer, String> ages = new HashMap<>();
        private final int tick;

        Aging(int frames, int[] trace, int tick) {
            super(frames, trace);
            this.tick = tick;
        }

        @Override
        boolean serve(int page) {
            if (at % tick == 0) {
                memory.forEach(p -> ages.put(p, bit(p) + ages.get(p).substring(0, 7)));
                referenced.clear();
            }
            return super.serve(page);
        }

        private String bit(int page) {
            return referenced.contains(page) ? "1" : "0";
        }

        @Override
        void loaded(int page) {
            super.loaded(page);
            ages.put(page, "00000000");
        }

        @Override
        int victim() {
            return memory.stream()
                    .min(Comparator.comparing(page -> bit(page) + ages.get(page)))
                    .orElseThrow();
        }
    }

    private static final class Drawn extends Bits {
        private final Xorshift random;

        Drawn(int frames, int[] trace, int seed) {
            super(frames, trace);
            random = new Xorshift(0, seed);
        }

        @Override
        int victim() {
            return memory.get(random.below(frames));
        }
    }

    private static final class Frequency extends Listed {
        private final boolean keep;
        private final Map<Integer, Integer> counts = new HashMap<>();

        Frequency(int frames, int[] trace, boolean keep) {
            super(frames, trace);
            this.keep = keep;
        }

        /** The list is in the order of last references, so the first of several is the oldest. */
        @Override
        void hit(int page) {
            counts.merge(page, 1, Integer::sum);
            memory.remove((Integer) page);
            memory.add(page);
        }

        @Override
        void loaded(int page) {
            counts.merge(page, 1, (old, one) -> keep ? old + one : one);
        }

        @Override
        int victim() {
            return memory.stream().min(Comparator.comparing(counts::get)).orElseThrow();
        }
    }

    /** Looks back into the trace at every reference. */
    private static final class Window extends Listed {
        private final int window;

        Window(int frames, int[] trace, int window) {
            super(frames, trace);
            this.window = window;
        }

        @Override
        boolean serve(int page) {
            memory.removeIf(
                    p -> IntStream.range(Math.max(0, at - window), at).noneMatch(i -> References.page(trace[i]) == p));
            return super.serve(page);
        }

        @Override
        void hit(int page) {
            memory.remove((Integer) page);
            memory.add(page);
        }

        @Override
        int victim() {
            return memory.get(0);
        }
    }

    private static final class Sieve extends Listed {
        private final Set<Integer> visited = new HashSet<>();
        /** Pages older than where the hand stands. */
        private int hand;

        Sieve(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        void hit(int page) {
            visited.add(page);
        }

        @Override
        int victim() {
            hand %= frames;
            while (visited.remove(memory.get(hand))) {
                hand = (hand + 1) % frames;
            }
            return memory.get(hand);
        }

        /** The page that comes in is the youngest; if the hand was past the youngest, it starts again at the oldest. */
        @Override
        void load(int page, int victim) {
            boolean wasYoungest = hand == frames - 1;
            super.load(page, victim);
            hand = wasYoungest ? 0 : hand;
        }
    }
}
