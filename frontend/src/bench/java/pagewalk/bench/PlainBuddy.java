package pagewalk.bench;

import java.util.Arrays;

/**
 * The least that a buddy allocator can be: four arrays, no checks, events, digest or names. What the engine costs is
 * told as a multiple of this, measured in the same run.
 */
final class PlainBuddy {
    private static final int TOP = 10;
    private static final int NIL = -1;

    private final int[] next;
    private final int[] prev;
    private final int[] head = new int[TOP + 1];
    /** Order of the free block that begins here, plus 1; 0 elsewhere. */
    private final byte[] free;
    /** Order of the block in use that begins here. */
    private final byte[] used;

    PlainBuddy(int frames) {
        next = new int[frames];
        prev = new int[frames];
        free = new byte[frames];
        used = new byte[frames];
        Arrays.fill(head, NIL);
        for (int pfn = 0; pfn < frames; ) {
            int order = TOP;
            while ((pfn & ((1 << order) - 1)) != 0 || pfn + (1 << order) > frames) {
                order--;
            }
            add(pfn, order);
            pfn += 1 << order;
        }
    }

    int allocate(int order) {
        int o = order;
        while (o <= TOP && head[o] == NIL) {
            o++;
        }
        if (o > TOP) {
            return NIL;
        }
        int pfn = head[o];
        remove(pfn, o);
        while (o > order) {
            o--;
            add(pfn + (1 << o), o);
        }
        used[pfn] = (byte) order;
        return pfn;
    }

    void free(int pfn) {
        int at = pfn;
        int order = used[pfn];
        while (order < TOP) {
            int buddy = at ^ (1 << order);
            if (buddy >= free.length || free[buddy] != order + 1) {
                break;
            }
            remove(buddy, order);
            at &= buddy;
            order++;
        }
        add(at, order);
    }

    private void add(int pfn, int order) {
        int old = head[order];
        next[pfn] = old;
        prev[pfn] = NIL;
        if (old != NIL) {
            prev[old] = pfn;
        }
        head[order] = pfn;
        free[pfn] = (byte) (order + 1);
    }

    private void remove(int pfn, int order) {
        int before = prev[pfn];
        int behind = next[pfn];
        if (before == NIL) {
            head[order] = behind;
        } else {
            next[before] = behind;
        }
        if (behind != NIL) {
            prev[behind] = before;
        }
        free[pfn] = 0;
    }
}
