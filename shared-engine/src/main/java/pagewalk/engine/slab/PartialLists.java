package pagewalk.engine.slab;

import static pagewalk.engine.slab.SlabTable.NIL;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;

/** The lists of partial slabs, one of the node and one of each CPU, and the way of empty slabs out of them. */
final class PartialLists {
    private final CacheTable caches;
    private final SlabTable slabs;
    private final ObjectChecks checks;
    private final SlabPages pages;
    private final Events events;

    PartialLists(SlabTables tables, SlabPages pages, Events events) {
        caches = tables.caches();
        slabs = tables.slabs();
        checks = tables.checks();
        this.pages = pages;
        this.events = events;
    }

    /** Puts a slab on the node's list (add_partial()). */
    void addToNode(int slab, boolean tail, Rule rule) {
        int cache = slabs.cache(slab);
        int head = caches.partialHead(cache);
        int last = caches.partialTail(cache);
        slabs.setNext(slab, tail ? NIL : head);
        slabs.setPrev(slab, tail ? last : NIL);
        int neighbour = tail ? last : head;
        if (neighbour == NIL) {
            head = slab;
            last = slab;
        } else if (tail) {
            slabs.setNext(last, slab);
            last = slab;
        } else {
            slabs.setPrev(head, slab);
            head = slab;
        }
        slabs.setPlace(slab, SlabTable.NODE_PARTIAL);
        caches.setPartials(cache, head, last, caches.partials(cache) + 1);
        tell(EventKind.NODE_PARTIAL_ADDED, rule, slab, slabs.inUse(slab), tail ? 1 : 0);
    }

    /** Takes a slab off the node's list (remove_partial()). */
    void removeFromNode(int slab, Rule rule) {
        int cache = slabs.cache(slab);
        unlink(slab);
        tell(EventKind.NODE_PARTIAL_REMOVED, rule, slab, slabs.inUse(slab), caches.partials(cache));
    }

    private void unlink(int slab) {
        int cache = slabs.cache(slab);
        int next = slabs.next(slab);
        int prev = slabs.prev(slab);
        if (next != NIL) {
            slabs.setPrev(next, prev);
        }
        if (prev != NIL) {
            slabs.setNext(prev, next);
        }
        caches.setPartials(
                cache,
                prev == NIL ? next : caches.partialHead(cache),
                next == NIL ? prev : caches.partialTail(cache),
                caches.partials(cache) - 1);
        slabs.setNext(slab, NIL);
        slabs.setPrev(slab, NIL);
        slabs.setPlace(slab, SlabTable.UNLISTED);
    }

    /**
     * Puts a slab in front of a CPU's list (put_cpu_partial()). With {@code drain}, a list that has as many slabs as it
     * may goes to the node, and the new slab stays alone.
     */
    void addToCpu(int slab, int cpu, boolean drain, Rule rule) {
        int cache = slabs.cache(slab);
        int old = caches.cpuPartial(cache, cpu);
        boolean full = drain
                && old != NIL
                && slabs.slabs(old) >= caches.geometry(cache).cpuPartialSlabs();
        int rest = full ? NIL : old;
        slabs.setNext(slab, rest);
        slabs.setSlabs(slab, rest == NIL ? 1 : slabs.slabs(rest) + 1);
        slabs.setPlace(slab, SlabTable.CPU_PARTIAL);
        caches.setCpuPartial(cache, cpu, slab);
        tell(EventKind.CPU_PARTIAL_ADDED, rule, slab, slabs.slabs(slab), cpu);
        if (full) {
            int count = slabs.slabs(old);
            tell(EventKind.CPU_PARTIAL_DRAINED, Rule.SLAB_CPU_PARTIAL_FULL, old, count, cpu);
            giveToNode(old);
        }
    }

    /** Takes the first slab of a CPU's list, or {@link SlabTable#NIL}. */
    int takeFromCpu(int cache, int cpu) {
        int slab = caches.cpuPartial(cache, cpu);
        if (slab != NIL) {
            caches.setCpuPartial(cache, cpu, slabs.next(slab));
            slabs.setNext(slab, NIL);
            slabs.setPlace(slab, SlabTable.UNLISTED);
        }
        return slab;
    }

    /** Gives all of a CPU's partial slabs to the node (put_partials()). */
    int flushCpu(int cache, int cpu) {
        int first = caches.cpuPartial(cache, cpu);
        if (first == NIL) {
            return 0;
        }
        caches.setCpuPartial(cache, cpu, NIL);
        tell(EventKind.CPU_PARTIAL_DRAINED, Rule.SLAB_FLUSH, first, slabs.slabs(first), cpu);
        return giveToNode(first);
    }

    /**
     * Puts slab after slab on the tail of the node's list, except empty ones when it has enough; these go in the end,
     * last first (__put_partials()). Returns how many went.
     */
    private int giveToNode(int first) {
        int discarded = NIL;
        int slab = first;
        while (slab != NIL) {
            int next = slabs.next(slab);
            slabs.setPlace(slab, SlabTable.UNLISTED);
            if (mayGo(slab)) {
                slabs.setNext(slab, discarded);
                discarded = slab;
            } else {
                addToNode(slab, true, Rule.SLAB_DRAIN_TO_TAIL);
                tellIfKept(slab);
            }
            slab = next;
        }
        int count = 0;
        while (discarded != NIL) {
            int next = slabs.next(discarded);
            discard(discarded, Rule.SLAB_EMPTY_RETURNED);
            discarded = next;
            count++;
        }
        return count;
    }

    /** Whether a slab is empty and its node has partial slabs enough without it. */
    boolean mayGo(int slab) {
        int cache = slabs.cache(slab);
        return slabs.inUse(slab) == 0
                && caches.partials(cache) >= caches.geometry(cache).minPartial();
    }

    /** Says that an empty slab stays, if it is one. */
    void tellIfKept(int slab) {
        if (slabs.inUse(slab) == 0) {
            int cache = slabs.cache(slab);
            int partials = caches.partials(cache);
            tell(
                    EventKind.SLAB_KEPT,
                    Rule.SLAB_EMPTY_KEPT,
                    slab,
                    partials,
                    caches.geometry(cache).minPartial());
        }
    }

    /** Gives the pages of a slab on no list back (discard_slab()). */
    void discard(int slab, Rule rule) {
        int cache = slabs.cache(slab);
        int pfn = slabs.pfn(slab);
        int order = slabs.order(slab);
        checks.last(slab);
        caches.count(cache, -1, -slabs.objects(slab));
        slabs.remove(slab);
        events.emit(EventKind.SLAB_RELEASED.code(), rule.code(), pfn, order, cache, caches.slabs(cache));
        pages.release(pfn);
    }

    private void tell(EventKind kind, Rule rule, int slab, int b, int d) {
        events.emit(kind.code(), rule.code(), slabs.pfn(slab), b, slabs.cache(slab), d);
    }
}
