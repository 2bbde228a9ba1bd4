package pagewalk.engine.slab;

import pagewalk.engine.event.Events;

/**
 * What the parts of the object allocator work on together.
 *
 * @param caches their geometry, counters and the heads of their lists
 * @param slabs with the freelists
 * @param stains bytes that were written by mistake
 * @param checks that look for them
 */
record SlabTables(CacheTable caches, SlabTable slabs, Stains stains, ObjectChecks checks) {
    static SlabTables of(CacheTable caches, SlabTable slabs, Stains stains, Events events) {
        return new SlabTables(caches, slabs, stains, new ObjectChecks(caches, slabs, stains, events));
    }

    /** A copy that shares nothing that changes and tells {@code newEvents}. */
    SlabTables copy(Events newEvents) {
        return of(caches.copy(), slabs.copy(), stains.copy(), newEvents);
    }
}
