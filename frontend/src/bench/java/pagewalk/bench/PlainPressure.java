package pagewalk.bench;

import java.util.Arrays;

/**
 * The baseline of {@link PressureWork}: an active and an inactive list as links in arrays, a referenced bit, a table
 * from pages to frames and slots, a stack of free frames; with neither batches, costs, events nor a digest.
 */
final class PlainPressure {
    private static final int SCAN = 0;
    private static final int BATCH = 32;
    private static final int NONE = -1;
    private static final int INACTIVE = 0;
    private static final int ACTIVE = 1;

    private final int setting;
    private final int[] frame = new int[PressureWork.PAGES];
    private final boolean[] swapped = new boolean[PressureWork.PAGES];
    private final int[] page = new int[PressureWork.FRAMES];
    private final boolean[] referenced = new boolean[PressureWork.FRAMES];
    /** For each frame, then the two heads, the neighbours on its list. */
    private final int[] newer = new int[PressureWork.FRAMES + 2];

    private final int[] older = new int[PressureWork.FRAMES + 2];
    private final int[] size = new int[2];
    private final int[] stack = new int[PressureWork.FRAMES];
    private int free;
    private int next;
    private int moved;

    PlainPressure(int setting) {
        this.setting = setting;
        for (int list = 0; list < 2; list++) {
            int head = PressureWork.FRAMES + list;
            newer[head] = head;
            older[head] = head;
        }
        for (int i = PressureWork.FRAMES - 1; i >= 0; i--) {
            stack[free++] = i;
        }
        Arrays.fill(frame, NONE);
        for (int i = 0; setting == SCAN && i < 3000; i++) {
            touch(i);
        }
    }

    int run(int units) {
        return setting == SCAN ? scans(units) : touches(units);
    }

    private int touches(int units) {
        for (int i = 0; i < units; i++) {
            touch(next);
            next = (next + 1) % PressureWork.PAGES;
        }
        return moved;
    }

    private int scans(int units) {
        int scanned = 0;
        while (scanned < units) {
            for (int i = 0; i < 1500; i++) {
                touch(next);
                next = (next + 1) % 3000;
            }
            for (int call = 0; call < 4; call++) {
                scanned += reclaim();
            }
        }
        return moved;
    }

    private void touch(int at) {
        int pfn = frame[at];
        if (pfn != NONE) {
            referenced[pfn] = true;
            return;
        }
        while (free == 0) {
            reclaim();
        }
        pfn = stack[--free];
        frame[at] = pfn;
        page[pfn] = at;
        moved += swapped[at] ? 1 : 0;
        swapped[at] = false;
        referenced[pfn] = true;
        add(INACTIVE, pfn);
    }

    /** Looks at pages until it has given up a batch; those that were used go to the active list. */
    private int reclaim() {
        int scanned = 0;
        int given = 0;
        while (given < BATCH && size[INACTIVE] + size[ACTIVE] > 0) {
            if (size[INACTIVE] < size[ACTIVE] || size[INACTIVE] == 0) {
                for (int i = 0; i < BATCH && size[ACTIVE] > 0; i++) {
                    int pfn = older[PressureWork.FRAMES + ACTIVE];
                    remove(ACTIVE, pfn);
                    referenced[pfn] = false;
                    add(INACTIVE, pfn);
                    scanned++;
                }
            }
            int pfn = older[PressureWork.FRAMES + INACTIVE];
            remove(INACTIVE, pfn);
            scanned++;
            if (referenced[pfn]) {
                referenced[pfn] = false;
                add(ACTIVE, pfn);
            } else {
                frame[page[pfn]] = NONE;
                swapped[page[pfn]] = true;
                stack[free++] = pfn;
                given++;
            }
        }
        return scanned;
    }

    private void add(int list, int pfn) {
        // A head's newer is its first page, its older the last.
        int head = PressureWork.FRAMES + list;
        int first = newer[head];
        size[list]++;
        newer[head] = pfn;
        older[pfn] = first;
        if (first == head) {
            older[head] = pfn;
        } else {
            newer[first] = pfn;
        }
        newer[pfn] = head;
    }

    private void remove(int list, int pfn) {
        int head = PressureWork.FRAMES + list;
        int up = newer[pfn];
        int down = older[pfn];
        if (up == head) {
            newer[head] = down;
        } else {
            older[up] = down;
        }
        if (down == head) {
            older[head] = up;
        } else {
            newer[down] = up;
        }
        size[list]--;
    }
}
