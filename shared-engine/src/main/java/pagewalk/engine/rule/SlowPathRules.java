package pagewalk.engine.rule;

/** The rules of an allocation that finds no zone above its low watermark, in words. */
final class SlowPathRules {
    static final RuleText WAKE_KSWAPD = new RuleText(
            "alloc.wake-kswapd",
            "The slow path wakes kswapd for every zone of the node, each time it begins a round.",
            "mm/page_alloc.c wake_all_kswapds()");
    static final RuleText COMPACT_FIRST = new RuleText(
            "alloc.compact-first",
            "Orders above 3, and unmovable blocks above order 0, try compaction before reclaim: enough pages "
                    + "may be free, only not side by side.",
            "mm/page_alloc.c __alloc_pages_slowpath()");
    static final RuleText COMPACT_AFTER_RECLAIM = new RuleText(
            "alloc.compact",
            "After reclaim compaction is tried again, harder.",
            "mm/page_alloc.c __alloc_pages_direct_compact()");
    static final RuleText DIRECT_RECLAIM = new RuleText(
            "alloc.direct-reclaim",
            "Who may wait reclaims pages himself and tries again if there were any.",
            "mm/page_alloc.c __alloc_pages_direct_reclaim()");
    static final RuleText RECLAIM_RETRY = new RuleText(
            "alloc.reclaim-retry",
            "Another round is worth it while a zone could serve with all that can be reclaimed, at most 16 "
                    + "times without progress.",
            "mm/page_alloc.c should_reclaim_retry()");
    static final RuleText HIGHATOMIC_UNRESERVE = new RuleText(
            "alloc.highatomic-unreserve",
            "Before anybody is killed the high-atomic reserve is given up, a pageblock at a time.",
            "mm/page_alloc.c unreserve_highatomic_pageblock()");
    static final RuleText GIVE_UP_NO_WAIT = new RuleText(
            "alloc.no-wait",
            "Who may not wait fails when the min watermark does not let him in.",
            "mm/page_alloc.c __alloc_pages_slowpath()");
    static final RuleText GIVE_UP_NORETRY = new RuleText(
            "alloc.noretry", "NORETRY gives up after one round.", "include/linux/gfp_types.h __GFP_NORETRY");
    static final RuleText GIVE_UP_COSTLY = new RuleText(
            "alloc.costly",
            "Orders above 3 are not tried again, unless RETRY_MAYFAIL asks for it.",
            "mm/page_alloc.c __alloc_pages_slowpath()");
    static final RuleText OOM_LAST_LOOK = new RuleText(
            "oom.last-look",
            "Before a task is killed the zones are tried once more, held to the high watermark: somebody may "
                    + "have freed memory.",
            "mm/page_alloc.c __alloc_pages_may_oom()");
    static final RuleText OOM_NOT_COSTLY = new RuleText(
            "oom.not-costly", "Nobody is killed for an order above 3.", "mm/page_alloc.c __alloc_pages_may_oom()");
    static final RuleText OOM_NOT_MAYFAIL = new RuleText(
            "oom.not-mayfail",
            "RETRY_MAYFAIL fails rather than have a task killed.",
            "include/linux/gfp_types.h __GFP_RETRY_MAYFAIL");
    static final RuleText OOM_NOT_LOWMEM = new RuleText(
            "oom.not-lowmem", "Nobody is killed for a zone below Normal.", "mm/page_alloc.c __alloc_pages_may_oom()");
    static final RuleText OOM_KILL = new RuleText(
            "oom.kill",
            "When nothing else is left a task is killed; without one there is nothing more to do.",
            "mm/oom_kill.c out_of_memory()");
    static final RuleText NOFAIL_RESERVE = new RuleText(
            "alloc.nofail-reserve",
            "A request that may not fail gets half of what the min watermark keeps.",
            "mm/page_alloc.c __alloc_pages_cpuset_fallback()");
    static final RuleText NOFAIL_LOOPS = new RuleText(
            "alloc.nofail-loops",
            "Linux would try for ever; nothing changes while it tries here, so Pagewalk stops after a round "
                    + "without progress.",
            "Pagewalk");

    private SlowPathRules() {}
}
