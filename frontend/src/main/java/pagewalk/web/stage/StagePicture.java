package pagewalk.web.stage;

import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Painter;
import pagewalk.web.session.PartSession;

/** The whole map: zones and blocks, what the current event touched, and what is selected. */
public final class StagePicture {
    private final Bench bench;
    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D g;
    private final Palette palette;
    private final Morph morph = new Morph();
    private final BasePicture base;
    private MapView view;
    private BlockPicture blocks;
    private PartSession drawnPart;
    private int drawnBranch;
    private boolean focused;

    StagePicture(Bench bench, HTMLCanvasElement canvas, Palette palette) {
        this.bench = bench;
        this.canvas = canvas;
        this.palette = palette;
        g = (CanvasRenderingContext2D) canvas.getContext("2d");
        view = new MapView(bench.memory());
        blocks = new BlockPicture(g, palette, view, bench.timeline().machine());
        base = new BasePicture(palette, view, bench.timeline());
        drawnPart = bench.part();
    }

    void overlay(BasePicture.Overlay overlay) {
        base.overlay(overlay);
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
        base.clear();
        drawnPart = bench.part();
    }

    void resize(int width, int height) {
        double ratio = Window.current().getDevicePixelRatio();
        canvas.setWidth((int) (width * ratio));
        canvas.setHeight((int) (height * ratio));
        base.resize(canvas.getWidth(), canvas.getHeight());
        view.resize(width, height);
    }

    void paint(int changed) {
        if ((changed & Painter.LOOK) != 0 || bench.part() != drawnPart) {
            base.clear();
        }
        Timeline timeline = bench.timeline();
        if ((changed & Painter.POSITION) != 0 && timeline.branch() == drawnBranch) {
            morph.step(timeline.log(), bench.previousEvent(), timeline.event());
        }
        double ratio = Window.current().getDevicePixelRatio();
        base.paint(view, timeline, ratio);
        blocks.look(view, timeline.machine());
        g.setTransform(1, 0, 0, 1, 0, 0);
        g.drawImage(base.canvas(), 0, 0);
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        drawMorph();
        new Marks(g, palette, view, blocks).draw(bench, focused);
        if (view.zoomed()) {
            drawInset();
        }
        drawnBranch = timeline.branch();
        if (morph.running()) {
            bench.painter().changed(Painter.MOTION);
        }
    }

    private void drawMorph() {
        if (!morph.running() || view.cell() < BasePicture.BOXES_FROM) {
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

    /** From now on lines are dashed; 0 for whole ones. */
    public static void dash(CanvasRenderingContext2D context, double on, double off) {
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
