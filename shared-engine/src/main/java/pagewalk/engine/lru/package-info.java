/**
 * The lists that reclaim takes pages from: anonymous pages and pages of files, each inactive and active.
 *
 * <pre>
 *     new pages ---31 at a time---> head [ inactive ] tail ---> reclaim looks here
 *                                     ^        | used again
 *                        deactivated  |        v
 *                                   tail [  active  ] head
 * </pre>
 *
 * <p>A page that comes waits in a batch of 31 first. A page of a file that is used once is marked, and moves to the
 * active list when it is used again. Pages that mlock() keeps are counted and on no list. What an evicted page leaves
 * behind is the count of evictions and activations then: when it comes back, the difference says how many more pages
 * would have kept it in memory.
 *
 * <p>Same as Linux 6.12 (mm/swap.c, mm/workingset.c, mm/mlock.c): batches and the order in which they are drained, the
 * two steps of folio_mark_accessed(), costs and how they decay, refault distance and what it is compared with,
 * inactive_is_low().
 *
 * <p>Left out: large folios; memory cgroups; more than one node; the other generations' LRU (MGLRU); batches of several
 * processors, since all commands of processes run on one. A page that is freed leaves its batch at once; Linux drains
 * first in most cases, and keeps the page a little longer in the others.
 */
@NullMarked
package pagewalk.engine.lru;

import org.jspecify.annotations.NullMarked;
