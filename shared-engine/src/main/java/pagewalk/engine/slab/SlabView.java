package pagewalk.engine.slab;

import static pagewalk.engine.slab.SlabTable.NIL;

import java.util.List;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntList;

/** Looks at caches and slabs; every answer is of the moment it is given. Slabs are called by their first pfn. */
public final class SlabView {
    private final CacheTable caches;
    private final SlabTable slabs;
    private final Stains stains;

    SlabView(CacheTable caches, SlabTable slabs, Stains stains) {
        this.stains = stains;
        this.caches = caches;
        this.slabs = slabs;
    }

    /** Living caches. */
    public int caches() {
        return caches.count();
    }

    /** The number of the {@code i}-th living cache, oldest first. */
    public int cache(int i) {
        return caches.cache(i);
    }

    /** The cache that {@code name} stands for, or -1. */
    public int named(String name) {
        return caches.named(name);
    }

    public String name(int cache) {
        return caches.name(cache);
    }

    public CacheGeometry geometry(int cache) {
        return caches.geometry(cache);
    }

    /** Pages in slabs that {@code counter} counts, nr_slab_reclaimable or nr_slab_unreclaimable; 0 for another. */
    public int pages(String counter) {
        boolean reclaimable = counter.equals("nr_slab_reclaimable");
        if (!reclaimable && !counter.equals("nr_slab_unreclaimable")) {
            return 0;
        }
        int pages = 0;
        for (int i = 0; i < caches(); i++) {
            int cache = cache(i);
            boolean counted = (geometry(cache).flags() & SlabFlags.RECLAIM_ACCOUNT) != 0 == reclaimable;
            pages += counted ? slabs(cache) << geometry(cache).order() : 0;
        }
        return pages;
    }

    public int cpus() {
        return caches.cpus();
    }

    /** The names that stand for the cache now, oldest first; its own may be gone. */
    public List<String> aliases(int cache) {
        return caches.aliases(cache);
    }

    /** How many names stand for the cache. */
    public int references(int cache) {
        return caches.references(cache);
    }

    /** All slabs of the cache. */
    public int slabs(int cache) {
        return caches.slabs(cache);
    }

    /** All objects of the cache, free or not. */
    public int objects(int cache) {
        return caches.objects(cache);
    }

    /** Objects of the cache that somebody holds. */
    public int live(int cache) {
        return caches.live(cache);
    }

    /** The slab of a CPU, or -1. */
    public int cpuSlab(int cache, int cpu) {
        int slab = caches.cpuSlab(cache, cpu);
        return slab == NIL ? NIL : slabs.pfn(slab);
    }

    /** The CPU's freelist, next object first. */
    public int[] cpuFreelist(int cache, int cpu) {
        int slab = caches.cpuSlab(cache, cpu);
        return slab == NIL ? new int[0] : list(slab, caches.cpuFree(cache, cpu));
    }

    /** The partial slabs of a CPU, head first. */
    public int[] cpuPartial(int cache, int cpu) {
        return chain(caches.cpuPartial(cache, cpu));
    }

    /** The partial slabs of the node, head first. */
    public int[] nodePartial(int cache) {
        return chain(caches.partialHead(cache));
    }

    /** Free objects in the node's partial slabs: all that /proc/slabinfo takes for free. */
    public int nodeFree(int cache) {
        int free = 0;
        for (int slab = caches.partialHead(cache); slab != NIL; slab = slabs.next(slab)) {
            free += slabs.objects(slab) - slabs.inUse(slab);
        }
        return free;
    }

    /** Whether a slab begins at {@code pfn}. */
    public boolean isSlab(int pfn) {
        return slabs.at(pfn) != NIL;
    }

    public int cacheOf(int pfn) {
        return slabs.cache(slabs.at(pfn));
    }

    public int order(int pfn) {
        return slabs.order(slabs.at(pfn));
    }

    /** Objects in the slab. */
    public int objectsOf(int pfn) {
        return slabs.objects(slabs.at(pfn));
    }

    /** Objects in use as the slab counts them: all, while it is a CPU's. */
    public int inUse(int pfn) {
        return slabs.inUse(slabs.at(pfn));
    }

    /** The slab's own freelist, next object first. */
    public int[] freelist(int pfn) {
        int slab = slabs.at(pfn);
        return list(slab, slabs.free(slab));
    }

    /** Whether somebody holds the object: its user, or a memory pool. */
    public boolean isHeld(int pfn, int object) {
        return SlabTable.isHeld(slabs.link(slabs.at(pfn), object));
    }

    /** What the object is. */
    public ObjectState state(int pfn, int object) {
        int link = slabs.link(slabs.at(pfn), object);
        if (link >= NIL) {
            return ObjectState.FREE;
        }
        if (link == SlabTable.LOST) {
            return ObjectState.LOST;
        }
        return link <= SlabTable.RESERVED && link > SlabTable.NAMED ? ObjectState.RESERVED : ObjectState.HELD;
    }

    /** The free object that the free pointer of a free one leads to; -1 at the end of the list. */
    public int next(int pfn, int object) {
        return Math.max(NIL, slabs.link(slabs.at(pfn), object));
    }

    /** The pool in whose reserve the object lies, or -1. */
    public int poolOf(int pfn, int object) {
        int link = slabs.link(slabs.at(pfn), object);
        return state(pfn, object) == ObjectState.RESERVED ? SlabTable.RESERVED - link : NIL;
    }

    /** Number of the name that the object was handed out under, or -1; the name may have been given away since. */
    public int nameOf(int pfn, int object) {
        int link = slabs.link(slabs.at(pfn), object);
        return link <= SlabTable.NAMED ? SlabTable.NAMED - link : NIL;
    }

    /** Bytes from the start of a slab to where an object begins, behind its left red zone. */
    public int bytesTo(int pfn, int object) {
        CacheGeometry geometry = caches.geometry(cacheOf(pfn));
        return object * geometry.size() + geometry.leftPad();
    }

    /** The value that somebody wrote by mistake to a byte of a slab, or -1. */
    public int writtenAt(int pfn, int offset) {
        return stains.at(slabs.at(pfn), offset);
    }

    /** Runs of bytes that were written by mistake, in all slabs. */
    public int stains() {
        return stains.size();
    }

    /** Which list a slab is on. */
    public SlabPlace place(int pfn) {
        return SlabPlace.values()[slabs.place(slabs.at(pfn))];
    }

    /** The CPU whose slab it is, or on whose partial list it is; -1 for a slab of no CPU. */
    public int cpuOf(int pfn) {
        int slab = slabs.at(pfn);
        int cache = slabs.cache(slab);
        for (int cpu = 0; cpu < caches.cpus(); cpu++) {
            int other = caches.cpuSlab(cache, cpu) == slab ? slab : caches.cpuPartial(cache, cpu);
            while (other != NIL && other != slab) {
                other = slabs.next(other);
            }
            if (other == slab) {
                return cpu;
            }
        }
        return NIL;
    }

    /** All slabs of a cache: those of the CPUs, their partial ones, those of the node, and those on no list. */
    public int[] slabsOf(int cache) {
        IntList pfns = new IntList();
        for (int cpu = 0; cpu < caches.cpus(); cpu++) {
            if (caches.cpuSlab(cache, cpu) != NIL) {
                pfns.add(slabs.pfn(caches.cpuSlab(cache, cpu)));
            }
        }
        for (int cpu = 0; cpu < caches.cpus(); cpu++) {
            addChain(caches.cpuPartial(cache, cpu), pfns);
        }
        addChain(caches.partialHead(cache), pfns);
        for (int slab = slabs.first(); slab != NIL; slab = slabs.after(slab)) {
            if (slabs.cache(slab) == cache && slabs.place(slab) == SlabTable.UNLISTED) {
                pfns.add(slabs.pfn(slab));
            }
        }
        return pfns.toArray();
    }

    /** Whether anything was ever done with objects, so that pictures have something to show. */
    public boolean isUsed() {
        for (int i = 0; i < caches.count(); i++) {
            int cache = caches.cache(i);
            if (!KmallocCaches.has(cache) || caches.slabs(cache) > 0) {
                return true;
            }
        }
        return false;
    }

    void digest(Digest into) {
        for (int i = 0; i < caches.count(); i++) {
            int cache = caches.cache(i);
            for (int cpu = 0; cpu < caches.cpus(); cpu++) {
                int slab = caches.cpuSlab(cache, cpu);
                if (slab != NIL) {
                    slabs.digest(slab, into);
                    slabs.digestList(slab, caches.cpuFree(cache, cpu), into);
                }
                digestChain(caches.cpuPartial(cache, cpu), into);
            }
            digestChain(caches.partialHead(cache), into);
        }
    }

    private void digestChain(int head, Digest into) {
        for (int slab = head; slab != NIL; slab = slabs.next(slab)) {
            slabs.digest(slab, into);
        }
        into.fold(NIL);
    }

    private int[] list(int slab, int head) {
        IntList objects = new IntList();
        for (int object = head; object != NIL; object = slabs.link(slab, object)) {
            objects.add(object);
        }
        return objects.toArray();
    }

    private int[] chain(int head) {
        IntList pfns = new IntList();
        addChain(head, pfns);
        return pfns.toArray();
    }

    private void addChain(int head, IntList pfns) {
        for (int slab = head; slab != NIL; slab = slabs.next(slab)) {
            pfns.add(slabs.pfn(slab));
        }
    }
}
