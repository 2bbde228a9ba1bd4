package pagewalk.engine.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;

/**
 * A stretch of a trace seen from near: which page lies in which frame under each of some policies, before the first
 * reference of the stretch and after each of them.
 *
 * <p>Frames are a way to show pages: one that comes in takes the frame of the one that goes, and otherwise the first
 * empty one. What was in memory before the stretch lies in the order of the pages' numbers.
 */
public final class Sight implements TraceFeed.Use {
    /** What one policy did. */
    private static final class Track {
        final Policy policy;
        /** Whether pages may leave without one that comes. */
        final boolean gives;

        final int[] start;
        final int[] slots;
        final IntMap slotOf = new IntMap();
        final IntList hits = new IntList();
        final IntList victims = new IntList();
        /** Three for each change: the step, the frame, the page in it from then on. */
        final IntList changes = new IntList();

        int firstEmpty;

        Track(PolicySpec spec, int frames) {
            policy = spec.policy(frames);
            gives = spec.kind() == PolicyKind.WS;
            start = new int[frames];
            slots = new int[frames];
            Arrays.fill(start, Policy.NONE);
        }

        /** The stretch begins: what is in memory is laid into the frames. */
        void begin(int pages) {
            for (int page = 0; page < pages; page++) {
                if (policy.holds(page)) {
                    slotOf.put(page, firstEmpty);
                    start[firstEmpty++] = page;
                }
            }
            System.arraycopy(start, 0, slots, 0, slots.length);
        }

        void see(int step, int reference, int next) {
            int page = References.page(reference);
            hits.add(policy.reference(reference, next) ? 1 : 0);
            int victim = policy.victim();
            victims.add(victim);
            if (gives) {
                dropWhatLeft(step, victim);
            }
            int slot = slotOf.get(page);
            if (!policy.holds(page) || slot != IntMap.NIL && slots[slot] == page) {
                return;
            }
            if (victim != Policy.NONE) {
                slot = slotOf.get(victim);
                slotOf.put(victim, IntMap.NIL);
            } else {
                while (slots[firstEmpty] != Policy.NONE) {
                    firstEmpty++;
                }
                slot = firstEmpty;
            }
            slotOf.put(page, slot);
            change(step, slot, page);
        }

        private void dropWhatLeft(int step, int victim) {
            for (int slot = 0; slot < slots.length; slot++) {
                int page = slots[slot];
                if (page != Policy.NONE && page != victim && !policy.holds(page)) {
                    slotOf.put(page, IntMap.NIL);
                    firstEmpty = Math.min(firstEmpty, slot);
                    change(step, slot, Policy.NONE);
                }
            }
        }

        private void change(int step, int slot, int page) {
            slots[slot] = page;
            changes.add(step);
            changes.add(slot);
            changes.add(page);
        }
    }

    private final List<Track> tracks = new ArrayList<>();
    private final int from;
    private final int length;
    private final IntList references = new IntList();
    /** References that passed. */
    private int at;

    /**
     * A sight of {@code length} references from the one numbered {@code from} on, 1 for the first of the trace.
     *
     * @param frames of each policy
     */
    public Sight(List<PolicySpec> policies, int frames, int from, int length) {
        Check.that(from > 0, "references are numbered from 1", "from", from);
        this.from = from;
        this.length = length;
        for (PolicySpec spec : policies) {
            tracks.add(new Track(spec, frames));
        }
    }

    @Override
    public void take(References stretch) {
        for (Track track : tracks) {
            track.policy.room(stretch.pages());
        }
        for (int i = 0; i < stretch.size() && !isDone(); i++) {
            at++;
            int reference = stretch.get(i);
            int next = stretch.next(i);
            if (at < from) {
                for (Track track : tracks) {
                    track.policy.reference(reference, next);
                }
            } else {
                see(stretch.pages(), reference, next);
            }
        }
    }

    private void see(int pages, int reference, int next) {
        for (Track track : tracks) {
            if (at == from) {
                track.begin(pages);
            }
            track.see(references.size(), reference, next);
        }
        references.add(reference);
    }

    /** Whether the stretch has been seen, so that the rest of the trace is not needed. */
    public boolean isDone() {
        return references.size() == length;
    }

    public int from() {
        return from;
    }

    /** References that were seen. */
    public int size() {
        return references.size();
    }

    /** A reference of the stretch, packed, by its place from 0. */
    public int reference(int step) {
        return references.get(step);
    }

    /** The page in each frame before the stretch, {@link Policy#NONE} in an empty one. */
    public int[] start(int policy) {
        return tracks.get(policy).start.clone();
    }

    public boolean isHit(int policy, int step) {
        return tracks.get(policy).hits.get(step) == 1;
    }

    /** The page that a reference drove out, or {@link Policy#NONE}. */
    public int victim(int policy, int step) {
        return tracks.get(policy).victims.get(step);
    }

    /** What changed in the frames, in order: of each change the step, the frame and the page from then on. */
    public int[] changes(int policy) {
        return tracks.get(policy).changes.toArray();
    }
}
