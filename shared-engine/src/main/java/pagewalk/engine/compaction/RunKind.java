package pagewalk.engine.compaction;

/** Who wants a run, and so how hard it tries (mm/compaction.c compact_node(), compact_zone_order()). */
public enum RunKind {
    /** The first attempt for a request: only pageblocks of its type, and only what is quick (COMPACT_PRIO_ASYNC). */
    DIRECT_ASYNC,
    /** Later attempts for a request (COMPACT_PRIO_SYNC_LIGHT). */
    DIRECT_SYNC,
    /** The last attempt for a request: the whole zone, whatever hints say (COMPACT_PRIO_SYNC_FULL). */
    DIRECT_FULL,
    /** vm.compact_memory. */
    ON_DEMAND,
    /** Ahead of need (vm.compaction_proactiveness). */
    PROACTIVE;

    boolean direct() {
        return this == DIRECT_ASYNC || this == DIRECT_SYNC || this == DIRECT_FULL;
    }

    /** Whether pages are moved without waiting for any of them (MIGRATE_ASYNC). */
    boolean async() {
        return this == DIRECT_ASYNC;
    }

    boolean wholeZone() {
        return this == DIRECT_FULL || this == ON_DEMAND || this == PROACTIVE;
    }

    boolean ignoresHints() {
        return wholeZone();
    }

    /** Whether pageblocks of any type take pages in (ignore_block_suitable). */
    boolean ignoresTypes() {
        return this == DIRECT_FULL;
    }

    /** Whether a failed page makes the run go on to the pageblock's end (mode below MIGRATE_SYNC). */
    boolean finishesAfterFailure() {
        return this == DIRECT_ASYNC || this == DIRECT_SYNC;
    }
}
