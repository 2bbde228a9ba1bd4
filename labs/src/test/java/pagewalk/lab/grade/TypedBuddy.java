package pagewalk.lab.grade;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A slow allocator with types of pageblocks, written for tests from the text of lab 03. It knows commands as text and
 * nothing of the engine. Unlike the engine it takes every movable page for one of a program.
 */
final class TypedBuddy {
    private static final int UNMOVABLE = 0;
    private static final int MOVABLE = 1;
    private static final int RECLAIMABLE = 2;
    private static final int[][] TABLE = {{RECLAIMABLE, MOVABLE}, {RECLAIMABLE, UNMOVABLE}, {UNMOVABLE, MOVABLE}};
    private static final int PAGES = 512;

    /** A block that somebody holds. */
    private record Block(int pfn, int order, int type) {}

    private final int[] types;
    /** Free blocks by order and type. */
    private final Deque<Integer>[][] lists;

    private final Map<String, Block> held = new HashMap<>();
    private boolean claimed;

    @SuppressWarnings({"unchecked", "rawtypes"})
    TypedBuddy(int pageblocks) {
        types = new int[pageblocks];
        Arrays.fill(types, MOVABLE);
        lists = new Deque[11][3];
        for (Deque[] order : lists) {
            for (int type = 0; type < 3; type++) {
                order[type] = new ArrayDeque<Integer>();
            }
        }
        for (int at = 0; at < pageblocks; at += 2) {
            lists[pageblocks - at >= 2 ? 10 : 9][MOVABLE].addLast(at * PAGES);
        }
    }

    /** Carries out a command; the first page of what was asked for, -1 for a block that was freed. */
    int run(String command) {
        claimed = false;
        if (command.startsWith("free_pages ")) {
            free(held.remove(command.substring("free_pages ".length())));
            return -1;
        }
        int order = Integer.parseInt(command.replaceFirst(".*order=(\\d+).*", "$1"));
        int type = command.contains("MOVABLE") ? MOVABLE : command.contains("RECLAIMABLE") ? RECLAIMABLE : UNMOVABLE;
        int pfn = own(order, type);
        if (pfn < 0) {
            pfn = claim(order, type);
        }
        if (pfn < 0) {
            pfn = steal(order, type);
        }
        held.put(command.substring(0, command.indexOf(' ')), new Block(pfn, order, type));
        return pfn;
    }

    /** Whether the last command made a pageblock change its type. */
    boolean claimed() {
        return claimed;
    }

    private int own(int order, int type) {
        for (int at = order; at <= 10; at++) {
            if (!lists[at][type].isEmpty()) {
                return take(at, order, type);
            }
        }
        return -1;
    }

    /** The first block of a list, cut down; the upper halves stay. */
    private int take(int from, int order, int type) {
        int pfn = lists[from][type].removeFirst();
        for (int at = from - 1; at >= order; at--) {
            lists[at][type].addFirst(pfn + (1 << at));
        }
        return pfn;
    }

    private int claim(int order, int type) {
        for (int at = 10; at >= order; at--) {
            int from = other(at, type);
            if (from >= 0) {
                if (at < 4 && type == MOVABLE) {
                    return -1;
                }
                int pfn = lists[at][from].getFirst();
                if (at >= 9 || free(pfn / PAGES) + alike(pfn / PAGES, type) >= PAGES / 2) {
                    retype(pfn / PAGES, at == 10 ? 2 : 1, type);
                    return own(order, type);
                }
            }
        }
        return -1;
    }

    private int steal(int order, int type) {
        for (int at = order; at <= 10; at++) {
            int from = other(at, type);
            if (from >= 0) {
                return take(at, order, from);
            }
        }
        throw new AssertionError("no memory is left");
    }

    private int other(int order, int type) {
        for (int from : TABLE[type]) {
            if (!lists[order][from].isEmpty()) {
                return from;
            }
        }
        return -1;
    }

    private int free(int pageblock) {
        int pages = 0;
        for (int order = 0; order < 9; order++) {
            for (int pfn : lists[order][types[pageblock]]) {
                pages += pfn / PAGES == pageblock ? 1 << order : 0;
            }
        }
        return pages;
    }

    /** Pages in use that are at home with {@code type}. */
    private int alike(int pageblock, int type) {
        int movable = 0;
        for (Block block : held.values()) {
            movable += block.pfn / PAGES == pageblock && block.type == MOVABLE ? 1 << block.order : 0;
        }
        if (type == MOVABLE) {
            return movable;
        }
        return types[pageblock] == MOVABLE ? PAGES - free(pageblock) - movable : 0;
    }

    private void retype(int pageblock, int count, int type) {
        claimed = true;
        for (Deque<Integer>[] order : lists) {
            Deque<Integer> old = order[types[pageblock]];
            int[] moving = old.stream()
                    .mapToInt(pfn -> pfn)
                    .filter(pfn -> pfn / PAGES >= pageblock && pfn / PAGES < pageblock + count)
                    .sorted()
                    .toArray();
            for (int pfn : moving) {
                old.remove(pfn);
                order[type].addLast(pfn);
            }
        }
        Arrays.fill(types, pageblock, pageblock + count, type);
    }

    private void free(Block block) {
        int pfn = block.pfn;
        int order = block.order;
        while (order < 10 && remove(order, pfn ^ 1 << order)) {
            pfn &= ~(1 << order);
            order++;
        }
        int upper = (pfn & ~(1 << order)) ^ 1 << order + 1;
        int type = types[pfn / PAGES];
        if (order < 9 && lists[order + 1][type].contains(upper)) {
            lists[order][type].addLast(pfn);
        } else {
            lists[order][type].addFirst(pfn);
        }
    }

    private boolean remove(int order, int pfn) {
        for (Deque<Integer> list : lists[order]) {
            if (list.remove(pfn)) {
                return true;
            }
        }
        return false;
    }
}
