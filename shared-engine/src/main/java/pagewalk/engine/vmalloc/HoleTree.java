package pagewalk.engine.vmalloc;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/**
 * The holes between areas (mm/vmalloc.c free_vmap_area_root). Places and sizes are in pages, counted from the beginning
 * of what vmalloc() hands out.
 */
final class HoleTree {
    static final int NIL = -1;

    private final HoleNodes nodes;

    /** One hole of {@code size} pages. */
    HoleTree(int size) {
        nodes = new HoleNodes();
        nodes.add(0, size);
    }

    private HoleTree(HoleNodes nodes) {
        this.nodes = nodes;
    }

    HoleTree copy() {
        return new HoleTree(nodes.copy());
    }

    int count() {
        return nodes.count();
    }

    /** Pages of the largest hole; 0 if there is none. */
    int largest() {
        return nodes.largestOf(nodes.root());
    }

    /** The hole with the lowest address, or {@link #NIL}. */
    int lowest() {
        return nodes.lowest();
    }

    /** The next hole by address, or {@link #NIL}. */
    int next(int node) {
        return nodes.next(node);
    }

    int start(int node) {
        return nodes.start(node);
    }

    int pages(int node) {
        return nodes.pages(node);
    }

    int bytes() {
        return nodes.bytes();
    }

    /**
     * The hole that serves a request (find_vmap_lowest_match()): the walk turns left wherever a large enough hole is
     * known to be there.
     *
     * @param align pages, a power of two; an alignment above 1 is added to what a subtree must have
     */
    int find(int wanted, int align, Events events) {
        int needed = align == 1 ? wanted : wanted + align;
        int floor = -1;
        int node = nodes.root();
        while (node != NIL) {
            if (nodes.largestOf(nodes.left(node)) >= needed && floor < nodes.start(node)) {
                look(events, Rule.VMAP_LEFT, node, wanted, align);
                node = nodes.left(node);
                continue;
            }
            if (holds(node, wanted, align, floor)) {
                look(events, Rule.VMAP_LOWEST, node, wanted, align);
                return node;
            }
            if (nodes.largestOf(nodes.right(node)) >= needed) {
                look(events, Rule.VMAP_RIGHT, node, wanted, align);
                node = nodes.right(node);
                continue;
            }
            look(events, Rule.VMAP_BACK, node, wanted, align);
            node = nodes.parent(node);
            while (node != NIL) {
                if (holds(node, wanted, align, floor)) {
                    look(events, Rule.VMAP_LOWEST, node, wanted, align);
                    return node;
                }
                if (nodes.largestOf(nodes.right(node)) >= needed && floor < nodes.start(node)) {
                    look(events, Rule.VMAP_RIGHT, node, wanted, align);
                    floor = nodes.start(node);
                    node = nodes.right(node);
                    break;
                }
                node = nodes.parent(node);
            }
        }
        return NIL;
    }

    private void look(Events events, Rule rule, int node, int wanted, int align) {
        events.emit(EventKind.VM_LOOKED.code(), rule.code(), nodes.start(node), nodes.pages(node), wanted, align);
    }

    private boolean holds(int node, int wanted, int align, int floor) {
        int from = placeIn(Math.max(nodes.start(node), floor + 1), align);
        return from - nodes.start(node) <= nodes.pages(node) - wanted;
    }

    private static int placeIn(int from, int align) {
        return (from + align - 1) & -align;
    }

    /** Takes {@code wanted} pages out of a hole, as low as {@code align} lets them lie; returns where (va_clip()). */
    int clip(int node, int wanted, int align) {
        int low = nodes.start(node);
        int from = placeIn(low, align);
        int before = from - low;
        int after = nodes.pages(node) - before - wanted;
        Check.that(before >= 0 && after >= 0, "the hole is large enough", "after", after);
        if (after > 0) {
            nodes.set(node, from + wanted, after);
        } else if (before > 0) {
            nodes.set(node, low, before);
        } else {
            nodes.erase(node);
        }
        if (before > 0 && after > 0) {
            nodes.add(low, before);
        }
        return from;
    }

    /** Gives pages back and joins them with the holes at both ends (merge_or_add_vmap_area_augment()). */
    int give(int from, int count) {
        int above = firstFrom(from);
        int below = above == NIL ? nodes.highest() : nodes.previous(above);
        boolean joinsAbove = above != NIL && nodes.start(above) == from + count;
        boolean joinsBelow = below != NIL && nodes.start(below) + nodes.pages(below) == from;
        int size = count + (joinsAbove ? nodes.pages(above) : 0);
        if (joinsBelow) {
            if (joinsAbove) {
                nodes.erase(above);
            }
            nodes.set(below, nodes.start(below), nodes.pages(below) + size);
            return below;
        }
        if (joinsAbove) {
            nodes.set(above, from, size);
            return above;
        }
        return nodes.add(from, count);
    }

    /** The lowest hole that begins at {@code from} or above. */
    private int firstFrom(int from) {
        int found = NIL;
        int node = nodes.root();
        while (node != NIL) {
            boolean here = nodes.start(node) >= from;
            found = here ? node : found;
            node = here ? nodes.left(node) : nodes.right(node);
        }
        return found;
    }

    /** Folds the holes by address with their colours and their parents, and so the shape of the tree. */
    void digest(Digest into) {
        for (int node = nodes.lowest(); node != NIL; node = nodes.next(node)) {
            int above = nodes.parent(node) == NIL ? NIL : nodes.start(nodes.parent(node));
            into.fold(nodes.start(node), nodes.pages(node), nodes.isRed(node) ? 1 : 0, above, 0);
        }
    }

    /** Throws unless the tree is in order, balanced and rightly measured; for tests. */
    void check() {
        Check.that(
                nodes.root() == NIL || !nodes.isRed(nodes.root()) && nodes.parent(nodes.root()) == NIL,
                "the root is black");
        int blacks = -1;
        int seen = 0;
        int end = -1;
        for (int node = nodes.lowest(); node != NIL; node = nodes.next(node)) {
            Check.that(
                    nodes.pages(node) > 0 && nodes.start(node) > end, "holes do not touch", "start", nodes.start(node));
            end = nodes.start(node) + nodes.pages(node);
            seen++;
            Check.that(
                    !nodes.isRed(node) || !nodes.isRed(nodes.left(node)) && !nodes.isRed(nodes.right(node)),
                    "a red node has black children");
            int before = nodes.largest(node);
            nodes.measure(node);
            Check.that(before == nodes.largest(node), "a node knows the largest hole below it", "node", node);
            if (nodes.left(node) == NIL || nodes.right(node) == NIL) {
                int depth = 0;
                for (int at = node; at != NIL; at = nodes.parent(at)) {
                    depth += nodes.isRed(at) ? 0 : 1;
                }
                Check.that(blacks < 0 || blacks == depth, "all ways down pass as many black nodes", "depth", depth);
                blacks = depth;
            }
        }
        Check.that(seen == nodes.count(), "all holes are counted", "seen", seen);
    }
}
