package pagewalk.engine.proc;

import java.util.List;
import pagewalk.engine.zone.Zone;

/** /proc/vmstat of Linux 6.12: every counter by its name (mm/vmstat.c vmstat_text). What nothing moves is 0. */
public final class Vmstat {
    /** Of no zone and no node; then the events. */
    private static final String OTHERS =
            "nr_dirty_threshold nr_dirty_background_threshold nr_memmap_pages" + " nr_memmap_boot_pages ";

    private static final String EVENTS =
            "pgpgin pgpgout pswpin pswpout pgalloc_dma pgalloc_dma32 pgalloc_normal pgalloc_movable "
                    + "pgalloc_device allocstall_dma allocstall_dma32 allocstall_normal allocstall_movable "
                    + "allocstall_device pgskip_dma pgskip_dma32 pgskip_normal pgskip_movable pgskip_device "
                    + "pgfree pgactivate pgdeactivate pglazyfree pgfault pgmajfault pglazyfreed pgrefill "
                    + "pgreuse pgsteal_kswapd pgsteal_direct pgsteal_khugepaged pgscan_kswapd pgscan_direct "
                    + "pgscan_khugepaged pgscan_direct_throttle pgscan_anon pgscan_file pgsteal_anon "
                    + "pgsteal_file zone_reclaim_success zone_reclaim_failed pginodesteal slabs_scanned "
                    + "kswapd_inodesteal kswapd_low_wmark_hit_quickly kswapd_high_wmark_hit_quickly pageoutrun "
                    + "pgrotated drop_pagecache drop_slab oom_kill numa_pte_updates numa_huge_pte_updates "
                    + "numa_hint_faults numa_hint_faults_local numa_pages_migrated pgmigrate_success "
                    + "pgmigrate_fail thp_migration_success thp_migration_fail thp_migration_split "
                    + "compact_migrate_scanned compact_free_scanned compact_isolated compact_stall "
                    + "compact_fail compact_success compact_daemon_wake compact_daemon_migrate_scanned "
                    + "compact_daemon_free_scanned htlb_buddy_alloc_success htlb_buddy_alloc_fail "
                    + "unevictable_pgs_culled unevictable_pgs_scanned unevictable_pgs_rescued "
                    + "unevictable_pgs_mlocked unevictable_pgs_munlocked unevictable_pgs_cleared "
                    + "unevictable_pgs_stranded thp_fault_alloc thp_fault_fallback thp_fault_fallback_charge "
                    + "thp_collapse_alloc thp_collapse_alloc_failed thp_file_alloc thp_file_fallback "
                    + "thp_file_fallback_charge thp_file_mapped thp_split_page thp_split_page_failed "
                    + "thp_deferred_split_page thp_underused_split_page thp_split_pmd thp_scan_exceed_none_pte "
                    + "thp_scan_exceed_swap_pte thp_scan_exceed_share_pte thp_split_pud thp_zero_page_alloc "
                    + "thp_zero_page_alloc_failed thp_swpout thp_swpout_fallback balloon_inflate "
                    + "balloon_deflate balloon_migrate swap_ra swap_ra_hit swpin_zero swpout_zero "
                    + "ksm_swpin_copy cow_ksm zswpin zswpout zswpwb direct_map_level2_splits "
                    + "direct_map_level3_splits direct_map_level2_collapses direct_map_level3_collapses";

    private Vmstat() {}

    /** The file; {@code counters} knows everything but the free pages. */
    public static String print(List<Zone> zones, Zoneinfo.Counters counters) {
        StringBuilder text = new StringBuilder();
        for (String name : Zoneinfo.ZONE_COUNTERS) {
            line(text, name, name.equals("nr_free_pages") ? free(zones) : counters.pages(name));
        }
        for (String name : Zoneinfo.NODE_COUNTERS) {
            line(text, name, counters.pages(name));
        }
        String names = OTHERS + EVENTS;
        int at = 0;
        while (at < names.length()) {
            int space = names.indexOf(' ', at);
            int end = space < 0 ? names.length() : space;
            line(text, names.substring(at, end), counters.pages(names.substring(at, end)));
            at = end + 1;
        }
        line(text, "nr_unstable", 0);
        return text.toString();
    }

    private static int free(List<Zone> zones) {
        int free = 0;
        for (Zone zone : zones) {
            free += zone.lists().freePages();
        }
        return free;
    }

    private static void line(StringBuilder text, String name, int value) {
        text.append(name).append(' ').append(value).append('\n');
    }
}
