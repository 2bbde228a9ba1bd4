/**
 * Linked pictures of memory pressure: the lists of the LRU with their pages, watermarks and kswapd, swap devices and
 * their slots, refaults, and counters over time.
 *
 * <p>Everything is drawn from the machine at the timeline's position and the events up to there. A page is drawn on a
 * canvas, never as an element of its own, and long lists are cut in the middle: what happens, happens at their ends.
 */
@NullMarked
package pagewalk.web.pressure;

import org.jspecify.annotations.NullMarked;
