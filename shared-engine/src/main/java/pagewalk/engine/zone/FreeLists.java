package pagewalk.engine.zone;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;

/**
 * The free lists of one zone, {@code free_area[order].free_list[migratetype]} (include/linux/mmzone.h), addressed by
 * order and type.
 */
public final class FreeLists {
    public static final int ORDERS = 11;
    public static final int NIL = BlockLists.NIL;

    private final int types;
    private final BlockLists lists;
    private int freePages;

    /** Empty lists for the frames {@code startPfn} to {@code endPfn - 1}, with {@code types} migratetypes. */
    FreeLists(int startPfn, int endPfn, int types) {
        this.types = types;
        lists = new BlockLists(startPfn, endPfn, ORDERS * types);
    }

    private FreeLists(FreeLists other) {
        types = other.types;
        lists = other.lists.copy();
        freePages = other.freePages;
    }

    FreeLists copy() {
        return new FreeLists(this);
    }

    /** The lists without their meaning, for others that share the links. */
    BlockLists blocks() {
        return lists;
    }

    public int types() {
        return types;
    }

    /** Pages on all lists (NR_FREE_PAGES). */
    public int freePages() {
        return freePages;
    }

    /** Pages on the lists of one type. */
    public int freePages(int type) {
        int pages = 0;
        for (int order = 0; order < ORDERS; order++) {
            pages += lists.count(list(order, type)) << order;
        }
        return pages;
    }

    /** Pfn at the head of a list, or {@link #NIL}. */
    public int head(int order, int type) {
        return lists.head(list(order, type));
    }

    /** Pfn behind {@code pfn} on its list, or {@link #NIL}. */
    public int next(int pfn) {
        return lists.next(pfn);
    }

    /** Blocks on one list. */
    public int count(int order, int type) {
        return lists.count(list(order, type));
    }

    /** Blocks of an order over all types (free_area.nr_free). */
    public int count(int order) {
        int sum = 0;
        for (int type = 0; type < types; type++) {
            sum += lists.count(list(order, type));
        }
        return sum;
    }

    /** Pfns of a list, head first. */
    public int[] pfns(int order, int type) {
        return lists.pfns(list(order, type));
    }

    public void addHead(int pfn, int order, int type) {
        lists.addHead(pfn, list(order, type));
        freePages += 1 << order;
    }

    public void addTail(int pfn, int order, int type) {
        lists.addTail(pfn, list(order, type));
        freePages += 1 << order;
    }

    /** Takes {@code pfn} off the list it is on, which must be the one named. */
    public void remove(int pfn, int order, int type) {
        lists.remove(pfn, list(order, type));
        freePages -= 1 << order;
    }

    int bytesBeside(@Nullable FreeLists other) {
        return other == null ? lists.bytes() : lists.bytesBeside(other.lists);
    }

    /** Folds every list in order. */
    void digest(Digest into) {
        lists.digest(into);
    }

    private int list(int order, int type) {
        Check.index(order, ORDERS, "order");
        Check.index(type, types, "type");
        return order * types + type;
    }
}
