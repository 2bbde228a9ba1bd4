package pagewalk.engine.rule;

/** The rules of zones, watermarks and the attempts of an allocation, in words. */
final class ZoneRules {
    static final RuleText ZONELIST_DOWNWARD = new RuleText(
            "zone.zonelist-downward",
            "An allocation starts in the highest zone its gfp flags allow and falls back to lower zones only; "
                    + "another node comes last.",
            "mm/page_alloc.c get_page_from_freelist()");
    static final RuleText GFP_MIGRATETYPE = new RuleText(
            "zone.gfp-migratetype",
            "The gfp flags name the migratetype: MOVABLE, RECLAIMABLE, and UNMOVABLE for everything else.",
            "include/linux/gfp.h gfp_migratetype()");

    private ZoneRules() {}
}
