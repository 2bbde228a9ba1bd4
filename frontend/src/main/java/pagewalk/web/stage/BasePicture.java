package pagewalk.web.stage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.dom.Dom;
import pagewalk.web.stage.BlockPicture.Rect;

/**
 * The zones with their blocks, without marks, kept from paint to paint.
 *
 * <p>An event touches one block, and a block lies in one group of 1024 frames, a square of 32 times 32 cells. So after
 * a step only the squares of its events are drawn again, however large the machine is.
 */
final class BasePicture {
    /** log2 of the frames in a group: the order of the largest block. */
    static final int GROUP_BITS = 10;

    /** Below this many pixels a cell is a pixel of the overview, not a box. */
    static final double BOXES_FROM = 5;

    /** In an overview, blocks of at least this many pixels get their box. */
    private static final double LARGE_BLOCK = 14;

    /** After more events than this everything is drawn anew. */
    private static final int MOST_EVENTS = 10_000;

    /** With more squares than this the whole picture is drawn once instead. */
    private static final int MOST_SQUARES = 64;

    private final Palette palette;
    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
    private final CanvasRenderingContext2D g = (CanvasRenderingContext2D) canvas.getContext("2d");
    private final List<OverviewPicture> overviews = new ArrayList<>();
    private final BlockPicture blocks;
    private @Nullable Overlay overlay;
    private MapView view;
    private MemoryView memory;
    private double ratio = 1;
    private double cell;
    private double left;
    private double top;
    private int branch;
    private int event;
    private boolean stale = true;

    BasePicture(Palette palette, MapView view, Timeline timeline) {
        this.palette = palette;
        this.view = view;
        memory = timeline.machine().memory();
        blocks = new BlockPicture(g, palette, view, timeline.machine());
    }

    /** Something that is drawn on top of the blocks of a zone. */
    @FunctionalInterface
    interface Overlay {
        /** Draws what of the zone lies in a region. */
        void draw(CanvasRenderingContext2D g, MapView view, ZoneBox box, Rect region, MemoryView memory);
    }

    void overlay(Overlay newOverlay) {
        overlay = newOverlay;
        stale = true;
    }

    HTMLCanvasElement canvas() {
        return canvas;
    }

    void resize(int width, int height) {
        canvas.setWidth(width);
        canvas.setHeight(height);
        stale = true;
    }

    /** Forgets everything: other colours, or another machine. */
    void clear() {
        overviews.clear();
        stale = true;
    }

    /** Brings the picture to the timeline's position and to what the view shows. */
    void paint(MapView newView, Timeline timeline, double newRatio) {
        view = newView;
        ratio = newRatio;
        memory = timeline.machine().memory();
        blocks.look(view, timeline.machine());
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        boolean moved = cell != view.cell() || left != view.zoneLeft(0) || top != view.zoneTop();
        IntList frames = touched(timeline);
        if (stale || moved || frames.size() > MOST_SQUARES) {
            draw(new Rect(0, 0, view.width(), view.height()));
        } else if (event != timeline.event()) {
            for (int i = 0; i < frames.size(); i++) {
                drawAround(frames.get(i));
            }
            draw(new Rect(0, view.zoneTop() - MapView.CAPTION, view.width(), MapView.CAPTION).snapped(ratio));
        }
        cell = view.cell();
        left = view.zoneLeft(0);
        top = view.zoneTop();
        branch = timeline.branch();
        event = timeline.event();
        stale = false;
    }

    /**
     * A frame of each group that changed since the last paint; the overviews are painted there again. None when all is
     * painted anew: the last paint's position may not even be in this machine's log.
     */
    private IntList touched(Timeline timeline) {
        IntList frames = new IntList();
        int from = Math.min(event, timeline.event());
        int to = Math.max(event, timeline.event());
        if (stale || timeline.branch() != branch || to - from > MOST_EVENTS) {
            clear();
            return frames;
        }
        EventLog log = timeline.log();
        IntMap seen = new IntMap();
        for (int i = from; i < to; i++) {
            int pfn = log.event(i).pfn();
            ZoneBox box = pfn < 0 ? null : view.boxOf(pfn);
            int group = box == null ? 0 : (pfn >> GROUP_BITS) * view.boxes().size() + box.zone();
            if (box != null && seen.get(group) < 0) {
                seen.put(group, pfn);
                frames.add(pfn);
                if (box.zone() < overviews.size()) {
                    overviews.get(box.zone()).touched(memory, pfn);
                }
            }
        }
        return frames;
    }

    /** Draws the group that holds a frame. */
    private void drawAround(int pfn) {
        ZoneBox box = view.boxOf(pfn);
        if (box != null) {
            int first = Math.max(pfn & -(1 << GROUP_BITS), box.base());
            draw(view.rect(box, first, Math.min(GROUP_BITS, box.bits())).around(ratio));
        }
    }

    private void draw(Rect region) {
        g.save();
        g.beginPath();
        g.rect(region.x(), region.y(), region.width(), region.height());
        g.clip();
        g.setFillStyle(palette.background());
        g.fillRect(region.x(), region.y(), region.width(), region.height());
        boolean boxes = view.cell() >= BOXES_FROM;
        for (ZoneBox box : view.boxes()) {
            caption(box);
            if (!boxes) {
                overview(box, region);
            }
            if (boxes || ZoneBox.blockHeight(GROUP_BITS) * view.cell() >= LARGE_BLOCK) {
                blocks.draw(box, boxes ? 0 : LARGE_BLOCK, region);
            }
            if (overlay != null) {
                overlay.draw(g, view, box, region, memory);
            }
        }
        g.restore();
    }

    private void overview(ZoneBox box, Rect region) {
        while (overviews.size() <= box.zone()) {
            overviews.add(new OverviewPicture(view.boxes().get(overviews.size()), palette));
        }
        overviews.get(box.zone()).draw(g, view, region, memory, ratio);
        Rect edge = view.rect(box, box.base(), box.bits());
        g.setStrokeStyle(palette.border());
        g.setLineWidth(1);
        g.strokeRect(edge.x() - 0.5, edge.y() - 0.5, edge.width() + 1, edge.height() + 1);
    }

    private void caption(ZoneBox box) {
        double room = box.width() * view.cell();
        if (room < 40) {
            return;
        }
        String free = memory.freePages(box.zone()) + " free";
        String range = "pfn " + box.start() + " to " + (box.end() - 1);
        String whole = memory.zoneName(box.zone()) + "   " + range + "   " + free;
        String text = room > 260 ? whole : memory.zoneName(box.zone());
        g.setFont(palette.font(12));
        g.setTextAlign("left");
        g.setTextBaseline("alphabetic");
        g.setFillStyle(palette.textSoft());
        g.fillText(text, Math.max(view.zoneLeft(box.zone()), 4), view.zoneTop() - 7);
    }
}
