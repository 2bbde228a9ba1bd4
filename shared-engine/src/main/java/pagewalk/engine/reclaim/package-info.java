/**
 * Reclaim: which pages are given up when frames run short, and what has to be done with them first.
 *
 * <pre>
 *     priority 12 ... 0:  scan 1/2^priority of each list, in turns of 32 pages
 *                         which lists, and how much of each: swappiness, what they cost of late, refaults
 *       active tail   --> inactive
 *       inactive tail --> used again? active.  used once? another round.  dirty? write first.  else: evicted
 * </pre>
 *
 * <p>Same as Linux 6.12 (mm/vmscan.c, classic LRU): prepare_scan_control(), get_scan_count(), shrink_lruvec() with its
 * proportions, shrink_inactive_list(), shrink_active_list(), folio_check_references(), the order in which
 * shrink_folio_list() decides, where pages that stay go, what each scan costs, the second try that deactivates;
 * balance_pgdat() and the sixteen failures after which kswapd gives up.
 *
 * <p>Left out: memory cgroups; large folios and demotion; throttling by isolated pages and congestion; boosts that
 * kswapd works off; MGLRU. The disk answers at defined points only: when the command is over, or when nothing else
 * could go on.
 */
@NullMarked
package pagewalk.engine.reclaim;

import org.jspecify.annotations.NullMarked;
