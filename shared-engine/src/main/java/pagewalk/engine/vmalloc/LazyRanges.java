package pagewalk.engine.vmalloc;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.IntList;

/** Ranges that were unmapped and are kept until many of them are given back at once, by address and joined. */
final class LazyRanges {
    private final IntList starts;
    private final IntList sizes;
    private int pages;

    LazyRanges() {
        starts = new IntList();
        sizes = new IntList();
    }

    private LazyRanges(LazyRanges other) {
        starts = other.starts.copy();
        sizes = other.sizes.copy();
        pages = other.pages;
    }

    LazyRanges copy() {
        return new LazyRanges(this);
    }

    int count() {
        return starts.size();
    }

    int start(int i) {
        return starts.get(i);
    }

    int size(int i) {
        return sizes.get(i);
    }

    /** Pages of all ranges together. */
    int pages() {
        return pages;
    }

    void add(int start, int size) {
        int at = place(start);
        pages += size;
        boolean joinsAbove = at < starts.size() && starts.get(at) == start + size;
        boolean joinsBelow = at > 0 && starts.get(at - 1) + sizes.get(at - 1) == start;
        if (joinsBelow) {
            sizes.set(at - 1, sizes.get(at - 1) + size + (joinsAbove ? sizes.get(at) : 0));
            if (joinsAbove) {
                starts.removeAt(at);
                sizes.removeAt(at);
            }
        } else if (joinsAbove) {
            starts.set(at, start);
            sizes.set(at, sizes.get(at) + size);
        } else {
            starts.insert(at, start);
            sizes.insert(at, size);
        }
    }

    void clear() {
        starts.truncate(0);
        sizes.truncate(0);
        pages = 0;
    }

    private int place(int start) {
        int low = 0;
        int high = starts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts.get(middle) < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void digest(Digest into) {
        for (int i = 0; i < starts.size(); i++) {
            into.fold(starts.get(i));
            into.fold(sizes.get(i));
        }
    }
}
