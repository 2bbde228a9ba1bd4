package pagewalk.web.stage;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Painter;
import pagewalk.web.session.PartSession;

/** The whole map: zones, blocks or overview, what the current event touched, and what is selected. */
final class StagePicture {
    /** Below this many pixels a cell is a pixel of the overview, not a box. */
    private static final double BOXES_FROM = 5;

    /** In an overview, blocks of at least this many pixels get their box. */
    private static final double LARGE_BLOCK = 14;

    /** After more events than this the overview is painted anew. */
    private static final int FEW_EVENTS = 400;

    private final Bench bench;
    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D g;
    private final Palette palette;
    private final Morph morph = new Morph();
    private final List<OverviewPicture> overviews = new ArrayList<>();
    private MapView view;
    private BlockPicture blocks;
    private PartSession drawnPart;
    private int drawnBranch;
    private int drawnEvent;
    private boolean stale = true;
    private boolean focused;

    StagePicture(Bench bench, HTMLCanvasElement canvas, Palette palette) {
        this.bench = bench;
        this.canvas = canvas;
        this.palette = palette;
        g = (CanvasRenderingContext2D) canvas.getContext("2d");
        view = new MapView(bench.memory());
        blocks = new BlockPicture(g, palette, view, bench.timeline().machine());
        drawnPart = bench.part();
        drawnEvent = bench.timeline().event();
    }

    MapView view() {
        return view;
    }

    void focused(boolean on) {
        focused = on;
        bench.painter().changed(Painter.SELECTION);
    }

    /** Takes the machine of another part or session. */
    void machineChanged() {
        MapView next = new MapView(bench.memory());
        next.resize(view.width(), view.height());
        view = next;
        overviews.clear();
        drawnPart = bench.part();
        stale = true;
    }

    void resize(int width, int height) {
        double ratio = Window.current().getDevicePixelRatio();
        canvas.setWidth((int) (width * ratio));
        canvas.setHeight((int) (height * ratio));
        view.resize(width, height);
    }

    void paint(int changed) {
        if ((changed & (Painter.LOOK | Painter.EVENTS)) != 0 || bench.part() != drawnPart) {
            stale = true;
        }
        Timeline timeline = bench.timeline();
        if ((changed & Painter.POSITION) != 0 && timeline.branch() == drawnBranch) {
            morph.step(timeline.log(), bench.previousEvent(), timeline.event());
        }
        blocks.look(view, timeline.machine());
        double ratio = Window.current().getDevicePixelRatio();
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        g.setFillStyle(palette.background());
        g.fillRect(0, 0, view.width(), view.height());
        drawZones();
        drawMorph();
        new Marks(g, palette, view, blocks).draw(bench, focused);
        if (view.zoomed()) {
            drawInset();
        }
        drawnBranch = timeline.branch();
        drawnEvent = timeline.event();
        stale = false;
        if (morph.running()) {
            bench.painter().changed(Painter.MOTION);
        }
    }

    private void drawZones() {
        MemoryView memory = bench.memory();
        boolean boxes = view.cell() >= BOXES_FROM;
        if (!boxes) {
            refreshOverviews(memory);
        }
        for (ZoneBox box : view.boxes()) {
            drawCaption(memory, box);
            if (!boxes) {
                drawOverview(box);
            }
            blocks.draw(box, boxes ? 0 : LARGE_BLOCK);
        }
    }

    private void drawOverview(ZoneBox box) {
        double x = view.zoneLeft(box.zone());
        double y = view.zoneTop();
        smooth(view.cell() < 1);
        g.drawImage(overviews.get(box.zone()).canvas(), x, y, box.width() * view.cell(), box.height() * view.cell());
        g.setStrokeStyle(palette.border());
        g.setLineWidth(1);
        g.strokeRect(x - 0.5, y - 0.5, box.width() * view.cell() + 1, box.height() * view.cell() + 1);
    }

    private void smooth(boolean on) {
        ((Smoothing) g).setImageSmoothingEnabled(on);
    }

    /** A property that TeaVM's class leaves out. */
    interface Smoothing extends org.teavm.jso.JSObject {
        @org.teavm.jso.JSProperty
        void setImageSmoothingEnabled(boolean on);
    }

    private void drawCaption(MemoryView memory, ZoneBox box) {
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

    private void refreshOverviews(MemoryView memory) {
        boolean fresh = overviews.isEmpty();
        while (overviews.size() < view.boxes().size()) {
            overviews.add(new OverviewPicture(view.boxes().get(overviews.size())));
        }
        Timeline timeline = bench.timeline();
        int from = Math.min(drawnEvent, timeline.event());
        int to = Math.max(drawnEvent, timeline.event());
        boolean all = fresh || stale || timeline.branch() != drawnBranch || to - from > FEW_EVENTS;
        if (all) {
            for (OverviewPicture overview : overviews) {
                overview.paintAll(memory, palette);
            }
            return;
        }
        EventLog log = timeline.log();
        for (int event = from; event < to; event++) {
            int pfn = log.event(event).pfn();
            ZoneBox box = pfn < 0 ? null : view.boxOf(pfn);
            if (box != null) {
                overviews.get(box.zone()).paintAround(memory, palette, pfn);
            }
        }
    }

    private void drawMorph() {
        if (!morph.running() || view.cell() < BOXES_FROM) {
            return;
        }
        MemoryView memory = bench.memory();
        int low = memory.blockHead(morph.low());
        int high = memory.blockHead(morph.high());
        if (low >= 0 && high >= 0) {
            morph.draw(blocks, palette.entry(memory, low), palette.entry(memory, high));
        }
    }

    /** Where the shown part lies in the whole, at the lower right. */
    private void drawInset() {
        MapView whole = new MapView(bench.memory());
        int width = Math.min(180, view.width() / 3);
        int height = Math.min(120, view.height() / 3);
        whole.resize(width, height);
        double x = view.width() - width - 10.0;
        double y = view.height() - height - 10.0;
        g.save();
        g.translate(x, y);
        g.setGlobalAlpha(0.94);
        g.setFillStyle(palette.background());
        g.fillRect(0, 0, width, height);
        g.setGlobalAlpha(1);
        g.setStrokeStyle(palette.border());
        g.setLineWidth(1);
        g.strokeRect(0.5, 0.5, width - 1, height - 1);
        for (ZoneBox box : whole.boxes()) {
            insetZone(whole, box);
        }
        g.restore();
    }

    private void insetZone(MapView whole, ZoneBox box) {
        double scale = whole.cell() / view.cell();
        double x = whole.zoneLeft(box.zone());
        double y = whole.zoneTop();
        double w = box.width() * whole.cell();
        double h = box.height() * whole.cell();
        g.setFillStyle(palette.line());
        g.fillRect(x, y, w, h);
        double fromX = Math.max(-view.zoneLeft(box.zone()) * scale, 0);
        double fromY = Math.max(-view.zoneTop() * scale, 0);
        double toX = Math.min((view.width() - view.zoneLeft(box.zone())) * scale, w);
        double toY = Math.min((view.height() - view.zoneTop()) * scale, h);
        if (toX > fromX && toY > fromY) {
            g.setStrokeStyle(palette.accent());
            g.setLineWidth(2);
            g.strokeRect(x + fromX, y + fromY, toX - fromX, toY - fromY);
        }
    }

    static void dash(CanvasRenderingContext2D context, double on, double off) {
        JSArray<org.teavm.jso.JSObject> pattern = new JSArray<>();
        if (on > 0) {
            pattern.push(JSNumber.valueOf(on));
            pattern.push(JSNumber.valueOf(off));
        }
        context.setLineDash(pattern);
    }

    /** The picture as an address of a PNG. */
    String png() {
        return canvas.toDataURL("image/png");
    }
}
