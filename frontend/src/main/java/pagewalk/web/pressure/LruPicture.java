package pagewalk.web.pressure;

import org.teavm.jso.canvas.CanvasRenderingContext2D;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.util.IntList;
import pagewalk.engine.view.PressureView;

/** Draws the lanes: a cell for each page, filled by kind, with signs for its flags where there is room for them. */
final class LruPicture {
    private static final int SIGNS_FROM = 12;
    private static final int NUMBERS_FROM = 26;
    private static final int LAST_KIND = 3;

    private final CanvasRenderingContext2D g;
    private final Colours colours;
    private final LruMotion motion = new LruMotion();
    private PressureView view;
    private LruLanes lanes;
    private LruLayout layout;

    LruPicture(CanvasRenderingContext2D g, Colours colours, PressureView view, LruLanes lanes, LruLayout layout) {
        this.g = g;
        this.colours = colours;
        this.view = view;
        this.lanes = lanes;
        this.layout = layout;
    }

    /** Takes the lanes of another moment. */
    void look(PressureView newView, LruLanes newLanes, LruLayout newLayout, boolean step) {
        view = newView;
        lanes = newLanes;
        layout = newLayout;
        motion.begin(step);
        for (int lane = 0; lane < LruLanes.LANES; lane++) {
            int[] pages = lanes.pages(lane);
            for (int i = 0; i < layout.shown(lane); i++) {
                motion.put(pages[i], layout.x(i), layout.y(lane, i));
            }
        }
    }

    boolean isMoving() {
        return motion.isRunning();
    }

    /**
     * Draws everything.
     *
     * @param width of the canvas in CSS pixels
     * @param marks what is pointed at, pinned, touched by the current event and under the cursor, -1 each for none
     */
    void draw(int width, Marks marks) {
        g.clearRect(0, 0, width, layout.height());
        for (int lane = 0; lane < LruLanes.LANES; lane++) {
            name(lane, width);
        }
        leaving();
        for (int lane = 0; lane < LruLanes.LANES; lane++) {
            lane(lane);
        }
        mark(marks.event(), colours.text(), 2.5, -1);
        mark(marks.hover(), colours.text(), 1.5, 1);
        mark(marks.pinned(), colours.accent(), 3, 1);
        mark(marks.cursor(), colours.text(), 2, 3);
    }

    /** Pages with an outline. */
    record Marks(int event, int hover, int pinned, int cursor) {}

    private void name(int lane, int width) {
        int top = layout.top(lane);
        g.setFillStyle(colours.line());
        g.fillRect(0, top + layout.tall(lane) + 3.0, width, 1);
        g.setTextAlign("left");
        g.setTextBaseline("middle");
        g.setFont(colours.bold(12));
        g.setFillStyle(colours.text());
        g.fillText(LruLanes.name(lane), 0, top + LruLayout.LEAST_ROW / 2.0 + 1, LruLayout.LABEL - 34.0);
        g.setFont(colours.font(12));
        g.setTextAlign("right");
        g.setFillStyle(colours.soft());
        String count = Integer.toString(lanes.size(lane));
        g.fillText(count, LruLayout.LABEL - 10.0, top + LruLayout.LEAST_ROW / 2.0 + 1, 30);
        if (lanes.counts()[lane] == 0) {
            g.setTextAlign("left");
            g.fillText(empty(lane), LruLayout.LABEL, top + LruLayout.LEAST_ROW / 2.0 + 1);
        } else if (layout.isCut(lane)) {
            int left = lanes.counts()[lane] - layout.shown(lane);
            g.setTextAlign("left");
            g.fillText("… " + left + " more …", LruLayout.LABEL, layout.cutTop(lane) + layout.cell() / 2.0);
        }
    }

    private static String empty(int lane) {
        return lane == LruLanes.COMING
                ? "no page waits with the processor"
                : lane == LruLanes.HAND ? "nobody holds pages that he took off a list" : "empty";
    }

    private void lane(int lane) {
        int[] pages = lanes.pages(lane);
        int shown = layout.shown(lane);
        double share = motion.isRunning() ? motion.share() : 1;
        for (int i = 0; i < shown; i++) {
            double x = layout.x(i);
            double y = layout.y(lane, i);
            double size = layout.cell();
            if (share < 1 && motion.was(pages[i])) {
                x = motion.oldX(pages[i]) + (x - motion.oldX(pages[i])) * share;
                y = motion.oldY(pages[i]) + (y - motion.oldY(pages[i])) * share;
            } else if (share < 1) {
                x += size * (1 - share) / 2;
                y += size * (1 - share) / 2;
                size *= share;
            }
            cell(pages[i], x, y, size);
        }
        boolean isList = lane > LruLanes.COMING && lane < LruLanes.HAND;
        if (isList && shown > 0) {
            end(layout.x(0) - 3.0, layout.y(lane, 0), colours.soft());
            end(layout.x(shown - 1) + layout.cell(), layout.y(lane, shown - 1), colours.text());
        }
    }

    /** A bar where a list begins or ends. */
    private void end(double x, double y, String colour) {
        g.setFillStyle(colour);
        g.fillRect(x, y, 2, layout.cell());
    }

    /** Pages that were drawn before the step and are in no lane now fade away. */
    private void leaving() {
        if (!motion.isRunning()) {
            return;
        }
        IntList old = motion.old();
        g.setGlobalAlpha(1 - motion.share());
        g.setFillStyle(colours.soft());
        for (int i = 0; i < old.size(); i++) {
            int pfn = old.get(i);
            if (motion.isGone(pfn)) {
                double drop = motion.share() * layout.cell() / 2;
                g.fillRect(motion.oldX(pfn), motion.oldY(pfn) + drop, layout.cell() - 1.0, layout.cell() - 1.0);
            }
        }
        g.setGlobalAlpha(1);
    }

    private void cell(int pfn, double x, double y, double size) {
        // In the middle of giving a page up it belongs to nobody any more, though reclaim still has it.
        int kind = view.isHeld(pfn) ? view.kind(pfn) : PressureView.CLEAN;
        int flags = view.isHeld(pfn) ? view.flags(pfn) : 0;
        double inner = size - (size >= 8 ? 2 : 1);
        g.setFillStyle(colours.fill(Math.min(kind, LAST_KIND)));
        g.fillRect(x, y, inner, inner);
        if (size < SIGNS_FROM) {
            return;
        }
        g.setStrokeStyle(colours.ink(kind));
        g.setFillStyle(colours.ink(kind));
        g.setLineWidth(1);
        if ((flags & FrameMaps.DIRTY) != 0) {
            hatch(x, y, inner);
        }
        if ((flags & FrameMaps.SWAPCACHE) != 0) {
            g.strokeRect(x + 2.5, y + 2.5, inner - 5, inner - 5);
        }
        if ((flags & FrameMaps.REFERENCED) != 0) {
            g.fillRect(x + inner - 5, y + 2, 3, 3);
        }
        if ((flags & FrameMaps.WORKINGSET) != 0) {
            triangle(x, y, inner);
        }
        if ((flags & FrameMaps.WRITEBACK) != 0) {
            arrow(x + inner / 2, y, inner);
        }
        if (view.block(pfn) > 1) {
            // One entry for a block of pages: a second edge, as of a pile.
            g.strokeRect(x + 4.5, y + 1.5, inner - 6, inner - 6);
        }
        if (view.waitsToMove(pfn)) {
            g.fillRect(x + 1, y + inner - 2, inner - 2, 1);
        }
        if (size >= NUMBERS_FROM && (flags & (FrameMaps.WRITEBACK | FrameMaps.DIRTY)) == 0) {
            g.setFont(colours.font(11));
            g.setTextAlign("center");
            g.setTextBaseline("middle");
            g.fillText(Integer.toString(pfn), x + inner / 2, y + inner / 2 + 1, inner - 3);
        }
    }

    private void hatch(double x, double y, double size) {
        g.beginPath();
        g.moveTo(x, y + size / 2);
        g.lineTo(x + size / 2, y);
        g.moveTo(x, y + size);
        g.lineTo(x + size, y);
        g.moveTo(x + size / 2, y + size);
        g.lineTo(x + size, y + size / 2);
        g.stroke();
    }

    private void triangle(double x, double y, double size) {
        g.beginPath();
        g.moveTo(x, y + size);
        g.lineTo(x + size * 0.45, y + size);
        g.lineTo(x, y + size * 0.55);
        g.closePath();
        g.fill();
    }

    private void arrow(double x, double y, double size) {
        g.setLineWidth(2);
        g.beginPath();
        g.moveTo(x, y + size - 3);
        g.lineTo(x, y + 3);
        g.moveTo(x - 3, y + 6);
        g.lineTo(x, y + 3);
        g.lineTo(x + 3, y + 6);
        g.stroke();
        g.setLineWidth(1);
    }

    /** An outline in two tones around a page, if it is drawn. */
    private void mark(int pfn, String colour, double width, double inset) {
        int lane = pfn < 0 ? -1 : lanes.laneWith(pfn);
        int i = lane < 0 ? -1 : lanes.indexOf(lane, pfn);
        if (i < 0 || i >= layout.shown(lane)) {
            return;
        }
        double size = layout.cell() - 2 * inset;
        g.setStrokeStyle(colours.background());
        g.setLineWidth(width + 2);
        g.strokeRect(layout.x(i) + inset, layout.y(lane, i) + inset, size, size);
        g.setStrokeStyle(colour);
        g.setLineWidth(width);
        g.strokeRect(layout.x(i) + inset, layout.y(lane, i) + inset, size, size);
    }
}
