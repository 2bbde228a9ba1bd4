package pagewalk.engine.slab;

import static pagewalk.engine.slab.SlabTable.NIL;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.ObjectPart;
import pagewalk.engine.rule.Rule;

/**
 * Looks whether anybody wrote where nobody may (mm/slub.c check_object(), slab_pad_check(), on_freelist()), and repairs
 * what it reports, as Linux does.
 */
final class ObjectChecks {
    /** The byte that a red zone has while its object is in use (SLUB_RED_ACTIVE), and while it is free. */
    static final int RED_ACTIVE = 0xcc;

    static final int RED_INACTIVE = 0xbb;
    /** The byte that a free object is filled with (POISON_FREE), the one it ends in, and the one between objects. */
    static final int POISON_FREE = 0x6b;

    static final int POISON_END = 0xa5;
    static final int POISON_INUSE = 0x5a;

    private static final int POINTER = 8;

    private final CacheTable caches;
    private final SlabTable slabs;
    private final Stains stains;
    private final Events events;

    ObjectChecks(CacheTable caches, SlabTable slabs, Stains stains, Events events) {
        this.caches = caches;
        this.slabs = slabs;
        this.stains = stains;
        this.events = events;
    }

    /** Whether every allocation and free of the cache is checked (SLAB_CONSISTENCY_CHECKS). */
    boolean consistent(int cache) {
        return (caches.geometry(cache).flags() & SlabFlags.CONSISTENCY_CHECKS) != 0;
    }

    /** Whether an object that is about to be handed out is as a free object should be. */
    boolean allocatable(int slab, int object) {
        if (!consistent(slabs.cache(slab)) || stains.size() == 0) {
            return true;
        }
        checkSlab(slab);
        return whole(slab, object, false);
    }

    /** Whether an object that comes back is as one in use should be, and its slab's freelist can be walked. */
    boolean freeable(int slab, int object) {
        if (!consistent(slabs.cache(slab)) || stains.size() == 0) {
            return true;
        }
        checkSlab(slab);
        walk(slab);
        return whole(slab, object, true);
    }

    /** Looks at all of a slab (validate_slab()); whether nothing was wrong. It stops at the first bad object. */
    boolean valid(int slab) {
        int before = stains.size();
        if (before == 0) {
            return true;
        }
        boolean good = checkSlab(slab) & walk(slab);
        for (int object = 0; object < slabs.objects(slab); object++) {
            int link = slabs.link(slab, object);
            if (link != SlabTable.LOST && !whole(slab, object, SlabTable.isHeld(link))) {
                return false;
            }
        }
        return good;
    }

    /** Looks at a slab that goes back to the page allocator for the last time (__free_slab()). */
    void last(int slab) {
        if (stains.size() == 0) {
            return;
        }
        if (consistent(slabs.cache(slab))) {
            checkSlab(slab);
            for (int object = 0; object < slabs.objects(slab); object++) {
                whole(slab, object, false);
            }
        }
        stains.clear(slab, 0, CacheGeometry.PAGE_SIZE << slabs.order(slab));
    }

    /** What an object's way out or back writes anew is as it should be (init_object(), set_track()). */
    void rewritten(int slab, int object, boolean active) {
        if (stains.size() == 0) {
            return;
        }
        CacheGeometry g = geometry(slab);
        int start = object * g.size() + g.leftPad();
        int end = start + g.objectSize();
        if ((g.flags() & SlabFlags.RED_ZONE) != 0) {
            stains.clear(slab, start - g.leftPad(), start);
            stains.clear(slab, end, start + g.inuse());
        }
        if (active || g.poisonsObjects()) {
            stains.clear(slab, start, end);
        }
        if (!active) {
            stains.clear(slab, start + g.offset(), start + g.offset() + POINTER);
        }
        stains.clear(slab, start + g.infoEnd() - g.trackBytes(), start + g.infoEnd());
    }

    /** The padding behind a slab's last object (slab_pad_check()); whether it is as it should be. */
    private boolean checkSlab(int slab) {
        CacheGeometry g = geometry(slab);
        int from = g.size() * slabs.objects(slab);
        boolean poisoned = (g.flags() & SlabFlags.POISON) != 0;
        int to = CacheGeometry.PAGE_SIZE << slabs.order(slab);
        return !poisoned || same(slab, NIL, ObjectPart.PADDING, new int[] {from, to, POISON_INUSE});
    }

    /** Whether an object and all around it are as they should be (check_object()). */
    private boolean whole(int slab, int object, boolean active) {
        CacheGeometry g = geometry(slab);
        int start = object * g.size() + g.leftPad();
        int end = start + g.objectSize();
        int red = active ? RED_ACTIVE : RED_INACTIVE;
        boolean good = true;
        boolean poisoned = (g.flags() & SlabFlags.POISON) != 0;
        if ((g.flags() & SlabFlags.RED_ZONE) != 0) {
            good = same(slab, object, ObjectPart.LEFT_RED_ZONE, new int[] {start - g.leftPad(), start, red});
            good &= same(slab, object, ObjectPart.RIGHT_RED_ZONE, new int[] {end, start + g.inuse(), red});
        } else if (poisoned) {
            good = same(slab, object, ObjectPart.ALIGNMENT, new int[] {end, start + g.inuse(), POISON_INUSE});
        }
        if (!active && g.poisonsObjects()) {
            good &= same(slab, object, ObjectPart.POISON, new int[] {start, end - 1, POISON_FREE});
            good &= same(slab, object, ObjectPart.POISON, new int[] {end - 1, end, POISON_END});
        }
        if (poisoned) {
            int next = (object + 1) * g.size();
            good &= same(slab, object, ObjectPart.OBJECT_PADDING, new int[] {start + g.infoEnd(), next, POISON_INUSE});
        }
        if (g.pointerOutside() || !active) {
            good &= pointerGood(slab, object, ObjectPart.FREE_POINTER);
        }
        return good;
    }

    /** Whether {@code range}, first, after the last, and value, is as it should be; if not, says so and repairs it. */
    private boolean same(int slab, int object, ObjectPart what, int[] range) {
        int first = stains.first(slab, range[0], range[1], range[2]);
        if (first == Stains.NIL) {
            return true;
        }
        int last = stains.last(slab, range[0], range[1], range[2]);
        int bytes = stains.at(slab, first) << 8 | range[2];
        report(slab, object, what, first);
        tell(EventKind.BYTES_OVERWRITTEN, what.rule(), slab, first, last, bytes);
        stains.clear(slab, first, last + 1);
        tell(EventKind.BYTES_RESTORED, Rule.SLAB_RESTORE, slab, first, last, range[2]);
        return false;
    }

    private boolean pointerGood(int slab, int object, ObjectPart what) {
        CacheGeometry g = geometry(slab);
        int pointer = object * g.size() + g.leftPad() + g.offset();
        if (stains.first(slab, pointer, pointer + POINTER, NIL) == Stains.NIL) {
            return true;
        }
        report(slab, object, what, pointer);
        stains.clear(slab, pointer, pointer + POINTER);
        return false;
    }

    /** Walks a slab's freelist; a pointer that leads nowhere ends it, and what came behind is lost (on_freelist()). */
    private boolean walk(int slab) {
        for (int object = slabs.free(slab); object != NIL; object = slabs.link(slab, object)) {
            if (pointerGood(slab, object, ObjectPart.FREE_CHAIN)) {
                continue;
            }
            int lost = lose(slab, slabs.link(slab, object));
            slabs.setLink(slab, object, NIL);
            slabs.setInUse(slab, slabs.inUse(slab) + lost);
            events.emit(
                    EventKind.FREELIST_CUT.code(),
                    Rule.SLAB_CHAIN_CUT.code(),
                    slabs.pfn(slab),
                    object,
                    lost,
                    slabs.inUse(slab));
            return false;
        }
        return true;
    }

    /** Forgets all free objects of a slab, so that nobody touches them again (alloc_debug_processing()). */
    void writeOff(int slab) {
        int lost = lose(slab, slabs.free(slab));
        slabs.setFree(slab, NIL);
        slabs.setInUse(slab, slabs.objects(slab));
        tell(EventKind.SLAB_WRITTEN_OFF, Rule.SLAB_WRITE_OFF, slab, lost, slabs.cache(slab), 0);
    }

    private int lose(int slab, int head) {
        int lost = 0;
        for (int object = head; object != NIL; lost++) {
            int next = slabs.link(slab, object);
            slabs.setLink(slab, object, SlabTable.LOST);
            object = next;
        }
        caches.addLost(slabs.cache(slab), lost);
        return lost;
    }

    private void report(int slab, int object, ObjectPart what, int offset) {
        tell(EventKind.OBJECT_REPORTED, what.rule(), slab, object, what.ordinal(), offset);
    }

    private CacheGeometry geometry(int slab) {
        return caches.geometry(slabs.cache(slab));
    }

    private void tell(EventKind kind, Rule rule, int slab, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), slabs.pfn(slab), b, c, d);
    }
}
