package pagewalk.engine.proc;

import java.util.List;
import pagewalk.engine.compaction.Fragmentation;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;

/** The files in /sys/kernel/debug/extfrag: a line a zone, a number for each order in thousandths (mm/vmstat.c). */
public final class ExtfragFile {
    private static final int SCALE = 1000;

    private ExtfragFile() {}

    /** extfrag_index: whether a request fails for lack of memory or for fragmentation (extfrag_show_print()). */
    public static String indexes(List<Zone> zones) {
        StringBuilder text = new StringBuilder();
        for (Zone zone : zones) {
            begin(text, zone);
            for (int order = 0; order < FreeLists.ORDERS; order++) {
                number(text, Fragmentation.index(zone.lists(), order), 2);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** unusable_index: the share of free memory in blocks too small for a request (unusable_show_print()). */
    public static String unusable(List<Zone> zones) {
        StringBuilder text = new StringBuilder();
        for (Zone zone : zones) {
            begin(text, zone);
            for (int order = 0; order < FreeLists.ORDERS; order++) {
                number(text, Fragmentation.unusable(zone.lists(), order), 1);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void begin(StringBuilder text, Zone zone) {
        text.append("Node ").append(zone.node()).append(", zone ");
        ProcText.right(text, zone.name(), 8);
        text.append(' ');
    }

    /** C's {@code %d.%03d}: a negative number of thousandths keeps its sign on both sides of the point. */
    private static void number(StringBuilder text, int thousandths, int width) {
        ProcText.right(text, thousandths / SCALE, width);
        int rest = thousandths % SCALE;
        String digits = Integer.toString(Math.abs(rest));
        text.append('.').append(rest < 0 ? "-" : "");
        for (int i = digits.length() + (rest < 0 ? 1 : 0); i < 3; i++) {
            text.append('0');
        }
        text.append(digits).append(' ');
    }
}
