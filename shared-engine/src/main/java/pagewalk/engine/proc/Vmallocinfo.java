package pagewalk.engine.proc;

import java.util.List;
import pagewalk.engine.util.Bits;
import pagewalk.engine.vmalloc.VmallocView;
import pagewalk.engine.zone.Zone;

/**
 * /proc/vmallocinfo: an area a line, by address, then what is unmapped and kept (mm/vmalloc.c vmalloc_info_show()).
 *
 * <p>Addresses are plain, as root sees them with kernel.kptr_restrict=1; with 0 the kernel prints hashes. The caller is
 * the function of a module that made the request, which here is always the same.
 */
public final class Vmallocinfo {
    private static final String CALLER = " pagewalk_init+0x10/0x100 [pagewalk]";
    private static final int PAGE_SHIFT = 12;

    private Vmallocinfo() {}

    public static String print(VmallocView areas, List<Zone> zones) {
        StringBuilder text = new StringBuilder();
        for (int slot : areas.areas()) {
            range(text, areas.start(slot), areas.size(slot));
            text.append(CALLER);
            int[] frames = areas.frames(slot);
            if (areas.isDevice(slot)) {
                long phys = areas.phys(slot);
                text.append(" phys=0x").append(Bits.hex8((int) (phys >>> 32))).append(Bits.hex8((int) phys));
                text.append(" ioremap");
            } else {
                text.append(" pages=").append(frames.length).append(" vmalloc");
                text.append(areas.hasListArea(slot) ? " vpages" : "");
            }
            nodes(text, frames, zones);
            text.append('\n');
        }
        int[] kept = areas.lazyRanges();
        for (int i = 0; i < kept.length; i += 2) {
            range(text, kept[i], kept[i + 1]);
            text.append(" unpurged vm_area\n");
        }
        return text.toString();
    }

    private static void range(StringBuilder text, int start, int pages) {
        text.append(Bits.hex(VmallocView.address(start))).append('-');
        text.append(Bits.hex(VmallocView.address(start + pages))).append(' ');
        String bytes = Long.toString((long) pages << PAGE_SHIFT);
        ProcText.right(text, bytes, 7);
    }

    /** How many of the frames each node has, as a kernel with NUMA prints it. */
    private static void nodes(StringBuilder text, int[] frames, List<Zone> zones) {
        int highest = 0;
        for (Zone zone : zones) {
            highest = Math.max(highest, zone.node());
        }
        int[] counts = new int[highest + 1];
        for (int pfn : frames) {
            for (Zone zone : zones) {
                counts[zone.node()] += zone.contains(pfn) ? 1 : 0;
            }
        }
        for (int node = 0; node <= highest; node++) {
            if (counts[node] > 0) {
                text.append(" N").append(node).append('=').append(counts[node]);
            }
        }
    }
}
