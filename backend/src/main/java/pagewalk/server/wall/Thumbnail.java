package pagewalk.server.wall;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import pagewalk.engine.view.MemoryView;

/**
 * A machine's memory as 32 x 32 cells, a state each ({@link MemoryView}'s, or {@link #MIXED}). Frames go along the
 * Z-order curve, as on the stage, so that a block is a square or half of one: cell k of the curve shows the frames from
 * k/1024 to (k+1)/1024 of memory, and a small machine's frame covers several cells.
 */
final class Thumbnail {
    static final int CELLS = 1024;
    /** Frames of the cell are in different states. */
    static final byte MIXED = 5;

    private static final int SIDE = 32;
    /** A large machine's cell is judged by this many of its frames, evenly spread. */
    private static final int SAMPLES = 32;

    private Thumbnail() {}

    /** Row by row. */
    static byte[] of(MemoryView memory) {
        byte[] cells = new byte[CELLS];
        for (int k = 0; k < CELLS; k++) {
            cells[row(k) * SIDE + column(k)] = cell(memory, k);
        }
        return cells;
    }

    static String base64(byte[] cells) {
        return Base64.getEncoder().encodeToString(cells);
    }

    /** The runs in which {@code next} differs, as start, length, state, start, length, state... */
    static List<Integer> runs(byte[] before, byte[] next) {
        List<Integer> runs = new ArrayList<>();
        int i = 0;
        while (i < CELLS) {
            int start = i;
            while (i < CELLS && next[i] != before[i] && next[i] == next[start]) {
                i++;
            }
            if (i > start) {
                runs.addAll(List.of(start, i - start, (int) next[start]));
            } else {
                i++;
            }
        }
        return runs;
    }

    private static byte cell(MemoryView memory, int k) {
        long frames = (long) memory.endPfn() - memory.startPfn();
        int from = (int) (memory.startPfn() + frames * k / CELLS);
        int to = Math.max(from + 1, (int) (memory.startPfn() + frames * (k + 1) / CELLS));
        int step = Math.max(1, (to - from) / SAMPLES);
        int state = memory.state(from);
        for (int pfn = from + step; pfn < to; pfn += step) {
            if (memory.state(pfn) != state) {
                return MIXED;
            }
        }
        return (byte) state;
    }

    /** Every second bit of {@code k}, from bit 0. */
    private static int column(int k) {
        int x = 0;
        for (int bit = 0; bit < 5; bit++) {
            x |= (k >> (2 * bit) & 1) << bit;
        }
        return x;
    }

    private static int row(int k) {
        return column(k >> 1);
    }
}
