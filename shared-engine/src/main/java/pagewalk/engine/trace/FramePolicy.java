package pagewalk.engine.trace;

import java.util.Arrays;

/**
 * A policy that knows of each page its frame, a reference bit and a modified bit, and chooses a frame. Empty frames are
 * filled in their order; the page that comes in takes the frame of the one that goes.
 */
abstract class FramePolicy extends Policy {
    /** The page of each frame. */
    final int[] pageAt;
    /** By frame: whether its page was referenced since its bit was cleared. */
    final boolean[] referenced;
    /** By frame: whether its page was written since it came in. */
    final boolean[] modified;
    /** References served. */
    int time;

    /** By page: its frame plus one; 0 for none. */
    private int[] frameOf = {};

    FramePolicy(int frames) {
        super(frames);
        pageAt = new int[frames];
        referenced = new boolean[frames];
        modified = new boolean[frames];
    }

    /** The frame whose page is replaced; all frames are full. */
    abstract int choose();

    /** A reference comes; {@link #time} counts those before it. */
    void tick() {}

    /** A page was loaded into a frame. */
    void loaded(int frame) {}

    @Override
    public final void room(int pages) {
        if (pages > frameOf.length) {
            frameOf = Arrays.copyOf(frameOf, grown(frameOf.length, pages));
        }
    }

    @Override
    public final boolean holds(int page) {
        return page < frameOf.length && frameOf[page] != 0;
    }

    @Override
    public final boolean reference(int reference, int next) {
        victim = NONE;
        tick();
        time++;
        int page = References.page(reference);
        int frame = frameOf[page] - 1;
        boolean hit = frame >= 0;
        if (!hit) {
            frame = load(page);
        }
        referenced[frame] = true;
        modified[frame] |= References.writes(reference);
        return hit;
    }

    private int load(int page) {
        int frame = used;
        if (used < frames) {
            used++;
        } else {
            frame = choose();
            victim = pageAt[frame];
            frameOf[victim] = 0;
        }
        pageAt[frame] = page;
        frameOf[page] = frame + 1;
        modified[frame] = false;
        loaded(frame);
        return frame;
    }
}
