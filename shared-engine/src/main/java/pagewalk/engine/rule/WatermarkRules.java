package pagewalk.engine.rule;

/** The rules of watermarks and of what stands behind them, in words. */
final class WatermarkRules {
    static final RuleText WATERMARK_OK = new RuleText(
            "watermark.ok",
            "More pages are free than the watermark and the lowmem reserve ask for, so the zone may serve.",
            "mm/page_alloc.c __zone_watermark_ok()");
    static final RuleText WATERMARK_BELOW = new RuleText(
            "watermark.below",
            "Too few pages would stay free: at or below the watermark plus the lowmem reserve the zone does not "
                    + "serve.",
            "mm/page_alloc.c __zone_watermark_ok()");
    static final RuleText WATERMARK_NO_BLOCK = new RuleText(
            "watermark.no-block",
            "Enough pages are free, but no free block is as large as the one asked for.",
            "mm/page_alloc.c __zone_watermark_ok()");
    static final RuleText WATERMARK_NONE = new RuleText(
            "watermark.none",
            "A request that helps to free memory is held to no watermark.",
            "mm/page_alloc.c __gfp_pfmemalloc_flags()");
    static final RuleText SLOW_PATH = new RuleText(
            "alloc.slow-path",
            "When no zone stands above its low watermark, kswapd is woken and the min watermark counts.",
            "mm/page_alloc.c __alloc_pages_slowpath()");
    static final RuleText NOFRAGMENT_RETRY = new RuleText(
            "alloc.nofragment",
            "From Normal on, lower zones are tried before pageblocks are mixed; only then mixing is allowed.",
            "mm/page_alloc.c alloc_flags_nofragment()");
    static final RuleText BOOST_ON_MIXING = new RuleText(
            "watermark.boost",
            "An attempt to take over a part of a pageblock raises the watermarks by a pageblock, up to a limit.",
            "mm/page_alloc.c boost_watermark()");
    static final RuleText BOOST_WAKES_KSWAPD = new RuleText(
            "watermark.boost-wakes-kswapd",
            "The next allocation that may do so wakes kswapd because of the boost.",
            "mm/page_alloc.c rmqueue()");
    static final RuleText HIGHATOMIC_RESERVE = new RuleText(
            "alloc.highatomic-reserve",
            "The pageblock of an urgent larger allocation is kept for the next ones, up to one percent of the "
                    + "zone.",
            "mm/page_alloc.c reserve_highatomic_pageblock()");
    static final RuleText FILE_ZONEINFO = new RuleText(
            "proc.zoneinfo",
            "/proc/zoneinfo prints each zone's sizes, watermarks with boost, lowmem reserve and processors' lists.",
            "mm/vmstat.c zoneinfo_show_print()");

    private WatermarkRules() {}
}
