/**
 * Zones, their free lists and their pageblocks.
 *
 * <p>Same as Linux 6.12: zones need not be a power of two in size or aligned; a list an order and migratetype;
 * pageblocks of 512 frames that start MOVABLE; no grouping by mobility in machines below five pageblocks
 * unless it is switched on.
 *
 * <p>Also the same, where a machine asks for it: the watermarks min, low, high and promo from min_free_kbytes and
 * watermark_scale_factor, the lowmem reserve, the boost, the high-atomic reserve, what processors keep and when they
 * give it back. A zone that a firmware's map describes spans holes; it manages what memblock handed over.
 *
 * <p>Left out: CMA and ISOLATE types, NUMA distances, the share of the page cache in min_free_kbytes that
 * khugepaged asks for (min_free_kbytes= sets it), memory that comes and goes later. A machine laid out from
 * /proc/buddyinfo knows counts, not places; see
 * {@link pagewalk.engine.zone.ZoneCounts#layOut}.
 */
@NullMarked
package pagewalk.engine.zone;

import org.jspecify.annotations.NullMarked;
