package pagewalk.engine.trace;

import java.util.Arrays;

/** Pages with a key each, the one with the smallest key first; of equal keys the one with the smaller second key. */
final class PageHeap {
    private final int[] heap;
    private int size;
    private int[] keys = {};
    private int[] ties = {};
    /** Where in the heap a page is, plus one; 0 is nowhere. */
    private int[] places = {};

    PageHeap(int capacity) {
        heap = new int[capacity];
    }

    void room(int pages) {
        if (pages > keys.length) {
            int length = Policy.grown(keys.length, pages);
            keys = Arrays.copyOf(keys, length);
            ties = Arrays.copyOf(ties, length);
            places = Arrays.copyOf(places, length);
        }
    }

    boolean has(int page) {
        return page < places.length && places[page] != 0;
    }

    int size() {
        return size;
    }

    int first() {
        return heap[0];
    }

    int key(int page) {
        return keys[page];
    }

    void add(int page, int key, int tie) {
        keys[page] = key;
        ties[page] = tie;
        up(size++, page);
    }

    /** The first leaves and {@code page} comes in. */
    int replaceFirst(int page, int key, int tie) {
        int first = heap[0];
        places[first] = 0;
        keys[page] = key;
        ties[page] = tie;
        down(0, page);
        return first;
    }

    /** A page that is in gets a smaller key. */
    void lower(int page, int key) {
        keys[page] = key;
        up(places[page] - 1, page);
    }

    /** A page that is in gets a key that is as large or larger, and a larger second one. */
    void raise(int page, int key, int tie) {
        keys[page] = key;
        ties[page] = tie;
        down(places[page] - 1, page);
    }

    private boolean isBefore(int page, int other) {
        int key = keys[page];
        int otherKey = keys[other];
        return key < otherKey || key == otherKey && ties[page] < ties[other];
    }

    private void up(int from, int page) {
        int at = from;
        while (at > 0) {
            int parent = at - 1 >> 1;
            int other = heap[parent];
            if (!isBefore(page, other)) {
                break;
            }
            put(at, other);
            at = parent;
        }
        put(at, page);
    }

    private void down(int from, int page) {
        int at = from;
        int child = at * 2 + 1;
        while (child < size) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], page)) {
                break;
            }
            put(at, heap[child]);
            at = child;
            child = at * 2 + 1;
        }
        put(at, page);
    }

    private void put(int at, int page) {
        heap[at] = page;
        places[page] = at + 1;
    }
}
