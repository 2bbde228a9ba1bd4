package pagewalk.engine.zone;

/**
 * The numbers of a zone that its allocations are checked against, and those of its first processor's lists.
 *
 * @param managed pages the allocator manages; the boost limit and the high-atomic reserve are shares of it
 * @param marks watermarks without boost, in pages: min, low, high, promo
 * @param lowmemReserve pages kept from requests that could use a higher zone, by that zone's index (0 DMA, 1 DMA32,
 *     2 Normal, 3 Movable)
 * @param boostFactor how far mixing may boost the watermarks, in 1/10000 of the high one (watermark_boost_factor)
 * @param batch pages of one refill or spill of a processor's lists
 * @param highMin least pages a processor may keep
 * @param highMax most pages a processor may keep
 */
public record ZoneSetup(
        int managed, int[] marks, int[] lowmemReserve, int boostFactor, int batch, int highMin, int highMax) {}
