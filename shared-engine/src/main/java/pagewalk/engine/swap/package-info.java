/**
 * Swap: devices, their slots, and the swap cache, in which a page is while it is in memory and in a slot.
 *
 * <pre>
 *     page in memory --slot taken--> in the swap cache --unmapped, written--> evicted: only the slot is left
 *          ^                              |    ^                                        |
 *          +----- slot given back --------+    +------------- read by a fault ----------+
 * </pre>
 *
 * <p>A slot counts the entries that mean it; it is free again when none does and no page caches it. Processors take and
 * give slots by 64.
 *
 * <p>Same as Linux 6.12 (mm/swapfile.c, mm/swap_state.c, mm/swap_slots.c): priorities; on a disk that turns, slots in
 * an empty run of 512; else clusters of 512, in the interleaved order of the free list; slot caches; what
 * vm_swap_full() says.
 *
 * <p>Left out: large folios; devices of equal priority taking turns; discard; the map of zero-filled pages; counts
 * above 62, which Linux continues elsewhere.
 */
@NullMarked
package pagewalk.engine.swap;

import org.jspecify.annotations.NullMarked;
