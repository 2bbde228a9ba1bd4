package pagewalk.engine.slab;

import static pagewalk.engine.slab.SlabTable.NIL;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;

/** The ways of an object out of its cache and back, fast and slow (mm/slub.c slab_alloc_node(), do_slab_free()). */
final class ObjectPaths {
    private final CacheTable caches;
    private final SlabTable slabs;
    private final PartialLists lists;
    private final NewSlabs newSlabs;
    private final ObjectChecks checks;
    private final Events events;
    private int slab = NIL;
    private int object = NIL;

    ObjectPaths(SlabTables tables, PartialLists lists, NewSlabs newSlabs, Events events) {
        caches = tables.caches();
        slabs = tables.slabs();
        checks = tables.checks();
        this.lists = lists;
        this.newSlabs = newSlabs;
        this.events = events;
    }

    /** The slab of the object that was handed out last. */
    int slab() {
        return slab;
    }

    /** The number in its slab of the object that was handed out last. */
    int object() {
        return object;
    }

    /** Hands out an object; false if there are no pages for a new slab, and then no list has changed. */
    boolean allocate(int cache, int cpu, int gfp) {
        boolean found =
                caches.geometry(cache).debug() ? allocateSingle(cache, cpu, gfp) : allocateFast(cache, cpu, gfp);
        if (found) {
            checks.rewritten(slab, object, true);
            mark(slab, object, ObjectChecks.RED_ACTIVE);
        }
        return found;
    }

    private boolean allocateFast(int cache, int cpu, int gfp) {
        if (caches.cpuFree(cache, cpu) == NIL && !refill(cache, cpu, gfp)) {
            return false;
        }
        slab = caches.cpuSlab(cache, cpu);
        object = caches.cpuFree(cache, cpu);
        caches.setCpuFree(cache, cpu, slabs.link(slab, object));
        hold(cache);
        tell(EventKind.OBJECT_TAKEN, Rule.SLAB_CPU_FREELIST, slab, object, cpu);
        return true;
    }

    private void hold(int cache) {
        slabs.setLink(slab, object, SlabTable.IN_USE);
        caches.addLive(cache, 1);
    }

    /** Gives the CPU a freelist (___slab_alloc()). */
    private boolean refill(int cache, int cpu, int gfp) {
        int current = caches.cpuSlab(cache, cpu);
        if (current != NIL && slabs.free(current) != NIL) {
            load(current, cpu, Rule.SLAB_OWN_FREELIST);
            return true;
        }
        boolean partials = caches.cpuPartial(cache, cpu) != NIL || caches.partialHead(cache) != NIL;
        int fresh = partials ? NIL : newSlabs.make(cache, gfp);
        if (!partials && fresh == NIL) {
            return false;
        }
        if (current != NIL) {
            slabs.setPlace(current, SlabTable.UNLISTED);
            caches.setCpuSlab(cache, cpu, NIL);
            tell(EventKind.SLAB_LEFT_CPU, Rule.SLAB_FULL_UNLISTED, current, slabs.inUse(current), cpu);
        }
        if (fresh != NIL) {
            load(fresh, cpu, Rule.SLAB_NEW_TO_CPU);
        } else if (caches.cpuPartial(cache, cpu) != NIL) {
            load(lists.takeFromCpu(cache, cpu), cpu, Rule.SLAB_CPU_PARTIAL);
        } else {
            loadFromNode(cache, cpu);
        }
        return true;
    }

    /**
     * Takes the node's first partial slab for the CPU, and then others for its partial list: one more than half of what
     * that may hold (get_partial_node()).
     */
    private void loadFromNode(int cache, int cpu) {
        int first = caches.partialHead(cache);
        lists.removeFromNode(first, Rule.SLAB_NODE_PARTIAL);
        int more = caches.geometry(cache).cpuPartialSlabs() / 2 + 1;
        for (int i = 0; i < more && caches.partialHead(cache) != NIL; i++) {
            int other = caches.partialHead(cache);
            lists.removeFromNode(other, Rule.SLAB_NODE_REFILL);
            lists.addToCpu(other, cpu, false, Rule.SLAB_NODE_REFILL);
        }
        load(first, cpu, Rule.SLAB_NODE_PARTIAL);
    }

    /** The slab's own freelist becomes the CPU's; the slab counts all its objects as in use from now on. */
    private void load(int loaded, int cpu, Rule rule) {
        int cache = slabs.cache(loaded);
        int head = slabs.free(loaded);
        caches.setCpuSlab(cache, cpu, loaded);
        caches.setCpuFree(cache, cpu, head);
        slabs.setFree(loaded, NIL);
        slabs.setInUse(loaded, slabs.objects(loaded));
        slabs.setPlace(loaded, SlabTable.ON_CPU);
        tell(EventKind.FREELIST_LOADED, rule, loaded, slabs.length(loaded, head), cpu);
    }

    /** One object at a time, from the node's list, so that each can be checked (alloc_single_from_partial()). */
    private boolean allocateSingle(int cache, int cpu, int gfp) {
        dropCorrupted(cache);
        int from = caches.partialHead(cache);
        boolean fresh = from == NIL;
        if (fresh) {
            from = newSlabs.make(cache, gfp);
            if (from == NIL) {
                return false;
            }
        }
        slab = from;
        object = slabs.free(from);
        slabs.setFree(from, slabs.link(from, object));
        slabs.setInUse(from, slabs.inUse(from) + 1);
        hold(cache);
        boolean full = slabs.inUse(from) == slabs.objects(from);
        if (fresh && !full) {
            lists.addToNode(from, false, Rule.SLAB_DEBUG_NEW);
        } else if (!fresh && full) {
            lists.removeFromNode(from, Rule.SLAB_FULL_UNLISTED);
        }
        tell(EventKind.OBJECT_TAKEN, Rule.SLAB_DEBUG_SINGLE, from, object, cpu);
        return true;
    }

    /** Slabs whose next object fails its check leave the list for good; the first that passes stays its head. */
    private void dropCorrupted(int cache) {
        int head = caches.partialHead(cache);
        while (head != NIL && !checks.allocatable(head, slabs.free(head))) {
            checks.writeOff(head);
            lists.removeFromNode(head, Rule.SLAB_WRITE_OFF);
            head = caches.partialHead(cache);
        }
    }

    /** Takes back an object that somebody holds; false if a check fails, and then the object stays in use. */
    boolean free(int owner, int freed, int cpu) {
        int cache = slabs.cache(owner);
        if (!checks.freeable(owner, freed)) {
            tell(EventKind.OBJECT_KEPT, Rule.SLAB_NOT_FREED, owner, freed, cpu);
            return false;
        }
        caches.addLive(cache, -1);
        if (caches.geometry(cache).debug()) {
            freeSingle(owner, freed, cpu);
        } else if (owner == caches.cpuSlab(cache, cpu)) {
            slabs.setLink(owner, freed, caches.cpuFree(cache, cpu));
            caches.setCpuFree(cache, cpu, freed);
            tell(EventKind.OBJECT_RETURNED, Rule.SLAB_FREE_TO_CPU, owner, freed, cpu);
        } else {
            freeSlow(owner, freed, cpu);
        }
        return true;
    }

    /** The object goes to its slab's own freelist, and the slab may change its list (__slab_free()). */
    private void freeSlow(int owner, int freed, int cpu) {
        boolean wasFull = push(owner, freed);
        tell(EventKind.OBJECT_RETURNED, Rule.SLAB_FREE_TO_SLAB, owner, freed, cpu);
        if (slabs.place(owner) == SlabTable.UNLISTED && wasFull) {
            lists.addToCpu(owner, cpu, true, Rule.SLAB_FULL_TO_CPU);
        } else if (slabs.place(owner) == SlabTable.NODE_PARTIAL) {
            leaveNodeIfEmpty(owner);
        }
    }

    private void freeSingle(int owner, int freed, int cpu) {
        int cache = slabs.cache(owner);
        markFree(owner, freed);
        boolean wasFull = push(owner, freed);
        tell(EventKind.OBJECT_RETURNED, Rule.SLAB_DEBUG_SINGLE, owner, freed, cpu);
        if (!wasFull) {
            leaveNodeIfEmpty(owner);
        } else if (lists.mayGo(owner)) {
            lists.discard(owner, Rule.SLAB_EMPTY_RETURNED);
        } else {
            lists.addToNode(owner, true, Rule.SLAB_DEBUG_SINGLE);
            lists.tellIfKept(owner);
        }
    }

    /** Puts the object on its slab's freelist; whether that was empty before. */
    private boolean push(int owner, int freed) {
        int prior = slabs.free(owner);
        slabs.setLink(owner, freed, prior);
        slabs.setFree(owner, freed);
        slabs.setInUse(owner, slabs.inUse(owner) - 1);
        return prior == NIL;
    }

    private void leaveNodeIfEmpty(int owner) {
        if (lists.mayGo(owner)) {
            lists.removeFromNode(owner, Rule.SLAB_EMPTY_RETURNED);
            lists.discard(owner, Rule.SLAB_EMPTY_RETURNED);
        } else {
            lists.tellIfKept(owner);
        }
    }

    private void markFree(int owner, int freed) {
        checks.rewritten(owner, freed, false);
        mark(owner, freed, ObjectChecks.RED_INACTIVE);
        if (caches.geometry(slabs.cache(owner)).poisonsObjects()) {
            tell(EventKind.OBJECT_MARKED, Rule.SLAB_POISON, owner, freed, ObjectChecks.POISON_FREE);
        }
    }

    private void mark(int owner, int marked, int redZone) {
        if ((caches.geometry(slabs.cache(owner)).flags() & SlabFlags.RED_ZONE) != 0) {
            tell(EventKind.OBJECT_MARKED, Rule.SLAB_RED_ZONE, owner, marked, redZone);
        }
    }

    private void tell(EventKind kind, Rule rule, int which, int b, int d) {
        events.emit(kind.code(), rule.code(), slabs.pfn(which), b, slabs.cache(which), d);
    }
}
