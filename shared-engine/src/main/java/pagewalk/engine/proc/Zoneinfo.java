package pagewalk.engine.proc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneSizing;

/**
 * /proc/zoneinfo of Linux 6.12 (mm/vmstat.c zoneinfo_show_print()). Counters that nothing in the machine moves are 0.
 */
public final class Zoneinfo {
    /** Zones that a kernel for x86-64 has, used or not. */
    private static final String[] KINDS = {"DMA", "DMA32", "Normal", "Movable", "Device"};

    static final String[] NODE_COUNTERS = {
        "nr_inactive_anon",
        "nr_active_anon",
        "nr_inactive_file",
        "nr_active_file",
        "nr_unevictable",
        "nr_slab_reclaimable",
        "nr_slab_unreclaimable",
        "nr_isolated_anon",
        "nr_isolated_file",
        "workingset_nodes",
        "workingset_refault_anon",
        "workingset_refault_file",
        "workingset_activate_anon",
        "workingset_activate_file",
        "workingset_restore_anon",
        "workingset_restore_file",
        "workingset_nodereclaim",
        "nr_anon_pages",
        "nr_mapped",
        "nr_file_pages",
        "nr_dirty",
        "nr_writeback",
        "nr_writeback_temp",
        "nr_shmem",
        "nr_shmem_hugepages",
        "nr_shmem_pmdmapped",
        "nr_file_hugepages",
        "nr_file_pmdmapped",
        "nr_anon_transparent_hugepages",
        "nr_vmscan_write",
        "nr_vmscan_immediate_reclaim",
        "nr_dirtied",
        "nr_written",
        "nr_throttled_written",
        "nr_kernel_misc_reclaimable",
        "nr_foll_pin_acquired",
        "nr_foll_pin_released",
        "nr_kernel_stack",
        "nr_page_table_pages",
        "nr_sec_page_table_pages",
        "nr_iommu_pages",
        "nr_swapcached",
        "pgpromote_success",
        "pgpromote_candidate",
        "pgdemote_kswapd",
        "pgdemote_direct",
        "pgdemote_khugepaged"
    };

    static final String[] ZONE_COUNTERS = {
        "nr_free_pages",
        "nr_zone_inactive_anon",
        "nr_zone_active_anon",
        "nr_zone_inactive_file",
        "nr_zone_active_file",
        "nr_zone_unevictable",
        "nr_zone_write_pending",
        "nr_mlock",
        "nr_bounce",
        "nr_zspages",
        "nr_free_cma",
        "nr_unaccepted",
        "numa_hit",
        "numa_miss",
        "numa_foreign",
        "numa_interleave",
        "numa_local",
        "numa_other"
    };

    private static final int MAX_THRESHOLD = 125;
    /** log2 of the pages in 128 MiB. */
    private static final int SHIFT_128M = 15;

    /** What a counter of the node, or of a zone, says. */
    public interface Counters {
        int pages(String counter);
    }

    private final StringBuilder text = new StringBuilder();
    private final List<Zone> zones;
    private final int cpus;
    private final Counters node;

    private Zoneinfo(List<Zone> zones, int cpus, Counters node) {
        this.zones = zones;
        this.cpus = cpus;
        this.node = node;
    }

    /**
     * The file for these zones.
     *
     * @param everyKind whether zones of x86-64 that have no memory are printed too
     * @param node the counters of the first node
     */
    public static String print(List<Zone> zones, int cpus, boolean everyKind, Counters node) {
        Zoneinfo file = new Zoneinfo(zones, cpus, node);
        int highest = 0;
        for (Zone zone : zones) {
            highest = Math.max(highest, zone.node());
        }
        for (int id = 0; id <= highest; id++) {
            file.node(id, everyKind);
        }
        return file.text.toString();
    }

    private void node(int id, boolean everyKind) {
        boolean first = true;
        for (String kind : everyKind ? KINDS : new String[0]) {
            Zone zone = find(id, kind);
            if (zone == null) {
                empty(id, kind);
            } else {
                zone(zone, first);
                first = false;
            }
        }
        for (Zone zone : zones) {
            if (zone.node() == id && !(everyKind && isKind(zone.name()))) {
                zone(zone, first);
                first = false;
            }
        }
    }

    private @Nullable Zone find(int id, String kind) {
        for (Zone zone : zones) {
            if (zone.node() == id && zone.name().equals(kind)) {
                return zone;
            }
        }
        return null;
    }

    private static boolean isKind(String name) {
        return List.of(KINDS).contains(name);
    }

    private void head(int id, String name) {
        text.append("Node ").append(id).append(", zone ");
        ProcText.right(text, name, 8);
    }

    private void zone(Zone zone, boolean first) {
        head(zone.node(), zone.name());
        if (first) {
            text.append("\n  per-node stats");
            for (String counter : NODE_COUNTERS) {
                counter(counter, zone.node() == 0 ? node.pages(counter) : 0);
            }
        }
        Watermarks marks = zone.watermarks();
        int free = zone.lists().freePages();
        sizes(new int[] {
            free,
            marks.boost(),
            marks.mark(Watermarks.MIN),
            marks.mark(Watermarks.LOW),
            marks.mark(Watermarks.HIGH),
            marks.mark(Watermarks.HIGH + 1),
            zone.spanned(),
            zone.present(),
            zone.managed()
        });
        protection(marks);
        for (String counter : ZONE_COUNTERS) {
            counter(counter, counter.equals("nr_free_pages") ? free : 0);
        }
        pagesets(zone);
        text.append("\n  node_unreclaimable:  0\n  start_pfn:           ")
                .append(zone.startPfn())
                .append('\n');
    }

    /** A zone without memory: its numbers, and no more. */
    private void empty(int id, String kind) {
        head(id, kind);
        boolean checked = zones.get(zones.size() - 1).watermarks().on();
        int mark = checked && kind.equals("Movable") ? ZoneSizing.MOVABLE_MIN : 0;
        sizes(new int[] {0, 0, mark, mark, mark, mark, 0, 0, 0});
        text.append("\n        protection: (0, 0, 0, 0, 0)\n");
    }

    private void sizes(int[] values) {
        String[] names = {"free", "boost", "min", "low", "high", "promo", "spanned", "present", "managed"};
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "\n  pages " : "\n        ");
            left(names[i], 9);
            text.append(values[i]);
        }
        text.append("\n        cma      0");
    }

    private void protection(Watermarks marks) {
        text.append("\n        protection: (");
        for (int kind = 0; kind < KINDS.length; kind++) {
            // Nothing is ever in ZONE_DEVICE, so what a request for it finds reserved is what one below does.
            int reserve = marks.lowmemReserve(Math.min(kind, KINDS.length - 2));
            text.append(kind == 0 ? "" : ", ").append(reserve);
        }
        text.append(')');
    }

    private void pagesets(Zone zone) {
        text.append("\n  pagesets");
        for (int cpu = 0; cpu < cpus; cpu++) {
            PerCpuPages pages = cpu < zone.cpus() ? zone.perCpu(cpu) : null;
            int batch = pages == null ? 1 : zone.watermarks().setup().batch();
            text.append("\n    cpu: ").append(cpu);
            text.append("\n              count: ").append(pages == null ? 0 : pages.count());
            text.append("\n              high:  ").append(pages == null ? 0 : pages.high());
            text.append("\n              batch: ").append(batch);
            text.append("\n  vm stats threshold: ").append(threshold(zone.managed()));
        }
    }

    /** How far a processor's counters may stray before it adds them up (calculate_normal_threshold()). */
    private int threshold(int managed) {
        int size = bits(managed >> SHIFT_128M);
        return Math.min(MAX_THRESHOLD, 2 * bits(cpus) * (1 + size));
    }

    private static int bits(int value) {
        return value == 0 ? 0 : Bits.highestSetBit(value) + 1;
    }

    private void counter(String name, int value) {
        text.append("\n      ");
        left(name, 12);
        text.append(' ').append(value);
    }

    private void left(String word, int width) {
        text.append(word).append(" ".repeat(Math.max(0, width - word.length())));
    }
}
