package pagewalk.web.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.bench.Company;
import pagewalk.web.session.Selection;
import pagewalk.web.stage.BlockPicture.Rect;

/** Outlines on the map: the event's block, the pinned block and its buddy, the pointer and the cursor. */
final class Marks {
    private static final int NAME_WIDTH = 120;

    private final CanvasRenderingContext2D g;
    private final Palette palette;
    private final MapView view;
    private final BlockPicture blocks;

    Marks(CanvasRenderingContext2D g, Palette palette, MapView view, BlockPicture blocks) {
        this.g = g;
        this.palette = palette;
        this.view = view;
        this.blocks = blocks;
    }

    void draw(Bench bench, boolean focused) {
        event(bench.timeline());
        selection(bench.memory(), bench.selection());
        if (focused && bench.selection().cursor() >= 0) {
            cursor(bench.selection().cursor());
        }
        dashed(0);
        if (bench.company() != null) {
            others(bench.company().pointers());
        }
    }

    /** An outlined frame with a name for everybody else who points at one. */
    private void others(List<Company.Pointer> pointers) {
        for (int i = 0; i < pointers.size(); i++) {
            int pfn = pointers.get(i).pfn();
            Rect rect = blocks.rect(pfn, 0);
            int same = 0;
            for (int k = 0; k < i; k++) {
                same += pointers.get(k).pfn() == pfn ? 1 : 0;
            }
            if (rect != null) {
                stroke(atLeast(rect), palette.background(), 6, 1);
                stroke(atLeast(rect), palette.other(), 3, 1);
                name(pointers.get(i).name(), atLeast(rect), same);
            }
        }
    }

    private void name(String name, Rect rect, int above) {
        g.setFont(palette.bold(12));
        double width = Math.min(g.measureText(name).getWidth(), NAME_WIDTH) + 8;
        double x = Math.max(0, Math.min(rect.x() - 1, view.width() - width));
        double y = Math.max(0, rect.y() - 16.0 * (above + 1));
        g.setFillStyle(palette.other());
        g.fillRect(x, y, width, 16);
        g.setFillStyle(palette.background());
        g.fillText(name, x + width / 2, y + 8.5, NAME_WIDTH);
    }

    /** What the step just shown touched: a halo in two tones, dashed around the other half or the buddy. */
    private void event(Timeline timeline) {
        if (timeline.event() == 0) {
            return;
        }
        EventLog log = timeline.log();
        int event = timeline.event() - 1;
        int pfn = log.event(event).pfn();
        if (pfn < 0) {
            return;
        }
        int order = Math.max(log.event(event).order(), 0);
        int kind = log.kind(event);
        if (kind == EventKind.SPLIT.code() || kind == EventKind.BUDDY.code()) {
            halo(blocks.rect(log.arg(event, 2), order), true);
        }
        halo(blocks.rect(pfn, order), false);
    }

    private void halo(@Nullable Rect rect, boolean dashed) {
        if (rect == null) {
            return;
        }
        Rect wide = atLeast(rect);
        dashed(0);
        stroke(wide, palette.background(), 5, 0);
        dashed(dashed ? 5 : 0);
        stroke(wide, palette.text(), 2.5, 0);
    }

    private void selection(MemoryView memory, Selection selection) {
        int hover = selection.hover();
        if (hover >= 0 && hover != selection.pinned()) {
            block(memory, hover, palette.text(), 1);
        }
        int pinned = selection.pinned();
        if (pinned < 0 || memory.blockHead(pinned) < 0) {
            return;
        }
        int order = memory.blockOrder(pinned);
        int buddy = memory.blockHead(pinned) ^ 1 << order;
        ZoneBox box = view.boxOf(pinned);
        if (box != null && order < 10 && box.contains(buddy)) {
            Rect rect = blocks.rect(buddy, order);
            if (rect != null) {
                stroke(atLeast(rect), palette.background(), 4, 2);
                dashed(5);
                stroke(atLeast(rect), palette.accent(), 2, 2);
            }
        }
        dashed(0);
        block(memory, pinned, palette.background(), 6);
        block(memory, pinned, palette.accent(), 3);
    }

    private void block(MemoryView memory, int pfn, String colour, double width) {
        int head = memory.blockHead(pfn);
        Rect rect = head < 0 ? null : blocks.rect(head, memory.blockOrder(pfn));
        if (rect != null) {
            stroke(atLeast(rect), colour, width, 2);
        }
    }

    private void cursor(int pfn) {
        Rect rect = blocks.rect(pfn, 0);
        if (rect != null) {
            dashed(0);
            stroke(atLeast(rect), palette.background(), 4, 3);
            stroke(atLeast(rect), palette.text(), 2, 3);
        }
    }

    /** A mark that can be seen even where a frame is less than a pixel. */
    private static Rect atLeast(Rect rect) {
        double width = Math.max(rect.width(), 7);
        double height = Math.max(rect.height(), 7);
        return new Rect(rect.x() - (width - rect.width()) / 2, rect.y() - (height - rect.height()) / 2, width, height);
    }

    private void stroke(Rect rect, String colour, double width, double inset) {
        g.setStrokeStyle(colour);
        g.setLineWidth(width);
        g.strokeRect(rect.x() + inset, rect.y() + inset, rect.width() - 2 * inset, rect.height() - 2 * inset);
    }

    private void dashed(double length) {
        StagePicture.dash(g, length, length);
    }
}
