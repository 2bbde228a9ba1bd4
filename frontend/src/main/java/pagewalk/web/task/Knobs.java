package pagewalk.web.task;

/** The units of settings, which their names do not say. */
final class Knobs {
    private Knobs() {}

    /** What the number of a setting counts; empty when it is not known. */
    static String unit(String name) {
        return switch (name) {
            case "vm.swappiness" -> "weight of swapping against dropping file pages; 100 is even, 0 avoids swap";
            case "vm.min_free_kbytes" -> "kB kept free below every other mark";
            case "vm.watermark_scale_factor" -> "ten-thousandths of a zone between its marks";
            case "vm.vfs_cache_pressure" -> "percent";
            case "vm.overcommit_memory" -> "0 guess, 1 always, 2 never";
            case "vm.overcommit_ratio", "vm.dirty_ratio", "vm.dirty_background_ratio" -> "percent of memory";
            case "/sys/kernel/mm/transparent_hugepage/khugepaged/max_ptes_none" ->
                "pages of 512 that may hold nothing; a huge page with more is split when frames run short";
            case "vm.page-cluster" -> "power of two: pages read from swap at once";
            case "/sys/kernel/mm/transparent_hugepage/enabled" ->
                "who gets huge pages: every large mapping, those that ask for them by madvise, or none";
            default -> name.endsWith("_kbytes") ? "kB" : name.endsWith("_pages") ? "pages" : "a number";
        };
    }
}
