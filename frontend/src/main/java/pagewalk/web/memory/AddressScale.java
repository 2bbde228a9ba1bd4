package pagewalk.web.memory;

import pagewalk.engine.memblock.Memblock;
import pagewalk.engine.memblock.RegionTable;

/**
 * From physical addresses to places on a bar. Addresses go from 0 to the end of the last range; a hole that would take
 * most of the bar is cut out, and all cuts are equally wide.
 */
final class AddressScale {
    /** The width of a cut hole, in percent of the bar. */
    static final double CUT = 4;

    private static final double WHOLE = 100;
    /** A hole is cut if it is larger than this many times what all ranges take together. */
    private static final double HUGE = 0.5;

    private double[] edges = new double[8];
    private int count;
    private final boolean[] cut;
    private final double[] left;

    AddressScale(Memblock memblock) {
        insert(0);
        insert(memblock.memory());
        insert(memblock.reserved());
        cut = new boolean[count];
        left = new double[count];
        lay(memblock);
    }

    /** An address or a size, 64 bits without sign, as a number that can be scaled. */
    static double number(long address) {
        double upper = (double) (address >>> 1) * 2;
        return upper + (address & 1);
    }

    private void insert(RegionTable table) {
        for (int i = 0; i < table.count(); i++) {
            insert(number(table.base(i)));
            insert(number(table.end(i)));
        }
    }

    private void insert(double edge) {
        int at = count;
        while (at > 0 && edges[at - 1] > edge) {
            at--;
        }
        if (at > 0 && edges[at - 1] == edge) {
            return;
        }
        if (count == edges.length) {
            edges = java.util.Arrays.copyOf(edges, 2 * count);
        }
        System.arraycopy(edges, at, edges, at + 1, count - at);
        edges[at] = edge;
        count++;
    }

    private void lay(Memblock memblock) {
        double covered = 0;
        for (int i = 0; i + 1 < count; i++) {
            covered += covered(memblock, i) ? edges[i + 1] - edges[i] : 0;
        }
        double shown = 0;
        int cuts = 0;
        for (int i = 0; i + 1 < count; i++) {
            double size = edges[i + 1] - edges[i];
            cut[i] = !covered(memblock, i) && size > HUGE * covered;
            cuts += cut[i] ? 1 : 0;
            shown += cut[i] ? 0 : size;
        }
        double scale = shown == 0 ? 0 : (WHOLE - cuts * CUT) / shown;
        for (int i = 0; i + 1 < count; i++) {
            left[i + 1] = left[i] + (cut[i] ? CUT : (edges[i + 1] - edges[i]) * scale);
        }
    }

    /** Whether any range covers the part from one edge to the next. */
    private boolean covered(Memblock memblock, int part) {
        return covers(memblock.memory(), edges[part]) || covers(memblock.reserved(), edges[part]);
    }

    private static boolean covers(RegionTable table, double address) {
        for (int i = 0; i < table.count(); i++) {
            if (number(table.base(i)) <= address && address < number(table.end(i))) {
                return true;
            }
        }
        return false;
    }

    /** Place of an address, in percent of the bar; beyond the last range the bar's end. */
    double place(long address) {
        double at = number(address);
        int i = 0;
        while (i + 1 < count && edges[i + 1] <= at) {
            i++;
        }
        if (i + 1 >= count) {
            return WHOLE;
        }
        return left[i] + (left[i + 1] - left[i]) * (at - edges[i]) / (edges[i + 1] - edges[i]);
    }

    /** How many holes were cut. */
    int cuts() {
        int cuts = 0;
        for (boolean each : cut) {
            cuts += each ? 1 : 0;
        }
        return cuts;
    }

    /** Where the {@code i}-th cut begins, in percent; it is {@link #CUT} wide. */
    double cutPlace(int i) {
        int found = -1;
        int part = -1;
        while (found < i) {
            part++;
            found += cut[part] ? 1 : 0;
        }
        return left[part];
    }
}
