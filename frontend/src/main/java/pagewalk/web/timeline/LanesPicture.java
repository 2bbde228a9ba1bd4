package pagewalk.web.timeline;

import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventKind.Family;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.dom.Dom;
import pagewalk.web.stage.Palette;

/** Marks of all events, one lane a family; the marks are kept, only the position is drawn at every paint. */
final class LanesPicture {
    static final int LEFT = 72;
    private static final int RIGHT = 10;
    /** Events that are shown at the closest. */
    private static final double LEAST = 16;

    private static final Family[] USUAL = {Family.ALLOC, Family.SPLIT, Family.FREE, Family.MERGE, Family.REFUSAL};

    /** Only a machine that groups pages by mobility falls back to other types. */
    private static final Family[] GROUPED = {
        Family.ALLOC, Family.SPLIT, Family.FREE, Family.MERGE, Family.FALLBACK, Family.REFUSAL
    };

    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D g;
    private final HTMLCanvasElement kept = (HTMLCanvasElement) Dom.el("canvas");
    private final CanvasRenderingContext2D marks;
    private final Palette palette;
    private Family[] lanes = USUAL;
    private double zoom = 1;
    private double from;
    private int width = 1;
    private int height = 1;

    LanesPicture(HTMLCanvasElement canvas, Palette palette) {
        this.canvas = canvas;
        this.palette = palette;
        g = (CanvasRenderingContext2D) canvas.getContext("2d");
        marks = (CanvasRenderingContext2D) kept.getContext("2d");
    }

    boolean sizeDiffers(int newWidth, int newHeight) {
        return newWidth != width || newHeight != height;
    }

    void resize(int newWidth, int newHeight) {
        width = Math.max(newWidth, 1);
        height = Math.max(newHeight, 1);
        double ratio = Window.current().getDevicePixelRatio();
        canvas.setWidth((int) (width * ratio));
        canvas.setHeight((int) (height * ratio));
        kept.setWidth(canvas.getWidth());
        kept.setHeight(canvas.getHeight());
    }

    /** Shows {@code factor} times fewer events, around the position; never fewer than {@link #LEAST}. */
    void zoom(double factor, int position, int events) {
        zoom = factor == 0 ? 1 : Math.max(1, Math.min(zoom * factor, events / LEAST));
        from = position - span(events) / 2;
        follow(position, events);
    }

    /** How many events fit in. */
    private double span(int events) {
        return Math.max(events / zoom, 1);
    }

    /** Keeps the position in sight; true when the marks have to be drawn anew. */
    boolean follow(int position, int events) {
        double before = from;
        double span = span(events);
        if (position < from || position > from + span) {
            from = position - span / 2;
        }
        from = Math.max(0, Math.min(from, events - span));
        return before != from;
    }

    /** Middle of an event's place. */
    private double x(double event, int events) {
        return LEFT + (event - from) * (width - LEFT - RIGHT) / span(events);
    }

    /** The position (events shown) at a pixel. */
    int positionAt(double px, int events) {
        double share = (px - LEFT) / (width - LEFT - RIGHT);
        return (int) Math.max(0, Math.min(events, Math.floor(from + share * span(events) + 0.5)));
    }

    /** Draws the marks anew: the events or the colours changed. */
    void drawMarks(Timeline timeline) {
        double ratio = Window.current().getDevicePixelRatio();
        marks.setTransform(ratio, 0, 0, ratio, 0, 0);
        marks.clearRect(0, 0, width, height);
        lanes = timeline.machine().memory().grouped() ? GROUPED : USUAL;
        double lane = (double) height / lanes.length;
        marks.setFont(palette.font(12));
        marks.setTextAlign("left");
        marks.setTextBaseline("middle");
        for (int i = 0; i < lanes.length; i++) {
            marks.setFillStyle(palette.textSoft());
            marks.fillText(lanes[i].label(), 0, (i + 0.5) * lane);
            marks.setFillStyle(palette.line());
            marks.fillRect(LEFT, Math.floor((i + 0.5) * lane), width - LEFT - RIGHT, 1);
        }
        commandEdges(timeline);
        EventLog log = timeline.log();
        double[] last = new double[lanes.length];
        marks.setFillStyle(palette.text());
        for (int event = 0; event < log.size(); event++) {
            int at = laneOf(EventKind.of(log.kind(event)).family());
            double x = x(event + 0.5, log.size());
            if (at >= 0 && x >= LEFT && (x - last[at] >= 1 || last[at] == 0)) {
                last[at] = x;
                mark(lanes[at], x, (at + 0.5) * lane);
            }
        }
    }

    private void commandEdges(Timeline timeline) {
        int events = timeline.events();
        double last = 0;
        marks.setFillStyle(palette.line());
        for (int command = 1; command < timeline.commands(); command++) {
            double x = Math.floor(x(timeline.firstEventOf(command), events));
            if (x - last >= 4 && x >= LEFT) {
                marks.fillRect(x, 0, 1, height);
                last = x;
            }
        }
    }

    private int laneOf(Family family) {
        for (int i = 0; i < lanes.length; i++) {
            if (lanes[i] == family) {
                return i;
            }
        }
        return -1;
    }

    private void mark(Family family, double x, double y) {
        marks.beginPath();
        switch (family) {
            case SPLIT -> polygon(x, y - 4, x + 4, y, x, y + 4, x - 4, y);
            case MERGE -> polygon(x - 4, y + 3.5, x, y - 3.5, x + 4, y + 3.5, x - 4, y + 3.5);
            case REFUSAL -> polygon(x - 3.5, y - 3.5, x + 3.5, y - 3.5, x + 3.5, y + 3.5, x - 3.5, y + 3.5);
            case FALLBACK -> marks.arc(x, y, 3, 0, 6.3);
            default -> marks.rect(x - 1, y - 4, 2, 8);
        }
        marks.fill();
    }

    private void polygon(double... xy) {
        marks.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            marks.lineTo(xy[i], xy[i + 1]);
        }
        marks.closePath();
    }

    /** Draws the marks, dims the future and shows the position. */
    void draw(int position, int events) {
        double ratio = Window.current().getDevicePixelRatio();
        g.setTransform(1, 0, 0, 1, 0, 0);
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.drawImage(kept, 0, 0);
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        double x = x(position, events);
        g.setGlobalAlpha(0.66);
        g.setFillStyle(palette.surface());
        g.fillRect(x, 0, Math.max(width - RIGHT - x, 0), height);
        g.setGlobalAlpha(1);
        g.setFillStyle(palette.accent());
        g.fillRect(x - 1, 0, 2, height);
        g.beginPath();
        g.moveTo(x - 6, 0);
        g.lineTo(x + 6, 0);
        g.lineTo(x, 8);
        g.closePath();
        g.fill();
    }
}
