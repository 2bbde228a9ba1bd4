/**
 * Reference strings and replacement policies: a study beside the machine.
 *
 * <p>A trace comes in through a {@link pagewalk.engine.trace.TraceReader}, piece by piece; {@link
 * pagewalk.engine.trace.PageIds} gives its pages small numbers; {@link pagewalk.engine.trace.References} is a stretch
 * of it, which each {@link pagewalk.engine.trace.Policy} serves. Memory is that of the pages and frames, not of the trace.
 * The one thing that needs a whole trace is the future, for OPT: {@link pagewalk.engine.trace.NextUses} works it out
 * from the end to the beginning, a stretch at a time. {@link pagewalk.engine.trace.StackDistances} gives LRU's misses
 * at every number of frames in one pass.
 *
 * <p>Same as in Linux 6.12: which page of a file the two lists give up, when a page becomes active, and the distance at
 * which one that comes back is active at once. Same as in the OSTEP course's exercises, number for number: the requests
 * of the free-space exercise, and the references and replacements of the paging exercise, by Python's generator.
 *
 * <p>Left out: of Linux all that a reference string does not say (dirty pages, anonymous memory, watermarks), which is
 * the machine's; of the policies the sizes of objects, which pages do not have.
 */
@NullMarked
package pagewalk.engine.trace;

import org.jspecify.annotations.NullMarked;
