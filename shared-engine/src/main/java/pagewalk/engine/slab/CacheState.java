package pagewalk.engine.slab;

import java.util.List;

/**
 * A cache at one moment, as recorded: what an object allocator can start from. Objects on no freelist are in use.
 *
 * @param name of the cache; one of kmalloc() keeps its own geometry
 * @param objectSize bytes that were asked for
 * @param align bytes, or 0
 * @param flags bits of {@link SlabFlags}
 * @param randomOrder the order in which new slabs list their objects; empty for ascending, or if no slab was made yet
 * @param slabs those of the CPUs, then their partial ones, then those of the node, each list head first, then full ones
 */
public record CacheState(
        String name, int objectSize, int align, int flags, List<Integer> randomOrder, List<Slab> slabs) {
    public CacheState {
        randomOrder = List.copyOf(randomOrder);
        slabs = List.copyOf(slabs);
    }

    /**
     * One slab of the cache's usual order.
     *
     * @param place the list it is on
     * @param cpu whose slab it is, or on whose list; 0 for a slab of no CPU
     * @param cpuFree the CPU's freelist, next object first; empty but for {@link SlabPlace#CPU}
     * @param free the slab's own freelist
     */
    public record Slab(SlabPlace place, int cpu, List<Integer> cpuFree, List<Integer> free) {
        public Slab {
            cpuFree = List.copyOf(cpuFree);
            free = List.copyOf(free);
        }
    }
}
