package pagewalk.web.stage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.dom.Dom;

/**
 * A zone with one pixel for each frame, kept between paints; only the tiles an event touched are painted again.
 *
 * <p>A tile is a square of 32 or 256 pixels, so a block never crosses its edge.
 */
final class OverviewPicture {
    /** Frames of a small tile: the largest block. */
    private static final int SMALL_BITS = 10;

    private static final int LARGE_BITS = 16;

    private final ZoneBox box;
    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
    private final CanvasRenderingContext2D context;
    private final int tileBits;
    private final IntBuffer pixels;
    private final ImageData smallTile;
    private final ImageData largeTile;

    OverviewPicture(ZoneBox box) {
        this.box = box;
        canvas.setWidth(box.width());
        canvas.setHeight(box.height());
        context = (CanvasRenderingContext2D) canvas.getContext("2d");
        tileBits = box.bits() > SMALL_BITS ? LARGE_BITS : SMALL_BITS;
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 << tileBits).order(ByteOrder.LITTLE_ENDIAN);
        pixels = bytes.asIntBuffer();
        smallTile = image(bytes, 1 << SMALL_BITS / 2);
        largeTile = tileBits == SMALL_BITS ? smallTile : image(bytes, 1 << LARGE_BITS / 2);
    }

    /** An image whose pixels are the first ones of the buffer, not a copy of them. */
    private static ImageData image(ByteBuffer bytes, int edge) {
        Uint8Array raw = Uint8Array.fromJavaBuffer(bytes);
        return new ImageData(new Uint8ClampedArray(raw.getBuffer(), raw.getByteOffset(), 4 * edge * edge), edge, edge);
    }

    HTMLCanvasElement canvas() {
        return canvas;
    }

    /** Paints every frame. */
    void paintAll(MemoryView memory, Palette palette) {
        int end = box.base() + (1 << box.bits());
        for (int pfn = box.base(); pfn < end; pfn += 1 << tileBits) {
            paint(memory, palette, pfn, tileBits);
        }
    }

    /** Paints the small tile that holds a frame. */
    void paintAround(MemoryView memory, Palette palette, int pfn) {
        int offset = pfn - box.base();
        paint(memory, palette, box.base() + (offset & -(1 << SMALL_BITS)), SMALL_BITS);
    }

    private void paint(MemoryView memory, Palette palette, int first, int bits) {
        int edge = 1 << bits / 2;
        int offset = 0;
        int frames = 1 << bits;
        while (offset < frames) {
            int pfn = first + offset;
            int order = box.contains(pfn) ? memory.blockOrder(pfn) : -1;
            if (order < 0) {
                pixels.put(place(offset, edge), 0);
                offset++;
            } else {
                fill(offset, Math.min(order, bits), edge, palette.pixel(palette.entry(memory, pfn)));
                offset += 1 << order;
            }
        }
        ImageData tile = bits == SMALL_BITS ? smallTile : largeTile;
        context.putImageData(tile, box.x(first), box.y(first));
    }

    private static int place(int offset, int edge) {
        return ZoneBox.gather(offset >>> 1) * edge + ZoneBox.gather(offset);
    }

    private void fill(int offset, int order, int edge, int pixel) {
        int corner = place(offset, edge);
        int width = ZoneBox.blockWidth(order);
        int height = ZoneBox.blockHeight(order);
        for (int y = 0; y < height; y++) {
            int row = corner + y * edge;
            for (int x = 0; x < width; x++) {
                pixels.put(row + x, pixel);
            }
        }
    }
}
