package pagewalk.engine.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second, slow contiguous allocator: every byte of the range bears the number of its chunk, and all else is found by
 * looking at the bytes.
 */
final class NaiveFit {
    private final FitSetup setup;
    private final int[] bytes;
    private final List<Integer> free = new ArrayList<>();
    /** Numbers of blocks by their owners' addresses. */
    private final Map<Integer, Integer> owned = new HashMap<>();

    private int numbers = 1;
    private int rover;
    private int searched;

    NaiveFit(FitSetup setup) {
        this.setup = setup;
        bytes = new int[setup.size()];
        free.add(0);
    }

    private boolean exact() {
        return setup.convention() == Convention.EXACT;
    }

    private int start(int number) {
        int i = 0;
        while (bytes[i] != number) {
            i++;
        }
        return setup.base() + i;
    }

    private int size(int number) {
        int count = 0;
        for (int b : bytes) {
            count += b == number ? 1 : 0;
        }
        return count;
    }

    private static int up(int value, int align) {
        return (value + align - 1) / align * align;
    }

    private int block(int asked) {
        return exact() ? up(asked + setup.header(), setup.align()) : up(asked, setup.align()) + setup.header();
    }

    /** First byte of a block in this chunk. */
    private int place(int number) {
        int start = start(number);
        while (exact() && (start + setup.header()) % setup.align() != 0) {
            start++;
        }
        return start;
    }

    /** The owner's address, or -1. */
    int alloc(int asked) {
        int needed = block(asked);
        List<Integer> order = new ArrayList<>(free);
        if (setup.policy() == FitPolicy.NEXT && free.contains(rover)) {
            int from = free.indexOf(rover);
            order = new ArrayList<>(free.subList(from, free.size()));
            order.addAll(free.subList(0, from));
        }
        List<Integer> fitting = new ArrayList<>();
        for (int number : order) {
            if (start(number) + size(number) - place(number) >= needed) {
                fitting.add(number);
            }
        }
        searched = order.size();
        if (fitting.isEmpty()) {
            return -1;
        }
        int chosen = fitting.get(0);
        switch (setup.policy()) {
            case FIRST, NEXT -> searched = order.indexOf(chosen) + 1;
            case BEST ->
                chosen = fitting.stream().min(Comparator.comparing(this::size)).orElseThrow();
            case WORST -> {
                for (int number : fitting) {
                    chosen = size(number) > size(chosen) ? number : chosen;
                }
            }
        }
        return take(chosen, needed);
    }

    int searched() {
        return searched;
    }

    private int take(int chosen, int needed) {
        int listed = free.indexOf(chosen);
        int start = start(chosen);
        int place = place(chosen);
        int end = start + size(chosen);
        int block = numbers++;
        paint(place, place + needed, block);
        boolean rest = place + needed < end;
        int gap = -1;
        if (place > start) {
            gap = numbers++;
            paint(start, place, gap);
        }
        if (rest) {
            rover = chosen;
            if (exact() && setup.order() != ListOrder.FRONT && setup.order() != ListOrder.BACK) {
                // The smaller chunk is listed anew: behind those of its new size.
                free.remove(listed);
                free.add(chosen);
                sort();
            }
        } else {
            free.remove(listed);
            rover = free.isEmpty() ? -1 : free.get(listed == free.size() ? 0 : listed);
        }
        if (gap >= 0) {
            free.add(setup.order() == ListOrder.FRONT ? 0 : free.size(), gap);
            sort();
        }
        owned.put(place + setup.header(), block);
        return place + setup.header();
    }

    private void paint(int from, int to, int number) {
        for (int i = from; i < to; i++) {
            bytes[i - setup.base()] = number;
        }
    }

    /** What a list in order looks like; front and back are left as they are. */
    private void sort() {
        switch (setup.order()) {
            case ADDRESS -> free.sort(Comparator.comparing(this::start));
            case SMALLEST_FIRST -> free.sort(Comparator.comparing(this::size));
            case LARGEST_FIRST -> free.sort(Comparator.comparing((Integer n) -> -size(n)));
            case FRONT, BACK -> {}
        }
    }

    boolean isHeld(int address) {
        return owned.containsKey(address);
    }

    void free(int address) {
        int number = owned.remove(address);
        if (exact() && setup.coalesce()) {
            number = swallow(number, start(number) + size(number));
            int low = start(number) - 1;
            number = swallow(number, low);
        }
        free.add(setup.order() == ListOrder.FRONT ? 0 : free.size(), number);
        sort();
        for (int i = 0; !exact() && setup.coalesce() && i + 1 < free.size(); ) {
            int first = free.get(i);
            int second = free.get(i + 1);
            if (start(first) + size(first) == start(second)) {
                paint(start(second), start(second) + size(second), first);
                free.remove(i + 1);
                rover = rover == second ? first : rover;
            } else {
                i++;
            }
        }
    }

    /** Joins a chunk with the one that holds {@code at}, if that is free; the lower one gives its number to both. */
    private int swallow(int number, int at) {
        if (at < setup.base() || at >= setup.base() + setup.size() || !free.contains(bytes[at - setup.base()])) {
            return number;
        }
        int other = bytes[at - setup.base()];
        int keep = start(other) < start(number) ? other : number;
        int gone = keep == other ? number : other;
        free.remove((Integer) other);
        paint(start(gone), start(gone) + size(gone), keep);
        rover = rover == gone ? keep : rover;
        return keep;
    }

    /** The free list in order, then all chunks by address. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (int number : free) {
            text.append(start(number)).append('+').append(size(number)).append(' ');
        }
        text.append('|');
        for (int i = 0; i < bytes.length; i++) {
            if (i == 0 || bytes[i] != bytes[i - 1]) {
                text.append(setup.base() + i).append(free.contains(bytes[i]) ? "f " : "u ");
            }
        }
        return text.toString();
    }

    static String describe(FitView view) {
        StringBuilder text = new StringBuilder();
        for (FitView.Chunk chunk : view.freeList()) {
            text.append(chunk.start()).append('+').append(chunk.size()).append(' ');
        }
        text.append('|');
        for (FitView.Chunk chunk : view.chunks()) {
            text.append(chunk.start()).append(chunk.free() ? "f " : "u ");
        }
        return text.toString();
    }
}
