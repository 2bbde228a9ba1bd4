package pagewalk.web.stage;

import org.teavm.jso.canvas.CanvasRenderingContext2D;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Zone;
import pagewalk.web.stage.BlockPicture.Rect;

/** A frame around each pageblock in the colour of its migratetype: the type is the pageblock's, not the page's. */
final class PageblockFrames implements BasePicture.Overlay {
    /** Smaller pageblocks are only tinted. */
    private static final int SMALLEST = 10;

    private final Palette palette;

    PageblockFrames(Palette palette) {
        this.palette = palette;
    }

    @Override
    public void draw(CanvasRenderingContext2D g, MapView view, ZoneBox box, Rect region, MemoryView memory) {
        int order = Math.min(Zone.PAGEBLOCK_ORDER, box.bits());
        if (palette.lens() != Lens.MIGRATETYPE || ZoneBox.blockHeight(order) * view.cell() < SMALLEST) {
            return;
        }
        int size = 1 << order;
        g.setLineWidth(2);
        for (int first = box.base() & -size; first < box.end(); first += size) {
            int type = first + size <= box.start() ? -1 : memory.migratetype(Math.max(first, box.start()));
            Rect rect = view.rect(box, Math.max(first, box.base()), order);
            if (type >= 0 && rect.touches(region)) {
                g.setStrokeStyle(palette.css(2 * type + 1));
                g.strokeRect(rect.x() + 1, rect.y() + 1, rect.width() - 2, rect.height() - 2);
            }
        }
    }
}
