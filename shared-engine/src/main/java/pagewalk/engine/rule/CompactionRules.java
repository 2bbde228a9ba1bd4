package pagewalk.engine.rule;

/** The rules of memory compaction, in words. */
final class CompactionRules {
    static final RuleText WHOLE_ZONE = new RuleText(
            "compaction.whole-zone",
            "Compacting on demand goes through every zone from end to end and asks no hints of earlier runs.",
            "mm/compaction.c compact_node()");
    static final RuleText CACHED_START = new RuleText(
            "compaction.cached-start",
            "A run for a request starts where the scanners of the last run stopped.",
            "mm/compaction.c compact_zone()");
    static final RuleText SOURCE = new RuleText(
            "compaction.migrate-scanner",
            "The migrate scanner goes up from the zone's start, a pageblock at a time, in search of pages that "
                    + "can move.",
            "mm/compaction.c isolate_migratepages()");
    static final RuleText SOURCE_HINT = new RuleText(
            "compaction.source-hint",
            "A pageblock that is marked to be skipped is passed over.",
            "mm/compaction.c isolation_suitable()");
    static final RuleText SOURCE_TYPE = new RuleText(
            "compaction.source-type",
            "The first, quick attempt for a request empties only pageblocks of the request's own migratetype.",
            "mm/compaction.c suitable_migration_source()");
    static final RuleText ISOLATE = new RuleText(
            "compaction.isolate",
            "Pages that can move are taken in batches of 32; a pageblock visited twice in a row is taken to its end.",
            "mm/compaction.c isolate_migratepages_block()");
    static final RuleText CANNOT_MOVE = new RuleText(
            "compaction.cannot-move",
            "Only movable pages are taken: pages of the kernel, of slabs, of boot and of per-CPU lists stay.",
            "mm/compaction.c isolate_migratepages_block()");
    static final RuleText TOO_LARGE = new RuleText(
            "compaction.too-large",
            "A block as large as the one asked for, or as a pageblock, stays: moving it would gain nothing.",
            "mm/compaction.c skip_isolation_on_order()");
    static final RuleText TARGET = new RuleText(
            "compaction.free-scanner",
            "The free scanner goes down from the zone's end, a pageblock at a time; where it finds nothing it looks at "
                    + "every second page of the next, then at every fourth, up to every 32nd.",
            "mm/compaction.c isolate_freepages()");
    static final RuleText TARGET_LARGE = new RuleText(
            "compaction.target-large",
            "A pageblock that begins with a free block as large as itself is no target: it is what compaction is "
                    + "after.",
            "mm/compaction.c suitable_migration_target()");
    static final RuleText TARGET_TYPE = new RuleText(
            "compaction.target-type",
            "Only MOVABLE pageblocks take pages in.",
            "mm/compaction.c suitable_migration_target()");
    static final RuleText TARGET_HINT = new RuleText(
            "compaction.target-hint",
            "A pageblock that is marked to be skipped takes no pages in.",
            "mm/compaction.c isolation_suitable()");
    static final RuleText TARGET_ISOLATE = new RuleText(
            "compaction.isolate-free",
            "Free blocks are taken off their lists whole, until there are as many free pages as pages to move.",
            "mm/compaction.c isolate_freepages_block()");
    static final RuleText TARGET_WATERMARK = new RuleText(
            "compaction.isolate-watermark",
            "Compaction takes no free pages from those below the min watermark.",
            "mm/page_alloc.c __isolate_free_page()");
    static final RuleText MOVE = new RuleText(
            "compaction.move",
            "The highest page of a batch moves first, to the first free block of the smallest order that fits.",
            "mm/compaction.c compaction_alloc()");
    static final RuleText NO_TARGET = new RuleText(
            "compaction.no-target",
            "The free scanner found no page above the migrate scanner, so the rest of the batch stays.",
            "mm/migrate.c migrate_pages_batch()");
    static final RuleText NO_LARGE_TARGET = new RuleText(
            "compaction.no-large-target",
            "No block that was taken is large enough for this one, so it stays. Linux would split a huge page here.",
            "mm/migrate.c migrate_pages_batch()");
    static final RuleText RETURN = new RuleText(
            "compaction.return",
            "Free pages that were taken and not needed go back.",
            "mm/compaction.c release_free_list()");
    static final RuleText MET = new RuleText(
            "compaction.scanners-met",
            "A run ends when the two scanners meet in a pageblock.",
            "mm/compaction.c compact_scanners_met()");
    static final RuleText SKIP_MARK = new RuleText(
            "compaction.skip-mark",
            "A pageblock that was scanned to its end is marked, so that the next run for a request passes over it.",
            "mm/compaction.c update_pageblock_skip()");
    static final RuleText DIRECT_DONE = new RuleText(
            "compaction.request-served",
            "A run for a request ends at a pageblock's edge as soon as a block is free that would serve it.",
            "mm/compaction.c __compact_finished()");
    static final RuleText TOO_LITTLE = new RuleText(
            "compaction.too-little-free",
            "Moving needs room: twice the request must be free above the min watermark, or low for orders above 3.",
            "mm/compaction.c __compaction_suitable()");
    static final RuleText NOT_FRAGMENTED = new RuleText(
            "compaction.not-fragmented",
            "The fragmentation index is at or below vm.extfrag_threshold: the request fails for lack of memory.",
            "mm/compaction.c compaction_suitable()");
    static final RuleText DEFERRED = new RuleText(
            "compaction.deferred",
            "After runs that did not help, requests of that order go without one a number of times.",
            "mm/compaction.c compaction_deferred()");
    static final RuleText DEFER = new RuleText(
            "compaction.defer",
            "Each run in a row that does not help doubles how many requests go without one, up to 64.",
            "mm/compaction.c defer_compaction()");
    static final RuleText SCORE = new RuleText(
            "compaction.score",
            "A node is compacted ahead of need when its fragmentation score is above 110 minus "
                    + "vm.compaction_proactiveness, until it is 10 lower.",
            "mm/compaction.c should_proactive_compact_node()");
    static final RuleText FILE_EXTFRAG = new RuleText(
            "proc.extfrag-index",
            "For each order: -1 when a block is free, else near 0 for lack of memory and near 1 for fragmentation.",
            "mm/vmstat.c __fragmentation_index()");
    static final RuleText FILE_UNUSABLE = new RuleText(
            "proc.unusable-index",
            "For each order: the share of free memory that lies in smaller blocks.",
            "mm/vmstat.c unusable_free_index()");
    static final RuleText KNOB = new RuleText(
            "compaction.knob",
            "The knob vm.compact_memory takes 1 only, vm.compaction_proactiveness 0 to 100, vm.extfrag_threshold "
                    + "0 to 1000.",
            "mm/compaction.c kcompactd_init()");

    private CompactionRules() {}
}
