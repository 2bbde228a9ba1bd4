package pagewalk.lab.grade;

import java.util.ArrayDeque;
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

    /** Runs {@code NAME = alloc_pages order=N} or {@code free_pages NAME}; the pfn and splits of an allocation. */
    int[] run(String command) {
        if (command.startsWith("free_pages ")) {
            free(command.substring("free_pages ".length()));
            return new int[0];
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

    private void free(String name) {
        int[] block = blocks.get(name);
        held.remove(name);
        int pfn = block[0];
        int order = block[1];
        while (order < 10 && lists.get(order).remove(pfn ^ 1 << order)) {
            pfn &= ~(1 << order);
            order++;
        }
        int merged = pfn & ~(1 << order);
        boolean soon = order < 9 && lists.get(order + 1).contains(merged ^ 1 << order + 1);
        if (soon) {
            lists.get(order).addLast(pfn);
        } else {
            lists.get(order).addFirst(pfn);
        }
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
