package pagewalk.engine.proc;

import java.util.List;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/**
 * /proc/meminfo of Linux 6.12 for x86-64 with four levels of page tables (fs/proc/meminfo.c, mm/show_mem.c). Counters
 * that nothing in the machine moves are 0.
 */
public final class Meminfo {
    private static final int PAGE_KB = 4;
    /** Kernel addresses that vmalloc() has: 32 TiB less a byte, in KiB. */
    private static final long VMALLOC_KB = 34_359_738_367L;
    /** Kinds of zones that a request can be for, as far as a reserve is kept from it. */
    private static final int KINDS = 4;

    private static final int PAGES_OF_THP = 512;

    private final List<Zone> zones;
    private final Zoneinfo.Counters counters;
    private final StringBuilder text = new StringBuilder();

    private Meminfo(List<Zone> zones, Zoneinfo.Counters counters) {
        this.zones = zones;
        this.counters = counters;
    }

    /**
     * The file.
     *
     * @param counters pages by the names of mm/vmstat.c; those of swap and huge pages by the labels of this file
     * @param limit CommitLimit in pages
     * @param committed Committed_AS in pages
     */
    public static String print(List<Zone> zones, Zoneinfo.Counters counters, long limit, long committed) {
        Meminfo file = new Meminfo(zones, counters);
        file.memory();
        file.lists();
        file.usage();
        file.kernel(limit, committed);
        file.huge();
        return file.text.toString();
    }

    private void memory() {
        long total = 0;
        long free = 0;
        for (Zone zone : zones) {
            total += zone.managed();
            free += zone.lists().freePages();
        }
        long buffers = of("nr_buffers");
        pages("MemTotal", total);
        pages("MemFree", free);
        pages("MemAvailable", available(free, zones, counters));
        pages("Buffers", buffers);
        pages("Cached", Math.max(0, of("nr_file_pages") - of("nr_swapcached") - buffers));
        pages("SwapCached", of("nr_swapcached"));
    }

    private void lists() {
        pages("Active", of("nr_active_anon") + of("nr_active_file"));
        pages("Inactive", of("nr_inactive_anon") + of("nr_inactive_file"));
        pages("Active(anon)", of("nr_active_anon"));
        pages("Inactive(anon)", of("nr_inactive_anon"));
        pages("Active(file)", of("nr_active_file"));
        pages("Inactive(file)", of("nr_inactive_file"));
        pages("Unevictable", of("nr_unevictable"));
        pages("Mlocked", of("nr_mlock"));
        pages("SwapTotal", of("SwapTotal"));
        pages("SwapFree", of("SwapFree"));
        pages("Zswap", of("Zswap"));
        pages("Zswapped", of("Zswapped"));
    }

    private void usage() {
        long reclaimable = of("nr_slab_reclaimable");
        pages("Dirty", of("nr_dirty"));
        pages("Writeback", of("nr_writeback"));
        pages("AnonPages", of("nr_anon_pages"));
        pages("Mapped", of("nr_mapped"));
        pages("Shmem", of("nr_shmem"));
        pages("KReclaimable", reclaimable + of("nr_kernel_misc_reclaimable"));
        pages("Slab", reclaimable + of("nr_slab_unreclaimable"));
        pages("SReclaimable", reclaimable);
        pages("SUnreclaim", of("nr_slab_unreclaimable"));
        line("KernelStack", of("nr_kernel_stack"));
        pages("PageTables", of("nr_page_table_pages"));
        pages("SecPageTables", of("nr_sec_page_table_pages"));
        pages("NFS_Unstable", 0);
        pages("Bounce", of("nr_bounce"));
        pages("WritebackTmp", of("nr_writeback_temp"));
    }

    private void kernel(long limit, long committed) {
        pages("CommitLimit", limit);
        pages("Committed_AS", committed);
        line("VmallocTotal", VMALLOC_KB);
        pages("VmallocUsed", of("VmallocUsed"));
        pages("VmallocChunk", 0);
        pages("Percpu", 0);
        text.append("HardwareCorrupted:     0 kB\n");
    }

    private void huge() {
        pages("AnonHugePages", of("nr_anon_transparent_hugepages") * PAGES_OF_THP);
        pages("ShmemHugePages", of("nr_shmem_hugepages"));
        pages("ShmemPmdMapped", of("nr_shmem_pmdmapped"));
        pages("FileHugePages", of("nr_file_hugepages"));
        pages("FilePmdMapped", of("nr_file_pmdmapped"));
        pages("Unaccepted", 0);
        count("HugePages_Total");
        count("HugePages_Free");
        count("HugePages_Rsvd");
        count("HugePages_Surp");
        text.append("Hugepagesize:       2048 kB\n");
        pages("Hugetlb", of("Hugetlb"));
        long mapped = 0;
        for (Zone zone : zones) {
            mapped += zone.present();
        }
        // The kernel maps memory by 2 MiB pages as far as they fit, which the machine does not model further.
        pages("DirectMap4k", mapped & 511);
        pages("DirectMap2M", mapped & ~511L);
        line("DirectMap1G", 0);
    }

    private long of(String counter) {
        return counters.pages(counter);
    }

    /** Pages that programs could get without swap (si_mem_available()). */
    private static long available(long free, List<Zone> zones, Zoneinfo.Counters counters) {
        long low = 0;
        long reserve = 0;
        for (Zone zone : zones) {
            Watermarks marks = zone.watermarks();
            low += marks.mark(Watermarks.LOW);
            reserve += reserve(marks, zone.managed());
        }
        long file = counters.pages("nr_active_file") + counters.pages("nr_inactive_file");
        long slab = counters.pages("nr_slab_reclaimable") + counters.pages("nr_kernel_misc_reclaimable");
        return available(new long[] {free, reserve, low, file, slab});
    }

    /** Pages of a zone that programs never get (calculate_totalreserve_pages()). */
    private static long reserve(Watermarks marks, int managed) {
        int most = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            most = Math.max(most, marks.lowmemReserve(kind));
        }
        return Math.min(most + marks.bareMark(Watermarks.HIGH), managed);
    }

    /** The sum of it, from free pages, reserves, low watermarks, pages of files on lists, and reclaimable slabs. */
    static long available(long[] from) {
        long low = from[2];
        long file = from[3] - Math.min(from[3] / 2, low);
        long slab = from[4] - Math.min(from[4] / 2, low);
        return Math.max(0, from[0] - from[1] + file + slab);
    }

    private void pages(String label, long pages) {
        line(label, pages * PAGE_KB);
    }

    /** show_val_kb(): the number ends in column 24, or further right if it is too long. */
    private void line(String label, long kilobytes) {
        label(label);
        ProcText.right(text, Long.toString(kilobytes), 8);
        text.append(" kB\n");
    }

    private void count(String label) {
        label(label);
        ProcText.right(text, Long.toString(of(label)), 8);
        text.append('\n');
    }

    private void label(String label) {
        text.append(label).append(':').append(" ".repeat(Math.max(0, 15 - label.length())));
    }
}
