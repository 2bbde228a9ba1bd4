package pagewalk.web.memory;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabView;

/** The slabs of a cache by the list they are on. */
final class SlabGroups {
    static final int NONE = -1;

    /**
     * Slabs on one list, head first.
     *
     * @param cpu whose slab it is that objects are taken from, or {@link #NONE}
     */
    record Group(String title, int cpu, int[] pfns) {}

    private SlabGroups() {}

    /** Every slab of the cache is in one group; groups of CPUs and of the node are there even if they are empty. */
    static List<Group> of(SlabView slabs, int cache) {
        List<Group> groups = new ArrayList<>();
        CacheGeometry geometry = slabs.geometry(cache);
        int listed = 0;
        for (int cpu = 0; cpu < slabs.cpus() && !geometry.debug(); cpu++) {
            int slab = slabs.cpuSlab(cache, cpu);
            int[] partial = slabs.cpuPartial(cache, cpu);
            groups.add(new Group("CPU " + cpu + ", its slab", cpu, slab == NONE ? new int[0] : new int[] {slab}));
            String most = " (at most " + geometry.cpuPartialSlabs() + ")";
            groups.add(new Group("CPU " + cpu + ", partial slabs" + most, NONE, partial));
            listed += partial.length + (slab == NONE ? 0 : 1);
        }
        int[] node = slabs.nodePartial(cache);
        String least = " (from " + geometry.minPartial() + " on, an empty one goes)";
        groups.add(new Group("Node, partial slabs" + least, NONE, node));
        listed += node.length;
        int[] all = slabs.slabsOf(cache);
        int[] full = new int[all.length - listed];
        System.arraycopy(all, listed, full, 0, full.length);
        if (full.length > 0) {
            groups.add(new Group("On no list", NONE, full));
        }
        return groups;
    }
}
