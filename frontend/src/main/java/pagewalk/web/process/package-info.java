/**
 * Linked pictures of processes: who there is, the virtual map of one address space, its page tables as a tree, the last
 * access in six stages that can be stepped through, the translation buffers, and frames with all who map them. What is
 * pointed at in one of them is outlined in all.
 *
 * <p>Everything is drawn from the machine at the timeline's position and the events up to there. Only free play links
 * these, so that the program of a lab stays small.
 */
@NullMarked
package pagewalk.web.process;

import org.jspecify.annotations.NullMarked;
