package pagewalk.engine.slab;

import static pagewalk.engine.slab.SlabTable.NIL;

import java.util.List;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/**
 * Gives an object allocator at boot the slabs and lists of recorded caches; their pages are taken one after another.
 */
final class CacheRestore {
    private final CacheTable caches;
    private final SlabTable slabs;
    private final PartialLists lists;
    private final SlabPages pages;

    CacheRestore(SlabTables tables, PartialLists lists, SlabPages pages) {
        caches = tables.caches();
        slabs = tables.slabs();
        this.lists = lists;
        this.pages = pages;
    }

    /** Makes the cache if there is none of its name, and all its slabs; there must be pages enough. */
    void restore(CacheState state) {
        int cache = caches.named(state.name());
        if (cache == CacheTable.NIL) {
            CacheGeometry geometry = CacheGeometry.of(state.objectSize(), state.align(), state.flags(), caches.cpus());
            cache = caches.add(state.name(), geometry);
        }
        if (!state.randomOrder().isEmpty()) {
            caches.setRandomOrder(cache, toArray(state.randomOrder()));
        }
        int[] made = new int[state.slabs().size()];
        for (int i = 0; i < made.length; i++) {
            made[i] = make(cache, state.slabs().get(i));
        }
        // A CPU's list grows at its head, so its last slab comes first.
        for (int i = made.length - 1; i >= 0; i--) {
            CacheState.Slab slab = state.slabs().get(i);
            if (slab.place() == SlabPlace.CPU_PARTIAL) {
                lists.addToCpu(made[i], slab.cpu(), false, Rule.NONE);
            }
        }
        for (int i = 0; i < made.length; i++) {
            place(cache, made[i], state.slabs().get(i));
        }
    }

    private static int[] toArray(List<Integer> values) {
        int[] array = new int[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private int make(int cache, CacheState.Slab from) {
        CacheGeometry geometry = caches.geometry(cache);
        int pfn = pages.allocate(geometry.order(), Gfp.KERNEL);
        Check.that(pfn != SlabPages.NIL, "recorded slabs fit the machine", "cache", cache);
        int slab = slabs.add(pfn, cache, geometry.order(), geometry.objects());
        caches.count(cache, 1, geometry.objects());
        for (int object = 0; object < geometry.objects(); object++) {
            slabs.setLink(slab, object, SlabTable.IN_USE);
        }
        slabs.setFree(slab, link(slab, from.free()));
        slabs.setInUse(slab, geometry.objects() - from.free().size());
        caches.addLive(
                cache, geometry.objects() - from.free().size() - from.cpuFree().size());
        return slab;
    }

    /** Links objects in their order; returns the first. */
    private int link(int slab, List<Integer> objects) {
        for (int i = 0; i < objects.size(); i++) {
            int object = objects.get(i);
            Check.index(object, slabs.objects(slab), "object");
            boolean once = slabs.link(slab, object) == SlabTable.IN_USE;
            Check.that(once, "a recorded freelist names an object once", "object", object);
            slabs.setLink(slab, object, i + 1 < objects.size() ? objects.get(i + 1) : NIL);
        }
        return objects.isEmpty() ? NIL : objects.get(0);
    }

    private void place(int cache, int slab, CacheState.Slab from) {
        if (from.place() == SlabPlace.CPU) {
            caches.setCpuSlab(cache, from.cpu(), slab);
            caches.setCpuFree(cache, from.cpu(), link(slab, from.cpuFree()));
            slabs.setPlace(slab, SlabTable.ON_CPU);
        } else if (from.place() == SlabPlace.NODE_PARTIAL) {
            lists.addToNode(slab, true, Rule.NONE);
        }
    }
}
