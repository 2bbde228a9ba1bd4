package pagewalk.engine.slab;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.ObjectPart;
import pagewalk.engine.rule.Rule;

/** Lets somebody write to a slab, right or wrong, and says which parts of which objects are hit. */
final class ObjectWrites {
    private static final int POINTER = 8;

    private final CacheTable caches;
    private final SlabTable slabs;
    private final Stains stains;
    private final Events events;

    ObjectWrites(CacheTable caches, SlabTable slabs, Stains stains, Events events) {
        this.caches = caches;
        this.slabs = slabs;
        this.stains = stains;
        this.events = events;
    }

    /**
     * The first free object whose free pointer a write to {@code [from, to)} would destroy where no check stands
     * between
     * the pointer and its next use; {@link SlabTable#NIL} if there is none.
     */
    int firstPointerLost(int slab, int from, int to) {
        CacheGeometry g = caches.geometry(slabs.cache(slab));
        if ((g.flags() & SlabFlags.CONSISTENCY_CHECKS) != 0) {
            return SlabTable.NIL;
        }
        for (int object = from / g.size(); object < slabs.objects(slab) && object * g.size() < to; object++) {
            int pointer = object * g.size() + g.leftPad() + g.offset();
            boolean hit = pointer < to && pointer + POINTER > from;
            if (hit && slabs.link(slab, object) >= SlabTable.NIL) {
                return object;
            }
        }
        return SlabTable.NIL;
    }

    /** {@code [from, to)} of a slab gets the value {@code value}. */
    void write(int slab, int from, int to, int value) {
        events.emit(EventKind.OBJECT_WRITTEN.code(), Rule.SLAB_WRITE.code(), slabs.pfn(slab), from, to - 1, value);
        CacheGeometry g = caches.geometry(slabs.cache(slab));
        if (g.debug()) {
            stains.write(slab, from, to, value);
        }
        int objects = slabs.objects(slab);
        for (int object = from / g.size(); object < objects && object * g.size() < to; object++) {
            hitObject(slab, object, from, to);
        }
        int behind = to - Math.max(from, objects * g.size());
        if (behind > 0) {
            boolean checked = (g.flags() & SlabFlags.POISON) != 0;
            tell(slab, SlabTable.NIL, ObjectPart.PADDING, behind, checked);
        }
    }

    private void hitObject(int slab, int object, int from, int to) {
        CacheGeometry g = caches.geometry(slabs.cache(slab));
        int start = object * g.size() + g.leftPad();
        int end = start + g.objectSize();
        int link = slabs.link(slab, object);
        boolean held = SlabTable.isHeld(link);
        boolean red = (g.flags() & SlabFlags.RED_ZONE) != 0;
        boolean poisoned = (g.flags() & SlabFlags.POISON) != 0;
        boolean found = link != SlabTable.LOST;
        int[] range = {from, to};
        hit(slab, object, ObjectPart.LEFT_RED_ZONE, common(range, start - g.leftPad(), start), red && found);
        int own = common(range, start, end);
        if (held) {
            hit(slab, object, ObjectPart.OWN, own, false);
            stains.clear(slab, Math.max(from, start), Math.min(to, end));
        } else {
            hit(slab, object, ObjectPart.POISON, own, g.poisonsObjects() && found);
        }
        ObjectPart behind = red ? ObjectPart.RIGHT_RED_ZONE : ObjectPart.ALIGNMENT;
        hit(slab, object, behind, common(range, end, start + g.inuse()), (red || poisoned) && found);
        int pointer = start + g.offset();
        if (g.pointerOutside() || !held) {
            boolean checked = (g.flags() & SlabFlags.CONSISTENCY_CHECKS) != 0;
            hit(slab, object, ObjectPart.FREE_POINTER, common(range, pointer, pointer + POINTER), checked && found);
        }
        int tracks = start + g.infoEnd() - g.trackBytes();
        hit(slab, object, ObjectPart.TRACKS, common(range, tracks, start + g.infoEnd()), false);
        int padding = common(range, start + g.infoEnd(), (object + 1) * g.size());
        hit(slab, object, ObjectPart.OBJECT_PADDING, padding, poisoned && found);
    }

    /** Bytes that a range has in common with {@code [from, to)}. */
    private static int common(int[] range, int from, int to) {
        return Math.min(range[1], to) - Math.max(range[0], from);
    }

    private void hit(int slab, int object, ObjectPart part, int bytes, boolean checked) {
        if (bytes > 0) {
            tell(slab, object, part, bytes, checked);
        }
    }

    private void tell(int slab, int object, ObjectPart part, int bytes, boolean checked) {
        Rule rule =
                part == ObjectPart.OWN ? Rule.SLAB_WRITE_OWN : checked ? Rule.SLAB_WRITE_TRACE : Rule.SLAB_WRITE_UNSEEN;
        events.emit(EventKind.WRITE_HIT.code(), rule.code(), slabs.pfn(slab), object, part.ordinal(), bytes);
    }
}
