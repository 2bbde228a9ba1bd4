package pagewalk.lab.grade;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A second, slow allocator, written for tests from the text students read, to have an opinion of its own. It knows
 * the commands as text and nothing of the engine.
 */
final class NaiveBuddy {
    private final int frames;
    private final Map<Integer, Deque<Integer>> lists = new TreeMap<>();
    private final Map<String, int[]> blocks = new HashMap<>();
    private final TreeSet<String> held = new TreeSet<>();

    NaiveBuddy(int frames) {
        this.frames = frames;
        for (int order = 0; order <= 10; order++) {
            lists.put(order, new ArrayDeque<>());
        }
        int pfn = 0;
        for (int order = 10; order >= 0; order--) {
            while (frames - pfn >= 1 << order) {
                lists.get(order).addLast(pfn);
                pfn += 1 << order;
            }
        }
    }

    /**
     * Runs {@code NAME = alloc_pages order=N} or {@code free_pages NAME}; the pfn and splits of an allocation, and of a
     * free the first page of what came of it and the merges.
     */
    int[] run(String command) {
        if (command.startsWith("free_pages ")) {
            return free(command.substring("free_pages ".length()));
        }
        String name = command.substring(0, command.indexOf(' '));
        return alloc(name, Integer.parseInt(command.substring(command.indexOf("order=") + 6)));
    }

    private int[] alloc(String name, int wanted) {
        int order = wanted;
        while (order <= 10 && lists.get(order).isEmpty()) {
            order++;
        }
        if (order > 10) {
            return new int[] {-1, 0};
        }
        int pfn = lists.get(order).removeFirst();
        for (int o = order - 1; o >= wanted; o--) {
            lists.get(o).addFirst(pfn + (1 << o));
        }
        blocks.put(name, new int[] {pfn, wanted});
        held.add(name);
        return new int[] {pfn, order - wanted};
    }

    private int[] free(String name) {
        int[] block = blocks.get(name);
        held.remove(name);
        int pfn = block[0];
        int order = block[1];
        int merges = 0;
        while (order < 10 && lists.get(order).remove(pfn ^ 1 << order)) {
            pfn &= ~(1 << order);
            order++;
            merges++;
        }
        int merged = pfn & ~(1 << order);
        boolean soon = order < 9 && lists.get(order + 1).contains(merged ^ 1 << order + 1);
        if (soon) {
            lists.get(order).addLast(pfn);
        } else {
            lists.get(order).addFirst(pfn);
        }
        return new int[] {pfn, merges};
    }

    /**
     * What {@code free_pages NAME} would do if it merged {@code most} times at most: the first page of what comes of
     * the block, the merges, and the free blocks of orders 0 to 5. Nothing is changed.
     */
    int[] wouldFree(String command, int most) {
        int[] block = blocks.get(command.substring("free_pages ".length()));
        int pfn = block[0];
        int order = block[1];
        int[] books = books();
        int merges = 0;
        while (merges < most && lists.get(order).contains(pfn ^ 1 << order)) {
            books[order]--;
            pfn = Math.min(pfn, pfn ^ 1 << order);
            order++;
            merges++;
        }
        books[order]++;
        return answer(new int[] {pfn, merges}, books);
    }

    /** The free blocks of orders 0 to 5. */
    int[] books() {
        int[] books = new int[6];
        for (int order = 0; order < books.length; order++) {
            books[order] = free(order);
        }
        return books;
    }

    /** Both one behind the other. */
    static int[] answer(int[] did, int[] books) {
        int[] all = Arrays.copyOf(did, did.length + books.length);
        System.arraycopy(books, 0, all, did.length, books.length);
        return all;
    }

    int free(int order) {
        return lists.get(order).size();
    }

    boolean holds(String name) {
        return held.contains(name);
    }

    int frames() {
        return frames;
    }
}
