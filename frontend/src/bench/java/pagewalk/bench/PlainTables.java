package pagewalk.bench;

import java.util.Arrays;

/**
 * The baseline of {@link TranslationWork}: the same page table of four levels in one array of ints, a stack of free
 * frames and map counts, with neither checks nor events nor a digest.
 */
final class PlainTables {
    /** Units of work, by the numbers of {@link TranslationWork#NAMES}. */
    private static final int MISS = 1;

    private static final int FIRST_WALK = 3;
    private static final int FAULT = 5;
    private static final int FORK = 6;
    private static final int PAGES = 64;
    private static final int STRIDE = 17;
    private static final int FAULTS = 256;
    private static final int FORKED = 10_000;
    private static final int ENTRIES = 512;
    private static final int TABLES = 4 + (FORKED >> 9) + 2;
    private static final int WRITE = 1 << 30;
    private static final int FRAMES = 1 << 15;

    private final int setting;
    private final int[] parent = new int[TABLES * ENTRIES];
    private final int[] child = new int[TABLES * ENTRIES];
    private final int[] buffer = new int[PAGES];
    private final int[] stack = new int[FRAMES];
    private final byte[] maps = new byte[FRAMES];
    private int free;
    private int tables = 1;

    PlainTables(int setting) {
        this.setting = setting;
        for (int i = FRAMES - 1; i > 0; i--) {
            stack[free++] = i;
        }
        int pages = setting == FORK ? FORKED : setting == FAULT ? 0 : setting > FORK ? FAULTS : PAGES;
        for (int page = 0; page < pages; page++) {
            touch(page);
        }
        for (int page = 0; page < PAGES; page++) {
            buffer[page] = page + 1;
        }
    }

    int run(int units) {
        return switch (setting) {
            case FAULT -> faults(units);
            case FORK -> forks(units, FORKED, false);
            case FORK + 1 -> forks(units, FAULTS, true);
            default -> setting == MISS || setting >= FIRST_WALK ? walks(units) : hits(units);
        };
    }

    private int hits(int units) {
        int sum = 0;
        int page = 0;
        for (int i = 0; i < units; i++) {
            page = page + STRIDE & PAGES - 1;
            sum += buffer[page] + page;
        }
        return sum;
    }

    private int walks(int units) {
        int sum = 0;
        int page = 0;
        for (int i = 0; i < units; i++) {
            page = page + STRIDE & PAGES - 1;
            sum += parent[entry(page)] & ~WRITE;
        }
        return sum;
    }

    /** The place of a page's entry: three tables are read on the way; those that are missing are made. */
    private int entry(int page) {
        int table = 0;
        for (int shift = 27; shift > 0; shift -= 9) {
            int at = table * ENTRIES + (page >>> shift & ENTRIES - 1);
            if (parent[at] == 0) {
                parent[at] = tables++;
            }
            table = parent[at];
        }
        return table * ENTRIES + (page & ENTRIES - 1);
    }

    private void touch(int page) {
        int pfn = stack[--free];
        maps[pfn] = 1;
        parent[entry(page)] = pfn | WRITE;
    }

    private int faults(int units) {
        for (int done = 0; done < units; done += FAULTS) {
            for (int page = 0; page < FAULTS; page++) {
                touch(page);
            }
            for (int page = 0; page < FAULTS; page++) {
                int at = entry(page);
                drop(parent[at] & ~WRITE);
                parent[at] = 0;
            }
        }
        return stack[free - 1];
    }

    private int forks(int units, int pages, boolean copies) {
        int sum = 0;
        for (int done = 0; done < units; done += pages) {
            for (int page = 0; page < pages; page++) {
                int at = entry(page);
                parent[at] &= ~WRITE;
                child[at] = parent[at];
                maps[parent[at]]++;
            }
            for (int page = 0; copies && page < pages; page++) {
                int at = entry(page);
                drop(child[at]);
                int pfn = stack[--free];
                maps[pfn] = 1;
                child[at] = pfn | WRITE;
            }
            for (int page = 0; page < pages; page++) {
                int at = entry(page);
                sum += child[at];
                drop(child[at] & ~WRITE);
            }
            Arrays.fill(child, 0);
        }
        return sum;
    }

    private void drop(int pfn) {
        if (--maps[pfn] == 0) {
            stack[free++] = pfn;
        }
    }
}
