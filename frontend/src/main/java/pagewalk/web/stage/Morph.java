package pagewalk.web.stage;

import org.teavm.jso.browser.Performance;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.web.dom.Browser;
import pagewalk.web.stage.BlockPicture.Rect;

/**
 * Shows that a block and its two halves are the same memory: for at most 200 ms after one step over a split or a
 * merge the boxes grow out of, or into, each other. Nothing moves where the user asked for less motion.
 */
final class Morph {
    private static final double LENGTH_MS = 180;

    private int low;
    private int order;
    private boolean apart;
    private double begun = -LENGTH_MS;

    /**
     * Begins when the step is one over a split or a merge.
     *
     * @param from position before
     * @param to position after
     */
    void step(EventLog log, int from, int to) {
        int event = Math.min(from, to);
        if (Math.abs(to - from) != 1 || event >= log.size() || Browser.reducedMotion()) {
            begun = -LENGTH_MS;
            return;
        }
        int kind = log.kind(event);
        boolean split = kind == EventKind.SPLIT.code();
        if (!split && kind != EventKind.MERGED.code()) {
            begun = -LENGTH_MS;
            return;
        }
        low = log.arg(event, 0);
        order = split ? log.arg(event, 1) : log.arg(event, 1) - 1;
        apart = split == to > from;
        begun = Performance.now();
    }

    boolean running() {
        return Performance.now() - begun < LENGTH_MS;
    }

    /** Draws the two halves on their way. */
    void draw(BlockPicture picture, int lowEntry, int highEntry) {
        Rect whole = picture.rect(low, order + 1);
        Rect lower = picture.rect(low, order);
        Rect upper = picture.rect(low + (1 << order), order);
        if (whole == null || lower == null || upper == null) {
            return;
        }
        double t = Math.min((Performance.now() - begun) / LENGTH_MS, 1);
        double spread = apart ? t : 1 - t;
        double eased = spread * (2 - spread);
        picture.forgetFill();
        picture.drawBox(highEntry, whole.towards(upper, eased));
        picture.drawBox(lowEntry, whole.towards(lower, eased));
    }

    int low() {
        return low;
    }

    /** First frame of the upper half. */
    int high() {
        return low + (1 << order);
    }
}
