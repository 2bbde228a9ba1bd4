package pagewalk.web.dom;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;

/** Collects what changed and paints all panels once a frame; nothing is painted while the page is hidden. */
public final class Painter {
    /** The position on the timeline. */
    public static final int POSITION = 1;
    /** The branch's events. */
    public static final int EVENTS = 2;
    /** What is pointed at or pinned. */
    public static final int SELECTION = 4;
    /** The part of the lab. */
    public static final int PART = 8;
    /** Sizes, colours, lens, filters. */
    public static final int LOOK = 16;
    /** Saved, sent, graded. */
    public static final int LIVE = 32;

    /** A picture is still moving. */
    public static final int MOTION = 64;

    /** What others point at. */
    public static final int OTHERS = 128;

    public static final int ALL = 63;

    /** Something on the page that follows the model. */
    @FunctionalInterface
    public interface Panel {
        /** Shows the model as it is; {@code changed} says what can differ from the last time. */
        void paint(int changed);
    }

    private final List<Panel> panels = new ArrayList<>();
    private int changed;
    private boolean asked;

    /** Paints only while the page can be seen. */
    public Painter() {
        Listen.on(Dom.document(), "visibilitychange", event -> ask());
    }

    public void add(Panel panel) {
        panels.add(panel);
    }

    public void changed(int what) {
        changed |= what;
        ask();
    }

    private void ask() {
        if (!asked && changed != 0 && !Browser.hidden()) {
            asked = true;
            Window.requestAnimationFrame(time -> paint());
        }
    }

    private void paint() {
        asked = false;
        int now = changed;
        changed = 0;
        for (Panel panel : panels) {
            panel.paint(now);
        }
    }
}
