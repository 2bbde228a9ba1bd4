package pagewalk.web.stage;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.dom.Dom;
import pagewalk.web.stage.BlockPicture.Rect;

/**
 * A zone too large for boxes: a pixel for each frame, or for 4, 16... frames where even a pixel is too much.
 *
 * <p>In Morton order 4 to the power of {@code level} frames are a square, so a level is a picture like any other, with
 * larger frames; what such a square holds is mixed into one colour. A picture is kept in tiles, which are painted when
 * they are first seen, and later only where an event touched them.
 */
final class OverviewPicture {
    /** log2 of the pixels of a tile: 256 times 256. */
    private static final int TILE_BITS = 16;

    /** Squares of the largest level are the largest block, so that a block is never less than a pixel. */
    private static final int MOST_LEVEL = BasePicture.GROUP_BITS / 2;

    /** Pixels may be as small as this on the screen before a level with larger ones is taken. */
    private static final double SMALLEST_PIXEL = 0.7;

    private final ZoneBox box;
    private final Palette palette;
    private int level = -1;
    /** log2 of the pixels of a tile of this zone and level. */
    private int tileBits;

    private @Nullable CanvasRenderingContext2D[] tiles = new CanvasRenderingContext2D[0];
    private Int32Array pixels = new Int32Array(1);
    private ImageData image = new ImageData(1, 1);

    OverviewPicture(ZoneBox box, Palette palette) {
        this.box = box;
        this.palette = palette;
    }

    /** Forgets all that was painted. */
    void clear() {
        level = -1;
    }

    /**
     * Draws what of the zone lies in a region.
     *
     * @param ratio pixels of the screen for one of the view
     */
    void draw(CanvasRenderingContext2D g, MapView view, Rect region, MemoryView memory, double ratio) {
        choose(view.cell() * ratio);
        double shown = view.cell() * (1 << level);
        ((Smoothing) g).setImageSmoothingEnabled(level > 0 || shown * ratio < 1);
        int step = 1 << tileBits + 2 * level;
        for (int i = 0; i < tiles.length && box.base() + i * step < box.end(); i++) {
            int first = box.base() + i * step;
            Rect rect = view.rect(box, first, tileBits + 2 * level);
            if (rect.touches(region)) {
                Rect place = rect.snapped(ratio);
                g.drawImage(tile(i, memory).getCanvas(), place.x(), place.y(), place.width(), place.height());
            }
        }
    }

    /** A property that TeaVM's class leaves out. */
    interface Smoothing extends org.teavm.jso.JSObject {
        @org.teavm.jso.JSProperty
        void setImageSmoothingEnabled(boolean on);
    }

    private void choose(double cell) {
        int next = 0;
        while (next < MOST_LEVEL && cell * (1 << next) < SMALLEST_PIXEL) {
            next++;
        }
        if (next == level) {
            return;
        }
        level = next;
        int bits = Math.max(box.bits() - 2 * level, 0);
        tileBits = Math.min(bits, TILE_BITS);
        tiles = new CanvasRenderingContext2D[1 << bits - tileBits];
        pixels = new Int32Array(1 << tileBits);
        image = new ImageData(new Uint8ClampedArray(pixels.getBuffer()), tileWidth(), tileHeight());
    }

    private int tileWidth() {
        return ZoneBox.blockWidth(tileBits);
    }

    private int tileHeight() {
        return ZoneBox.blockHeight(tileBits);
    }

    private CanvasRenderingContext2D tile(int i, MemoryView memory) {
        CanvasRenderingContext2D tile = tiles[i];
        if (tile == null) {
            HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
            canvas.setWidth(tileWidth());
            canvas.setHeight(tileHeight());
            tile = (CanvasRenderingContext2D) canvas.getContext("2d");
            tiles[i] = tile;
            paint(tile, memory, i << tileBits, tileBits);
        }
        return tile;
    }

    /** Paints the group that holds a frame, if its tile was ever seen. */
    void touched(MemoryView memory, int pfn) {
        int cell = level < 0 ? 0 : pfn - box.base() >>> 2 * level;
        CanvasRenderingContext2D tile = level < 0 ? null : tiles[cell >>> tileBits];
        if (tile != null) {
            int bits = Math.min(BasePicture.GROUP_BITS - 2 * level, tileBits);
            paint(tile, memory, cell & -(1 << bits), bits);
        }
    }

    /** Paints {@code 1 << bits} cells of this level from {@code first} on, aligned, within one tile. */
    private void paint(CanvasRenderingContext2D tile, MemoryView memory, int first, int bits) {
        int square = 2 * level;
        int end = first + (1 << bits);
        int cell = first;
        while (cell < end) {
            int pfn = box.base() + (cell << square);
            int order = box.contains(pfn) ? memory.blockOrder(pfn) : -1;
            if (order >= square) {
                int size = Math.min(order - square, bits);
                fill(cell, size, palette.pixel(palette.entry(memory, pfn)));
                cell += 1 << size;
            } else {
                pixels.set(place(cell), pfn >= box.end() ? 0 : mixed(memory, pfn, pfn + (1 << square)));
                cell++;
            }
        }
        int corner = place(first);
        int across = tileWidth();
        tile.putImageData(
                image, 0, 0, corner % across, corner / across, ZoneBox.blockWidth(bits), ZoneBox.blockHeight(bits));
    }

    /** The mean colour of the blocks in {@code [from, to)}; the share that has no memory lets the ground through. */
    private int mixed(MemoryView memory, int from, int to) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int present = 0;
        int pfn = from;
        while (pfn < to) {
            int order = box.contains(pfn) ? memory.blockOrder(pfn) : -1;
            int pages = 1 << Math.max(order, 0);
            if (order >= 0) {
                int colour = palette.pixel(palette.entry(memory, pfn));
                red += (colour & 255) * pages;
                green += (colour >> 8 & 255) * pages;
                blue += (colour >> 16 & 255) * pages;
                present += pages;
            }
            pfn += pages;
        }
        return present == 0
                ? 0
                : red / present | green / present << 8 | blue / present << 16 | 255 * present / (to - from) << 24;
    }

    private int place(int cell) {
        int offset = cell & (1 << tileBits) - 1;
        return ZoneBox.gather(offset >>> 1) * tileWidth() + ZoneBox.gather(offset);
    }

    private void fill(int cell, int bits, int pixel) {
        int corner = place(cell);
        int width = ZoneBox.blockWidth(bits);
        int height = ZoneBox.blockHeight(bits);
        for (int y = 0; y < height; y++) {
            int row = corner + y * tileWidth();
            for (int x = 0; x < width; x++) {
                pixels.set(row + x, pixel);
            }
        }
    }
}
