package pagewalk.engine.trace;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/**
 * A replacement policy over a fixed number of frames. It serves one reference after the other, says whether the page
 * was in a frame, and which page it replaced.
 *
 * <p>Pages are small numbers, given in the order in which they first appear ({@link PageIds}); a reference is such a
 * number with the kind of access below it ({@link References}). No object is made for a reference.
 */
public abstract class Policy {
    /** No page. */
    public static final int NONE = -1;

    /** Frames that may hold pages, at least 1. */
    protected final int frames;

    /** The page that the last reference replaced. */
    int victim = NONE;

    /** Frames that hold a page. */
    int used;

    Policy(int frames) {
        Check.that(frames > 0, "a policy has a frame", "frames", frames);
        this.frames = frames;
    }

    public final int frames() {
        return frames;
    }

    /** The page that the last reference drove out, or {@link #NONE}. */
    public final int victim() {
        return victim;
    }

    /** The rule by which the policy chooses the page that it replaces. */
    public abstract Rule rule();

    /** Whether the policy must be told when a page is referenced next, and so the whole trace must be known. */
    public boolean needsFuture() {
        return false;
    }

    /** Makes room for pages with numbers below {@code pages}; to be called before one of them is referenced. */
    public abstract void room(int pages);

    /** Whether a page is in a frame. */
    public abstract boolean holds(int page);

    /**
     * Serves one reference.
     *
     * @param reference the page and the kind of access, as {@link References} packs them
     * @param next when the page is referenced next, as {@link NextUses} says it; read by policies that
     *     {@link #needsFuture} only
     * @return whether the page was in a frame
     */
    public abstract boolean reference(int reference, int next);

    /**
     * Serves a stretch of references and counts the misses. Policies that are asked for their speed write the same loop
     * again, so that the compiler sees which {@link #reference} it calls.
     */
    public int misses(References stretch) {
        room(stretch.pages());
        int misses = 0;
        for (int i = 0; i < stretch.size(); i++) {
            misses += reference(stretch.refs[i], stretch.next[i]) ? 0 : 1;
        }
        return misses;
    }

    /** The length of an array that holds {@code needed} entries and grows seldom. */
    static int grown(int length, int needed) {
        return Math.max(needed, Math.max(64, length + (length >> 1)));
    }
}
