package pagewalk.engine.slab;

import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.engine.util.Check;

/**
 * What the object allocator has to know of its machine.
 *
 * @param cpus CPUs, 1 to {@link Limits#CPUS}, each with its own slabs
 * @param freelistSeed 0 for new freelists in ascending order, or the seed of their random order
 *     (CONFIG_SLAB_FREELIST_RANDOM)
 * @param recordedThrows the first throws of the dice, when a recorded kernel's are known
 * @param states recorded caches to start from
 */
public record SlabConfig(int cpus, int freelistSeed, List<Integer> recordedThrows, List<CacheState> states) {
    /** One CPU, and freelists in ascending order. */
    public static final SlabConfig PLAIN = new SlabConfig(1, 0, List.of());

    /** Nothing but the caches of kmalloc(), without slabs. */
    public SlabConfig(int cpus, int freelistSeed, List<Integer> recordedThrows) {
        this(cpus, freelistSeed, recordedThrows, List.of());
    }

    public SlabConfig {
        states = List.copyOf(states);
        recordedThrows = List.copyOf(recordedThrows);
        Check.that(cpus >= 1 && cpus <= Limits.CPUS, "cpus is within its limits", "cpus", cpus);
        Check.that(freelistSeed >= 0, "a seed is not negative", "freelistSeed", freelistSeed);
    }

    public static SlabConfig ofCpus(int cpus) {
        return new SlabConfig(cpus, 0, List.of());
    }

    /** The same, started from recorded caches; their slabs take pages of the machine's free memory. */
    public SlabConfig withStates(List<CacheState> caches) {
        return new SlabConfig(cpus, freelistSeed, recordedThrows, caches);
    }

    /** The same on a machine of {@code count} CPUs. */
    public SlabConfig withCpus(int count) {
        return count == cpus ? this : new SlabConfig(count, freelistSeed, recordedThrows, states);
    }

    int[] throwsAsArray() {
        int[] values = new int[recordedThrows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = recordedThrows.get(i);
        }
        return values;
    }
}
