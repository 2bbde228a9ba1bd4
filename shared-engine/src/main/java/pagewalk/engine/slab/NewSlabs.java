package pagewalk.engine.slab;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;

/** Makes slabs of fresh pages (mm/slub.c allocate_slab()). */
final class NewSlabs {
    /** What a request may say about its pages; zone and mobility are the cache's (GFP_RECLAIM_MASK). */
    private static final int REQUEST_BITS =
            Gfp.HIGH | Gfp.KSWAPD_RECLAIM | Gfp.DIRECT_RECLAIM | Gfp.MEMALLOC | Gfp.IO | Gfp.FS;

    private final CacheTable caches;
    private final SlabTable slabs;
    private final SlabPages pages;
    private final Dice dice;
    private final Events events;

    NewSlabs(SlabTables tables, SlabPages pages, Dice dice, Events events) {
        caches = tables.caches();
        slabs = tables.slabs();
        this.pages = pages;
        this.dice = dice;
        this.events = events;
    }

    /** A slab with all objects free, on no list; {@link SlabTable#NIL} if there are no pages. */
    int make(int cache, int gfp) {
        CacheGeometry geometry = caches.geometry(cache);
        int flags = gfp & REQUEST_BITS | SlabFlags.gfp(geometry.flags());
        int order = geometry.order();
        boolean canShrink = order > geometry.minOrder();
        boolean reclaims = (flags & Gfp.DIRECT_RECLAIM) != 0;
        int tryFlags = canShrink && reclaims ? flags & ~(Gfp.DIRECT_RECLAIM | Gfp.KSWAPD_RECLAIM) : flags;
        int pfn = pages.allocate(order, tryFlags);
        Rule rule = Rule.SLAB_NEW;
        if (pfn == SlabPages.NIL && canShrink) {
            tellLowered(cache, order, geometry.minOrder());
            order = geometry.minOrder();
            rule = Rule.SLAB_ORDER_FALLBACK;
            pfn = pages.allocate(order, flags);
        }
        if (pfn == SlabPages.NIL) {
            return SlabTable.NIL;
        }
        int objects = geometry.objectsIn(order);
        int slab = slabs.add(pfn, cache, order, objects);
        caches.count(cache, 1, objects);
        events.emit(EventKind.SLAB_CREATED.code(), rule.code(), pfn, order, cache, objects);
        if (dice.inUse() && objects > 1) {
            shuffle(slab, geometry);
        }
        return slab;
    }

    private void tellLowered(int cache, int order, int minOrder) {
        events.emit(EventKind.ORDER_LOWERED.code(), Rule.SLAB_ORDER_FALLBACK.code(), cache, order, minOrder, 0);
    }

    /** Links the objects in the cache's own random order, from a place of chance on (shuffle_freelist()). */
    private void shuffle(int slab, CacheGeometry geometry) {
        int cache = slabs.cache(slab);
        int[] order = caches.randomOrder(cache);
        if (order == null) {
            order = randomOrder(geometry.objects());
            caches.setRandomOrder(cache, order);
        }
        int at = dice.below(order.length);
        int last = SlabTable.NIL;
        for (int i = 0; i < order.length; i++) {
            int object = order[(at + i) % order.length];
            if (object >= slabs.objects(slab)) {
                continue;
            }
            if (last == SlabTable.NIL) {
                slabs.setFree(slab, object);
            } else {
                slabs.setLink(slab, last, object);
            }
            last = object;
        }
        slabs.setLink(slab, last, SlabTable.NIL);
        events.emit(
                EventKind.FREELIST_SHUFFLED.code(),
                Rule.SLAB_RANDOM_ORDER.code(),
                slabs.pfn(slab),
                slabs.free(slab),
                cache,
                at);
    }

    /** The numbers below {@code count}, exchanged from the last one down (freelist_randomize()). */
    private int[] randomOrder(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int other = dice.below(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
