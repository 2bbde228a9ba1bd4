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
 */
public record SlabConfig(int cpus, int freelistSeed, List<Integer> recordedThrows) {
    /** One CPU, and freelists in ascending order. */
    public static final SlabConfig PLAIN = new SlabConfig(1, 0, List.of());

    public SlabConfig {
        recordedThrows = List.copyOf(recordedThrows);
        Check.that(cpus >= 1 && cpus <= Limits.CPUS, "cpus is within its limits", "cpus", cpus);
        Check.that(freelistSeed >= 0, "a seed is not negative", "freelistSeed", freelistSeed);
    }

    public static SlabConfig ofCpus(int cpus) {
        return new SlabConfig(cpus, 0, List.of());
    }

    /** The same on a machine of {@code count} CPUs. */
    public SlabConfig withCpus(int count) {
        return count == cpus ? this : new SlabConfig(count, freelistSeed, recordedThrows);
    }

    int[] throwsAsArray() {
        int[] values = new int[recordedThrows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = recordedThrows.get(i);
        }
        return values;
    }
}
