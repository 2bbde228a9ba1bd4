package pagewalk.engine.proc;

import java.util.List;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.util.Bits;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Zone;

/** /proc/pagetypeinfo: free blocks by migratetype, and pageblocks by type (mm/vmstat.c pagetypeinfo_show()). */
public final class Pagetypeinfo {
    /** The types a kernel with memory isolation and without CMA prints. */
    private static final String[] TYPES = {"Unmovable", "Movable", "Reclaimable", "HighAtomic", "Isolate"};

    /** Linux walks the lists under a lock, and stops counting here. */
    private static final int COUNTED = 100_000;

    private Pagetypeinfo() {}

    /** log2 of the frames that share one piece of the kernel's page array (SECTION_SIZE_BITS - PAGE_SHIFT). */
    private static final int SECTION_ORDER = 15;

    /** The file for these zones, in their order. */
    public static String print(List<Zone> zones, PageFrames frames) {
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
            printBlocks(text, zone, frames);
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

    private static void printBlocks(StringBuilder text, Zone zone, PageFrames frames) {
        int[] blocks = new int[TYPES.length];
        // Steps of a pageblock from the zone's start, aligned or not: so a last partial block may go uncounted.
        for (int pfn = zone.startPfn(); pfn < zone.endPfn(); pfn += 1 << Zone.PAGEBLOCK_ORDER) {
            if (hasPages(pfn, frames)) {
                blocks[zone.typeOf(pfn)]++;
            }
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

    /**
     * Whether the kernel has a struct page for the frame: it has one for every frame, in a hole too, of a section that
     * has any memory (pfn_to_online_page()).
     */
    private static boolean hasPages(int pfn, PageFrames frames) {
        if (frames.kind(pfn) != PageFrames.ABSENT) {
            return true;
        }
        int end = Math.min(frames.endPfn(), Bits.alignDown(pfn, SECTION_ORDER) + (1 << SECTION_ORDER));
        for (int at = Math.max(frames.basePfn(), Bits.alignDown(pfn, SECTION_ORDER)); at < end; at++) {
            if (frames.kind(at) != PageFrames.ABSENT) {
                return true;
            }
        }
        return false;
    }
}
