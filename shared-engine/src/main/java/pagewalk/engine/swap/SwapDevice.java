package pagewalk.engine.swap;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.CowInts;
import pagewalk.engine.util.IntList;

/**
 * One device of swap and its slots (struct swap_info_struct): how often each is used, what is cached, and where the
 * next free one is looked for.
 */
final class SwapDevice {
    static final int NIL = -1;
    /** Slots of a cluster (SWAPFILE_CLUSTER with THP_SWAP). */
    static final int CLUSTER = 512;
    /** The slot has a page in the swap cache, or waits to be handed out (SWAP_HAS_CACHE). */
    static final int HAS_CACHE = 1 << 30;
    /** The header, which is never handed out (SWAP_MAP_BAD). */
    static final int BAD = 1 << 29;

    /** Clusters apart that follow one another in the free list: those of one address space of the swap cache. */
    private static final int COLUMNS = 32;

    final String path;
    final int slots;
    final boolean rotational;
    int priority;
    /** Use count and {@link #HAS_CACHE} for each slot. */
    final CowInts map;
    /** One more than the frame that caches a slot; a shadow as {@code -1 - shadow}; 0 for neither. */
    final CowInts cache;

    /** Slots that are not free. */
    int inUse;
    /** Swap is being switched off: no slot is handed out. */
    boolean closing;
    /** Of devices of equal priority the one with the lowest number is next. */
    int turn;

    /** A disk that turns: the slot to look at next, and how many more follow it in an empty run. */
    private int next = 1;

    private int left;
    private int lowest = 1;
    private int highest;
    /** Any other: used slots of each cluster, free clusters in order, clusters with room, and the one in use. */
    private final int[] used;

    private final IntList free;
    private final IntList partly;
    private int current = NIL;
    private int at;

    SwapDevice(String path, int slots, boolean rotational, int priority) {
        this.path = path;
        this.slots = slots;
        this.rotational = rotational;
        this.priority = priority;
        map = new CowInts(slots, 0);
        cache = new CowInts(slots, 0);
        map.set(0, BAD);
        inUse = 0;
        highest = slots - 1;
        int clusters = rotational ? 0 : (slots + CLUSTER - 1) / CLUSTER;
        used = new int[clusters];
        free = new IntList();
        partly = new IntList();
        for (int column = 0; column < COLUMNS; column++) {
            for (int cluster = column; cluster < clusters; cluster += COLUMNS) {
                used[cluster] = outside(cluster);
                (used[cluster] > 0 ? partly : free).add(cluster);
            }
        }
    }

    /** Slots of a cluster that are none: the header, and what lies beyond the end. */
    private int outside(int cluster) {
        return (cluster == 0 ? 1 : 0) + Math.max(0, (cluster + 1) * CLUSTER - slots);
    }

    private SwapDevice(SwapDevice other) {
        path = other.path;
        slots = other.slots;
        rotational = other.rotational;
        priority = other.priority;
        map = other.map.copy();
        cache = other.cache.copy();
        inUse = other.inUse;
        closing = other.closing;
        turn = other.turn;
        next = other.next;
        left = other.left;
        lowest = other.lowest;
        highest = other.highest;
        used = other.used.clone();
        free = other.free.copy();
        partly = other.partly.copy();
        current = other.current;
        at = other.at;
    }

    SwapDevice copy() {
        return new SwapDevice(this);
    }

    /** Slots that can hold pages: all but the header. */
    int pages() {
        return slots - 1;
    }

    /** Takes a free slot, which counts as cached; {@link #NIL} if there is none. */
    int take() {
        if (closing || inUse == pages()) {
            return NIL;
        }
        int slot = rotational ? nextOfDisk() : nextOfCluster();
        if (slot != NIL) {
            map.set(slot, HAS_CACHE);
            inUse++;
        }
        return slot;
    }

    /** The slot behind the last one, in an empty run as long as there is one (scan_swap_map_slots()). */
    private int nextOfDisk() {
        if (left == 0) {
            int run = pages() - inUse < CLUSTER ? NIL : emptyRun();
            next = run == NIL ? next : run;
            left = CLUSTER;
        }
        left--;
        int slot = next;
        for (int tried = 0; tried <= highest; tried++) {
            slot = slot > highest || slot < 1 ? lowest : slot;
            if (map.get(slot) == 0) {
                next = slot + 1;
                return slot;
            }
            slot++;
        }
        return NIL;
    }

    private int emptyRun() {
        int run = 0;
        for (int slot = lowest; slot <= highest; slot++) {
            run = map.get(slot) == 0 ? run + 1 : 0;
            if (run == CLUSTER) {
                return slot - CLUSTER + 1;
            }
        }
        return NIL;
    }

    /** The next slot of the cluster in use, else the first free cluster, else one with room (cluster_alloc_swap()). */
    private int nextOfCluster() {
        while (true) {
            while (current != NIL && at < CLUSTER && current * CLUSTER + at < slots) {
                int slot = current * CLUSTER + at++;
                if (map.get(slot) == 0) {
                    used[current]++;
                    return slot;
                }
            }
            if (free.size() > 0) {
                current = free.get(0);
                free.removeAt(0);
            } else if (partly.size() > 0) {
                current = partly.get(0);
                partly.removeAt(0);
            } else {
                current = NIL;
                return NIL;
            }
            at = 0;
        }
    }

    /** A slot is free again, for whoever looks for one. */
    void give(int slot) {
        map.set(slot, 0);
        inUse--;
        if (rotational) {
            return;
        }
        int cluster = slot / CLUSTER;
        used[cluster]--;
        if (cluster == current && at < CLUSTER) {
            return;
        }
        boolean empty = used[cluster] == outside(cluster) && outside(cluster) == 0;
        remove(partly, cluster);
        (empty ? free : partly).add(cluster);
    }

    private static void remove(IntList list, int value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == value) {
                list.removeAt(i);
                return;
            }
        }
    }

    void digest(Digest into) {
        into.fold(path);
        into.fold(slots, inUse, priority, next, left);
        into.fold(turn);
        for (int slot = 0; inUse > 0 && slot < slots; slot++) {
            if (map.get(slot) != 0) {
                into.fold(slot);
                into.fold(map.get(slot));
                into.fold(cache.get(slot));
            }
        }
    }

    int bytes() {
        return 256 + slots * 2;
    }
}
