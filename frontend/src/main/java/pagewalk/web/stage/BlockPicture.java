package pagewalk.web.stage;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import pagewalk.engine.Machine;
import pagewalk.engine.view.MemoryView;

/** Blocks as boxes on a canvas: fill, border, words where there is room. Draws only what can be seen. */
final class BlockPicture {
    private static final int PAGE_LINES_FROM = 20;
    private static final int GLYPHS_FROM = 12;

    private final CanvasRenderingContext2D g;
    private final Palette palette;
    private MapView view;
    private Machine machine;
    private MemoryView memory;
    private double smallest;
    private Rect region = new Rect(0, 0, 0, 0);
    private int lastFill = -1;

    BlockPicture(CanvasRenderingContext2D g, Palette palette, MapView view, Machine machine) {
        this.g = g;
        this.palette = palette;
        this.view = view;
        this.machine = machine;
        memory = machine.memory();
    }

    void look(MapView newView, Machine newMachine) {
        view = newView;
        machine = newMachine;
        memory = newMachine.memory();
    }

    /** Draws the blocks of a zone that touch a region; their smaller side has at least {@code smallestEdge} pixels. */
    void draw(ZoneBox box, double smallestEdge, Rect place) {
        region = place;
        smallest = smallestEdge;
        lastFill = -1;
        g.setTextAlign("center");
        g.setTextBaseline("middle");
        visit(box, box.base(), box.bits());
    }

    private void visit(ZoneBox box, int first, int bits) {
        int end = first + (1 << bits);
        if (end <= box.start() || first >= box.end()) {
            return;
        }
        Rect rect = view.rect(box, first, bits);
        if (!rect.touches(region) || Math.min(rect.width(), rect.height()) < smallest) {
            return;
        }
        int order = first >= box.start() ? memory.blockOrder(first) : -1;
        if (order >= bits && memory.blockHead(first) == first) {
            drawBlock(first, order, rect);
        } else if (bits > 0) {
            visit(box, first, bits - 1);
            visit(box, first + (1 << bits - 1), bits - 1);
        }
    }

    /** Where a block lies, in pixels; null where there is no zone. */
    @Nullable
    Rect rect(int first, int order) {
        ZoneBox box = view.boxOf(first);
        return box == null || order < 0 ? null : view.rect(box, first, order);
    }

    private void drawBlock(int head, int order, Rect rect) {
        int entry = palette.entry(memory, head);
        drawBox(entry, rect);
        if (order > 0 && view.cell() >= PAGE_LINES_FROM) {
            pageLines(entry, rect);
        }
        int state = memory.state(head);
        boolean hatched = palette.lens() == Lens.ORDER && state != MemoryView.FREE;
        if ((state == MemoryView.USED || hatched) && rect.height() >= GLYPHS_FROM && palette.entryShown(entry)) {
            line(entry, rect, 3, rect.height() - 3);
        }
        if (state == MemoryView.CACHED && rect.height() >= GLYPHS_FROM && palette.entryShown(entry)) {
            line(entry, rect, 4, 4);
        }
        if (palette.entryShown(entry)) {
            words(head, order, entry, rect);
        }
    }

    /** Fill and border of one box. */
    void drawBox(int entry, Rect rect) {
        double gap = rect.height() >= 8 ? 1 : 0.5;
        if (lastFill != entry) {
            g.setFillStyle(palette.css(entry));
            lastFill = entry;
        }
        g.fillRect(rect.x() + gap, rect.y() + gap, rect.width() - 2 * gap, rect.height() - 2 * gap);
        if (rect.height() >= 6 && (entry & 1) == 0) {
            g.setStrokeStyle(palette.border());
            g.setLineWidth(1);
            g.strokeRect(rect.x() + 1.5, rect.y() + 1.5, rect.width() - 3, rect.height() - 3);
        }
    }

    void forgetFill() {
        lastFill = -1;
    }

    /** Thin lines between the pages of a block. */
    private void pageLines(int entry, Rect rect) {
        g.save();
        g.setGlobalAlpha(0.16);
        g.setStrokeStyle(palette.ink(entry));
        g.setLineWidth(1);
        g.beginPath();
        double cell = view.cell();
        for (double x = cell; x < rect.width() - 1; x += cell) {
            g.moveTo(rect.x() + x, rect.y() + 3);
            g.lineTo(rect.x() + x, rect.y() + rect.height() - 3);
        }
        for (double y = cell; y < rect.height() - 1; y += cell) {
            g.moveTo(rect.x() + 3, rect.y() + y);
            g.lineTo(rect.x() + rect.width() - 3, rect.y() + y);
        }
        g.stroke();
        g.restore();
        lastFill = -1;
    }

    /** A line from left to right, which begins {@code begin} and ends {@code end} pixels above the lower edge. */
    private void line(int entry, Rect rect, double begin, double end) {
        g.save();
        g.setGlobalAlpha(0.45);
        g.setStrokeStyle(palette.ink(entry));
        g.setLineWidth(1);
        g.beginPath();
        g.moveTo(rect.x() + 3, rect.y() + rect.height() - begin);
        g.lineTo(rect.x() + rect.width() - 3, rect.y() + rect.height() - end);
        g.stroke();
        g.restore();
        lastFill = -1;
    }

    private void words(int head, int order, int entry, Rect rect) {
        if (rect.width() < 24 || rect.height() < 14) {
            return;
        }
        String name =
                memory.state(head) == MemoryView.FREE ? null : machine.names().nameOf(head);
        String main = name != null ? name : Integer.toString(head);
        double x = rect.x() + rect.width() / 2;
        double y = rect.y() + rect.height() / 2;
        g.setFillStyle(palette.ink(entry));
        lastFill = -1;
        if (rect.width() >= 54 && rect.height() >= 40) {
            g.setFont(name != null ? palette.bold(15) : palette.mono(13));
            text(main, x, y - 7, rect.width() - 8, entry);
            g.setFont(palette.font(11));
            text(name != null ? "pfn " + head + ", o" + order : "order " + order, x, y + 9, rect.width() - 6, entry);
        } else {
            g.setFont(name != null ? palette.bold(12) : palette.mono(11));
            g.fillText(main, x, y, rect.width() - 4);
        }
    }

    /** Words with the block's own colour around them, so that the lines between its pages do not cross them. */
    private void text(String words, double x, double y, double width, int entry) {
        g.setStrokeStyle(palette.css(entry));
        g.setLineWidth(4);
        g.strokeText(words, x, y, width);
        g.fillText(words, x, y, width);
    }

    /** A box in pixels. */
    record Rect(double x, double y, double width, double height) {
        boolean touches(Rect other) {
            return x < other.x + other.width
                    && y < other.y + other.height
                    && x + width > other.x
                    && y + height > other.y;
        }

        /** This box with its edges on the nearest whole pixels of a screen that has {@code ratio} for one. */
        Rect snapped(double ratio) {
            double left = Math.floor(x * ratio + 0.5) / ratio;
            double top = Math.floor(y * ratio + 0.5) / ratio;
            double right = Math.floor((x + width) * ratio + 0.5) / ratio;
            double bottom = Math.floor((y + height) * ratio + 0.5) / ratio;
            return new Rect(left, top, right - left, bottom - top);
        }

        /** This box and a pixel more on each side, on whole pixels. */
        Rect around(double ratio) {
            return new Rect(x - 1 / ratio, y - 1 / ratio, width + 2 / ratio, height + 2 / ratio).snapped(ratio);
        }

        /** {@code t} of the way from this box to another. */
        Rect towards(Rect other, double t) {
            return new Rect(
                    x + (other.x - x) * t,
                    y + (other.y - y) * t,
                    width + (other.width - width) * t,
                    height + (other.height - height) * t);
        }
    }
}
