package pagewalk.engine.compaction;

/**
 * A request that found no block.
 *
 * @param order log2 of its pages, 1 to 10
 * @param type the migratetype it asks for
 * @param flags what its next attempt is held to, of {@link pagewalk.engine.buddy.AllocFlags}
 * @param highestZone kind of the highest zone it may use: 0 DMA, 1 DMA32, 2 Normal, 3 Movable
 * @param cpu where it runs
 */
public record DirectRequest(int order, int type, int flags, int highestZone, int cpu) {}
