package pagewalk.web.stage;

/**
 * Where the frames of one zone lie in the picture: Morton (Z) order in a box whose sides are powers of two.
 *
 * <p>Bit 0 of the frame number is bit 0 of x, bit 1 is bit 0 of y, and so on. So an aligned block of 2^k pages is a
 * square or a box of 2:1, and the buddy {@code pfn ^ (1 << k)} lies beside it for even k, below or above it for odd k.
 */
public final class ZoneBox {
    /** No block is larger, so a base aligned to it keeps every block whole. */
    private static final int LARGEST_BLOCK = 1024;

    private final int zone;
    private final int start;
    private final int end;
    private final int base;
    private final int bits;

    /**
     * @param zone index of the zone
     * @param start first pfn
     * @param end pfn after the last
     */
    public ZoneBox(int zone, int start, int end) {
        this.zone = zone;
        this.start = start;
        this.end = end;
        int tryBits = 0;
        while (end - alignedBase(start, tryBits) > 1 << tryBits) {
            tryBits++;
        }
        bits = tryBits;
        base = alignedBase(start, tryBits);
    }

    private static int alignedBase(int start, int bits) {
        int unit = Math.min(1 << bits, LARGEST_BLOCK);
        return start & -unit;
    }

    public int zone() {
        return zone;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** The pfn of the upper left cell, at or before the zone's first. */
    public int base() {
        return base;
    }

    /** The box holds {@code 1 << bits} cells. */
    public int bits() {
        return bits;
    }

    /** Width in cells. */
    public int width() {
        return 1 << (bits + 1) / 2;
    }

    /** Height in cells. */
    public int height() {
        return 1 << bits / 2;
    }

    public boolean contains(int pfn) {
        return pfn >= start && pfn < end;
    }

    /** Column of a frame. */
    public int x(int pfn) {
        return gather(pfn - base);
    }

    /** Row of a frame. */
    public int y(int pfn) {
        return gather(pfn - base >>> 1);
    }

    /** The frame at a cell, or -1 outside the box or the zone. */
    public int pfnAt(int x, int y) {
        if (x < 0 || y < 0 || x >= width() || y >= height()) {
            return -1;
        }
        int pfn = base + (spread(x) | spread(y) << 1);
        return contains(pfn) ? pfn : -1;
    }

    /** Width in cells of a block of this order. */
    public static int blockWidth(int order) {
        return 1 << (order + 1) / 2;
    }

    /** Height in cells of a block of this order. */
    public static int blockHeight(int order) {
        return 1 << order / 2;
    }

    /** Bits 0, 2, 4... of {@code v} packed together. */
    static int gather(int v) {
        int w = v & 0x55555555;
        w = (w | w >>> 1) & 0x33333333;
        w = (w | w >>> 2) & 0x0f0f0f0f;
        w = (w | w >>> 4) & 0x00ff00ff;
        return (w | w >>> 8) & 0x0000ffff;
    }

    /** The low 16 bits of {@code v} at places 0, 2, 4... */
    static int spread(int v) {
        int w = v & 0x0000ffff;
        w = (w | w << 8) & 0x00ff00ff;
        w = (w | w << 4) & 0x0f0f0f0f;
        w = (w | w << 2) & 0x33333333;
        return (w | w << 1) & 0x55555555;
    }
}
