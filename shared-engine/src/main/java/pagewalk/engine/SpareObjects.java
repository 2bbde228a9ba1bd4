package pagewalk.engine;

import pagewalk.engine.slab.SlabView;
import pagewalk.engine.slab.Slub;
import pagewalk.engine.util.IntList;

/** Objects of a cache that go when memory is short: those that somebody took, but for the reserves of pools. */
final class SpareObjects {
    private final Slub slub;
    private final SlabView view;

    SpareObjects(Slub slub) {
        this.slub = slub;
        view = slub.view();
    }

    boolean hasCache(String name) {
        int cache = slub.named(name);
        return cache != Slub.NIL && !slub.isKmalloc(cache);
    }

    /** Pages of all slabs. */
    int pages() {
        return view.pages("nr_slab_reclaimable") + view.pages("nr_slab_unreclaimable");
    }

    /** How many of them a cache has; 0 for one that is gone. */
    int count(String name) {
        int cache = slub.named(name);
        return cache == Slub.NIL ? 0 : find(cache, Integer.MAX_VALUE).size() / 2;
    }

    /** Frees so many of them, full slabs first; returns how many there were. */
    int free(String name, int most) {
        IntList found = find(slub.named(name), most);
        for (int i = 0; i < found.size(); i += 2) {
            slub.free(found.get(i), found.get(i + 1), 0);
        }
        return found.size() / 2;
    }

    /** First pfn of the slab and number in it, of each. */
    private IntList find(int cache, int most) {
        IntList found = new IntList();
        int[] slabs = view.slabsOf(cache);
        for (int i = slabs.length - 1; i >= 0; i--) {
            for (int object = 0; object < view.objectsOf(slabs[i]) && found.size() / 2 < most; object++) {
                if (slub.isHeld(slabs[i], object) && slub.reserveOf(slabs[i], object) == Slub.NIL) {
                    found.add(slabs[i]);
                    found.add(object);
                }
            }
        }
        return found;
    }
}
