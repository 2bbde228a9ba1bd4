package pagewalk.engine.zone;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowInts;

/**
 * The free lists of one zone, {@code free_area[order].free_list[migratetype]} (include/linux/mmzone.h).
 *
 * <p>Doubly linked lists of block heads by frame index, with {@link #NIL} at both ends, so that a block leaves the
 * middle of a list in constant time, as a merge needs. Lists are addressed by order and type.
 */
public final class FreeLists {
    public static final int ORDERS = 11;
    public static final int NIL = -1;

    private final int startPfn;
    private final int types;
    /** Two for each frame, side by side: the pfn behind it and the pfn before it. */
    private final CowInts links;

    private final int[] head;
    private final int[] tail;
    private final int[] count;
    private int freePages;

    /** Empty lists for the frames {@code startPfn} to {@code endPfn - 1}, with {@code types} migratetypes. */
    FreeLists(int startPfn, int endPfn, int types) {
        this.startPfn = startPfn;
        this.types = types;
        links = new CowInts(2 * (endPfn - startPfn), NIL);
        head = new int[ORDERS * types];
        tail = new int[ORDERS * types];
        count = new int[ORDERS * types];
        Arrays.fill(head, NIL);
        Arrays.fill(tail, NIL);
    }

    private FreeLists(FreeLists other) {
        startPfn = other.startPfn;
        types = other.types;
        links = other.links.copy();
        head = Arrays.copyOf(other.head, other.head.length);
        tail = Arrays.copyOf(other.tail, other.tail.length);
        count = Arrays.copyOf(other.count, other.count.length);
        freePages = other.freePages;
    }

    FreeLists copy() {
        return new FreeLists(this);
    }

    public int types() {
        return types;
    }

    /** Pages on all lists (NR_FREE_PAGES). */
    public int freePages() {
        return freePages;
    }

    /** Pfn at the head of a list, or {@link #NIL}. */
    public int head(int order, int type) {
        return head[list(order, type)];
    }

    /** Pfn behind {@code pfn} on its list, or {@link #NIL}. */
    public int next(int pfn) {
        return links.get(behind(pfn));
    }

    /** Blocks on one list. */
    public int count(int order, int type) {
        return count[list(order, type)];
    }

    /** Blocks of an order over all types (free_area.nr_free). */
    public int count(int order) {
        int sum = 0;
        for (int type = 0; type < types; type++) {
            sum += count[list(order, type)];
        }
        return sum;
    }

    /** Pfns of a list, head first. */
    public int[] pfns(int order, int type) {
        int[] result = new int[count(order, type)];
        int at = 0;
        for (int pfn = head(order, type); pfn != NIL; pfn = next(pfn)) {
            result[at++] = pfn;
        }
        return result;
    }

    public void addHead(int pfn, int order, int type) {
        int list = list(order, type);
        int old = head[list];
        links.setPair(behind(pfn), old, NIL);
        head[list] = pfn;
        if (old == NIL) {
            tail[list] = pfn;
        } else {
            links.set(before(old), pfn);
        }
        counted(list, order, 1);
    }

    public void addTail(int pfn, int order, int type) {
        int list = list(order, type);
        int old = tail[list];
        links.setPair(behind(pfn), NIL, old);
        tail[list] = pfn;
        if (old == NIL) {
            head[list] = pfn;
        } else {
            links.set(behind(old), pfn);
        }
        counted(list, order, 1);
    }

    /** Takes {@code pfn} off the list it is on, which must be the one named. */
    public void remove(int pfn, int order, int type) {
        int list = list(order, type);
        int before = links.get(before(pfn));
        int behind = links.get(behind(pfn));
        if (before == NIL) {
            Check.that(head[list] == pfn, "a block is removed from its own list", "pfn", pfn);
            head[list] = behind;
        } else {
            Check.that(links.get(behind(before)) == pfn, "a block is removed from its own list", "pfn", pfn);
            links.set(behind(before), behind);
        }
        if (behind == NIL) {
            tail[list] = before;
        } else {
            links.set(before(behind), before);
        }
        counted(list, order, -1);
    }

    int bytesBeside(@Nullable FreeLists other) {
        return links.bytesBeside(other == null ? null : other.links);
    }

    /** Folds every list in order. */
    void digest(Digest into) {
        for (int list = 0; list < head.length; list++) {
            into.fold(count[list]);
            for (int pfn = head[list]; pfn != NIL; pfn = next(pfn)) {
                into.fold(pfn);
            }
        }
    }

    private void counted(int list, int order, int delta) {
        count[list] += delta;
        freePages += delta << order;
    }

    private int list(int order, int type) {
        Check.index(order, ORDERS, "order");
        Check.index(type, types, "type");
        return order * types + type;
    }

    /** Where the link to the pfn behind {@code pfn} is kept. */
    private int behind(int pfn) {
        return 2 * (pfn - startPfn);
    }

    private int before(int pfn) {
        return behind(pfn) + 1;
    }
}
