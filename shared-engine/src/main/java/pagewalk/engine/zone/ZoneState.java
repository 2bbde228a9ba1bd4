package pagewalk.engine.zone;

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
 */
public record ZoneState(
        int node, String name, int startPfn, int spanned, int[][][] lists, int[] used, int[] blockTypes) {}
