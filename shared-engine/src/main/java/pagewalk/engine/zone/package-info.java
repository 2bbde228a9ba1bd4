/**
 * Zones, their free lists and their pageblocks.
 *
 * <p>Same as Linux 6.12: zones need not be a power of two in size or aligned; a list an order and migratetype;
 * pageblocks of 512 frames that start MOVABLE; no grouping by mobility in machines below five pageblocks
 * unless it is switched on.
 *
 * <p>Left out: watermarks and their boost, lowmem_reserve, per-CPU lists, HIGHATOMIC, CMA and ISOLATE types, NUMA
 * distances. A machine laid out from /proc/buddyinfo knows counts, not places; see
 * {@link pagewalk.engine.zone.ZoneCounts#layOut}.
 */
@NullMarked
package pagewalk.engine.zone;

import org.jspecify.annotations.NullMarked;
