package pagewalk.engine.buddy;

/**
 * Whom the slow path of an allocation asks for help (mm/page_alloc.c __alloc_pages_slowpath()): kswapd, compaction,
 * reclaim and the OOM killer. They stand above the allocator, so the machine wires them in from there.
 */
public interface MemoryPressure {
    /** Compaction that never waits (COMPACT_PRIO_ASYNC). */
    int ASYNC = 2;
    /** Compaction that waits, but not for writeback (COMPACT_PRIO_SYNC_LIGHT). */
    int SYNC_LIGHT = 1;

    /** Compaction was not tried: too little memory is free for it, or there is none. */
    int SKIPPED = 0;
    /** Compaction was not tried because it failed not long ago. */
    int DEFERRED = 1;
    /** Compaction was tried and made no block that is large enough. */
    int FAILED = 2;
    /** Compaction made a block that is large enough. */
    int SUCCESS = 3;

    /** Nobody helps: nothing is reclaimed, compacted or killed. */
    MemoryPressure NONE = new MemoryPressure() {};

    /** Wakes kswapd for the zones of the request (wake_all_kswapds()). */
    default void wakeKswapd(AllocRequest request) {}

    /**
     * Compacts the zones of the request until one could serve it (try_to_compact_pages()).
     *
     * @param priority from {@link #ASYNC} down to 0, which leaves nothing untried
     * @return one of {@link #SKIPPED} to {@link #SUCCESS}
     */
    default int compact(AllocRequest request, int priority) {
        return SKIPPED;
    }

    /** After compaction {@code zone} served the request (compaction_defer_reset()). */
    default void compacted(AllocRequest request, int zone) {}

    /** Whether compaction could do something once reclaim has made room (compaction_zonelist_suitable()). */
    default boolean couldCompact(AllocRequest request) {
        return false;
    }

    /** Reclaims pages for the request and says how many (try_to_free_pages()). */
    default int reclaim(AllocRequest request) {
        return 0;
    }

    /** Pages of a zone that reclaim might free (zone_reclaimable_pages()). */
    default int reclaimable(int zone) {
        return 0;
    }

    /** Kills a task to free its memory; false if nobody can be killed (mm/oom_kill.c out_of_memory()). */
    default boolean kill(AllocRequest request) {
        return false;
    }
}
