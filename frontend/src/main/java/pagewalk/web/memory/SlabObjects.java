package pagewalk.web.memory;

import pagewalk.engine.slab.SlabView;
import pagewalk.engine.util.IntList;

/**
 * The objects of one slab as they stand: held, or free and at which place of which freelist.
 *
 * <p>The slab of a CPU has two lists: the one the CPU takes from, and the slab's own, where others put objects back.
 */
final class SlabObjects {
    private static final int NONE = -1;

    private final int pfn;
    private final int cpu;
    private final int[] order;
    private final boolean[] onCpu;
    private final int[] own;
    private final int[] cpuList;
    private final IntList held = new IntList();

    /**
     * Looks at the slab at {@code pfn}.
     *
     * @param cpu whose slab it is, or -1
     */
    SlabObjects(SlabView slabs, int pfn, int cpu) {
        this.pfn = pfn;
        this.cpu = cpu;
        int count = slabs.objectsOf(pfn);
        order = new int[count];
        onCpu = new boolean[count];
        own = slabs.freelist(pfn);
        cpuList = cpu == NONE ? new int[0] : slabs.cpuFreelist(slabs.cacheOf(pfn), cpu);
        for (int i = 0; i < own.length; i++) {
            order[own[i]] = i + 1;
        }
        for (int i = 0; i < cpuList.length; i++) {
            order[cpuList[i]] = i + 1;
            onCpu[cpuList[i]] = true;
        }
        for (int object = 0; object < count; object++) {
            if (order[object] == 0) {
                held.add(object);
            }
        }
    }

    int pfn() {
        return pfn;
    }

    int count() {
        return order.length;
    }

    int held() {
        return held.size();
    }

    /** Place of an object on its freelist, 1 for the next to be handed out; 0 for one that is held. */
    int place(int object) {
        return order[object];
    }

    /** Whether a free object is on the CPU's list, not on the slab's own. */
    boolean onCpu(int object) {
        return onCpu[object];
    }

    /** How full it is, in words. */
    String summary() {
        return held.size() + " of " + order.length + " in use";
    }

    /** Every object, in words. */
    String text() {
        StringBuilder text = new StringBuilder("in use: ");
        text.append(held.size() == 0 ? "none" : Runs.text(held, ", "));
        if (cpu != NONE) {
            list(text, "CPU " + cpu + " takes next", cpuList);
        }
        if (cpu == NONE || own.length > 0) {
            list(text, cpu == NONE ? "free, next first" : "put back by others, next first", own);
        }
        return text.toString();
    }

    private static void list(StringBuilder text, String what, int[] objects) {
        text.append("; ").append(what).append(": ");
        text.append(objects.length == 0 ? "none" : Runs.text(objects, " → "));
    }
}
