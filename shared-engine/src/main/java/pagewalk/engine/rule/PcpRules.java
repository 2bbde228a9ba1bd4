package pagewalk.engine.rule;

/** The rules of processors' own lists, in words. */
final class PcpRules {
    static final RuleText PCP_HEAD = new RuleText(
            "pcp.head",
            "A processor takes the head of its own list: the page it freed last may still be in its cache.",
            "mm/page_alloc.c __rmqueue_pcplist()");
    static final RuleText PCP_REFILL = new RuleText(
            "pcp.refill",
            "An empty list is refilled in one go; refills of single pages in a row double in size.",
            "mm/page_alloc.c nr_pcp_alloc()");
    static final RuleText PCP_FREE_TO_HEAD = new RuleText(
            "pcp.free-to-head",
            "A freed block of a small order goes to the head of the processor's list and merges with nothing " + "yet.",
            "mm/page_alloc.c free_unref_page_commit()");
    static final RuleText PCP_SPILL = new RuleText(
            "pcp.spill",
            "A processor that keeps too many pages gives the ones it freed first back, the more the longer it "
                    + "only frees.",
            "mm/page_alloc.c nr_pcp_free()");
    static final RuleText PCP_FLUSH_HIGH_ORDER = new RuleText(
            "pcp.flush-high-order",
            "Blocks of orders 1 to 3 freed in a row go back early, so that larger blocks can form.",
            "mm/page_alloc.c free_unref_page_commit()");
    static final RuleText PCP_DRAIN = new RuleText(
            "pcp.drain",
            "Draining gives back all pages that the processor keeps.",
            "mm/page_alloc.c drain_pages_zone()");

    private PcpRules() {}
}
