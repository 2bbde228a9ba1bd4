package pagewalk.engine.slab;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntMap;

/**
 * The object allocator: caches, and the slabs they cut into objects.
 *
 * <p>An object is called by the first pfn of its slab and its number in the slab. Callers ask first whether a thing can
 * be done; what they then ask for is done, or fails for want of pages alone.
 */
public final class Slub {
    public static final int NIL = -1;

    private static final int LARGE = 1;

    private final SlabConfig config;
    private final SlabTables tables;
    private final CacheTable caches;
    private final SlabTable slabs;
    /** Blocks that kmalloc() took whole, by their first pfn. */
    private final IntMap large;

    private final Dice dice;
    private final SlabPages pages;
    private final Events events;
    private final SlabView view;
    private final ObjectPaths paths;
    private final Flush flush;
    private final ObjectWrites writes;

    /** The allocator as it is at boot: the caches of kmalloc(), without slabs. */
    public Slub(SlabConfig config, SlabPages pages, Events events) {
        this(
                config,
                SlabTables.of(new CacheTable(config.cpus()), new SlabTable(), new Stains(), events),
                new IntMap(),
                new Dice(config.freelistSeed(), config.throwsAsArray()),
                new Outside(pages, events));
        KmallocCaches.addTo(caches);
        CacheRestore restore = new CacheRestore(tables, new PartialLists(tables, pages, events), pages);
        config.states().forEach(restore::restore);
    }

    private Slub(SlabConfig config, SlabTables tables, IntMap large, Dice dice, Outside outside) {
        this.config = config;
        this.tables = tables;
        this.large = large;
        this.dice = dice;
        pages = outside.pages();
        events = outside.events();
        caches = tables.caches();
        slabs = tables.slabs();
        view = new SlabView(caches, slabs, tables.stains());
        PartialLists lists = new PartialLists(tables, pages, events);
        paths = new ObjectPaths(tables, lists, new NewSlabs(tables, pages, dice, events), events);
        flush = new Flush(tables, lists, events);
        writes = new ObjectWrites(caches, slabs, tables.stains(), events);
    }

    /** Where pages come from, and where events go. */
    private record Outside(SlabPages pages, Events events) {}

    /** A copy that shares nothing that changes, takes pages from {@code newPages} and tells {@code newEvents}. */
    public Slub copy(SlabPages newPages, Events newEvents) {
        Outside outside = new Outside(newPages, newEvents);
        return new Slub(config, tables.copy(newEvents), large.copy(), dice.copy(), outside);
    }

    public SlabView view() {
        return view;
    }

    /** The cache that {@code name} stands for, or {@link #NIL}. */
    public int named(String name) {
        return caches.named(name);
    }

    /** What a new cache would be like, merged or not. */
    public CacheGeometry geometryOf(int objectSize, int align, int flags) {
        return CacheGeometry.of(objectSize, align, flags, config.cpus());
    }

    public CacheGeometry geometry(int cache) {
        return caches.geometry(cache);
    }

    /** Whether there can be one more cache. */
    public boolean hasRoomForCache() {
        return caches.count() < Limits.CACHES;
    }

    /**
     * Creates a cache, or finds one that serves as well (kmem_cache_create()).
     *
     * @param geometry of {@link #geometryOf}, with an order that exists
     * @param align as it was asked for
     * @return its number
     */
    public int create(String name, CacheGeometry geometry, int align) {
        int found = caches.mergeable(geometry.objectSize(), align, geometry.flags());
        if (found != NIL) {
            caches.addAlias(found, name);
            CacheGeometry shared = caches.geometry(found).sharedWith(geometry.objectSize());
            caches.setGeometry(found, shared);
            int names = caches.references(found);
            tell(EventKind.CACHE_SHARED, Rule.SLAB_MERGE, found, shared.size(), shared.objectSize(), names);
            return found;
        }
        int cache = caches.add(name, geometry);
        Rule pointer = geometry.pointerOutside() ? Rule.SLAB_POINTER_OUTSIDE : Rule.SLAB_POINTER_INSIDE;
        tell(EventKind.CACHE_LAID_OUT, pointer, cache, geometry.size(), geometry.offset(), geometry.inuse());
        int objects = geometry.objects();
        int waste = (CacheGeometry.PAGE_SIZE << geometry.order()) - objects * geometry.size();
        tell(EventKind.CACHE_ORDER, Rule.SLAB_ORDER, cache, geometry.order(), objects, waste);
        Rule limits = geometry.debug() ? Rule.SLAB_DEBUG_LIMITS : Rule.SLAB_LIMITS;
        int slabsOfCpu = geometry.cpuPartialSlabs();
        tell(EventKind.CACHE_LIMITS, limits, cache, geometry.minPartial(), geometry.cpuPartial(), slabsOfCpu);
        tell(EventKind.CACHE_CREATED, Rule.SLAB_NEW_CACHE, cache, geometry.size(), geometry.align(), geometry.flags());
        return cache;
    }

    /** Names that stand for a cache. */
    public int references(int cache) {
        return caches.references(cache);
    }

    /** Whether a cache belongs to kmalloc() and so stays for ever. */
    public boolean isKmalloc(int cache) {
        return KmallocCaches.has(cache);
    }

    /** Objects of a cache that somebody holds, and those that a corrupted freelist lost. */
    public int live(int cache) {
        return caches.live(cache) + caches.lost(cache);
    }

    /**
     * Takes a name from its cache, and with the last name the cache, of which nobody holds an object then
     * (kmem_cache_destroy()). Returns how many slabs went.
     */
    public int destroy(String name) {
        int cache = caches.named(name);
        if (caches.references(cache) > 1) {
            caches.removeAlias(name);
            tell(EventKind.CACHE_RELEASED, Rule.SLAB_UNMERGE, cache, caches.references(cache), 0, 0);
            return 0;
        }
        int freed = flush.empty(cache);
        caches.removeAlias(name);
        caches.remove(cache);
        tell(EventKind.CACHE_DESTROYED, Rule.SLAB_DESTROY, cache, freed, 0, 0);
        return freed;
    }

    /** Gives empty slabs back (kmem_cache_shrink()); returns how many. */
    public int shrink(int cache) {
        return flush.shrink(cache);
    }

    /** Hands out an object (kmem_cache_alloc()); false for want of pages, and then no list has changed. */
    public boolean allocate(int cache, int cpu, int gfp) {
        return paths.allocate(cache, cpu, gfp);
    }

    /** First pfn of the slab whose object was handed out last. */
    public int pfn() {
        return slabs.pfn(paths.slab());
    }

    /** Number in its slab of the object that was handed out last. */
    public int object() {
        return paths.object();
    }

    /** The cache that kmalloc() takes {@code bytes} from, or {@link #NIL} for a request that goes to the pages. */
    public int classOf(int bytes, int gfp) {
        int place = KmallocCaches.classOf(bytes);
        if (place < 0) {
            return NIL;
        }
        int type = KmallocCaches.typeOf(gfp);
        int cache = KmallocCaches.cache(type, place);
        tell(
                EventKind.CLASS_CHOSEN,
                Rule.KMALLOC_CLASS,
                cache,
                bytes,
                caches.geometry(cache).size(),
                type);
        return cache;
    }

    /** Bytes that kmalloc() hands out for {@code bytes}; 0 for a request that goes to the pages. */
    public int classSize(int bytes) {
        int place = KmallocCaches.classOf(bytes);
        return place < 0 ? 0 : caches.geometry(KmallocCaches.cache(0, place)).size();
    }

    /** Takes whole pages for {@code bytes} (___kmalloc_large_node()); the first pfn, or {@link #NIL}. */
    public int allocateLarge(int bytes, int gfp) {
        int order = CacheGeometry.orderOf(bytes);
        int pfn = pages.allocate(order, gfp & ~(Gfp.HIGHMEM | Gfp.DMA32));
        if (pfn != SlabPages.NIL) {
            large.put(pfn, LARGE);
            events.emit(EventKind.LARGE_TAKEN.code(), Rule.KMALLOC_LARGE.code(), pfn, order, bytes, 0);
        }
        return pfn;
    }

    /** Whether the block that begins at {@code pfn} is one of {@link #allocateLarge}. */
    public boolean isLarge(int pfn) {
        return large.get(pfn) == LARGE;
    }

    /** Gives the pages of a large request back (free_large_kmalloc()). */
    public void freeLarge(int pfn, int order) {
        large.put(pfn, IntMap.NIL);
        events.emit(EventKind.LARGE_RETURNED.code(), Rule.KFREE_LARGE.code(), pfn, order, 0, 0);
        pages.release(pfn);
    }

    /** Whether a slab begins at {@code pfn}. */
    public boolean isSlab(int pfn) {
        return slabs.at(pfn) != SlabTable.NIL;
    }

    /** The cache of the slab that begins at {@code pfn}. */
    public int cacheAt(int pfn) {
        return slabs.cache(slabs.at(pfn));
    }

    /** The object that begins {@code bytes} into the slab at {@code pfn}; {@link #NIL} if none does. */
    public int objectAt(int pfn, int bytes) {
        int slab = slabs.at(pfn);
        CacheGeometry geometry = caches.geometry(slabs.cache(slab));
        int from = bytes - geometry.leftPad();
        boolean starts = from >= 0 && from % geometry.size() == 0 && from / geometry.size() < slabs.objects(slab);
        return starts ? from / geometry.size() : NIL;
    }

    /** Bytes from the start of a slab to where an object begins, behind its left red zone. */
    public int bytesTo(int pfn, int object) {
        CacheGeometry geometry = caches.geometry(cacheAt(pfn));
        return object * geometry.size() + geometry.leftPad();
    }

    /** Whether somebody holds the object, its user or a pool. */
    public boolean isHeld(int pfn, int object) {
        return SlabTable.isHeld(slabs.link(slabs.at(pfn), object));
    }

    /** The pool in whose reserve the object lies, or {@link #NIL}. */
    public int reserveOf(int pfn, int object) {
        int link = slabs.link(slabs.at(pfn), object);
        return link <= SlabTable.RESERVED && link > SlabTable.NAMED ? SlabTable.RESERVED - link : NIL;
    }

    /** Says that the object, which somebody holds, lies in the reserve of a pool. */
    void setReserved(int pfn, int object, int pool) {
        slabs.setLink(slabs.at(pfn), object, SlabTable.RESERVED - pool);
    }

    /** Says that the object left the reserve of its pool. */
    void setUsed(int pfn, int object) {
        slabs.setLink(slabs.at(pfn), object, SlabTable.IN_USE);
    }

    /** Says that the object, which somebody holds, is called by name number {@code name}. */
    public void setName(int pfn, int object, int name) {
        slabs.setLink(slabs.at(pfn), object, SlabTable.NAMED - name);
    }

    /**
     * Takes back an object that somebody holds (kmem_cache_free(), kfree()); false if a check of its cache fails, and
     * then the object stays in use, as in Linux.
     */
    public boolean free(int pfn, int object, int cpu) {
        return paths.free(slabs.at(pfn), object, cpu);
    }

    /**
     * The first free object whose free pointer a write to bytes {@code [from, to)} of a slab would destroy with no
     * check
     * to find it; {@link #NIL} if there is none.
     */
    public int firstPointerLost(int pfn, int from, int to) {
        return writes.firstPointerLost(slabs.at(pfn), from, to);
    }

    /** Whether one more write can be remembered. */
    public boolean hasRoomForWrite() {
        return tables.stains().size() < Limits.STAINS;
    }

    /** Somebody writes {@code value} to bytes {@code [from, to)} of a slab. */
    public void write(int pfn, int from, int to, int value) {
        writes.write(slabs.at(pfn), from, to, value);
    }

    /** Somebody writes to a block of {@link #allocateLarge}, where every byte is the owner's. */
    public void writeLarge(int pfn, int from, int to, int value) {
        events.emit(EventKind.OBJECT_WRITTEN.code(), Rule.SLAB_WRITE.code(), pfn, from, to - 1, value);
    }

    /** Looks at every object of a cache with checks (validate_slab_cache()); returns how many slabs were bad. */
    public int validate(int cache) {
        int bad = 0;
        for (int slab = slabs.first(); slab != SlabTable.NIL; slab = slabs.after(slab)) {
            boolean mine = slabs.cache(slab) == cache && caches.geometry(cache).debug();
            bad += mine && !tables.checks().valid(slab) ? 1 : 0;
        }
        tell(EventKind.CACHE_VALIDATED, Rule.SLAB_VALIDATE, cache, caches.slabs(cache), bad, 0);
        return bad;
    }

    public void digest(Digest into) {
        caches.digest(into);
        into.fold(dice.thrown());
        view.digest(into);
        tables.stains().digest(into);
    }

    /** Bytes that a copy takes beside {@code other}, a related copy; all its bytes beside null. */
    public int bytesBeside(@Nullable Slub other) {
        return caches.bytes()
                + tables.stains().size() * 16
                + slabs.bytesBeside(other == null ? null : other.slabs)
                + 1024;
    }

    private void tell(EventKind kind, Rule rule, int cache, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), cache, b, c, d);
    }
}
