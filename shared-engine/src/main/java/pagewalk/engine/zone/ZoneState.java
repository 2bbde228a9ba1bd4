package pagewalk.engine.zone;

import org.jspecify.annotations.Nullable;

/**
 * A zone at one moment, as recorded or laid out: what a machine can start from.
 *
 * <p>Frames that are neither on a list nor in {@code used} are in use, each by itself.
 *
 * @param node the memory node, as /proc/buddyinfo prints it
 * @param name the zone's name, such as DMA
 * @param startPfn its first pfn
 * @param spanned its number of frames
 * @param lists pfns of free blocks, head first, at {@code [order][type]}; types may be missing at the end
 * @param used blocks in use: pfn and order in turn
 * @param blockTypes migratetype of each pageblock, from the one that holds startPfn; empty for the boot default
 * @param limits watermarks and what a processor keeps; null for a zone without either
 */
public record ZoneState(
        int node,
        String name,
        int startPfn,
        int spanned,
        int[][][] lists,
        int[] used,
        int[] blockTypes,
        @Nullable Limits limits) {

    /** A zone without watermarks and processors' lists. */
    public ZoneState(int node, String name, int startPfn, int spanned, int[][][] lists, int[] used, int[] blockTypes) {
        this(node, name, startPfn, spanned, lists, used, blockTypes, null);
    }

    /**
     * What moves beside the free lists.
     *
     * @param setup the zone's numbers
     * @param boost pages on top of the watermarks
     * @param highatomic pages in the high-atomic reserve
     * @param flags below its high watermark, reclaim active, boosted
     * @param cpu what the first processor keeps
     */
    public record Limits(ZoneSetup setup, int boost, int highatomic, boolean[] flags, Cpu cpu) {}

    /**
     * What a processor keeps.
     *
     * @param lists pfns, head first, of each of its {@link PerCpuPages#LISTS} lists
     * @param numbers high, alloc_factor, free_count
     * @param flags the last free had order 1 to 3; such blocks wait for a batch
     */
    public record Cpu(int[][] lists, int[] numbers, boolean[] flags) {}
}
