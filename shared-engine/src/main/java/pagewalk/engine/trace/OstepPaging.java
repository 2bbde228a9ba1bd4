package pagewalk.engine.trace;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntList;

/**
 * The paging exercise of the OSTEP course: pages in a list, and its own conventions, which are not those of a machine.
 * Pages may be any numbers, and every look goes over the list; a trace is run through a {@link Policy} instead.
 */
public final class OstepPaging {
    /** The policies of the exercise. */
    public static final String[] POLICIES = {"FIFO", "LRU", "MRU", "OPT", "UNOPT", "RAND", "CLOCK"};

    private final String policy;
    private final int frames;
    private final int clockBits;
    private final Mt19937 random;
    private final int[] references;
    private final IntList memory = new IntList();
    /** Counts of the pages in memory, in the order of the list. */
    private final IntList counts = new IntList();

    private int at;
    private int hits;
    private int replaced;
    private boolean hasReplaced;
    private boolean hit;

    private OstepPaging(String policy, int frames, int clockBits, Mt19937 random, int[] references) {
        this.policy = policy;
        this.frames = frames;
        this.clockBits = clockBits;
        this.random = random;
        this.references = references;
    }

    /**
     * References drawn from a seed.
     *
     * @param count how many
     * @param most pages are below this number
     */
    public static int[] draw(Mt19937 random, int count, int most) {
        int[] references = new int[Math.max(count, 0)];
        for (int i = 0; i < references.length; i++) {
            references[i] = (int) (most * random.next());
        }
        return references;
    }

    /**
     * The exercise with {@code policy}, one of {@link #POLICIES}.
     *
     * @param frames at least 1, or below 0 for as many as are needed
     * @param clockBits what the count of a page under CLOCK does not go beyond
     * @param random the generator that drew the references, if any were drawn
     */
    public static OstepPaging of(String policy, int frames, int clockBits, Mt19937 random, int[] references) {
        Check.that(frames != 0, "the exercise fails without a frame");
        return new OstepPaging(policy, frames, clockBits, random, references);
    }

    /** Serves the next reference; false when there is none. */
    public boolean next() {
        if (at == references.length) {
            return false;
        }
        int page = references[at];
        int place = indexOf(page);
        hit = place >= 0;
        hasReplaced = false;
        if (hit) {
            hits++;
            touch(place);
        } else {
            load(page);
        }
        at++;
        return true;
    }

    private void touch(int place) {
        int page = memory.get(place);
        int count = Math.min(counts.get(place) + 1, clockBits);
        counts.set(place, count);
        if (policy.equals("LRU") || policy.equals("MRU")) {
            remove(place);
            memory.add(page);
            counts.add(count);
        }
    }

    private void load(int page) {
        if (memory.size() == frames) {
            int place = victim();
            replaced = memory.get(place);
            hasReplaced = true;
            remove(place);
        }
        memory.add(page);
        counts.add(1);
    }

    private void remove(int place) {
        memory.removeAt(place);
        counts.removeAt(place);
    }

    private int victim() {
        return switch (policy) {
            case "MRU" -> memory.size() - 1;
            case "RAND" -> (int) (random.next() * memory.size());
            case "CLOCK" -> probed();
            case "OPT" -> byNextUse(true);
            case "UNOPT" -> byNextUse(false);
            default -> 0;
        };
    }

    private int probed() {
        while (true) {
            int place = (int) (random.next() * memory.size());
            if (counts.get(place) < 1) {
                return place;
            }
            counts.set(place, counts.get(place) - 1);
        }
    }

    private int byNextUse(boolean farthest) {
        int best = 0;
        int bestUse = nextUse(memory.get(0));
        for (int place = 1; place < memory.size(); place++) {
            int use = nextUse(memory.get(place));
            if (farthest ? use >= bestUse : use < bestUse) {
                best = place;
                bestUse = use;
            }
        }
        return best;
    }

    private int nextUse(int page) {
        for (int i = at + 1; i < references.length; i++) {
            if (references[i] == page) {
                return i;
            }
        }
        return references.length;
    }

    private int indexOf(int page) {
        for (int place = 0; place < memory.size(); place++) {
            if (memory.get(place) == page) {
                return place;
            }
        }
        return -1;
    }

    /** The page that was referenced last. */
    public int page() {
        return references[at - 1];
    }

    /** Whether the last reference was a hit. */
    public boolean isHit() {
        return hit;
    }

    /** The pages in memory, in the order of the exercise's list. */
    public int[] memory() {
        return memory.toArray();
    }

    /** Whether the last reference replaced a page. */
    public boolean hasReplaced() {
        return hasReplaced;
    }

    /** The page that the last reference replaced. */
    public int replaced() {
        return replaced;
    }

    public int hits() {
        return hits;
    }

    public int misses() {
        return at - hits;
    }

    /** The rule that chooses the page to be replaced; null for a policy that the exercise does not have. */
    public static @Nullable Rule rule(String policy) {
        return switch (policy) {
            case "FIFO" -> Rule.POLICY_FIFO;
            case "LRU" -> Rule.POLICY_LRU;
            case "MRU" -> Rule.POLICY_MRU;
            case "OPT" -> Rule.POLICY_OSTEP_OPT;
            case "UNOPT" -> Rule.POLICY_OSTEP_UNOPT;
            case "RAND" -> Rule.POLICY_OSTEP_RAND;
            case "CLOCK" -> Rule.POLICY_OSTEP_CLOCK;
            default -> null;
        };
    }
}
