package pagewalk.engine.compaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import pagewalk.engine.Machine;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Zone;

/**
 * Compaction on demand written anew, page by page, with maps and lists instead of lanes and links: where each movable
 * block goes is worked out from a picture of memory, before the machine is asked. It knows nothing of free lists in
 * order, since places are found by pfn alone.
 */
final class NaiveCompaction {
    private static final int BLOCK = 512;

    private final MemoryView view;
    private final BitSet movable;
    /** Order of the free block that begins at a page; others have none. */
    private final TreeMap<Integer, Integer> free = new TreeMap<>();

    /** Pfns that blocks left, and where they went, in the order of the moves. */
    final List<int[]> moves = new ArrayList<>();

    private final List<Deque<Integer>> held = new ArrayList<>();
    private int heldPages;
    private int wantedPages;
    private int migratePfn;
    private int freePfn;
    private int lastMigrated;

    private NaiveCompaction(Machine machine, BitSet movable) {
        this.view = machine.memory();
        this.movable = movable;
    }

    /** What compacting all of a machine would move; {@code movable} are the heads of the blocks that may. */
    static List<int[]> moves(Machine machine, BitSet movable) {
        NaiveCompaction model = new NaiveCompaction(machine, movable);
        for (int zone = 0; zone < model.view.zones(); zone++) {
            model.compact(zone);
        }
        return model.moves;
    }

    private void compact(int zone) {
        int start = view.zoneStart(zone);
        int end = view.zoneEnd(zone);
        free.clear();
        held.clear();
        for (int order = 0; order <= 10; order++) {
            held.add(new ArrayDeque<>());
            for (int type = 0; type < view.migratetypes(); type++) {
                for (int pfn : view.freeList(zone, order, type)) {
                    free.put(pfn, order);
                }
            }
        }
        heldPages = 0;
        migratePfn = start;
        freePfn = (end - 1) / BLOCK * BLOCK;
        lastMigrated = -1;
        boolean places = true;
        while (places && migratePfn / BLOCK < Math.floorDiv(freePfn, BLOCK)) {
            places = migrate(batch(start), zone);
        }
    }

    /** The heads of the next batch, ascending. */
    private List<Integer> batch(int start) {
        boolean whole = lastMigrated == migratePfn / BLOCK;
        List<Integer> heads = new ArrayList<>();
        int end = (migratePfn / BLOCK + 1) * BLOCK;
        if (hugeAt(Math.max(migratePfn / BLOCK * BLOCK, start))) {
            migratePfn = end;
            return heads;
        }
        wantedPages = 0;
        int pfn = migratePfn;
        while (pfn < end && (whole || wantedPages < 32)) {
            int order = movable.get(pfn) ? view.blockOrder(pfn) : -1;
            if (order >= 0 && order < 9) {
                heads.add(pfn);
                wantedPages += 1 << order;
            }
            int skipped = free.containsKey(pfn) ? free.get(pfn) : Math.max(order, 0);
            pfn += 1 << skipped;
        }
        migratePfn = Math.min(pfn, end);
        if (!heads.isEmpty()) {
            lastMigrated = (migratePfn - 1) / BLOCK;
        }
        return heads;
    }

    private boolean hugeAt(int pfn) {
        int head = view.blockHead(pfn);
        return head >= 0 && movable.get(head) && view.blockOrder(head) >= 9;
    }

    private boolean migrate(List<Integer> heads, int zone) {
        for (int i = heads.size() - 1; i >= 0; i--) {
            int order = view.blockOrder(heads.get(i));
            int to = place(order, zone);
            if (to >= 0) {
                moves.add(new int[] {heads.get(i), to, order});
            } else if (order == 0) {
                return false;
            }
        }
        return true;
    }

    private int place(int order, int zone) {
        int found = smallest(order);
        if (found > 10) {
            scan(zone);
            found = smallest(order);
        }
        if (found > 10) {
            return -1;
        }
        int pfn = held.get(found).removeFirst();
        while (found > order) {
            found--;
            held.get(found).addFirst(pfn + (1 << found));
        }
        heldPages -= 1 << order;
        wantedPages -= 1 << order;
        return pfn;
    }

    private int smallest(int order) {
        int o = order;
        while (o <= 10 && held.get(o).isEmpty()) {
            o++;
        }
        return o;
    }

    private void scan(int zone) {
        int from = freePfn;
        int stride = 1;
        int block = Math.floorDiv(from, BLOCK);
        while (block > migratePfn / BLOCK) {
            if (target(block * BLOCK)) {
                int end = Math.min((block + 1) * BLOCK, view.zoneEnd(zone));
                int before = heldPages;
                int at = take(from, end, stride);
                if (heldPages >= wantedPages) {
                    freePfn = at >= end ? (block - 1) * BLOCK : at;
                    return;
                }
                stride = heldPages > before ? 1 : Math.min(32, 2 * stride);
            }
            block--;
            from = block * BLOCK;
        }
        freePfn = from;
    }

    private boolean target(int first) {
        boolean large = free.getOrDefault(first, 0) >= 9;
        return !large && (!view.grouped() || view.migratetype(first) == Zone.MOVABLE);
    }

    private int take(int from, int end, int stride) {
        int pfn = from;
        while (pfn < end) {
            Integer order = free.remove(pfn);
            if (order == null) {
                int size = movable.get(pfn) ? 1 << view.blockOrder(pfn) : 1;
                pfn += (pfn + size <= end ? size : 1) - 1 + stride;
                continue;
            }
            held.get(order).addLast(pfn);
            heldPages += 1 << order;
            pfn += 1 << order;
            if (heldPages >= wantedPages) {
                return pfn;
            }
            pfn += stride - 1;
        }
        return end;
    }

    /** The pages of blocks, as a picture to compare. */
    static String picture(BitSet pages) {
        return Arrays.toString(pages.stream().toArray());
    }
}
