package pagewalk.engine.vmalloc;

import java.util.Arrays;

/**
 * The nodes of a tree of holes: a red-black tree by address in which every node knows the largest hole of its subtree.
 * Rotations follow lib/rbtree.c case by case: a search for an aligned place depends on the tree's shape.
 */
final class HoleNodes {
    static final int NIL = -1;
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    private int[] start;
    private int[] pages;
    private int[] largest;
    private int[] parent;
    /** Two children a node, the lower one first. */
    private int[] child;

    private boolean[] red;
    private int nodes;
    private int spare = NIL;
    private int root = NIL;
    private int count;

    HoleNodes() {
        start = new int[16];
        pages = new int[16];
        largest = new int[16];
        parent = new int[16];
        child = new int[32];
        red = new boolean[16];
    }

    private HoleNodes(HoleNodes other) {
        start = other.start.clone();
        pages = other.pages.clone();
        largest = other.largest.clone();
        parent = other.parent.clone();
        child = other.child.clone();
        red = other.red.clone();
        nodes = other.nodes;
        spare = other.spare;
        root = other.root;
        count = other.count;
    }

    HoleNodes copy() {
        return new HoleNodes(this);
    }

    int count() {
        return count;
    }

    int start(int node) {
        return start[node];
    }

    int pages(int node) {
        return pages[node];
    }

    int largest(int node) {
        return largest[node];
    }

    int root() {
        return root;
    }

    int parent(int node) {
        return parent[node];
    }

    /** Moves and resizes a hole within the gap that it is in. */
    void set(int node, int from, int size) {
        start[node] = from;
        pages[node] = size;
        update(node);
    }

    /** The hole with the lowest address, or {@link #NIL}. */
    int lowest() {
        return root == NIL ? NIL : far(root, LEFT);
    }

    /** The hole with the highest address, or {@link #NIL}. */
    int highest() {
        return root == NIL ? NIL : far(root, RIGHT);
    }

    /** The next hole by address, or {@link #NIL}. */
    int next(int node) {
        return neighbour(node, RIGHT);
    }

    /** The hole before this one by address, or {@link #NIL}. */
    int previous(int node) {
        return neighbour(node, LEFT);
    }

    /** Adds a hole that touches no other; returns its node. */
    int add(int from, int size) {
        int node = newNode();
        start[node] = from;
        pages[node] = size;
        child[2 * node] = NIL;
        child[2 * node + 1] = NIL;
        red[node] = true;
        int above = NIL;
        int side = LEFT;
        for (int at = root; at != NIL; at = child[2 * at + side]) {
            above = at;
            side = from < start[at] ? LEFT : RIGHT;
        }
        parent[node] = above;
        if (above == NIL) {
            root = node;
        } else {
            child[2 * above + side] = node;
        }
        update(node);
        balanceAfterAdd(node);
        count++;
        return node;
    }

    private int newNode() {
        if (spare != NIL) {
            int node = spare;
            spare = parent[node];
            return node;
        }
        if (nodes == start.length) {
            int more = nodes * 2;
            start = Arrays.copyOf(start, more);
            pages = Arrays.copyOf(pages, more);
            largest = Arrays.copyOf(largest, more);
            parent = Arrays.copyOf(parent, more);
            child = Arrays.copyOf(child, 2 * more);
            red = Arrays.copyOf(red, more);
        }
        return nodes++;
    }

    private void balanceAfterAdd(int added) {
        int node = added;
        while (node != root && red[parent[node]]) {
            int above = parent[node];
            int top = parent[above];
            int side = left(top) == above ? LEFT : RIGHT;
            int uncle = child[2 * top + 1 - side];
            if (isRed(uncle)) {
                red[above] = false;
                red[uncle] = false;
                red[top] = true;
                node = top;
                continue;
            }
            if (child[2 * above + 1 - side] == node) {
                node = above;
                rotate(node, side);
                above = parent[node];
            }
            red[above] = false;
            red[top] = true;
            rotate(top, 1 - side);
        }
        red[root] = false;
    }

    /** Takes a node out; its number is used again. */
    void erase(int node) {
        int gap = node;
        boolean balanced;
        int rises;
        int under;
        if (left(node) == NIL || right(node) == NIL) {
            rises = left(node) == NIL ? right(node) : left(node);
            under = parent[node];
            balanced = red[node];
            replace(node, rises);
        } else {
            gap = far(right(node), LEFT);
            balanced = red[gap];
            rises = right(gap);
            under = parent[gap] == node ? gap : parent[gap];
            if (under != gap) {
                replace(gap, rises);
                child[2 * gap + RIGHT] = right(node);
                parent[right(gap)] = gap;
            }
            replace(node, gap);
            child[2 * gap + LEFT] = left(node);
            parent[left(gap)] = gap;
            red[gap] = red[node];
        }
        if (under != NIL) {
            update(under);
        }
        if (!balanced) {
            balanceAfterErase(rises, under);
        }
        parent[node] = spare;
        spare = node;
        count--;
    }

    private void balanceAfterErase(int risen, int under) {
        int node = risen;
        int above = under;
        while (node != root && !isRed(node)) {
            int side = left(above) == node ? LEFT : RIGHT;
            int sibling = child[2 * above + 1 - side];
            if (red[sibling]) {
                red[sibling] = false;
                red[above] = true;
                rotate(above, side);
                sibling = child[2 * above + 1 - side];
            }
            int near = child[2 * sibling + side];
            int outer = child[2 * sibling + 1 - side];
            if (!isRed(near) && !isRed(outer)) {
                red[sibling] = true;
                node = above;
                above = parent[node];
                continue;
            }
            if (!isRed(outer)) {
                red[near] = false;
                red[sibling] = true;
                rotate(sibling, 1 - side);
                sibling = child[2 * above + 1 - side];
            }
            red[sibling] = red[above];
            red[above] = false;
            red[child[2 * sibling + 1 - side]] = false;
            rotate(above, side);
            node = root;
        }
        if (node != NIL) {
            red[node] = false;
        }
    }

    /** Turns {@code node} down to {@code side}; its child of the other side takes its place. */
    private void rotate(int node, int side) {
        int riser = child[2 * node + 1 - side];
        int moved = child[2 * riser + side];
        child[2 * node + 1 - side] = moved;
        if (moved != NIL) {
            parent[moved] = node;
        }
        replace(node, riser);
        child[2 * riser + side] = node;
        parent[node] = riser;
        measure(node);
        measure(riser);
    }

    /** Puts {@code other}, which may be {@link #NIL}, where {@code node} hangs. */
    private void replace(int node, int other) {
        int above = parent[node];
        if (above == NIL) {
            root = other;
        } else {
            child[2 * above + (left(above) == node ? LEFT : RIGHT)] = other;
        }
        if (other != NIL) {
            parent[other] = above;
        }
    }

    void measure(int node) {
        largest[node] = Math.max(pages[node], Math.max(largestOf(left(node)), largestOf(right(node))));
    }

    /** Measures a node and all above it anew. */
    void update(int node) {
        for (int at = node; at != NIL; at = parent[at]) {
            measure(at);
        }
    }

    int largestOf(int node) {
        return node == NIL ? 0 : largest[node];
    }

    boolean isRed(int node) {
        return node != NIL && red[node];
    }

    int left(int node) {
        return child[2 * node];
    }

    int right(int node) {
        return child[2 * node + 1];
    }

    private int far(int node, int side) {
        int at = node;
        while (child[2 * at + side] != NIL) {
            at = child[2 * at + side];
        }
        return at;
    }

    private int neighbour(int node, int side) {
        if (child[2 * node + side] != NIL) {
            return far(child[2 * node + side], 1 - side);
        }
        int at = node;
        while (parent[at] != NIL && child[2 * parent[at] + side] == at) {
            at = parent[at];
        }
        return parent[at];
    }

    int bytes() {
        return start.length * 25;
    }
}
