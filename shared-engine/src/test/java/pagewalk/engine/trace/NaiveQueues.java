package pagewalk.engine.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The policies of several queues, with the queues of the library: first is where pages come in. */
final class NaiveQueues {
    private NaiveQueues() {}

    private static Set<Integer> union(Deque<Integer> one, Deque<Integer> other) {
        Set<Integer> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    static final class TwoQueue extends NaivePolicies.Naive {
        private final Deque<Integer> in = new ArrayDeque<>();
        private final Deque<Integer> out = new ArrayDeque<>();
        private final Deque<Integer> main = new ArrayDeque<>();

        TwoQueue(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        boolean serve(int page) {
            if (main.remove(page)) {
                main.addFirst(page);
                return true;
            }
            if (in.contains(page)) {
                return true;
            }
            boolean known = out.remove(page);
            if (in.size() + main.size() == frames) {
                boolean fromIn = in.size() > Math.max(1, frames / 4) || main.isEmpty();
                if (fromIn) {
                    out.addFirst(in.removeLast());
                } else {
                    main.removeLast();
                }
                if (out.size() > Math.max(1, frames / 2)) {
                    out.removeLast();
                }
            }
            (known ? main : in).addFirst(page);
            return false;
        }

        @Override
        Set<Integer> resident() {
            return union(in, main);
        }
    }

    /** By the four cases of the paper. */
    static final class Arc extends NaivePolicies.Naive {
        private final Deque<Integer> t1 = new ArrayDeque<>();
        private final Deque<Integer> t2 = new ArrayDeque<>();
        private final Deque<Integer> b1 = new ArrayDeque<>();
        private final Deque<Integer> b2 = new ArrayDeque<>();
        private double p;

        Arc(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        boolean serve(int page) {
            if (t1.remove(page) || t2.remove(page)) {
                t2.addFirst(page);
                return true;
            }
            if (b1.contains(page)) {
                p = Math.min(frames, p + Math.max(1.0, 1.0 * b2.size() / b1.size()));
                replace(page);
                b1.remove(page);
                t2.addFirst(page);
            } else if (b2.contains(page)) {
                p = Math.max(0, p - Math.max(1.0, 1.0 * b1.size() / b2.size()));
                replace(page);
                b2.remove(page);
                t2.addFirst(page);
            } else {
                unknown(page);
                t1.addFirst(page);
            }
            return false;
        }

        private void unknown(int page) {
            if (t1.size() + b1.size() == frames) {
                if (t1.size() < frames) {
                    b1.removeLast();
                    replace(page);
                } else {
                    t1.removeLast();
                }
            } else if (t1.size() + t2.size() + b1.size() + b2.size() >= frames) {
                if (t1.size() + t2.size() + b1.size() + b2.size() == 2 * frames) {
                    b2.removeLast();
                }
                replace(page);
            }
        }

        private void replace(int page) {
            if (!t1.isEmpty() && (t1.size() > p || b2.contains(page) && t1.size() == p)) {
                b1.addFirst(t1.removeLast());
            } else {
                b2.addFirst(t2.removeLast());
            }
        }

        @Override
        Set<Integer> resident() {
            return union(t1, t2);
        }
    }

    static final class S3 extends NaivePolicies.Naive {
        private final Deque<Integer> small = new ArrayDeque<>();
        private final Deque<Integer> main = new ArrayDeque<>();
        private final Deque<Integer> ghosts = new ArrayDeque<>();
        private final Map<Integer, Integer> counts = new HashMap<>();

        S3(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        boolean serve(int page) {
            if (small.contains(page) || main.contains(page)) {
                counts.put(page, Math.min(3, counts.get(page) + 1));
                return true;
            }
            int tenth = Math.max(1, frames / 10);
            while (small.size() + main.size() == frames) {
                if (small.size() >= tenth || main.isEmpty()) {
                    fromSmall(frames - tenth);
                } else {
                    fromMain();
                }
            }
            (ghosts.remove(page) ? main : small).addFirst(page);
            counts.put(page, 0);
            return false;
        }

        private void fromSmall(int most) {
            int page = small.removeLast();
            if (counts.get(page) > 1) {
                counts.put(page, 0);
                main.addFirst(page);
                if (!small.isEmpty()) {
                    fromSmall(most);
                }
                return;
            }
            ghosts.addFirst(page);
            if (ghosts.size() > most) {
                ghosts.removeLast();
            }
        }

        private void fromMain() {
            int page = main.removeLast();
            if (counts.get(page) > 0) {
                counts.merge(page, -1, Integer::sum);
                main.addFirst(page);
                fromMain();
            }
        }

        @Override
        Set<Integer> resident() {
            return union(small, main);
        }
    }

    /** The kernel's two lists; a shadow is the number of pages that had left the inactive list when it was made. */
    static final class TwoLists extends NaivePolicies.Naive {
        private final Deque<Integer> inactive = new ArrayDeque<>();
        private final Deque<Integer> active = new ArrayDeque<>();
        private final Set<Integer> referenced = new HashSet<>();
        private final Map<Integer, Integer> shadows = new HashMap<>();
        private int left;
        private boolean cameBackActive;

        TwoLists(int frames, int[] trace) {
            super(frames, trace);
        }

        @Override
        boolean serve(int page) {
            boolean hit = inactive.contains(page) || active.contains(page);
            if (!hit) {
                if (inactive.size() + active.size() == frames) {
                    reclaim();
                }
                Integer shadow = shadows.remove(page);
                if (shadow != null && left - shadow <= active.size()) {
                    active.addFirst(page);
                    left++;
                    cameBackActive = true;
                } else {
                    inactive.addFirst(page);
                }
            }
            if (referenced.add(page)) {
                return hit;
            }
            if (inactive.remove(page)) {
                active.addFirst(page);
                referenced.remove(page);
                left++;
            }
            return hit;
        }

        private void reclaim() {
            boolean uneven = inactive.size() < active.size();
            if (!active.isEmpty() && (uneven || cameBackActive)) {
                inactive.addFirst(active.removeLast());
            }
            cameBackActive = false;
            int page = inactive.removeLast();
            shadows.put(page, left++);
            referenced.remove(page);
        }

        @Override
        Set<Integer> resident() {
            return union(inactive, active);
        }
    }
}
