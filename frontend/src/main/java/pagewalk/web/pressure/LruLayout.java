package pagewalk.web.pressure;

/**
 * Where the pages of the lanes lie: each lane from its head at the left to its tail, in as many rows as it needs. Cells
 * are as large as the room allows; where even the smallest are too many, a lane is cut in the middle.
 */
final class LruLayout {
    /** Room for a lane's name. */
    static final int LABEL = 128;

    /** No lane is lower, so that its name fits. */
    static final int LEAST_ROW = 18;

    private static final int[] SIZES = {26, 22, 18, 16, 14, 12, 10, 8, 6};
    private static final int GAP = 7;
    /** Rows of a lane that is cut: some of the head, the cut, some of the tail. */
    private static final int CUT_ROWS = 3;
    /** Pages that are drawn at most. */
    private static final int DRAWN = 4096;

    private final int[] counts;
    private final int[] rows;
    private final int[] tops;
    private final int perRow;
    private final int cell;
    private final int height;

    /**
     * Lays lanes out.
     *
     * @param counts pages of each lane
     * @param width room from the left of the names to the right
     * @param most greatest height that is wanted
     */
    LruLayout(int[] counts, int width, int most) {
        this.counts = counts;
        rows = new int[counts.length];
        tops = new int[counts.length];
        int size = 0;
        while (size + 1 < SIZES.length && needed(SIZES[size], width) > most) {
            size++;
        }
        cell = SIZES[size];
        perRow = perRow(cell, width);
        for (int lane = 0; lane < counts.length; lane++) {
            rows[lane] = rowsOf(lane, perRow);
        }
        shorten(most);
        int y = 0;
        for (int lane = 0; lane < counts.length; lane++) {
            tops[lane] = y;
            y += Math.max(LEAST_ROW, rows[lane] * cell) + GAP;
        }
        height = y;
    }

    private static int perRow(int cell, int width) {
        return Math.max(1, (width - LABEL) / cell);
    }

    private int rowsOf(int lane, int inRow) {
        return Math.max(1, (counts[lane] + inRow - 1) / inRow);
    }

    private int needed(int size, int width) {
        int pixels = 0;
        for (int lane = 0; lane < counts.length; lane++) {
            pixels += Math.max(LEAST_ROW, rowsOf(lane, perRow(size, width)) * size) + GAP;
        }
        return pixels;
    }

    /** Takes rows from the longest lanes until all fit, and no more are drawn than a picture should. */
    private void shorten(int most) {
        int pixels = 0;
        int total = 0;
        for (int lane = 0; lane < rows.length; lane++) {
            rows[lane] = Math.min(rows[lane], Math.max(most / cell, CUT_ROWS));
            pixels += tall(lane) + GAP;
            total += rows[lane];
        }
        while (pixels > most || total * perRow > DRAWN) {
            int longest = 0;
            for (int lane = 1; lane < rows.length; lane++) {
                longest = rows[lane] > rows[longest] ? lane : longest;
            }
            if (rows[longest] <= CUT_ROWS) {
                return;
            }
            pixels -= tall(longest);
            rows[longest]--;
            pixels += tall(longest);
            total--;
        }
    }

    int cell() {
        return cell;
    }

    int height() {
        return height;
    }

    int top(int lane) {
        return tops[lane];
    }

    /** Pixels from the top of a lane to its end. */
    int tall(int lane) {
        return Math.max(LEAST_ROW, rows[lane] * cell);
    }

    boolean isCut(int lane) {
        return rowsOf(lane, perRow) > rows[lane];
    }

    /** Pages of a lane that are drawn. */
    int shown(int lane) {
        return isCut(lane) ? headPart(lane) + tailPart(lane) : counts[lane];
    }

    /** Pages that are drawn from the head on; all where the lane is not cut. */
    int headPart(int lane) {
        return isCut(lane) ? rows[lane] / 2 * perRow : counts[lane];
    }

    /** Pages that are drawn up to the tail, behind a cut. */
    int tailPart(int lane) {
        return isCut(lane) ? (rows[lane] - 1 - rows[lane] / 2) * perRow : 0;
    }

    /** Upper edge of the row that stands for the pages left out. */
    int cutTop(int lane) {
        return tops[lane] + rows[lane] / 2 * cell;
    }

    /** Left edge of the {@code i}-th drawn page. */
    int x(int i) {
        return LABEL + i % perRow * cell;
    }

    /** Upper edge of the {@code i}-th drawn page of a lane. */
    int y(int lane, int i) {
        int row = i / perRow + (isCut(lane) && i >= headPart(lane) ? 1 : 0);
        int spare = rows[lane] == 1 ? (tall(lane) - cell) / 2 : 0;
        return tops[lane] + spare + row * cell;
    }

    /** The lane at a height, or -1. */
    int laneAt(int y) {
        for (int lane = 0; lane < tops.length; lane++) {
            if (y >= tops[lane] && y < tops[lane] + tall(lane)) {
                return lane;
            }
        }
        return -1;
    }

    /** The drawn page of a lane under a pixel, or -1. */
    int at(int lane, int x, int y) {
        int column = x < LABEL ? perRow : (x - LABEL) / cell;
        int spare = rows[lane] == 1 ? (tall(lane) - cell) / 2 : 0;
        int row = (y - tops[lane] - spare) / cell;
        if (column >= perRow || y < tops[lane] + spare || row >= rows[lane]) {
            return -1;
        }
        if (isCut(lane) && row >= rows[lane] / 2) {
            row = row == rows[lane] / 2 ? counts[lane] : row - 1;
        }
        long i = (long) row * perRow + column;
        return i < shown(lane) ? (int) i : -1;
    }

    /** The page in the row above or below one of the same lane; the same where there is none. */
    int beside(int lane, int i, int rowsDown) {
        int next = i + rowsDown * perRow;
        return next < 0 || next >= shown(lane) ? -1 : next;
    }
}
