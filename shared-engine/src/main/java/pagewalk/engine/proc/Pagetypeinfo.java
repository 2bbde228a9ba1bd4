package pagewalk.engine.proc;

import java.util.List;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;

/** /proc/pagetypeinfo: free blocks by migratetype, and pageblocks by type (mm/vmstat.c pagetypeinfo_show()). */
public final class Pagetypeinfo {
    /** The types a kernel with memory isolation and without CMA prints. */
    private static final String[] TYPES = {"Unmovable", "Movable", "Reclaimable", "HighAtomic", "Isolate"};

    /** Linux walks the lists under a lock, and stops counting here. */
    private static final int COUNTED = 100_000;

    private Pagetypeinfo() {}

    /** The file for these zones, in their order. */
    public static String print(List<Zone> zones) {
        StringBuilder text = new StringBuilder();
        text.append("Page block order: ").append(Zone.PAGEBLOCK_ORDER).append('\n');
        text.append("Pages per block:  ").append(1 << Zone.PAGEBLOCK_ORDER).append("\n\n");
        text.append("Free pages count per migrate type at order  ");
        for (int order = 0; order < FreeLists.ORDERS; order++) {
            ProcText.right(text, order, 6);
            text.append(' ');
        }
        text.append('\n');
        for (Zone zone : zones) {
            printFree(text, zone);
        }
        text.append("\nNumber of blocks type  ");
        for (String type : TYPES) {
            ProcText.right(text, type, 12);
            text.append(' ');
        }
        text.append('\n');
        for (Zone zone : zones) {
            printBlocks(text, zone);
        }
        return text.toString();
    }

    private static void printFree(StringBuilder text, Zone zone) {
        for (int type = 0; type < TYPES.length; type++) {
            text.append("Node ");
            ProcText.right(text, zone.node(), 4);
            text.append(", zone ");
            ProcText.right(text, zone.name(), 8);
            text.append(", type ");
            ProcText.right(text, TYPES[type], 12);
            text.append(' ');
            for (int order = 0; order < FreeLists.ORDERS; order++) {
                int count = type < zone.lists().types() ? zone.lists().count(order, type) : 0;
                text.append(count >= COUNTED ? ">" : "");
                ProcText.right(text, Math.min(count, COUNTED), 6);
                text.append(' ');
            }
            text.append('\n');
        }
    }

    private static void printBlocks(StringBuilder text, Zone zone) {
        int[] blocks = new int[TYPES.length];
        // Steps of a pageblock from the zone's start, aligned or not: so a last partial block may go uncounted.
        for (int pfn = zone.startPfn(); pfn < zone.endPfn(); pfn += 1 << Zone.PAGEBLOCK_ORDER) {
            blocks[zone.typeOf(pfn)]++;
        }
        text.append("Node ").append(zone.node()).append(", zone ");
        ProcText.right(text, zone.name(), 8);
        text.append(' ');
        for (int count : blocks) {
            ProcText.right(text, count, 12);
            text.append(' ');
        }
        text.append('\n');
    }
}
