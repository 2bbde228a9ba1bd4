/**
 * Requests and reference strings as exercises make them, and the random numbers behind them.
 *
 * <p>Same as in the OSTEP course's exercises, number for number: the requests of the free-space exercise, drawn from a
 * seed by Python's generator or read from a list. Not from Linux at all.
 *
 * <p>Left out: the other exercises' generators; replacement policies and readers of recorded traces, which come with
 * reclaim.
 */
@NullMarked
package pagewalk.engine.trace;

import org.jspecify.annotations.NullMarked;
