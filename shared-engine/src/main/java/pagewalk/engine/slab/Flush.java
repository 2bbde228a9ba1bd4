package pagewalk.engine.slab;

import static pagewalk.engine.slab.SlabTable.NIL;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** Takes the slabs of a cache from its CPUs, and gives the empty ones back (mm/slub.c flush_all()). */
final class Flush {
    /** Slabs with more free objects than this keep their place when a cache shrinks (SHRINK_PROMOTE_MAX). */
    private static final int PROMOTED = 32;

    private final CacheTable caches;
    private final SlabTable slabs;
    private final PartialLists lists;
    private final Events events;

    Flush(SlabTables tables, PartialLists lists, Events events) {
        caches = tables.caches();
        slabs = tables.slabs();
        this.lists = lists;
        this.events = events;
    }

    /** Gives back every empty slab, and lists the fullest of the others first; returns how many slabs went. */
    int shrink(int cache) {
        int before = caches.slabs(cache);
        flushAll(cache);
        IntList partials = new IntList();
        IntList empty = new IntList();
        for (int slab = caches.partialHead(cache); slab != NIL; slab = slabs.next(slab)) {
            (slabs.inUse(slab) == 0 ? empty : partials).add(slab);
        }
        for (int free = PROMOTED; free >= 1; free--) {
            promote(partials, free);
        }
        discard(empty, Rule.SLAB_SHRINK_EMPTY);
        return before - caches.slabs(cache);
    }

    /** Gives back all slabs of a cache of which nobody holds an object; returns how many. */
    int empty(int cache) {
        int before = caches.slabs(cache);
        flushAll(cache);
        IntList empty = new IntList();
        for (int slab = caches.partialHead(cache); slab != NIL; slab = slabs.next(slab)) {
            empty.add(slab);
        }
        discard(empty, Rule.SLAB_DESTROY);
        return before;
    }

    private void flushAll(int cache) {
        for (int cpu = 0; cpu < caches.cpus(); cpu++) {
            if (caches.cpuSlab(cache, cpu) != NIL) {
                deactivate(cache, cpu);
            }
            lists.flushCpu(cache, cpu);
        }
    }

    /** The CPU's freelist goes in front of the slab's own, and the slab to the node (deactivate_slab()). */
    private void deactivate(int cache, int cpu) {
        int slab = caches.cpuSlab(cache, cpu);
        int head = caches.cpuFree(cache, cpu);
        int remote = slabs.free(slab);
        caches.setCpuSlab(cache, cpu, NIL);
        caches.setCpuFree(cache, cpu, NIL);
        if (head != NIL) {
            slabs.setInUse(slab, slabs.inUse(slab) - slabs.length(slab, head));
            slabs.setLink(slab, last(slab, head), remote);
            slabs.setFree(slab, head);
        }
        slabs.setPlace(slab, SlabTable.UNLISTED);
        events.emit(
                EventKind.SLAB_LEFT_CPU.code(), Rule.SLAB_FLUSH.code(), slabs.pfn(slab), slabs.inUse(slab), cache, cpu);
        if (lists.mayGo(slab)) {
            lists.discard(slab, Rule.SLAB_EMPTY_RETURNED);
        } else if (slabs.free(slab) != NIL) {
            lists.addToNode(slab, remote != NIL, Rule.SLAB_FLUSH);
            lists.tellIfKept(slab);
        }
    }

    private int last(int slab, int head) {
        int object = head;
        while (slabs.link(slab, object) != NIL) {
            object = slabs.link(slab, object);
        }
        return object;
    }

    /** Moves slabs with {@code free} free objects to the front, one before the other: the last becomes the first. */
    private void promote(IntList partials, int free) {
        for (int i = 0; i < partials.size(); i++) {
            int slab = partials.get(i);
            boolean chosen = slabs.objects(slab) - slabs.inUse(slab) == free;
            if (chosen && slab != caches.partialHead(slabs.cache(slab))) {
                lists.removeFromNode(slab, Rule.SLAB_SHRINK_FULLEST);
                lists.addToNode(slab, false, Rule.SLAB_SHRINK_FULLEST);
            }
        }
    }

    /** Last first, as Linux collects them in front of one another. */
    private void discard(IntList empty, Rule rule) {
        for (int i = empty.size() - 1; i >= 0; i--) {
            lists.removeFromNode(empty.get(i), rule);
            lists.discard(empty.get(i), rule);
        }
    }
}
