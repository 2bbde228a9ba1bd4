package pagewalk.web.stage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.stage.BlockPicture.Rect;

/**
 * From cells to pixels: the zones side by side, how large a cell is, and which part is shown. Pixels are CSS pixels.
 */
public final class MapView {
    /** Room above each zone for its caption. */
    static final int CAPTION = 22;

    private static final int GAP = 28;
    private static final int MARGIN = 14;
    private static final int MAX_CELL = 96;

    private final List<ZoneBox> boxes = new ArrayList<>();
    private int width = 1;
    private int height = 1;
    private double cell = 1;
    private double left;
    private double top;
    private double fitCell = 1;

    /** Takes the zones of a machine. */
    public MapView(MemoryView memory) {
        for (int z = 0; z < memory.zones(); z++) {
            boxes.add(new ZoneBox(z, memory.zoneStart(z), memory.zoneEnd(z)));
        }
    }

    public List<ZoneBox> boxes() {
        return boxes;
    }

    /** Edge of one cell in pixels. */
    public double cell() {
        return cell;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public boolean zoomed() {
        return cell > fitCell * 1.01;
    }

    /** The size of the place changed; a picture that fitted still fits. */
    public void resize(int newWidth, int newHeight) {
        boolean fitted = !zoomed();
        width = Math.max(newWidth, 1);
        height = Math.max(newHeight, 1);
        fitCell = fittingCell();
        if (fitted || cell < fitCell) {
            fit();
        } else {
            clamp();
        }
    }

    private double fittingCell() {
        int cells = 0;
        int rows = 1;
        for (ZoneBox box : boxes) {
            cells += box.width();
            rows = Math.max(rows, box.height());
        }
        double across = (width - 2.0 * MARGIN - GAP * (boxes.size() - 1)) / Math.max(cells, 1);
        double down = (height - 2.0 * MARGIN - CAPTION) / rows;
        double exact = Math.max(Math.min(Math.min(across, down), MAX_CELL), 0.01);
        return exact >= 2 ? Math.floor(exact) : exact;
    }

    /** Shows everything. */
    public void fit() {
        cell = fitCell;
        clamp();
    }

    /** Shows one zone as large as it fits. */
    public void fitZone(int zone) {
        ZoneBox box = boxes.get(zone);
        double across = (width - 2.0 * MARGIN) / box.width();
        double down = (height - 2.0 * MARGIN - CAPTION) / box.height();
        cell = Math.max(Math.min(Math.min(across, down), MAX_CELL), fitCell);
        left = 0;
        top = 0;
        left = MARGIN - zoneLeft(zone) + (width - 2.0 * MARGIN - box.width() * cell) / 2;
        top = 0;
        clamp();
    }

    /** Makes cells {@code factor} times as large, around a point that stays where it is. */
    public void zoom(double factor, double px, double py) {
        double next = Math.min(Math.max(cell * factor, fitCell), MAX_CELL);
        double before = cell;
        int zone = zoneNear(px);
        double cellX = (px - zoneLeft(zone)) / before;
        double cellY = (py - zoneTop()) / before;
        cell = next;
        left += px - (zoneLeft(zone) + cellX * next);
        top += py - (zoneTop() + cellY * next);
        clamp();
    }

    public void pan(double dx, double dy) {
        left += dx;
        top += dy;
        clamp();
    }

    /** Moves the picture so that the frame can be seen. */
    public void reveal(int pfn) {
        ZoneBox box = boxOf(pfn);
        if (box == null) {
            return;
        }
        double x = pixelX(box, box.x(pfn));
        double y = pixelY(box.y(pfn));
        double dx = x < MARGIN ? MARGIN - x : Math.min(width - MARGIN - (x + cell), 0);
        double dy = y < CAPTION ? CAPTION - y : Math.min(height - MARGIN - (y + cell), 0);
        if (zoomed() && (dx != 0 || dy != 0)) {
            pan(dx, dy);
        }
    }

    private void clamp() {
        double total = 0;
        double tallest = 0;
        for (ZoneBox box : boxes) {
            total += box.width() * cell;
            tallest = Math.max(tallest, box.height() * cell);
        }
        total += GAP * (boxes.size() - 1);
        tallest += CAPTION;
        left = clamp(left, total, width);
        top = clamp(top, tallest, height);
    }

    private static double clamp(double offset, double size, double room) {
        double free = room - 2.0 * MARGIN;
        if (size <= free) {
            return Math.floor(MARGIN + (free - size) / 2);
        }
        return Math.min(MARGIN, Math.max(offset, room - MARGIN - size));
    }

    /** Left edge of a zone's box. */
    public double zoneLeft(int zone) {
        double x = left;
        for (int z = 0; z < zone; z++) {
            x += boxes.get(z).width() * cell + GAP;
        }
        return x;
    }

    /** Upper edge of the boxes, below the captions. */
    public double zoneTop() {
        return top + CAPTION;
    }

    public double pixelX(ZoneBox box, int x) {
        return zoneLeft(box.zone()) + x * cell;
    }

    public double pixelY(int y) {
        return zoneTop() + y * cell;
    }

    /** Where the block of {@code 1 << order} frames from {@code first} on lies. */
    Rect rect(ZoneBox box, int first, int order) {
        return new Rect(
                pixelX(box, box.x(first)),
                pixelY(box.y(first)),
                ZoneBox.blockWidth(order) * cell,
                ZoneBox.blockHeight(order) * cell);
    }

    private int zoneNear(double px) {
        int zone = 0;
        while (zone + 1 < boxes.size() && px >= zoneLeft(zone + 1) - GAP / 2.0) {
            zone++;
        }
        return zone;
    }

    /** The frame under a pixel, or -1. */
    public int pfnAt(double px, double py) {
        ZoneBox box = boxes.get(zoneNear(px));
        double x = Math.floor((px - zoneLeft(box.zone())) / cell);
        double y = Math.floor((py - zoneTop()) / cell);
        return x < 0 || y < 0 ? -1 : box.pfnAt((int) x, (int) y);
    }

    public @Nullable ZoneBox boxOf(int pfn) {
        for (ZoneBox box : boxes) {
            if (box.contains(pfn)) {
                return box;
            }
        }
        return null;
    }

    /**
     * The frame one step away in the picture, or {@code pfn} where the picture ends.
     *
     * @param dx -1, 0 or 1 steps to the right
     * @param dy -1, 0 or 1 steps down
     */
    public int neighbour(int pfn, int dx, int dy) {
        ZoneBox box = boxOf(pfn);
        if (box == null) {
            return pfn;
        }
        int step = cell >= 8 ? 1 : (int) Math.ceil(8 / cell);
        int next = box.pfnAt(box.x(pfn) + dx * step, box.y(pfn) + dy * step);
        if (next >= 0 || dx == 0) {
            return next >= 0 ? next : pfn;
        }
        int other = box.zone() + dx;
        if (other < 0 || other >= boxes.size()) {
            return pfn;
        }
        return dx > 0 ? boxes.get(other).start() : boxes.get(other).end() - 1;
    }
}
